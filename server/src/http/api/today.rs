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
use serde::Deserialize;
use shared::api::{AuditRow, Today};
use utoipa::IntoParams;

/// What waits for the caller, most urgent first.
#[utoipa::path(get, path = "/api/v1/staff/today", tag = "staff", operation_id = "show_today",
    responses((status = 200, body = Today), StaffErrors))]
pub(crate) async fn today(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::today(&app, &session.staff).await?)))
}

/// Which part of the log.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Before {
    /// The `seq` before which to go on; from the newest without it.
    after: Option<i64>,
}

/// The audit log of the caller's part of the tree, newest first, 100 rows a page.
#[utoipa::path(get, path = "/api/v1/staff/audit", tag = "staff", operation_id = "read_audit", params(Before),
    responses((status = 200, body = Vec<AuditRow>), StaffErrors))]
pub(crate) async fn audit(
    State(app): State<App>,
    session: Session,
    Query(query): Query<Before>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(staff::audit(&app, &session.staff, query.after).await?)))
}
