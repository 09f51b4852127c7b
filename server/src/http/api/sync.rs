//! Operations in, changes out.

use super::errors::{BodyErrors, FeedErrors, PublicErrors, StaffErrors};
use crate::App;
use crate::domain::{Caller, apply, feed, mirrored, sealed};
use crate::http::error::Failed;
use crate::http::extract::{Json, PartnerToken, Path, Query, Reading, Session};
use crate::http::uncached;
use axum::extract::State;
use axum::response::IntoResponse;
use serde::Deserialize;
use shared::api::ErrorCode;
use shared::sync::{Changes, Checksum, Cursor, Push, PushAnswer, PushSealed, SealedAnswer, Snapshot};
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
    answer(&app, &Caller::public(association), push).await
}

/// Submits what waited on a device, sealed to the server's key. One outcome per operation, in order; what was refused
/// comes back with what was typed.
#[utoipa::path(post, path = "/api/v1/associations/{association}/sealed", tag = "public", operation_id = "submit_sealed", request_body = PushSealed,
    params(("association" = String, Path, description = "Slug of the association")),
    responses((status = 200, body = SealedAnswer), PublicErrors, BodyErrors))]
pub(crate) async fn sealed(
    State(app): State<App>,
    Path(association): Path<String>,
    Json(push): Json<PushSealed>,
) -> Result<impl IntoResponse, Failed> {
    if push.sealed.len() > BATCH {
        return Err(ErrorCode::BodyTooLarge.into());
    }
    let outcomes = sealed::apply_sealed(&app, &association, push).await;
    Ok(uncached(axum::Json(SealedAnswer { outcomes })))
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
    /// The place after which to go on; `now` for what happens from now on; from the beginning without it.
    after: Option<String>,
    /// Most changes, 1 to 1,000; 1,000 without it.
    limit: Option<u32>,
    /// For partners: what the changed records are now, each once.
    #[serde(default)]
    records: bool,
}

/// The change feed: what happened in the caller's part of the tree, in order, resumable, without personal data. Partners
/// may ask for the records, too.
#[utoipa::path(get, path = "/api/v1/sync/changes", tag = "sync", operation_id = "read_changes", params(After),
    security(("session" = []), ("partner" = [])), responses((status = 200, body = Changes), StaffErrors, FeedErrors))]
pub(crate) async fn changes(
    State(app): State<App>,
    Reading(reader): Reading,
    Query(query): Query<After>,
) -> Result<impl IntoResponse, Failed> {
    let limit = query.limit.unwrap_or(feed::PAGE);
    let after = query.after.map(Cursor);
    Ok(uncached(axum::Json(feed::changes(&app, &reader, after, limit, query.records).await?)))
}

/// Which part of a snapshot.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct Part {
    /// The `next` of the page before; from the beginning without it.
    after: Option<String>,
    /// Most records, 1 to 1,000; 1,000 without it.
    limit: Option<u32>,
}

/// All records that a partner may see, page by page. Then follow the feed from the cursor of the first page.
#[utoipa::path(get, path = "/api/v1/sync/snapshot", tag = "sync", operation_id = "read_snapshot", params(Part),
    security(("partner" = [])), responses((status = 200, body = Snapshot), StaffErrors))]
pub(crate) async fn snapshot(
    State(app): State<App>,
    PartnerToken(partner): PartnerToken,
    Query(query): Query<Part>,
) -> Result<impl IntoResponse, Failed> {
    let limit = query.limit.unwrap_or(mirrored::PAGE);
    Ok(uncached(axum::Json(mirrored::snapshot(&app, &partner, query.after.as_deref(), limit).await?)))
}

/// What all records of a partner come to, to prove that a mirror equals its source.
#[utoipa::path(get, path = "/api/v1/sync/checksum", tag = "sync", operation_id = "read_checksum",
    security(("partner" = [])), responses((status = 200, body = Checksum), StaffErrors))]
pub(crate) async fn checksum(
    State(app): State<App>,
    PartnerToken(partner): PartnerToken,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(axum::Json(mirrored::checksum(&app, partner).await?)))
}
