//! The audit log, for those who may read it.

use crate::App;
use crate::crypto::hex;
use crate::db::{audit as log, path_range};
use crate::domain::Staff;
use crate::error::Result;
use shared::api::{AuditRow, ErrorCode};

/// Rows in a page.
const PAGE: i64 = 100;

/// Rows before a place in the log, newest first.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not read it.
pub async fn audit(app: &App, staff: &Staff, before: Option<i64>) -> Result<Vec<AuditRow>> {
    if !staff.role.may_audit() {
        return Err(ErrorCode::Forbidden.into());
    }
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let rows = log::before(&mut conn, (&from, &to), before.unwrap_or(i64::MAX), PAGE).await?;
    Ok(rows
        .into_iter()
        .map(|row| AuditRow {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            action: row.action,
            record_id: row.record_id,
            result: row.result,
            detail: row.detail,
            hash: hex(&row.hash),
        })
        .collect())
}
