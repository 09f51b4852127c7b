//! The one operation that the browser's program sends.

use super::{ToWire, record};
use crate::sync::SubmitEntry;
use serde_json::Value;
use uuid::Uuid;

/// The body of the request that submits an entry; `captured_at` is a moment as in RFC 3339.
pub fn submission(id: Uuid, captured_at: &str, submit: &SubmitEntry) -> Value {
    let mut action = record([
        ("kind", "submit_entry".into()),
        ("competition_id", submit.competition_id.to_wire()),
        ("event", submit.event.to_wire()),
        ("form_version", submit.form_version.into()),
        ("answers", submit.answers.to_wire()),
        ("receipt", submit.receipt.to_wire()),
    ]);
    if let (Some(collected), Value::Object(values)) = (&submit.collected, &mut action) {
        let collected =
            record([("code", collected.code.to_wire()), ("signature", collected.signature.to_wire())]);
        values.insert("collected".to_owned(), collected);
    }
    let operation = record([("id", id.to_wire()), ("captured_at", captured_at.into()), ("action", action)]);
    record([("operations", Value::Array(vec![operation]))])
}
