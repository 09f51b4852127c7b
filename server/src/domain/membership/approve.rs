//! The committee takes workers in: the one way to membership.

use super::identity::Table;
use crate::App;
use crate::db::{Tx, Verdict, applications, audit, changes, committee, members, unions};
use crate::domain::record::{Done, Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::form::Answers;
use shared::i18n::{Problem, Text as _, Violation};
use shared::membership::{ApplicationState, MembershipChange, MembershipState};
use shared::sync::{ApplicationVersion, ApproveApplications, ChangeKind, Outcome};
use sqlx::types::Json;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most applications of one decision.
const MOST: usize = 1_000;
/// Longest number of a document, in characters.
const DOCUMENT_NUMBER: u32 = 100;

/// An application with the row of members that it would make, sealed ahead of the transaction.
struct Prepared {
    seen: ApplicationVersion,
    application: applications::Row,
    member: members::Row,
    event_id: Uuid,
}

/// Records a committee's decision and makes all applicants members, or none. Each application that stands in the way is
/// named by a violation whose field is its id.
pub(in super::super) async fn approve(
    app: &App,
    staff: &Staff,
    sent: Sent,
    approve: ApproveApplications,
) -> Result<Outcome> {
    let decision = decision(app, staff, &sent, &approve)?;
    let seen = chosen(approve.applications)?;
    let (mut prepared, mut missing) = (Vec::with_capacity(seen.len()), Vec::new());
    let mut conn = app.db.read().await?;
    let mut mine: HashMap<Uuid, bool> = HashMap::new();
    for one in seen {
        let application = match applications::by_id(&mut conn, one.id).await? {
            Some(application) => application,
            None => {
                missing.push(Violation::new(one.id, Problem::ApplicationGone));
                continue;
            }
        };
        let union_id = application.union_id;
        let is_mine = match mine.entry(union_id) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                let union = unions::by_id(&mut conn, union_id).await?;
                *new.insert(union.is_some_and(|union| union.path.starts_with(&staff.path)))
            }
        };
        match is_mine {
            true => prepared.push(prepare(app, &sent, &decision, one, application)?),
            false => missing.push(Violation::new(one.id, Problem::ApplicationGone)),
        }
    }
    drop(conn);
    if !missing.is_empty() {
        return Err(Error::Invalid(missing));
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                committee::insert(tx, &decision).await?;
                let mut refused = Vec::new();
                for one in &prepared {
                    if let Some(problem) = take_in(tx, &sent, &decision, one).await? {
                        refused.push(Violation::new(one.seen.id, problem));
                    }
                }
                if !refused.is_empty() {
                    return Err(Error::Invalid(refused));
                }
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

/// The decision as it is stored; every part of it must be there.
fn decision(app: &App, staff: &Staff, sent: &Sent, approve: &ApproveApplications) -> Result<committee::Row> {
    let told = &approve.decision;
    let text = |field: &str, text: &str, max, missing| match remark::check(field, text, max, Some(missing)) {
        Err(Error::Invalid(violations)) => (String::new(), violations),
        other => (other.unwrap_or_default(), Vec::new()),
    };
    let (document_number, mut violations) =
        text("document_number", &told.document_number, DOCUMENT_NUMBER, Problem::DocumentNumberNeeded);
    let (deciders, more) = text("deciders", &told.deciders, remark::REASON, Problem::DecidersNeeded);
    violations.extend(more);
    if told.on > app.clock.today() {
        violations.push(Violation::new("on", Problem::DecidedInFuture));
    }
    crate::domain::facts::none_wrong(violations)?;
    Ok(committee::Row {
        id: app.random.uuid(sent.at),
        union_id: staff.union_id,
        decided_on: told.on,
        document_number,
        deciders,
        staff_id: staff.id,
        at: sent.at,
    })
}

/// The applications chosen, each once.
fn chosen(applications: Vec<ApplicationVersion>) -> Result<Vec<ApplicationVersion>> {
    let mut seen = HashSet::new();
    let chosen: Vec<_> = applications.into_iter().filter(|one| seen.insert(one.id)).collect();
    let wrong = |problem| Err(Error::Invalid(vec![Violation::new("applications", problem)]));
    match chosen.len() {
        0 => wrong(Problem::NoneChosen),
        count if count > MOST => wrong(Problem::ChoicesTooMany { max: MOST as u32 }),
        _ => Ok(chosen),
    }
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
        profile: Json(Answers::new()),
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
) -> Result<Option<Problem>> {
    let before = &one.application;
    if before.version.unsigned_abs() != one.seen.version {
        return Ok(Some(Problem::ApplicationChanged));
    }
    if let Err(why) = before.state()?.check_step(ApplicationState::Approved) {
        return Ok(Some(Problem::StepImpossible { reason: why.both() }));
    }
    let member = match members::of_person(tx, &one.member.person.id_index).await? {
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
            _ => come_back(tx, &known, one).await?,
        },
    };
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
