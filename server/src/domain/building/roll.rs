//! Staff record whom a committee took in at an earlier time, from its roll.
//!
//! Membership counts from the day of the decision, so what happened before the system was there is told by the same
//! records as what happens now: every figure about it opens them.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Tx, Verdict, audit, changes, committee, confirmations, member_rows, members};
use crate::domain::Staff;
use crate::domain::apply::reject;
use crate::domain::membership::{decided, of_roll, roll_member};
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::membership::{MembershipChange, group};
use shared::person::{DocumentFacts, DocumentKind, check_document, check_mobile, check_name};
use shared::sync::{BuildingRecord, ChangeKind, EnrolRoll, Outcome, Refusal, RollPerson};
use std::collections::HashMap;
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
    let decision = decided(app, staff, &sent, union.id, &enrol.decision, true)?;
    let confirmation = of_roll(app, decision.id, &enrol.confirmation)?;
    let (mut wrong, today) = (Wrong::default(), app.clock.today());
    match enrol.people.len() {
        0 => wrong.add("people", Problem::Required),
        count if count > MOST => wrong.add("people", Problem::ChoicesTooMany { max: MOST as u32 }),
        _ => {}
    }
    let (mut rows, mut events) = (Vec::with_capacity(enrol.people.len()), Vec::new());
    let mut seen = HashMap::new();
    for (line, person) in enrol.people.iter().enumerate() {
        let Some(person) = checked(&mut wrong, line, person, today) else { continue };
        let row = roll_member(app, union.id, (decision.decided_on, sent.at), &person)?;
        if seen.insert(row.person.id_index.clone(), line).is_some() {
            wrong.add(&format!("people.{line}"), Problem::MemberKnown { line: number(line) });
        }
        events.push(joined(app.random.uuid(sent.at), row.id, &decision));
        rows.push(row);
    }
    wrong.end()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let people: Vec<Vec<u8>> = rows.iter().map(|row| row.person.id_index.clone()).collect();
                let known = member_rows::of_people(tx, &people).await?;
                if let Some(line) = known.keys().filter_map(|person| seen.get(person)).min() {
                    let known = Problem::MemberKnown { line: number(*line) };
                    return Err(Error::Invalid(vec![Violation::new(format!("people.{line}"), known)]));
                }
                committee::insert(tx, &decision).await?;
                confirmations::insert_of_roll(tx, &confirmation).await?;
                member_rows::insert_all(tx, &rows).await?;
                member_rows::insert_events(tx, &events).await?;
                tell(tx, &sent, &decision, &rows).await?;
                let id = (decision.id, 1);
                let detail = &decision.document_number;
                let done = done(BuildingRecord::Union, union.id, id, "decision.roll", detail);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// Tells the feed and the audit log of every membership, as of those that come one by one.
async fn tell(tx: &mut Tx, sent: &Sent, decision: &committee::Row, rows: &[members::Row]) -> Result<()> {
    let (mut feed, mut log) = (Vec::with_capacity(rows.len()), Vec::with_capacity(rows.len()));
    for row in rows {
        let done = Done {
            union_id: row.union_id,
            record_id: row.id,
            version: row.version,
            receipt: None,
            change: ChangeKind::Membership { state: row.state()? },
            action: "member.join",
            detail: &decision.document_number,
        };
        let (_, change, audit) = sent.records(done);
        feed.push(change);
        log.push(audit);
    }
    changes::append_all(tx, feed).await?;
    audit::append_all(tx, log).await
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
