//! Log in, who am I, log out.

use super::errors::{BodyErrors, StaffErrors};
use crate::App;
use crate::domain::accounts;
use crate::http::error::Failed;
use crate::http::extract::{Json, Session, cookie, expired_cookie};
use crate::http::uncached;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::CookieJar;
use shared::api::{Login, Me};

/// Logs in: sets the cookie of a session.
#[utoipa::path(post, path = "/api/v1/session", tag = "session", operation_id = "log_in", request_body = Login, security(()),
    responses((status = 200, body = Me), StaffErrors, BodyErrors))]
pub(crate) async fn begin(
    State(app): State<App>,
    jar: CookieJar,
    Json(login): Json<Login>,
) -> Result<impl IntoResponse, Failed> {
    let (me, token) = accounts::log_in(&app, login).await?;
    Ok(uncached((jar.add(cookie(&app, &token)), axum::Json(me))))
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/v1/session", tag = "session", operation_id = "show_session",
    responses((status = 200, body = Me), StaffErrors))]
pub(crate) async fn show(State(app): State<App>, session: Session) -> impl IntoResponse {
    uncached(axum::Json(accounts::me(&app, &session.staff)))
}

/// Logs out.
#[utoipa::path(delete, path = "/api/v1/session", tag = "session", operation_id = "log_out",
    responses((status = 204, description = "Logged out"), StaffErrors))]
pub(crate) async fn end(
    State(app): State<App>,
    jar: CookieJar,
    session: Session,
) -> Result<impl IntoResponse, Failed> {
    accounts::log_out(&app, &session.token, &session.staff).await?;
    Ok(uncached((jar.remove(expired_cookie()), StatusCode::NO_CONTENT)))
}
