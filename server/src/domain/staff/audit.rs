//! The audit log, for those who may read it.

use crate::App;
use crate::crypto::hex;
use crate::db::{audit as log, competitions, path_range};
use crate::domain::Staff;
use crate::error::Result;
use shared::api::{AuditFilter, AuditRow, ErrorCode};
use shared::sync::ReceiptCode;

/// Rows in a page.
const PAGE: i64 = 100;

/// Rows before a place in the log that pass a filter, newest first.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not read it.
pub async fn audit(app: &App, staff: &Staff, filter: AuditFilter) -> Result<Vec<AuditRow>> {
    if !staff.role.may_audit() {
        return Err(ErrorCode::Forbidden.into());
    }
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let action = filter.action.unwrap_or_default();
    let action = match action.strip_prefix('.') {
        Some(deed) => format!("%.{deed}"),
        None if action.is_empty() || action.ends_with('.') => action + "%",
        None => action,
    };
    let filter = log::Filter {
        paths: (&from, &to),
        before: filter.after.unwrap_or(i64::MAX),
        actor: filter.actor.as_deref().filter(|actor| !actor.is_empty()),
        action: &action,
        record_id: filter.record,
    };
    let rows = log::page(&mut conn, &filter, PAGE).await?;
    let titles = competitions::in_scope(&mut conn, (&from, &to)).await?;
    Ok(rows
        .into_iter()
        .map(|log::Named { row, actor_name, competition_id, receipt_code }| AuditRow {
            seq: row.seq,
            at: row.at,
            actor: row.actor,
            actor_name,
            action: row.action,
            record_id: row.record_id,
            competition: titles
                .iter()
                .find(|title| Some(title.id) == competition_id)
                .map(|title| title.definition.title.clone()),
            code: receipt_code.and_then(|code| code.parse::<ReceiptCode>().ok()).map(|code| code.to_string()),
            result: row.result,
            detail: row.detail,
            hash: hex(&row.hash),
        })
        .collect())
}
