//! The operations that the browser's program sends.

use super::{ToWire, record};
use crate::sync::{SubmitApplication, SubmitEntry};
use serde_json::Value;
use uuid::Uuid;

impl ToWire for SubmitEntry {
    fn to_wire(&self) -> Value {
        let mut action = record([
            ("kind", "submit_entry".into()),
            ("competition_id", self.competition_id.to_wire()),
            ("event", self.event.to_wire()),
            ("form_version", self.form_version.into()),
            ("answers", self.answers.to_wire()),
            ("receipt", self.receipt.to_wire()),
        ]);
        if let (Some(collected), Value::Object(values)) = (&self.collected, &mut action) {
            let collected =
                record([("code", collected.code.to_wire()), ("signature", collected.signature.to_wire())]);
            values.insert("collected".to_owned(), collected);
        }
        action
    }
}

impl ToWire for SubmitApplication {
    fn to_wire(&self) -> Value {
        let text = |text: &Option<String>| text.as_ref().map(ToWire::to_wire).unwrap_or_default();
        record([
            ("kind", "submit_application".into()),
            ("source", text(&self.source)),
            ("signature", text(&self.signature)),
            ("form_version", self.form_version.into()),
            ("answers", self.answers.to_wire()),
            ("receipt", self.receipt.to_wire()),
        ])
    }
}

/// The body of the request that sends an action; `captured_at` is a moment as in RFC 3339.
pub fn submission(id: Uuid, captured_at: &str, action: Value) -> Value {
    let operation = record([("id", id.to_wire()), ("captured_at", captured_at.into()), ("action", action)]);
    record([("operations", Value::Array(vec![operation]))])
}
