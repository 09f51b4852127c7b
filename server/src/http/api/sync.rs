//! Operations in, changes out.

use super::errors::{BodyErrors, PublicErrors, StaffErrors};
use crate::App;
use crate::domain::{Caller, apply, feed};
use crate::http::error::Failed;
use crate::http::extract::{Json, Path, Query, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared::api::ErrorCode;
use shared::sync::{Changes, Cursor, Push, PushAnswer};
use utoipa::IntoParams;

/// Most operations in one request.
const BATCH: usize = 1_000;

/// Submits what workers submit: entries, corrections, withdrawals. One outcome per operation, in order.
#[utoipa::path(post, path = "/api/v1/associations/{association}/operations", tag = "public", operation_id = "submit_operations", request_body = Push,
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = PushAnswer), PublicErrors, BodyErrors))]
pub(crate) async fn operations(
    State(app): State<App>,
    Path(association): Path<String>,
    Json(push): Json<Push>,
) -> Result<impl IntoResponse, Failed> {
    answer(&app, &Caller::Public { association }, push).await
}

/// Submits what staff submit: decisions, steps of a competition, marks, results. One outcome per operation, in order.
#[utoipa::path(post, path = "/api/v1/sync/push", tag = "sync", operation_id = "push_operations", request_body = Push,
    responses((status = 200, body = PushAnswer), StaffErrors, BodyErrors))]
pub(crate) async fn push(
    State(app): State<App>,
    session: Session,
    Json(push): Json<Push>,
) -> Result<impl IntoResponse, Failed> {
    answer(&app, &Caller::Staff(session.staff), push).await
}

async fn answer(app: &App, caller: &Caller, push: Push) -> Result<impl IntoResponse + use<>, Failed> {
    if push.operations.len() > BATCH {
        return Err(ErrorCode::BodyTooLarge.into());
    }
    let outcomes = apply::apply(app, caller, push.operations).await;
    Ok(uncached(axum::Json(PushAnswer { outcomes })))
}

/// Which part of the feed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct After {
    /// The place after which to go on; from the beginning without it.
    after: Option<String>,
    /// Most changes, 1 to 1,000; 1,000 without it.
    limit: Option<u32>,
}

/// The change feed: what happened in the caller's part of the tree, in order, resumable, without personal data.
#[utoipa::path(get, path = "/api/v1/sync/changes", tag = "sync", operation_id = "read_changes", params(After),
    responses((status = 200, body = Changes), StaffErrors))]
pub(crate) async fn changes(
    State(app): State<App>,
    session: Session,
    Query(query): Query<After>,
) -> Result<impl IntoResponse, Failed> {
    let limit = query.limit.unwrap_or(feed::PAGE);
    Ok(uncached(axum::Json(feed::changes(&app, &session.staff, query.after.map(Cursor), limit).await?)))
}
