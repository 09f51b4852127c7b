//! What is kept on the device: drafts for the length of a visit, operations until acknowledged, receipts until removed.

use gloo::storage::{LocalStorage, SessionStorage, Storage};
use serde::{Deserialize, Serialize};
use shared::form::Answers;
use shared::sync::ReceiptSecret;
use uuid::Uuid;

/// An operation that waits to be acknowledged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub id: Uuid,
    /// The request's body, as it was first sent.
    pub body: String,
    pub secret: ReceiptSecret,
    /// Slug and id of the competition and code of the event, to come back to the form should it be refused.
    pub competition: String,
    pub competition_id: Uuid,
    pub event: String,
    pub answers: Answers,
    /// What a list of receipts shows.
    pub title: String,
}

/// A receipt of an acknowledged entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub secret: ReceiptSecret,
    pub title: String,
}

/// A form that was begun.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Draft {
    pub answers: Answers,
    pub operation_id: Uuid,
    pub secret: ReceiptSecret,
}

fn outbox(association: &str) -> String {
    format!("rollcall:outbox:{association}")
}

fn receipts_key(association: &str) -> String {
    format!("rollcall:receipts:{association}")
}

fn draft_key(competition: Uuid, event: &str) -> String {
    format!("rollcall:draft:{competition}:{event}")
}

/// Operations that wait, oldest first.
pub(super) fn waiting(association: &str) -> Vec<Waiting> {
    LocalStorage::get(outbox(association)).unwrap_or_default()
}

/// Keeps an operation until it is acknowledged; false when the browser refuses.
pub(super) fn wait(association: &str, waiting_now: &Waiting) -> bool {
    let mut all = waiting(association);
    all.retain(|other| other.id != waiting_now.id);
    all.push(waiting_now.clone());
    LocalStorage::set(outbox(association), &all).is_ok()
}

/// Forgets an operation that was answered.
pub(super) fn answered(association: &str, id: Uuid) {
    let mut all = waiting(association);
    all.retain(|other| other.id != id);
    if all.is_empty() {
        LocalStorage::delete(outbox(association));
    } else {
        // What cannot be written again is sent again, which changes nothing.
        let _ = LocalStorage::set(outbox(association), &all);
    }
}

/// Receipts on this device.
pub(super) fn receipts(association: &str) -> Vec<Kept> {
    LocalStorage::get(receipts_key(association)).unwrap_or_default()
}

/// Keeps a receipt.
pub(super) fn keep_receipt(association: &str, kept: Kept) {
    let mut all = receipts(association);
    all.retain(|other| other.secret != kept.secret);
    all.insert(0, kept);
    let _ = LocalStorage::set(receipts_key(association), &all);
}

/// Removes a receipt from this device.
pub(super) fn forget_receipt(association: &str, secret: &ReceiptSecret) {
    let mut all = receipts(association);
    all.retain(|other| other.secret != *secret);
    let _ = LocalStorage::set(receipts_key(association), &all);
}

/// The draft of a form.
pub(super) fn draft(competition: Uuid, event: &str) -> Option<Draft> {
    SessionStorage::get(draft_key(competition, event)).ok()
}

/// Keeps a draft for the length of the visit.
pub(super) fn keep_draft(competition: Uuid, event: &str, draft: &Draft) {
    let _ = SessionStorage::set(draft_key(competition, event), draft);
}

/// Removes a draft.
pub(super) fn drop_draft(competition: Uuid, event: &str) {
    SessionStorage::delete(draft_key(competition, event));
}
