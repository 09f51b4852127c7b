//! Sending: until the server has answered, with the same id each time.

use super::keep::{self, Kept, Waiting};
use super::load::api;
use frontend::Chrome;
use frontend::common::{id, net};
use gloo_timers::future::TimeoutFuture;
use serde_json::Value;
use shared::i18n::Violation;
use shared::sync::{Action, Operation, Push, Refusal, SubmitEntry};
use uuid::Uuid;

/// Shortest wait before sending again, and how much is added at random, in milliseconds: those who lost the same
/// network do not all come back together.
const AGAIN: (u32, u32) = (2_000, 3_000);

/// What the server answered to an entry.
#[derive(Clone, Debug)]
pub enum Answered {
    /// It is in, now or from an earlier try.
    In,
    /// Refused, with the fields to mend.
    Refused(Refusal, Vec<Violation>),
    /// The id was used for something else.
    Conflict,
}

/// The body of the request that submits an entry.
pub(super) fn body(id: Uuid, submit: SubmitEntry) -> String {
    let operation = Operation { id, captured_at: id::now(), action: Action::SubmitEntry(submit) };
    serde_json::to_string(&Push { operations: vec![operation] }).unwrap_or_default()
}

/// Sends once; `None` when there was no answer, or the server asked to come back.
pub(super) async fn send(body: &str, chrome: &Chrome) -> Option<Answered> {
    let answer: Value = net::post_text(&api(chrome, "/operations"), body, chrome.lang).await.ok()?;
    let outcome = answer.get("outcomes")?.get(0)?;
    let read = |name: &str| outcome.get(name).cloned().unwrap_or_default();
    match outcome.get("outcome")?.as_str()? {
        "accepted" | "duplicate" => Some(Answered::In),
        "conflict" => Some(Answered::Conflict),
        "rejected" => Some(Answered::Refused(
            serde_json::from_value(read("refusal")).ok()?,
            serde_json::from_value(read("violations")).unwrap_or_default(),
        )),
        _ => None,
    }
}

/// Sends until answered.
pub(super) async fn send_until_answered(body: &str, chrome: &Chrome) -> Answered {
    loop {
        if let Some(answered) = send(body, chrome).await {
            return answered;
        }
        let jitter = id::random().map_or(0, u32::from_be_bytes) % AGAIN.1;
        TimeoutFuture::new(AGAIN.0 + jitter).await;
    }
}

/// Writes down what an answer means for the device: the entry no longer waits; its receipt is kept.
pub(super) fn note(waiting: &Waiting, answered: &Answered, association: &str) {
    keep::answered(association, waiting.id);
    if matches!(answered, Answered::In) {
        let kept = Kept { secret: waiting.secret.clone(), title: waiting.title.clone() };
        keep::keep_receipt(association, kept);
        keep::drop_draft(waiting.competition_id, &waiting.event);
    }
}
