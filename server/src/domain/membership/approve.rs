//! The committee takes workers in: the one way to membership.

use super::decided::{Named, decided, named};
use super::identity::Table;
use crate::App;
use crate::clock::china_day;
use crate::db::{
    Tx, Verdict, applications, audit, changes, committee, confirmations, founding, member_rows, members,
};
use crate::domain::Staff;
use crate::domain::facts::none_wrong;
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Text as _, Violation};
use shared::membership::{ApplicationState, MembershipChange, MembershipState};
use shared::sync::{ApplicationVersion, ApproveApplications, ChangeKind, Outcome};
use shared::union::has_committee;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use uuid::Uuid;

/// An application with the row of members that it would make, sealed ahead of the transaction.
struct Prepared {
    seen: ApplicationVersion,
    application: applications::Row,
    member: members::Row,
    event_id: Uuid,
}

/// What the database holds at the moment of the decision.
struct Now {
    /// Versions of the applications.
    versions: HashMap<Uuid, i32>,
    /// Members among the applicants, by the keyed look-up of the person.
    members: HashMap<Vec<u8>, members::Row>,
    /// Who was taken in by this decision already, by the same, with the receipt code of the application.
    taken: HashMap<Vec<u8>, String>,
}

/// Records a committee's decision and makes all applicants members, or none. Each application that stands in the way is
/// named by a violation whose field is its id.
pub(in super::super) async fn approve(
    app: &App,
    staff: &Staff,
    sent: Sent,
    approve: ApproveApplications,
) -> Result<Outcome> {
    let decision = decided(app, staff, &sent, staff.union_id, &approve.decision, true)?;
    let (named, gone) = named(app, staff, approve.applications).await?;
    let mut gone = gone;
    if gone.is_empty() {
        gone = in_time(app, &decision, &named).await?;
    }
    none_wrong(gone)?;
    let prepared: Vec<Prepared> = named
        .into_iter()
        .map(|(seen, application)| prepare(app, &sent, &decision, seen, application))
        .collect::<Result<_>>()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                committee::insert(tx, &decision).await?;
                let mut refused = Vec::new();
                let ids: Vec<Uuid> = prepared.iter().map(|one| one.seen.id).collect();
                let people: Vec<_> = prepared.iter().map(|one| one.member.person.id_index.clone()).collect();
                let mut now = Now {
                    versions: applications::versions(tx, &ids).await?,
                    members: member_rows::of_people(tx, &people).await?,
                    taken: HashMap::new(),
                };
                for one in &prepared {
                    if let Some(problem) = take_in(tx, &sent, &decision, one, &mut now).await? {
                        refused.push(Violation::new(one.seen.id, problem));
                    }
                }
                none_wrong(refused)?;
                let members = u32::try_from(prepared.len()).unwrap_or(u32::MAX);
                let done = Done {
                    union_id: decision.union_id,
                    record_id: decision.id,
                    version: 1,
                    receipt: None,
                    change: ChangeKind::Decision { members },
                    action: "decision.approve",
                    detail: &decision.document_number,
                };
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// What only a committee that is there can do, and only after a worker has applied. Where staff entered the application, it
/// is as old as the worker's confirmation.
async fn in_time(app: &App, decision: &committee::Row, named: &[Named]) -> Result<Vec<Violation>> {
    let mut conn = app.db.read().await?;
    let mut wrong = Vec::new();
    let mut committees = HashMap::new();
    let mut latest = None;
    for (seen, row) in named {
        if let Entry::Vacant(unknown) = committees.entry(row.union_id) {
            let steps = founding::of_union(&mut conn, row.union_id).await?;
            let recorded: Vec<_> = steps.iter().map(founding::Row::recorded).collect::<Result<_>>()?;
            unknown.insert(has_committee(&recorded));
        }
        if committees.get(&row.union_id) == Some(&false) {
            wrong.push(Violation::new(seen.id, Problem::CommitteeMissing));
        }
        let mut applied = china_day(row.captured_at.min(row.submitted_at));
        if decision.decided_on < applied {
            let confirmed = confirmations::of_application(&mut conn, row.id).await?;
            applied = confirmed.map_or(applied, |confirmed| confirmed.confirmed_on.min(applied));
        }
        latest = latest.max((decision.decided_on < applied).then_some(applied));
    }
    wrong.extend(latest.map(|on| Violation::new("on", Problem::DecidedBeforeApplying { on })));
    Ok(wrong)
}

/// Everything about one application that needs no transaction.
fn prepare(
    app: &App,
    sent: &Sent,
    decision: &committee::Row,
    seen: ApplicationVersion,
    application: applications::Row,
) -> Result<Prepared> {
    let id = app.random.uuid(sent.at);
    let (number, mobile) = Table::Applications.open(app, application.id, &application.person)?;
    let mut member = members::Row {
        id,
        union_id: application.union_id,
        state: String::new(),
        version: 1,
        person: Table::Members.seal(app, id, &application.person, &number, &mobile)?,
        profile: application.profile.clone(),
        joined_on: decision.decided_on,
        ended_on: None,
        created_at: sent.at,
        changed_at: sent.at,
    };
    member.set_state(MembershipState::Active);
    Ok(Prepared { seen, application, member, event_id: app.random.uuid(sent.at) })
}

/// Makes one applicant a member; or tells why not.
async fn take_in(
    tx: &mut Tx,
    sent: &Sent,
    decision: &committee::Row,
    one: &Prepared,
    now: &mut Now,
) -> Result<Option<Problem>> {
    let before = &one.application;
    // First of all: whoever comes second to another officer is told so, not what that officer's decision led to.
    if before.version.unsigned_abs() != one.seen.version
        || now.versions.get(&before.id) != Some(&before.version)
    {
        return Ok(Some(Problem::ApplicationChanged));
    }
    if let Err(why) = before.state()?.check_step(ApplicationState::Approved) {
        return Ok(Some(Problem::StepImpossible { reason: why.both() }));
    }
    if let Some(code) = now.taken.get(&one.member.person.id_index) {
        return Ok(Some(Problem::TwiceInBatch { receipt: code.clone() }));
    }
    let member = match now.members.get(&one.member.person.id_index) {
        None => {
            members::insert(tx, &one.member).await?;
            one.member.clone()
        }
        Some(known) => match known.state()? {
            state if state.counts() && known.union_id == before.union_id => {
                return Ok(Some(Problem::MemberAlready));
            }
            state if state.counts() => return Ok(Some(Problem::MemberElsewhere)),
            MembershipState::Expelled => return Ok(Some(Problem::MemberExpelled)),
            _ => come_back(tx, known, one).await?,
        },
    };
    now.taken.insert(member.person.id_index.clone(), before.receipt_code.clone());
    let mut row = applications::Row {
        version: before.version + 1,
        changed_at: sent.at,
        decision_id: Some(decision.id),
        member_id: Some(member.id),
        reason: String::new(),
        ..before.clone()
    };
    row.set_state(ApplicationState::Approved);
    if !applications::update(tx, &row).await? {
        return Ok(Some(Problem::ApplicationChanged));
    }
    let event = members::NewEvent {
        id: one.event_id,
        member_id: member.id,
        union_id: row.union_id,
        change: MembershipChange::Joined,
        happened_on: decision.decided_on,
        reason: String::new(),
        decision_id: Some(decision.id),
        application_id: Some(row.id),
        staff_id: Some(decision.staff_id),
        at: sent.at,
    };
    members::insert_event(tx, &event).await?;
    note(tx, sent, decision, &row, &member).await?;
    Ok(None)
}

/// A retained or resigned member is one again, with what the application says now.
async fn come_back(tx: &mut Tx, known: &members::Row, one: &Prepared) -> Result<members::Row> {
    let mut row = members::Row {
        union_id: one.member.union_id,
        version: known.version + 1,
        joined_on: one.member.joined_on,
        ended_on: None,
        changed_at: one.member.changed_at,
        ..known.clone()
    };
    // Sealed for this row already; the rest is as it was last told.
    row.person.worker_group.clone_from(&one.member.person.worker_group);
    row.person.employer.clone_from(&one.member.person.employer);
    row.person.division.clone_from(&one.member.person.division);
    row.profile.extend(one.member.profile.0.clone());
    row.set_state(MembershipState::Active);
    match members::update(tx, &row).await? {
        true => Ok(row),
        false => Err(Error::Stored("a member changed within the writer's transaction".into())),
    }
}

/// The feed and the audit log tell of every application and every membership, not of the decision alone.
async fn note(
    tx: &mut Tx,
    sent: &Sent,
    decision: &committee::Row,
    application: &applications::Row,
    member: &members::Row,
) -> Result<()> {
    let approved = ChangeKind::Application { state: ApplicationState::Approved };
    let joined = ChangeKind::Membership { state: MembershipState::Active };
    let records = [
        (application.id, application.version, approved, "application.approve"),
        (member.id, member.version, joined, "member.join"),
    ];
    for (record_id, version, change, action) in records {
        let done = Done {
            union_id: application.union_id,
            record_id,
            version,
            receipt: None,
            change,
            action,
            detail: &decision.document_number,
        };
        let (_, change, audit) = sent.records(done);
        changes::append(tx, change).await?;
        audit::append(tx, audit).await?;
    }
    Ok(())
}
