//! Decisions on members: kept while out of work, active again, resigned, expelled.

use super::decided::decided;
use super::{member_done, mine, transfer};
use crate::App;
use crate::db::{Verdict, committee, members, to_text};
use crate::domain::Staff;
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Sent, keep};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Text as _, Violation};
use shared::membership::MembershipStep;
use shared::sync::{ChangeMembership, Conflict, Outcome, Refusal};

/// Records a decision on a member.
pub(in super::super) async fn change(
    app: &App,
    staff: &Staff,
    sent: Sent,
    change: ChangeMembership,
) -> Result<Outcome> {
    let step = change.step;
    let mut conn = app.db.read().await?;
    let Some(before) = members::by_id(&mut conn, change.member_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    if mine(&mut conn, staff, before.union_id).await?.is_none() {
        return Ok(reject(Refusal::NotFound));
    }
    drop(conn);
    let mut wrong = Vec::new();
    if !step.reasons().contains(&change.reason) {
        wrong.push(Violation::new("reason", Problem::ReasonUnfit));
    }
    if change.decision.on < before.joined_on {
        wrong.push(Violation::new("on", Problem::DecidedBeforeJoining));
    }
    let decision = match decided(app, staff, &sent, before.union_id, &change.decision, step.needs_document())
    {
        Ok(decision) if wrong.is_empty() => decision,
        Ok(_) => return Err(Error::Invalid(wrong)),
        Err(Error::Invalid(more)) => {
            wrong.extend(more);
            return Err(Error::Invalid(wrong));
        }
        Err(error) => return Err(error),
    };
    let event_id = app.random.uuid(sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if before.version.unsigned_abs() != change.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if let Err(why) = step.check(before.state()?) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("step", problem)));
                }
                let active_again = step == MembershipStep::Restore;
                let mut row = members::Row {
                    version: before.version + 1,
                    ended_on: (!active_again).then_some(decision.decided_on),
                    changed_at: sent.at,
                    ..before.clone()
                };
                row.set_state(step.leads_to());
                if !members::update(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                committee::insert(tx, &decision).await?;
                let event = members::NewEvent {
                    id: event_id,
                    member_id: row.id,
                    union_id: row.union_id,
                    change: step.change(),
                    happened_on: decision.decided_on,
                    reason: to_text(change.reason),
                    decision_id: Some(decision.id),
                    application_id: None,
                    staff_id: Some(decision.staff_id),
                    at: sent.at,
                };
                members::insert_event(tx, &event).await?;
                // Whoever leaves needs no transfer any more; an offer to one who is kept on is off, too.
                transfer::end_of_member(tx, &sent, row.id).await?;
                let action = match step {
                    MembershipStep::Retain => "member.retain",
                    MembershipStep::Restore => "member.restore",
                    MembershipStep::Resign => "member.resign",
                    MembershipStep::Expel => "member.expel",
                };
                let done = member_done(&row, action, &decision.document_number)?;
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}
