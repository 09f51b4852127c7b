//! Employers, for staff.

use super::unions::seen;
use crate::App;
use crate::db::{employers, path_range, unions};
use crate::domain::Staff;
use crate::domain::building::mine;
use crate::error::Result;
use chrono::NaiveDate;
use shared::api::{EmployerFilter, EmployerPage, EmployerRow, ErrorCode};
use shared::i18n::Localized;
use shared::sync::EmployerFacts;
use uuid::Uuid;

/// An employer as it is told.
pub(super) fn row(row: &employers::Row, union: &Localized, today: NaiveDate) -> EmployerRow {
    EmployerRow {
        id: row.id,
        version: row.version.unsigned_abs(),
        union_id: row.union_id,
        union: union.clone(),
        facts: facts(row),
        overdue: !row.covered && row.plan_by.is_some_and(|by| by < today),
    }
}

/// The employers of the caller's part of the tree.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn employers(app: &App, staff: &Staff, filter: &EmployerFilter) -> Result<Vec<EmployerRow>> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let unions = unions::in_scope(&mut conn, (&from, &to)).await?;
    let rows = employers::in_scope(&mut conn, (&from, &to)).await?;
    let today = app.clock.today();
    Ok(rows
        .iter()
        .filter(|row| filter.covered.is_none_or(|covered| row.covered == covered))
        .filter_map(|row| {
            let union = unions.iter().find(|union| union.id == row.union_id)?;
            Some(self::row(row, &union.name.0, today))
        })
        .collect())
}

/// What is told of an employer.
pub(in super::super) fn facts(row: &employers::Row) -> EmployerFacts {
    EmployerFacts {
        name: row.name.clone(),
        covered: row.covered,
        uscc: row.uscc.clone(),
        address: row.address.clone(),
        division: row.division.clone(),
        nature: row.nature.clone(),
        economic_type: row.economic_type.clone(),
        industry: row.industry.clone(),
        party: row.party(),
        workers: row.workers.map(|count| count.0),
        members: row.members.map(|count| count.0),
        covered_on: row.covered_on(),
        reason: row.reason.clone(),
        plan: row.plan.clone(),
        plan_by: row.plan_by,
    }
}

/// One employer.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn employer(app: &App, staff: &Staff, id: Uuid) -> Result<EmployerPage> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let found = employers::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let union = mine(&mut conn, staff, found.union_id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(EmployerPage { row: row(&found, &union.name.0, app.clock.today()), may_edit: staff.role.may_manage() })
}
