//! The one function that takes all submissions.
//!
//! The widget, the HTML form without scripts, the console and a batch from another server all end here. An
//! operation is looked at outside the transaction as far as possible (form, eligibility, sealing), and decided
//! inside it.

use super::record::{Sent, refused};
use super::{
    Caller, Staff, building, ceremonies, competitions, decisions, drives, entries, membership, results,
    rights, stewards, submit,
};
use crate::App;
use crate::db::operations;
use crate::error::{Error, Result};
use futures_util::future::join_all;
use shared::api::ErrorCode;
use shared::i18n::{Problem, Violation};
use shared::sync::{Action, Operation, Outcome, Refusal};
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Shortest and longest delay asked for when the server is busy, in milliseconds. Spread at random, so that
/// those who wait do not all come back together.
const RETRY_MS: (u32, u32) = (1_000, 5_000);

type Answer<'a> = Pin<Box<dyn Future<Output = Outcome> + Send + 'a>>;

/// Applies operations in order and answers each.
///
/// New entries share commits, but queue for them in their order, so that the first of a batch gets the last place.
/// Everything else waits for what came before it, since it may build on it.
pub async fn apply(app: &App, caller: &Caller, operations: Vec<Operation>) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(operations.len());
    let order = Semaphore::new(1);
    let mut together: Vec<Answer<'_>> = Vec::new();
    let mut earlier = accepted_earlier(app, caller, &operations).await;
    for operation in operations {
        if let Some(outcome) = earlier.remove(&operation.id) {
            together.push(Box::pin(std::future::ready(counted(outcome))));
            continue;
        }
        let alone = !matches!(operation.action, Action::SubmitEntry(_));
        if alone || together.len() >= 256 {
            outcomes.extend(join_all(together.drain(..)).await);
        }
        let answer = apply_one(app, caller, operation, &order);
        if alone {
            outcomes.push(answer.await);
        } else {
            together.push(Box::pin(answer));
        }
    }
    outcomes.extend(join_all(together).await);
    outcomes
}

async fn apply_one(app: &App, caller: &Caller, operation: Operation, order: &Semaphore) -> Outcome {
    let outcome = match stay_away(app, caller, operation.id) {
        Some(after_ms) => Outcome::RetryLater { after_ms },
        None => match answered(app, caller, operation, order).await {
            Ok(outcome) => outcome,
            Err(error) => from_error(app, error),
        },
    };
    counted(outcome)
}

fn counted(outcome: Outcome) -> Outcome {
    metrics::counter!("rollcall_operations_total", "outcome" => name(&outcome)).increment(1);
    outcome
}

/// The entries of a batch that were accepted before, with their answers: whoever lost the answer to a batch sends all of
/// it again, and it need not cost what it cost the first time. Whatever is not plain goes the ordinary way.
async fn accepted_earlier(app: &App, caller: &Caller, operations: &[Operation]) -> HashMap<Uuid, Outcome> {
    let mut answers = HashMap::new();
    let Caller::Public { association, .. } = caller else { return answers };
    let ids: Vec<Uuid> = operations.iter().map(|operation| operation.id).collect();
    let found = match (operations.len() > 1).then(|| app.db.read()) {
        Some(conn) => match conn.await {
            Ok(mut conn) => operations::find_all(&mut conn, &ids).await.unwrap_or_default(),
            Err(_) => return answers,
        },
        None => return answers,
    };
    for operation in operations {
        let Action::SubmitEntry(entry) = &operation.action else { continue };
        let theirs = app.db.known_competition(entry.competition_id);
        let theirs = theirs.is_some_and(|known| known.row.association == *association);
        if let Some(first) = found.get(&operation.id).filter(|_| theirs)
            && let Ok(sent) = Sent::new(app, caller, operation)
            && let outcome @ Outcome::Duplicate { .. } = sent.again(first.clone())
        {
            answers.insert(operation.id, outcome);
        }
    }
    answers
}

/// When a worker's device should come back, if too many are here now. Staff, who are few, always wait in the queue.
fn stay_away(app: &App, caller: &Caller, id: Uuid) -> Option<u32> {
    let Caller::Public { .. } = caller else { return None };
    let random = u32::from_be_bytes(app.random.bytes());
    let wait = app.db.turn(id, app.config.patience, random)?;
    Some(u32::try_from(wait.as_millis()).unwrap_or(u32::MAX))
}

/// The answer to an operation. What was accepted once gets its first answer again, also when it would be refused by
/// now: the form, the state or the day may have changed while that answer was lost.
async fn answered(app: &App, caller: &Caller, operation: Operation, order: &Semaphore) -> Result<Outcome> {
    let sent = Sent::new(app, caller, &operation)?;
    let outcome = match route(app, caller, sent.clone(), operation.action, order).await {
        Err(Error::Invalid(violations)) => Outcome::Rejected { refusal: Refusal::Invalid, violations },
        routed => routed?,
    };
    match outcome {
        // Nothing is told of records that the caller may not see.
        Outcome::Rejected { refusal: Refusal::NotFound | Refusal::Forbidden, .. } => Ok(outcome),
        Outcome::Rejected { .. } => Ok(sent.earlier(&mut app.db.read().await?).await?.unwrap_or(outcome)),
        _ => Ok(outcome),
    }
}

