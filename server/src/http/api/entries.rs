//! Entries, for staff.

use super::errors::{BodyErrors, StaffErrors};
use crate::App;
use crate::domain::staff;
use crate::http::error::Failed;
use crate::http::extract::{Json, Path, Query, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{EntryDetail, EntryFilter, EntryRows, Reveal, Revealed};
use uuid::Uuid;

/// A page of entries with counts. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/entries", tag = "staff", operation_id = "list_entries", params(EntryFilter),
    responses((status = 200, body = EntryRows), StaffErrors))]
pub(crate) async fn list(
    State(app): State<App>,
    session: Session,
    Query(filter): Query<EntryFilter>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::entries(&app, &session.staff, filter).await?)))
}

/// One entry. Personal data is masked.
#[utoipa::path(get, path = "/api/v1/staff/entries/{id}", tag = "staff", operation_id = "show_entry",
    params(("id" = Uuid, Path, description = "Id of the entry")),
    responses((status = 200, body = EntryDetail), StaffErrors))]
pub(crate) async fn page(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::entry(&app, &session.staff, id).await?)))
}

/// Personal data in full. Names a purpose; the audit log records it before the data is answered.
#[utoipa::path(post, path = "/api/v1/staff/entries/{id}/reveal", tag = "staff", operation_id = "reveal_entry", request_body = Reveal,
    params(("id" = Uuid, Path, description = "Id of the entry")),
    responses((status = 200, body = Revealed), StaffErrors, BodyErrors))]
pub(crate) async fn reveal(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
    Json(reveal): Json<Reveal>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::reveal(&app, &session.staff, id, reveal).await?)))
}
