//! What happened in the demo, in the order of time.

use super::DemoError;
use super::files::{DecidedState, Entry, Files, History, Step};
use crate::App;
use crate::clock::Clock;
use crate::db::{competitions, entries, marks};
use crate::domain::{Caller, accounts, apply};
use crate::error::Error;
use chrono::{DateTime, Utc};
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, MarkPart};
use shared::sync::{
    Action, AdvanceCompetition, ConfirmResults, DecideEntry, Decision, MarkInput, Operation, Outcome,
    PublishResults, RecordMarks, SubmitEntry, WithdrawEntry,
};
use uuid::Uuid;

/// Something that happened.
enum Happening<'a> {
    Step(&'a History, &'a Step),
    Entry(&'a Entry),
    Decision(&'a Entry),
    Withdrawal(&'a Entry),
    Marks(&'a Entry),
}

/// Applies all of it, each at its own time.
pub(super) async fn replay(app: &App, files: &Files) -> Result<(), DemoError> {
    let mut happenings: Vec<(DateTime<Utc>, Happening<'_>)> = Vec::new();
    for history in &files.histories {
        happenings.extend(history.steps.iter().map(|step| (step.at, Happening::Step(history, step))));
    }
    for entry in &files.entries {
        happenings.push((entry.submitted_at, Happening::Entry(entry)));
        happenings.extend(entry.decision.as_ref().map(|decision| (decision.at, Happening::Decision(entry))));
        happenings.extend(entry.withdrawn_at.map(|at| (at, Happening::Withdrawal(entry))));
        happenings.extend(entry.marks.as_ref().map(|marks| (marks.at, Happening::Marks(entry))));
    }
    happenings.sort_by_key(|(at, _)| *at);
    for (at, happening) in happenings {
        let then = App { clock: Clock::standing_at(at), ..app.clone() };
        happen(&then, happening).await?;
    }
    Ok(())
}

async fn happen(app: &App, happening: Happening<'_>) -> Result<(), DemoError> {
    match happening {
        Happening::Step(history, step) => take_step(app, history, step).await,
        Happening::Entry(entry) => submit(app, entry).await,
        Happening::Decision(entry) => decide(app, entry).await,
        Happening::Withdrawal(entry) => {
            let action = Action::WithdrawEntry(WithdrawEntry { receipt: entry.receipt.clone() });
            act(app, worker(entry), action, app.clock.now()).await
        }
        Happening::Marks(entry) => mark(app, entry).await,
    }
}

async fn take_step(app: &App, history: &History, step: &Step) -> Result<(), DemoError> {
    let competition = competition(app, &history.association, &history.competition).await?;
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let version = crate::db::results::of_competition(&mut conn, competition.id).await?;
    let version = version.first().map_or(0, |row| row.version.unsigned_abs());
    drop(conn);
    let competition_id = competition.id;
    let action = match (step.to, step.notice_until) {
        (CompetitionState::PublicNotice, Some(notice_until)) => Action::PublishResults(PublishResults {
            competition_id,
            after_version: version,
            notice_until,
            reason: String::new(),
        }),
        (CompetitionState::Confirmed, _) => {
            Action::ConfirmResults(ConfirmResults { competition_id, version })
        }
        (to, _) => {
            Action::AdvanceCompetition(AdvanceCompetition { competition_id, from: competition.state()?, to })
        }
    };
    act(app, staff(app, &history.by).await?, action, step.at).await
}

async fn submit(app: &App, entry: &Entry) -> Result<(), DemoError> {
    let competition = competition(app, &entry.association, &entry.competition).await?;
    let action = Action::SubmitEntry(SubmitEntry {
        competition_id: competition.id,
        event: entry.event.clone(),
        form_version: competition.form_version.unsigned_abs(),
        answers: entry.answers.clone(),
        receipt: entry.receipt.hash(),
        collected: None,
    });
    act(app, worker(entry), action, entry.captured_at.unwrap_or(entry.submitted_at)).await
}

async fn decide(app: &App, entry: &Entry) -> Result<(), DemoError> {
    let Some(decision) = &entry.decision else { return Ok(()) };
    let stored = stored(app, entry).await?;
    let action = Action::DecideEntry(DecideEntry {
        entry_id: stored.id,
        version: stored.version.unsigned_abs(),
        decision: match decision.to {
            DecidedState::Returned => Decision::Return,
            DecidedState::Eligible => Decision::Eligible,
            DecidedState::Ineligible => Decision::Ineligible,
        },
        reason: decision.reason.clone(),
    });
    act(app, staff(app, &decision.by).await?, action, decision.at).await
}

async fn mark(app: &App, entry: &Entry) -> Result<(), DemoError> {
    let Some(recorded) = &entry.marks else { return Ok(()) };
    let stored = stored(app, entry).await?;
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let before = marks::of_entry(&mut conn, stored.id).await?;
    drop(conn);
    let input = |part: MarkPart, value: &str| {
        let old = before.iter().find(|mark| mark.part == crate::db::to_text(part));
        MarkInput { part, version: old.map_or(0, |old| old.version.unsigned_abs()), value: value.to_owned() }
    };
    let marks =
        vec![input(MarkPart::Theory, &recorded.theory), input(MarkPart::Practical, &recorded.practical)];
    let action = Action::RecordMarks(RecordMarks { entry_id: stored.id, marks });
    act(app, staff(app, &recorded.by).await?, action, recorded.at).await
}

/// Applies one operation, which must be accepted.
pub(super) async fn act(
    app: &App,
    caller: Caller,
    action: Action,
    captured_at: DateTime<Utc>,
) -> Result<(), DemoError> {
    captured(app, &caller, action, captured_at).await.map(drop)
}

/// Applies one operation at once, which must be accepted; gives the record.
pub(super) async fn done(app: &App, caller: &Caller, action: Action) -> Result<Uuid, DemoError> {
    captured(app, caller, action, app.clock.now()).await
}

async fn captured(
    app: &App,
    caller: &Caller,
    action: Action,
    captured_at: DateTime<Utc>,
) -> Result<Uuid, DemoError> {
    let kind = serde_json::to_value(&action)?["kind"].as_str().unwrap_or_default().to_owned();
    let operation = Operation { id: app.random.uuid(app.clock.now()), captured_at, action };
    let outcome = apply::apply(app, caller, vec![operation]).await.pop();
    match outcome {
        Some(Outcome::Accepted { record_id, .. }) => Ok(record_id),
        other => Err(DemoError::Refused {
            what: format!("{kind} at {}", app.clock.now()),
            outcome: format!("{other:?}"),
        }),
    }
}

fn worker(entry: &Entry) -> Caller {
    Caller::public(&entry.association)
}

pub(super) async fn staff(app: &App, account: &str) -> Result<Caller, DemoError> {
    Ok(Caller::Staff(accounts::by_account(app, account).await?))
}

async fn competition(app: &App, association: &str, slug: &str) -> Result<competitions::Row, DemoError> {
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let found = competitions::by_slug(&mut conn, association, slug).await?;
    Ok(found.ok_or(Error::Refused(ErrorCode::NotFound))?)
}

async fn stored(app: &App, entry: &Entry) -> Result<entries::Row, DemoError> {
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let found = entries::by_receipt(&mut conn, entry.receipt.hash().as_str()).await?;
    Ok(found.ok_or(Error::Refused(ErrorCode::NotFound))?)
}
