//! From contestant to member: service before union.

use crate::App;
use crate::db::{funnel, path_range};
use crate::domain::Staff;
use crate::error::Result;
use shared::api::{ErrorCode, FunnelRow};

/// The competitions of the caller's part of the tree, with how many of their people joined a union.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges; when the database does not answer.
pub async fn funnel(app: &App, staff: &Staff) -> Result<Vec<FunnelRow>> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let rows = funnel::by_competition(&mut conn, (&from, &to)).await?;
    let row = |row: funnel::Row| FunnelRow {
        competition_id: row.id,
        competition: row.slug,
        title: row.title.0.title,
        contestants: row.contestants.unsigned_abs(),
        joined: row.joined.unsigned_abs(),
        members: row.members.unsigned_abs(),
    };
    Ok(rows.into_iter().map(row).collect())
}
