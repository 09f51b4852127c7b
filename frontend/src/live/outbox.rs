//! Sending: until the server has answered, with the same id each time.

use super::keep::{self, Kept, Waiting};
use super::load::api;
use frontend::Chrome;
use frontend::common::{id, net};
use gloo::timers::future::TimeoutFuture;
use shared::sync::{Action, Operation, Outcome, Push, PushAnswer};
use uuid::Uuid;

/// Shortest wait before sending again, and how much is added at random, in milliseconds: those who lost the same
/// network do not all come back together.
const AGAIN: (u32, u32) = (2_000, 3_000);

/// Sends one operation; `None` when there was no answer, or the server asked to come back.
pub(super) async fn send(operation: &Operation, chrome: &Chrome) -> Option<Outcome> {
    let push = Push { operations: vec![operation.clone()] };
    let answer: Result<PushAnswer, _> = net::post(&api(chrome, "/operations"), &push, chrome.lang).await;
    match answer.ok()?.outcomes.pop()? {
        Outcome::RetryLater { .. } => None,
        outcome => Some(outcome),
    }
}

/// An operation of now.
pub(super) fn operation(id: Uuid, action: Action) -> Operation {
    Operation { id, captured_at: id::now(), action }
}

/// Sends until answered. Returns at the server's answer only.
pub(super) async fn send_until_answered(operation: &Operation, chrome: &Chrome) -> Outcome {
    loop {
        if let Some(outcome) = send(operation, chrome).await {
            return outcome;
        }
        let jitter = id::random().map_or(0, u32::from_be_bytes) % AGAIN.1;
        TimeoutFuture::new(AGAIN.0 + jitter).await;
    }
}

/// Writes down what an answer means for the device: the operation no longer waits; an entry's receipt is kept.
pub(super) fn note(waiting: &Waiting, outcome: &Outcome, association: &str) {
    keep::answered(association, waiting.operation.id);
    if matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }) {
        let kept = Kept { secret: waiting.secret.clone(), title: waiting.title.clone() };
        keep::keep_receipt(association, kept);
        if let Action::SubmitEntry(submit) = &waiting.operation.action {
            keep::drop_draft(submit.competition_id, &submit.event);
        }
    }
}
