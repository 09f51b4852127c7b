//! A worker enters an event.

use super::apply::reject;
use super::collected;
use super::entries::{checked, done, form_changed, invalid, limited, limits};
use super::facts::{self, NewEntry};
use super::record::{Done, Sent};
use crate::App;
use crate::db::batch::{self, Needs};
use crate::db::known::Known;
use crate::db::places::Key;
use crate::error::{Error, Result};
use shared::api::ErrorCode;
use shared::i18n::{Problem, Violation};
use shared::sync::{Conflict, Outcome, Refusal, StewardCode, SubmitEntry};
use std::sync::Arc;
use tokio::sync::SemaphorePermit;

/// The association whose pages it comes from, and the steward's code that came beside it.
type From<'a> = (&'a str, Option<&'a StewardCode>);

/// A worker enters an event. `turn` is held until the write has its place in the queue.
///
/// The competition is taken from memory, which may be behind. Whatever is accepted was checked against the version that
/// holds within the transaction; whatever is refused was refused by the version that the database has.
pub(super) async fn submit(
    app: &App,
    from: From<'_>,
    sent: Sent,
    submit: SubmitEntry,
    mut turn: Option<SemaphorePermit<'_>>,
) -> Result<Outcome> {
    let id = submit.competition_id;
    let mut known = match app.db.known_competition(id) {
        Some(known) => known,
        None => app.db.read_competition(id).await?.ok_or(ErrorCode::NotFound)?,
    };
    loop {
        let answer = attempt(app, from, &sent, &submit, known.clone(), turn.take()).await;
        if let Ok(Some(outcome @ (Outcome::Accepted { .. } | Outcome::Duplicate { .. }))) = answer {
            return Ok(outcome);
        }
        let now = app.db.read_competition(id).await?.ok_or(ErrorCode::NotFound)?;
        if now.row.version == known.row.version {
            return answer?.ok_or_else(|| Error::Write("the competition changed meanwhile".into()));
        }
        known = now;
    }
}

/// Enters by the rules of a version of the competition; `None` when it is not the present one.
async fn attempt(
    app: &App,
    (association, steward): From<'_>,
    sent: &Sent,
    submit: &SubmitEntry,
    known: Arc<Known>,
    turn: Option<SemaphorePermit<'_>>,
) -> Result<Option<Outcome>> {
    let coming = app.db.announce();
    let Known { row: competition, form } = &*known;
    if competition.association != association || !competition.state()?.is_public() {
        return Err(ErrorCode::NotFound.into());
    }
    let event = competition.definition.events.iter().find(|event| event.code == submit.event);
    let event = event.ok_or_else(|| Error::Invalid(vec![Violation::new("event", Problem::ChoiceUnknown)]))?;
    if submit.form_version != form.version {
        let mut conn = app.db.read().await?;
        return form_changed(&mut conn, competition, form, submit.form_version).await;
    }
    let steward = match &submit.collected {
        Some(told) => match collected::admit(app, competition.id, sent, told, steward).await? {
            Ok(steward) => Some(steward),
            Err(refusal) => return Ok(Some(reject(refusal))),
        },
        None => None,
    };
    let checked = checked(app, competition, form, &submit.answers)?;
    let new = NewEntry {
        id: app.random.uuid(sent.at),
        competition,
        event: &event.code,
        form,
        checked: &checked,
        receipt: &submit.receipt,
        sent,
    };
    let row = new.row(app)?;
    let given = facts::consent_rows(&checked, &row);
    let kept = steward.as_ref().map(|steward| steward.row(app, &row)).transpose()?;
    let receipt = submit.receipt.code();
    let limits = limits(competition, event);
    let places = limits.each_ref().map(|limit| Key::from(limited(&row, limit.scope)));
    let needs = Needs {
        operation_id: sent.id,
        competition_id: competition.id,
        event: event.code.clone(),
        id_index: row.id_index.clone(),
        receipt_hash: row.receipt_hash.clone(),
        places: places.to_vec(),
    };
    let (sent, known) = (sent.clone(), known.clone());
    // The write queues in the same breath; whoever waits for the turn runs only after.
    drop(turn);
    app.db
        .enter(needs, coming, move |batch| {
            if let Some(first) = batch.operation(sent.id) {
                return Ok(Some(sent.again(first.clone())));
            }
            let competition = &known.row;
            let (state, version) = batch.competition(competition.id)?;
            if version != competition.version {
                return Ok(None);
            }
            if !competition.definition.schedule.is_open_now(state, sent.at) {
                return Ok(Some(reject(Refusal::EntryNotOpen)));
            }
            for (limit, place) in limits.into_iter().zip(&places) {
                if batch.taken(place)? >= limit.most {
                    return Ok(Some(invalid(limit.reached())));
                }
            }
            if batch.has_receipt(&row.receipt_hash) {
                // The device made this receipt for an earlier entry; with a new one it may enter.
                return Ok(Some(Outcome::Conflict { conflict: Conflict::OperationIdReused }));
            }
            if batch.holds(&row) {
                return Ok(Some(invalid(Violation::new("id_number", Problem::AlreadyEntered))));
            }
            let (action, detail) = match &steward {
                Some(steward) => ("entry.collect", steward.label.as_str()),
                None => ("entry.submit", ""),
            };
            let done = Done { receipt: Some(receipt), detail, ..done(competition, &row, action)? };
            let (operation, change, audit) = sent.records(done);
            let outcome = operation.outcome.0.clone();
            let new = batch::NewEntry { row, consents: given, collected: kept };
            batch.add(new, &places, operation, change, audit);
            Ok(Some(outcome))
        })
        .await
}
