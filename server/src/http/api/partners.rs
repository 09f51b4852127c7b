//! Partners and the messages to them, for administrators.

use super::errors::StaffErrors;
use crate::App;
use crate::domain::partners;
use crate::http::error::Failed;
use crate::http::extract::{Path, Session};
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use shared::api::PartnerRow;
use uuid::Uuid;

/// The partners in the caller's part of the tree, with the last messages to each.
#[utoipa::path(get, path = "/api/v1/staff/partners", tag = "staff", operation_id = "list_partners",
    responses((status = 200, body = Vec<PartnerRow>), StaffErrors))]
pub(crate) async fn list(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(partners::list(&app, &session.staff).await?)))
}

/// Sends a message again that was given up.
#[utoipa::path(post, path = "/api/v1/staff/deliveries/{id}/resend", tag = "staff", operation_id = "resend_delivery",
    params(("id" = Uuid, Path, description = "Id of the message")),
    responses((status = 204, description = "It is sent at once."), StaffErrors))]
pub(crate) async fn resend(
    State(app): State<App>,
    session: Session,
    Path(id): Path<Uuid>,
) -> Result<StatusCode, Failed> {
    partners::resend(&app, &session.staff, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
