//! Staff add an employer, or change what is told of one.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Tx, Verdict, employers, to_text, unions};
use crate::domain::apply::reject;
use crate::domain::facts::employer_key;
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::i18n::Problem;
use shared::sync::{BuildingRecord, Conflict, EmployerFacts, Outcome, Refusal, SaveEmployer};
use shared::union::UnionKind;
use sqlx::types::Json;
use uuid::Uuid;

/// Adds or changes an employer, or moves it from the ledger of the unbuilt to the union that covers it.
pub(super) async fn save(app: &App, staff: &Staff, sent: Sent, save: SaveEmployer) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let before = employers::by_id(&mut conn, save.employer_id).await?;
    if let Some(before) = &before
        && mine(&mut conn, staff, before.union_id).await?.is_none()
    {
        return Ok(reject(Refusal::NotFound));
    }
    let Some(union) = mine(&mut conn, staff, save.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let others = employers::of_union(&mut conn, union.id).await?;
    drop(conn);
    let mut wrong = Wrong::default();
    let alone = others.iter().all(|one| one.id == save.employer_id);
    let row = checked(&mut wrong, (&union, alone), (save.employer_id, before.as_ref()), save.facts, sent.at);
    wrong.end()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let seen = row.version.unsigned_abs() == save.version + 1;
                let written = if seen { write(tx, &sent, &row).await? } else { None };
                Ok(match written {
                    Some(outcome) => keep(outcome),
                    None => Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }),
                })
            })
        })
        .await
}

/// Writes an employer with what an accepted operation leaves behind; none when somebody else changed it meanwhile.
pub(super) async fn write(tx: &mut Tx, sent: &Sent, row: &employers::Row) -> Result<Option<Outcome>> {
    if !employers::save(tx, row).await? {
        return Ok(None);
    }
    let action = if row.version == 1 { "employer.add" } else { "employer.save" };
    let id = (row.id, row.version);
    let done = done(BuildingRecord::Employer, row.union_id, id, action, &row.name);
    sent.accept(tx, done).await.map(Some)
}

/// The next version of an employer, checked: at a union that covers it, or in the ledger of a federation. `alone` says
/// that the union covers no other one.
pub(super) fn checked(
    wrong: &mut Wrong,
    (union, alone): (&unions::Row, bool),
    (id, before): (Uuid, Option<&employers::Row>),
    facts: EmployerFacts,
    at: DateTime<Utc>,
) -> employers::Row {
    match (union.union_kind(), facts.covered) {
        (UnionKind::Federation, true) => wrong.add("union_id", Problem::CoveringUnionNeeded),
        (UnionKind::Federation, false) => {}
        (_, false) => wrong.add("union_id", Problem::LedgerNeeded),
        (UnionKind::SingleEmployer, true) if !alone => wrong.add("union_id", Problem::OneEmployerOnly),
        _ => {}
    }
    let missing = (!facts.covered).then_some(Problem::Required);
    let mut text = |field, text: &str, max, missing| wrong.text(field, text, max, missing);
    let name = text("name", &facts.name, NAME, Some(Problem::Required));
    let mut row = employers::Row {
        id,
        union_id: union.id,
        covered: facts.covered,
        version: before.map_or(0, |before| before.version) + 1,
        name_key: employer_key(&name),
        name,
        uscc: String::new(),
        address: text("address", &facts.address, remark::REASON, None),
        division: String::new(),
        nature: text("nature", &facts.nature, NAME, None),
        economic_type: text("economic_type", &facts.economic_type, NAME, None),
        industry: text("industry", &facts.industry, NAME, None),
        party: to_text(facts.party),
        workers: facts.workers.map(Json),
        members: facts.members.map(Json),
        covered_on: facts.covered_on.filter(|_| facts.covered).map(|on| on.to_string()),
        reason: text("reason", &facts.reason, remark::REASON, missing),
        plan: text("plan", &facts.plan, remark::REASON, None),
        plan_by: facts.plan_by,
        created_at: at,
        changed_at: at,
    };
    row.uscc = wrong.uscc("uscc", &facts.uscc);
    row.division = wrong.division("division", &facts.division);
    row
}
