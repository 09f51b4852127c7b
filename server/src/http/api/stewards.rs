//! Stewards' codes: what one opens, and which were issued.

use super::errors::{BodyErrors, PublicErrors, StaffErrors};
use crate::App;
use crate::domain::stewards;
use crate::http::error::Failed;
use crate::http::extract::{Json, Path, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use shared::api::{ShowSteward, StewardPass, StewardRow};
use uuid::Uuid;

/// What a steward's code opens. A device asks once it has a network; entries are checked again when they arrive.
#[utoipa::path(post, path = "/api/v1/associations/{association}/steward", tag = "public", operation_id = "show_steward", request_body = ShowSteward,
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = StewardPass), PublicErrors, BodyErrors))]
pub(crate) async fn show(
    State(app): State<App>,
    Path(association): Path<String>,
    Json(asked): Json<ShowSteward>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(stewards::pass(&app, &association, &asked.code).await?)))
}

/// The stewards' codes of a competition, newest first. The codes themselves are read by nobody again.
#[utoipa::path(get, path = "/api/v1/staff/competitions/{id}/stewards", tag = "staff", operation_id = "list_stewards",
    params(("id" = Uuid, Path, description = "Id of the competition")),
    responses((status = 200, body = Vec<StewardRow>), StaffErrors))]
pub(crate) async fn list(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(stewards::list(&app, &session.staff, id).await?)))
}
