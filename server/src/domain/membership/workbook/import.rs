//! Takes a roll in: all good rows, or none, in one transaction and by the committee's decision.

use super::judge::{Judged, Row, change, judge};
use super::person;
use crate::App;
use crate::db::{Tx, Verdict, audit, changes, committee, confirmations, member_rows, members, operations};
use crate::domain::building::sheet;
use crate::domain::membership::{decided, of_roll};
use crate::domain::record::{self, Done, Sent, keep};
use crate::domain::{Caller, Staff};
use crate::error::{Error, Result};
use shared::api::{ErrorCode, GoodRows, ImportWorkbook, ImportedWorkbook, RowVerdict};
use shared::i18n::{Problem, Violation};
use shared::membership::{MembershipChange, MembershipState};
use shared::sync::{ChangeKind, Conflict, Outcome, Refusal};
use shared::workbook::column_key;
use std::collections::HashSet;
use uuid::Uuid;

/// A person by the keyed look-up, with id and version of the member that a verdict was made against.
struct Seen {
    person: Vec<u8>,
    member: Option<(Uuid, i32)>,
}

/// Everything that an import writes, made ahead of its transaction.
struct Prepared {
    union_id: Uuid,
    decision: Option<committee::Row>,
    confirmation: Option<confirmations::OfRoll>,
    seen: Vec<Seen>,
    added: Vec<members::Row>,
    changed: Vec<members::Row>,
    events: Vec<members::NewEvent>,
    detail: String,
}

/// Imports a file as it was previewed.
///
/// # Errors
/// As of the preview.
pub async fn import(app: &App, staff: &Staff, import: ImportWorkbook) -> Result<ImportedWorkbook> {
    if !staff.role.may_manage() {
        record::refused(app, staff, "workbook.import", None).await?;
        return Err(ErrorCode::Forbidden.into());
    }
    if super::is_organisations(app, &import.file.set) {
        return sheet::import(app, staff, &import).await;
    }
    let caller = Caller::Staff(staff.clone());
    let sent = Sent::of(app, &caller, import.id, import.captured_at, &import)?;
    let judged = judge(app, staff, &import.file).await?;
    let counts = judged.counts();
    if let Some(outcome) = sent.earlier(&mut app.db.read().await?).await? {
        return Ok(ImportedWorkbook { outcome, counts });
    }
    let outcome = match apply(app, staff, sent, &import, judged).await {
        Err(Error::Invalid(violations)) => Outcome::Rejected { refusal: Refusal::Invalid, violations },
        outcome => outcome?,
    };
    Ok(ImportedWorkbook { outcome, counts })
}

async fn apply(
    app: &App,
    staff: &Staff,
    sent: Sent,
    import: &ImportWorkbook,
    judged: Judged,
) -> Result<Outcome> {
    let counts = judged.counts();
    if judged.digest != import.digest {
        return Ok(Outcome::Conflict { conflict: Conflict::VersionChanged });
    }
    if import.rows == GoodRows::OnlyIfNoneRefused && counts.refused > 0 {
        return Err(super::invalid("rows", Problem::RowsRefused { count: counts.refused }));
    }
    if counts.new == 0 && counts.changed == 0 {
        // Nothing differs, so nothing is written: there is nothing to tell of.
        return Ok(Outcome::Accepted { record_id: judged.union.id, version: 1, receipt: None });
    }
    let decision = match (&import.decision, counts.new) {
        (_, 0) => None,
        (Some(told), _) => Some(decided(app, staff, &sent, judged.union.id, told, true)?),
        (None, _) => {
            return Err(Error::Invalid(vec![
                Violation::new("on", Problem::Required),
                Violation::new("document_number", Problem::DocumentNumberNeeded),
                Violation::new("deciders", Problem::DecidersNeeded),
            ]));
        }
    };
    let confirmation = match (&decision, &import.confirmation) {
        (None, _) => None,
        (Some(decision), Some(told)) => Some(of_roll(app, decision.id, told)?),
        (Some(_), None) => return Err(super::invalid("who", Problem::ConfirmationNeeded)),
    };
    let prepared = Prepared { confirmation, ..prepare(app, &sent, &judged, decision)? };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if !still_so(tx, &prepared).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                write(tx, &sent, &prepared).await.map(keep)
            })
        })
        .await
}

fn prepare(app: &App, sent: &Sent, judged: &Judged, decision: Option<committee::Row>) -> Result<Prepared> {
    let counts = judged.counts();
    let union = &judged.union;
    let mut prepared = Prepared {
        union_id: union.id,
        decision,
        confirmation: None,
        seen: Vec::new(),
        added: Vec::new(),
        changed: Vec::new(),
        events: Vec::new(),
        detail: format!("+{} ~{} ={} !{}", counts.new, counts.changed, counts.unchanged, counts.refused),
    };
    for row in &judged.rows {
        match (row.verdict, &row.known) {
            (RowVerdict::New, known) => {
                let Some(decision) = &prepared.decision else { continue };
                let (member, event) = joins(app, sent, judged, decision, row)?;
                prepared.events.push(event);
                match known {
                    None => prepared.added.push(member),
                    Some(_) => prepared.changed.push(member),
                }
            }
            (RowVerdict::Changed, Some(known)) => {
                let mut member =
                    members::Row { version: known.version + 1, changed_at: sent.at, ..known.clone() };
                person::fill(app, &mut member, &row.values)?;
                prepared.changed.push(member);
            }
            _ => continue,
        }
        let member = row.known.as_ref().map(|known| (known.id, known.version));
        prepared.seen.push(Seen { person: row.index.clone(), member });
    }
    Ok(prepared)
}

