//! Staff record whom a committee took in at an earlier time, from its roll.
//!
//! Membership counts from the day of the decision, so what happened before the system was there is told by the same
//! records as what happens now: every figure about it opens them.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Verdict, committee, members};
use crate::domain::Staff;
use crate::domain::apply::reject;
use crate::domain::membership::roll_member;
use crate::domain::record::{Sent, keep};
use crate::domain::remark;
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::membership::{MembershipChange, group};
use shared::person::{DocumentFacts, DocumentKind, check_document, check_mobile, check_name};
use shared::sync::{BuildingRecord, EnrolRoll, Outcome, Refusal, RollPerson};
use uuid::Uuid;

/// Most people of one roll.
const MOST: usize = 1_000;

/// Makes everybody on a roll a member, or nobody. A violation's field names the line, `people.12.mobile`.
pub(super) async fn enrol(app: &App, staff: &Staff, sent: Sent, enrol: EnrolRoll) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(union) = mine(&mut conn, staff, enrol.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let (mut wrong, told, today) = (Wrong::default(), enrol.decision, app.clock.today());
    let decision = committee::Row {
        id: app.random.uuid(sent.at),
        union_id: union.id,
        decided_on: told.on,
        document_number: wrong.text(
            "document_number",
            &told.document_number,
            NAME,
            Some(Problem::DocumentNumberNeeded),
        ),
        deciders: wrong.text("deciders", &told.deciders, remark::REASON, Some(Problem::DecidersNeeded)),
        staff_id: staff.id,
        at: sent.at,
    };
    if told.on > today {
        wrong.add("on", Problem::DecidedInFuture);
    }
    match enrol.people.len() {
        0 => wrong.add("people", Problem::Required),
        count if count > MOST => wrong.add("people", Problem::ChoicesTooMany { max: MOST as u32 }),
        _ => {}
    }
    let mut prepared = Vec::with_capacity(enrol.people.len());
    for (line, person) in enrol.people.iter().enumerate() {
        if let Some(person) = checked(&mut wrong, line, person, today) {
            let row = roll_member(app, union.id, (told.on, sent.at), &person)?;
            prepared.push((row, app.random.uuid(sent.at)));
        }
    }
    wrong.end()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                committee::insert(tx, &decision).await?;
                for (line, (row, event_id)) in prepared.iter().enumerate() {
                    if members::of_person(tx, &row.person.id_index).await?.is_some() {
                        let known = Problem::MemberKnown { line: number(line) };
                        return Err(Error::Invalid(vec![Violation::new(format!("people.{line}"), known)]));
                    }
                    members::insert(tx, row).await?;
                    members::insert_event(tx, &joined(*event_id, row.id, &decision)).await?;
                }
                let id = (decision.id, 1);
                let detail = &decision.document_number;
                let done = done(BuildingRecord::Union, union.id, id, "decision.roll", detail);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

fn joined(id: Uuid, member_id: Uuid, decision: &committee::Row) -> members::NewEvent {
    members::NewEvent {
        id,
        member_id,
        union_id: decision.union_id,
        change: MembershipChange::Joined,
        happened_on: decision.decided_on,
        reason: String::new(),
        decision_id: Some(decision.id),
        application_id: None,
        staff_id: Some(decision.staff_id),
        at: decision.at,
    }
}

fn number(line: usize) -> u32 {
    u32::try_from(line + 1).unwrap_or(u32::MAX)
}

/// A person of a roll in order; what is wrong is noted with the line.
fn checked(
    wrong: &mut Wrong,
    line: usize,
    person: &RollPerson,
    today: chrono::NaiveDate,
) -> Option<(RollPerson, DocumentFacts)> {
    let field = |name: &str| format!("people.{line}.{name}");
    let name = check_name(&person.name).map_err(|problem| wrong.add(&field("name"), problem));
    let mobile = check_mobile(&person.mobile).map_err(|problem| wrong.add(&field("mobile"), problem));
    let document = check_document(DocumentKind::ResidentId, &person.id_number, today)
        .map_err(|problem| wrong.add(&field("id_number"), problem));
    if group(&person.worker_group).is_none() {
        wrong.add(&field("worker_group"), Problem::ChoiceUnknown);
    }
    let division = wrong.division(&field("division"), &person.division);
    let employer = wrong.text(&field("employer"), &person.employer, NAME, Some(Problem::Required));
    let person = RollPerson {
        name: name.ok()?,
        mobile: mobile.ok()?,
        id_number: String::new(),
        worker_group: person.worker_group.clone(),
        employer,
        division,
    };
    Some((person, document.ok()?))
}
