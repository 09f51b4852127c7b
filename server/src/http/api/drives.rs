//! Membership drives, for staff.

use super::errors::StaffErrors;
use crate::App;
use crate::domain::drives;
use crate::http::error::Failed;
use crate::http::extract::{Path, Session};
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{DriveRows, StaffDrive};
use uuid::Uuid;

/// The membership drives of the caller's union and those below it, with how far workers came.
#[utoipa::path(get, path = "/api/v1/staff/drives", tag = "staff", operation_id = "list_drives",
    responses((status = 200, body = DriveRows), StaffErrors))]
pub(crate) async fn list(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(drives::drives(&app, &session.staff).await?)))
}

/// A drive with its dashboard, its codes and its ceremonies.
#[utoipa::path(get, path = "/api/v1/staff/drives/{id}", tag = "staff", operation_id = "show_drive",
    params(("id" = Uuid, Path, description = "Id of the drive")),
    responses((status = 200, body = StaffDrive), StaffErrors))]
pub(crate) async fn page(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(drives::drive(&app, &session.staff, id).await?)))
}