async fn route(app: &App, caller: &Caller, sent: Sent, action: Action, order: &Semaphore) -> Result<Outcome> {
    match (caller, rights::needed(&action)) {
        (Caller::Public { association, steward }, None) => match action {
            Action::SubmitEntry(entry) => {
                let turn = order.acquire().await.ok();
                submit::submit(app, (association, steward.as_ref()), sent, entry, turn).await
            }
            action => by_worker(app, association, sent, action).await,
        },
        (Caller::Staff(staff), Some((may, _))) if may(staff.role) => by_staff(app, staff, sent, action).await,
        (Caller::Staff(staff), Some((_, name))) => {
            refused(app, staff, name, None).await?;
            Ok(reject(Refusal::Forbidden))
        }
        _ => Ok(reject(Refusal::Forbidden)),
    }
}

/// What a worker does with a receipt, and the application to join.
async fn by_worker(app: &App, association: &str, sent: Sent, action: Action) -> Result<Outcome> {
    match action {
        Action::CorrectEntry(correct) => entries::correct(app, association, sent, correct).await,
        Action::WithdrawEntry(withdraw) => entries::withdraw(app, association, sent, withdraw).await,
        Action::WithdrawConsent(withdraw) => {
            entries::withdraw_consent(app, association, sent, withdraw).await
        }
        Action::SubmitApplication(submit) => membership::submit(app, association, sent, submit).await,
        Action::CorrectApplication(correct) => membership::correct(app, association, sent, correct).await,
        Action::WithdrawApplication(withdraw) => membership::withdraw(app, association, sent, withdraw).await,
        Action::CompleteProfile(complete) => membership::complete(app, association, sent, complete).await,
        Action::AnswerTransferOffer(answer) => {
            membership::transfer::answer(app, association, sent, answer).await
        }
        _ => Ok(reject(Refusal::Forbidden)),
    }
}

/// What staff do who have the right to it.
async fn by_staff(app: &App, staff: &Staff, sent: Sent, action: Action) -> Result<Outcome> {
    match action {
        Action::ReviewApplication(review) => membership::review(app, staff, sent, review).await,
        Action::ApproveApplications(approve) => membership::approve(app, staff, sent, approve).await,
        Action::FileApplications(file) => membership::file(app, staff, sent, file).await,
        Action::EnterApplication(enter) => membership::enter(app, staff, sent, enter).await,
        Action::OfferTransfer(offer) => membership::transfer::offer(app, staff, sent, offer).await,
        Action::DecideTransfer(decide) => membership::transfer::decide(app, staff, sent, decide).await,
        Action::ChangeMembership(change) => membership::change(app, staff, sent, change).await,
        Action::DecideEntry(decide) => decisions::decide(app, staff, sent, decide).await,
        Action::AdvanceCompetition(advance) => competitions::advance(app, staff, sent, advance).await,
        Action::RecordMarks(record) => results::record_marks(app, staff, sent, record).await,
        Action::PublishResults(publish) => results::publish(app, staff, sent, publish).await,
        Action::ConfirmResults(confirm) => results::confirm(app, staff, sent, confirm).await,
        Action::IssueSteward(issue) => stewards::issue(app, staff, sent, issue).await,
        Action::EndSteward(end) => stewards::end(app, staff, sent, end).await,
        Action::SaveDrive(save) => drives::save(app, staff, sent, save).await,
        Action::SaveSource(save) => drives::save_source(app, staff, sent, save).await,
        Action::CloseDrive(close) => drives::close(app, staff, sent, close).await,
        Action::SaveCeremony(save) => ceremonies::save(app, staff, sent, save).await,
        Action::AdvanceCeremony(advance) => ceremonies::advance(app, staff, sent, advance).await,
        action => building::apply(app, staff, sent, action).await,
    }
}

/// A refusal of the whole operation.
pub(super) fn reject(refusal: Refusal) -> Outcome {
    Outcome::Rejected { refusal, violations: Vec::new() }
}

/// Refuses a step that the present state does not allow, with the reason.
pub(super) fn refuse_step(field: &str, problem: Problem) -> Outcome {
    let violations = vec![Violation::new(field, problem)];
    Outcome::Rejected { refusal: Refusal::TransitionNotAllowed, violations }
}

fn from_error(app: &App, error: Error) -> Outcome {
    match error {
        Error::Refused(ErrorCode::NotFound) => reject(Refusal::NotFound),
        Error::Refused(ErrorCode::Forbidden) => reject(Refusal::Forbidden),
        error => {
            tracing::error!(%error, "operation not applied");
            Outcome::RetryLater { after_ms: retry_delay(app) }
        }
    }
}

fn retry_delay(app: &App) -> u32 {
    let (least, most) = RETRY_MS;
    least + u32::from_be_bytes(app.random.bytes()) % (most - least)
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted { .. } => "accepted",
        Outcome::Duplicate { .. } => "duplicate",
        Outcome::Conflict { .. } => "conflict",
        Outcome::Rejected { .. } => "rejected",
        Outcome::RetryLater { .. } => "retry_later",
    }
}
