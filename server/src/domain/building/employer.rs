//! Staff add an employer, or change what is told of one.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Verdict, employers, to_text};
use crate::domain::apply::reject;
use crate::domain::facts::employer_key;
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use shared::i18n::Problem;
use shared::sync::{BuildingRecord, Conflict, Outcome, Refusal, SaveEmployer};
use shared::union::UnionKind;
use sqlx::types::Json;

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
    drop(conn);
    let (facts, mut wrong) = (save.facts, Wrong::default());
    if facts.covered && union.union_kind() == UnionKind::Federation {
        wrong.add("union_id", Problem::ChoiceUnknown);
    }
    let missing = (!facts.covered).then_some(Problem::Required);
    let mut text = |field, text: &str, max, missing| wrong.text(field, text, max, missing);
    let name = text("name", &facts.name, NAME, Some(Problem::Required));
    let mut row = employers::Row {
        id: save.employer_id,
        union_id: union.id,
        covered: facts.covered,
        version: before.as_ref().map_or(0, |before| before.version) + 1,
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
        created_at: sent.at,
        changed_at: sent.at,
    };
    row.uscc = wrong.uscc("uscc", &facts.uscc);
    row.division = wrong.division("division", &facts.division);
    wrong.end()?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if row.version.unsigned_abs() != save.version + 1 || !employers::save(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let action = if row.version == 1 { "employer.add" } else { "employer.save" };
                let id = (row.id, row.version);
                sent.accept(tx, done(BuildingRecord::Employer, row.union_id, id, action, &row.name))
                    .await
                    .map(keep)
            })
        })
        .await
}
