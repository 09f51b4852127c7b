//! Operations that devices sealed while they waited.

use super::Caller;
use super::apply::{apply, reject};
use crate::App;
use shared::sync::{
    Action, Operation, Outcome, PushSealed, Refusal, SEAL_INFO, Sealed, SealedOutcome, seal_place,
};

/// Opens operations and applies them in order. What was refused comes back with what was typed, since the device that
/// sealed it can no longer read it.
pub async fn apply_sealed(app: &App, association: &str, push: PushSealed) -> Vec<SealedOutcome> {
    let opened: Vec<Option<Operation>> = push.sealed.iter().map(|one| open(app, association, one)).collect();
    let operations = opened.iter().flatten().cloned().collect();
    let caller = Caller::Public { association: association.to_owned(), steward: push.steward };
    let mut outcomes = apply(app, &caller, operations).await.into_iter();
    let answered = opened.into_iter().map(|operation| match operation {
        Some(operation) => told(operation, outcomes.next().unwrap_or_else(|| reject(Refusal::NotFound))),
        None => SealedOutcome { outcome: reject(Refusal::SealUnknown), answers: None },
    });
    answered.collect()
}

fn open(app: &App, association: &str, sealed: &Sealed) -> Option<Operation> {
    let place = seal_place(association, sealed.id);
    let opened = app.keys.unseal(&sealed.key, SEAL_INFO, &place, &sealed.enc, &sealed.body);
    let operation: Operation = serde_json::from_slice(&opened.ok()?).ok()?;
    (operation.id == sealed.id).then_some(operation)
}

fn told(operation: Operation, outcome: Outcome) -> SealedOutcome {
    let answers = match (&outcome, operation.action) {
        // Nothing typed is wrong: the device sends the same with another code, and so need not be shown it.
        (Outcome::Rejected { refusal: Refusal::StewardUnknown | Refusal::StewardEnded, .. }, _) => None,
        (Outcome::Rejected { .. }, Action::SubmitEntry(submit)) => Some(submit.answers),
        (Outcome::Rejected { .. }, Action::SubmitApplication(submit)) => Some(submit.answers),
        _ => None,
    };
    SealedOutcome { outcome, answers }
}
