//! Reading the change feed.

use super::Staff;
use crate::App;
use crate::db::{changes, path_range};
use crate::error::Result;
use shared::api::ErrorCode;
use shared::sync::{Change, Changes, Cursor};

/// Most changes in a page.
pub const PAGE: u32 = 1_000;

/// Changes after a cursor that the caller may see, in order.
///
/// # Errors
/// [`ErrorCode::InvalidParameter`] for a cursor that did not come from here.
pub async fn changes(app: &App, staff: &Staff, after: Option<Cursor>, limit: u32) -> Result<Changes> {
    let after = after.map_or(Ok(0), |cursor| cursor.0.parse()).map_err(|_| ErrorCode::InvalidParameter)?;
    let limit = limit.clamp(1, PAGE);
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let mut rows = changes::after(&mut conn, (&from, &to), after, i64::from(limit) + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = Cursor(rows.last().map_or(after, |row| row.seq).to_string());
    let changes = rows
        .into_iter()
        .map(|row| Change {
            cursor: Cursor(row.seq.to_string()),
            at: row.at,
            operation_id: row.operation_id,
            record_id: row.record_id,
            version: row.version.unsigned_abs(),
            kind: row.kind.0,
        })
        .collect();
    Ok(Changes { changes, next, more })
}
