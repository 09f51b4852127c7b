//! Joining a union: the form, and what a receipt opens.

use super::errors::{BodyErrors, PublicErrors, StaffErrors};
use crate::App;
use crate::domain::{membership, staff};
use crate::http::error::Failed;
use crate::http::extract::{Json, Path, Query, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared::api::{FunnelRow, JoinPage, OpenReceipt, ReceiptApplication};
use shared::form::Answers;
use utoipa::IntoParams;

/// Through which code a worker comes.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Via {
    /// The code that was scanned or followed.
    code: Option<String>,
}

/// The application form of an association's page, with what the code knows.
#[utoipa::path(get, path = "/api/v1/associations/{association}/join", tag = "public", operation_id = "show_application_form",
    params(("association" = String, Path, description = "Slug of the association"), Via),
    responses((status = 200, body = JoinPage), PublicErrors, BodyErrors))]
pub(crate) async fn page(
    State(app): State<App>,
    Path(association): Path<String>,
    Query(via): Query<Via>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(
        membership::door::page(&app, &association, via.code.as_deref(), &Answers::new()).await?,
    )))
}

/// Opens the receipt of an application, by its secret.
#[utoipa::path(post, path = "/api/v1/associations/{association}/application", tag = "public", operation_id = "open_application", request_body = OpenReceipt,
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = ReceiptApplication), PublicErrors, BodyErrors))]
pub(crate) async fn open(
    State(app): State<App>,
    Path(association): Path<String>,
    Json(receipt): Json<OpenReceipt>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(membership::open(&app, &association, receipt).await?)))
}

/// From contestant to member: for each competition of the caller's part of the tree, how many of its people joined a union
/// after they had entered.
#[utoipa::path(get, path = "/api/v1/staff/funnel", tag = "staff", operation_id = "show_funnel",
    responses((status = 200, body = Vec<FunnelRow>), StaffErrors))]
pub(crate) async fn funnel(State(app): State<App>, session: Session) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(staff::funnel(&app, &session.staff).await?)))
}
