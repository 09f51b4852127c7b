//! What staff decide on entries.

use super::apply::{refuse_step, reject};
use super::entries::{done, give_places_back, take_places};
use super::record::{Done, Sent, keep};
use super::{Staff, remark};
use crate::App;
use crate::db::{Verdict, competitions, entries};
use crate::error::{Error, Result};
use shared::competition::EntryState;
use shared::i18n::{Problem, Text as _, Violation};
use shared::sync::{Conflict, DecideEntry, Decision, Outcome, Refusal};

/// Staff return an entry, find it eligible or ineligible.
pub(super) async fn decide(app: &App, staff: &Staff, sent: Sent, decide: DecideEntry) -> Result<Outcome> {
    let missing = match decide.decision {
        Decision::Return | Decision::Ineligible => Some(Problem::ReasonNeeded),
        Decision::Eligible => None,
    };
    let reason = remark::check("reason", &decide.reason, remark::REASON, missing)?;
    let mut conn = app.db.read().await?;
    let found = match entries::by_id(&mut conn, decide.entry_id).await? {
        Some(entry) => {
            competitions::by_id(&mut conn, entry.competition_id).await?.map(|found| (entry, found))
        }
        None => None,
    };
    // Outside the caller's part of the tree a record does not exist.
    let Some((before, competition)) = found.filter(|(_, found)| found.path.starts_with(&staff.path)) else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let to = match decide.decision {
        Decision::Return => EntryState::Returned,
        Decision::Eligible => EntryState::Eligible,
        Decision::Ineligible => EntryState::Ineligible,
    };
    let mut row = entries::Row { version: before.version + 1, changed_at: sent.at, reason, ..before.clone() };
    row.set_state(to);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if before.version.unsigned_abs() != decide.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let from = before.state()?;
                if !competitions::state(tx, competition.id).await?.takes_decisions() {
                    return Ok(Verdict::Undo(refuse_step("decision", Problem::DecisionsOver)));
                }
                if let Err(why) = from.check_step(to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("decision", problem)));
                }
                match (from.holds_place(), to.holds_place()) {
                    (true, false) => give_places_back(tx, &before).await?,
                    (false, true) => {
                        let event =
                            competition.definition.events.iter().find(|event| event.code == row.event);
                        let event =
                            event.ok_or_else(|| Error::Stored("entry in an event that is gone".into()))?;
                        if let Some(full) = take_places(tx, &competition, event, &row, None).await? {
                            return Err(Error::Invalid(vec![full]));
                        }
                    }
                    _ => {}
                }
                match entries::update(tx, &row).await {
                    Ok(true) => {}
                    Ok(false) => {
                        return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                    }
                    Err(Error::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => {
                        return Err(Error::Invalid(vec![Violation::new(
                            "id_number",
                            Problem::AlreadyEntered,
                        )]));
                    }
                    Err(error) => return Err(error),
                }
                let action = match decide.decision {
                    Decision::Return => "entry.return",
                    Decision::Eligible => "entry.eligible",
                    Decision::Ineligible => "entry.ineligible",
                };
                let done = done(&competition, &row, action)?;
                sent.accept(tx, Done { detail: &row.reason, ..done }).await.map(keep)
            })
        })
        .await
}
