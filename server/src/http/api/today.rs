//! What waits today, and the audit log.

use super::errors::StaffErrors;
use crate::App;
use crate::domain::staff;
use crate::http::error::Failed;
use crate::http::extract::{Query, Session};
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{AuditFilter, AuditRow, Today};

/// What waits for the caller, most urgent first.
#[utoipa::path(get, path = "/api/v1/staff/today", tag = "staff", operation_id = "show_today",
    responses((status = 200, body = Today), StaffErrors))]
pub(crate) async fn today(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::today(&app, &session.staff).await?)))
}

/// The audit log of the caller's part of the tree, newest first, 100 rows a page.
#[utoipa::path(get, path = "/api/v1/staff/audit", tag = "staff", operation_id = "read_audit", params(AuditFilter),
    responses((status = 200, body = Vec<AuditRow>), StaffErrors))]
pub(crate) async fn audit(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<AuditFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::audit(&app, &session.staff, filter).await?)))
}
