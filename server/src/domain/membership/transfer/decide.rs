//! One side of a transfer says yes or no.

use super::super::decided::decided;
use super::super::identity::Table;
use super::{Sides, beside, done, due, is_seen_by, move_member, next, store};
use crate::App;
use crate::db::person::Person;
use crate::db::{Tx, Verdict, applications, committee, members, transfers};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Text as _, Violation};
use shared::membership::{
    ApplicationState, MembershipChange, MembershipState, TransferState, TransferVerdict,
};
use shared::sync::{Conflict, DecideTransfer, Outcome, Refusal};
use uuid::Uuid;

/// Releases, accepts or refuses.
pub(in super::super::super) async fn decide(
    app: &App,
    staff: &Staff,
    sent: Sent,
    decide: DecideTransfer,
) -> Result<Outcome> {
    let missing = (decide.verdict == TransferVerdict::Refuse).then_some(Problem::ReasonNeeded);
    let reason = remark::check("reason", &decide.reason, remark::REASON, missing)?;
    let mut conn = app.db.read().await?;
    let Some(found) = transfers::by_id(&mut conn, decide.transfer_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let parties = Sides::of(&mut conn, &found).await?.spoken_for_by(staff);
    if !is_seen_by(found.state()?, &parties) {
        return Ok(reject(Refusal::NotFound));
    }
    let decision = match (decide.verdict, &decide.decision) {
        (TransferVerdict::Accept, Some(told)) => {
            Some(decided(app, staff, &sent, staff.union_id, told, true)?)
        }
        (TransferVerdict::Accept, None) => {
            let missing =
                [("document_number", Problem::DocumentNumberNeeded), ("deciders", Problem::DecidersNeeded)];
            let missing = missing.map(|(field, problem)| Violation::new(field, problem));
            return Err(Error::Invalid(missing.into()));
        }
        _ => None,
    };
    let arrival = match decision {
        Some(decision) => Some(arrival(app, &mut conn, &found, decision, &sent).await?),
        None => None,
    };
    drop(conn);
    let due_at = due(app, sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let before = transfers::by_id(tx, decide.transfer_id).await?;
                let before = before.ok_or_else(|| Error::Stored("a transfer that is gone".into()))?;
                if before.version.unsigned_abs() != decide.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let (from, to) = (before.state()?, decide.verdict.leads_to());
                if let Err(why) = from.check_step(to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("verdict", problem)));
                }
                if !from.may_say(decide.verdict).iter().any(|party| parties.contains(party)) {
                    return Ok(Verdict::Undo(refuse_step("verdict", Problem::NotYourTurn)));
                }
                let mut row = transfers::Row { reason, ..next(&before, to, sent.at, due_at) };
                if let Some(arrival) = &arrival {
                    committee::insert(tx, &arrival.decision).await?;
                    row.decision_id = Some(arrival.decision.id);
                }
                store(tx, &row).await?;
                match &arrival {
                    Some(arrival) => arrive(tx, &sent, &row, arrival).await?,
                    None if to == TransferState::Refused => refuse(tx, &sent, &before, &row).await?,
                    None => {}
                }
                let action = match decide.verdict {
                    TransferVerdict::Release => "transfer.release",
                    TransferVerdict::Accept => "transfer.accept",
                    TransferVerdict::Refuse => "transfer.refuse",
                };
                if from != TransferState::Offered {
                    beside(tx, &sent, done(&row, row.from_union_id, action, &row.reason)?).await?;
                }
                sent.accept(tx, done(&row, row.to_union_id, action, &row.reason)?).await.map(keep)
            })
        })
        .await
}

/// The member stays where he is, and the application says why.
async fn refuse(tx: &mut Tx, sent: &Sent, before: &transfers::Row, row: &transfers::Row) -> Result<()> {
    if before.state()? != TransferState::Offered {
        move_member(tx, sent, row.member_id, MembershipState::Active).await?;
    }
    let application = applications::by_id(tx, row.application_id).await?;
    let application = application.ok_or_else(|| Error::Stored("a transfer without an application".into()))?;
    let mut application = applications::Row {
        version: application.version + 1,
        changed_at: sent.at,
        reason: row.reason.clone(),
        ..application
    };
    application.set_state(ApplicationState::Rejected);
    write_application(tx, &application).await?;
    beside(tx, sent, super::super::done(&application, "application.reject")?).await
}

async fn write_application(tx: &mut Tx, row: &applications::Row) -> Result<()> {
    match applications::update(tx, row).await? {
        true => Ok(()),
        false => Err(Error::Stored("an application changed within the writer's transaction".into())),
    }
}

/// What the member brings along, sealed ahead of the transaction.
struct Arrival {
    decision: committee::Row,
    person: Person,
    events: [Uuid; 2],
}

async fn arrival(
    app: &App,
    conn: &mut crate::db::Conn,
    transfer: &transfers::Row,
    decision: committee::Row,
    sent: &Sent,
) -> Result<Arrival> {
    let application = applications::by_id(conn, transfer.application_id).await?;
    let application = application.ok_or_else(|| Error::Stored("a transfer without an application".into()))?;
    let (number, mobile) = Table::Applications.open(app, application.id, &application.person)?;
    let person = Table::Members.seal(app, transfer.member_id, &application.person, &number, &mobile)?;
    let events = [app.random.uuid(sent.at), app.random.uuid(sent.at)];
    Ok(Arrival { decision, person, events })
}

/// The member belongs to the new union from the day of its decision on, and the application is approved by it.
async fn arrive(tx: &mut Tx, sent: &Sent, transfer: &transfers::Row, arrival: &Arrival) -> Result<()> {
    let before = members::by_id(tx, transfer.member_id).await?;
    let before = before.ok_or_else(|| Error::Stored("a transfer of nobody".into()))?;
    let application = applications::by_id(tx, transfer.application_id).await?;
    let application = application.ok_or_else(|| Error::Stored("a transfer without an application".into()))?;
    let mut member = members::Row {
        union_id: transfer.to_union_id,
        version: before.version + 1,
        person: arrival.person.clone(),
        changed_at: sent.at,
        ..before
    };
    member.set_state(MembershipState::Active);
    if !members::update(tx, &member).await? {
        return Err(Error::Stored("a member changed within the writer's transaction".into()));
    }
    let mut approved = applications::Row {
        version: application.version + 1,
        changed_at: sent.at,
        reason: String::new(),
        decision_id: Some(arrival.decision.id),
        member_id: Some(member.id),
        ..application
    };
    approved.set_state(ApplicationState::Approved);
    write_application(tx, &approved).await?;
    let [left, arrived] = arrival.events;
    for (id, union_id, change) in [
        (left, transfer.from_union_id, MembershipChange::TransferredOut),
        (arrived, transfer.to_union_id, MembershipChange::TransferredIn),
    ] {
        let event = members::NewEvent {
            id,
            member_id: member.id,
            union_id,
            change,
            happened_on: arrival.decision.decided_on,
            reason: String::new(),
            decision_id: Some(arrival.decision.id),
            application_id: Some(approved.id),
            staff_id: Some(arrival.decision.staff_id),
            at: sent.at,
        };
        members::insert_event(tx, &event).await?;
    }
    let number = arrival.decision.document_number.as_str();
    beside(tx, sent, super::super::member_done(&member, "member.transfer", number)?).await?;
    let approved = super::super::done(&approved, "application.approve")?;
    beside(tx, sent, crate::domain::record::Done { detail: number, ..approved }).await
}