/// Somebody new, or somebody who joins again, with what changed. Membership counts from the day that the roll tells:
/// the committee confirms a roll of people who may have joined long ago. Without one it counts from the decision.
fn joins(
    app: &App,
    sent: &Sent,
    judged: &Judged,
    decision: &committee::Row,
    row: &Row,
) -> Result<(members::Row, members::NewEvent)> {
    let joined_on = row.values.day(column_key::CHANGED_ON).unwrap_or(decision.decided_on);
    if joined_on > decision.decided_on {
        return Err(super::invalid("on", Problem::DecisionTooEarly { row: row.number }));
    }
    let union = &judged.union;
    let mut member = match &row.known {
        Some(known) => members::Row {
            union_id: union.id,
            version: known.version + 1,
            joined_on,
            ended_on: None,
            changed_at: sent.at,
            ..known.clone()
        },
        None => members::Row {
            id: app.random.uuid(sent.at),
            union_id: union.id,
            state: String::new(),
            version: 1,
            person: person::new(app, &row.values, union),
            profile: person::no_profile(),
            joined_on,
            ended_on: None,
            created_at: sent.at,
            changed_at: sent.at,
        },
    };
    member.set_state(MembershipState::Active);
    person::fill(app, &mut member, &row.values)?;
    let event = members::NewEvent {
        id: app.random.uuid(sent.at),
        member_id: member.id,
        union_id: union.id,
        change: change(&row.values).unwrap_or(MembershipChange::Joined),
        happened_on: joined_on,
        reason: row.values.get(column_key::CHANGE_REASON).to_owned(),
        decision_id: Some(decision.id),
        application_id: None,
        staff_id: Some(decision.staff_id),
        at: sent.at,
    };
    Ok((member, event))
}

/// Whether every person is still as the verdicts were made.
async fn still_so(tx: &mut Tx, prepared: &Prepared) -> Result<bool> {
    let people: Vec<Vec<u8>> = prepared.seen.iter().map(|seen| seen.person.clone()).collect();
    let now = member_rows::of_people(tx, &people).await?;
    let same = |seen: &Seen| now.get(&seen.person).map(|known| (known.id, known.version)) == seen.member;
    Ok(prepared.seen.iter().all(same))
}

/// Writes it all, and tells the feed and the audit log of every membership.
async fn write(tx: &mut Tx, sent: &Sent, prepared: &Prepared) -> Result<Outcome> {
    let union_id = prepared.union_id;
    if let Some(decision) = &prepared.decision {
        committee::insert(tx, decision).await?;
    }
    if let Some(confirmation) = &prepared.confirmation {
        confirmations::insert_of_roll(tx, confirmation).await?;
    }
    member_rows::insert_all(tx, &prepared.added).await?;
    for row in &prepared.changed {
        if !members::update(tx, row).await? {
            return Err(Error::Stored("a member changed within the writer's transaction".into()));
        }
    }
    member_rows::insert_events(tx, &prepared.events).await?;
    let done = |row: &members::Row, action: &'static str| {
        let change = ChangeKind::Membership { state: row.state()? };
        Ok::<_, Error>((row.id, row.version, change, action))
    };
    let mut told = Vec::new();
    for row in &prepared.added {
        told.push(done(row, "member.join")?);
    }
    let joined: HashSet<Uuid> = prepared.events.iter().map(|event| event.member_id).collect();
    for row in &prepared.changed {
        told.push(done(row, if joined.contains(&row.id) { "member.join" } else { "member.import" })?);
    }
    let record = match &prepared.decision {
        Some(decision) => {
            let members = u32::try_from(prepared.events.len()).unwrap_or(u32::MAX);
            Some((decision.id, 1, ChangeKind::Decision { members }, "decision.approve"))
        }
        None => None,
    };
    let number = prepared.decision.as_ref().map_or("", |decision| &decision.document_number);
    let (mut feed, mut log) = (Vec::new(), Vec::new());
    for (record_id, version, change, action) in record.into_iter().chain(told) {
        let detail = number;
        let done = Done { union_id, record_id, version, receipt: None, change, action, detail };
        let (_, change, audit) = sent.records(done);
        feed.push(change);
        log.push(audit);
    }
    changes::append_all(tx, feed).await?;
    let record_id = prepared.decision.as_ref().map_or(union_id, |decision| decision.id);
    let change = ChangeKind::Decision { members: 0 };
    let whole = Done {
        union_id,
        record_id,
        version: 1,
        receipt: None,
        change,
        action: "workbook.import",
        detail: &prepared.detail,
    };
    let (operation, _, audit) = sent.records(whole);
    log.push(audit);
    audit::append_all(tx, log).await?;
    operations::insert(tx, &operation).await?;
    Ok(operation.outcome.0)
}
