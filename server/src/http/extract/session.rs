//! The session of a member of staff.

use crate::App;
use crate::crypto::tokens::Token;
use crate::domain::Staff;
use crate::domain::accounts::{self, Asks};
use crate::http::error::Failed;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use shared::api::ErrorCode;

/// Name of the cookie.
pub(crate) const COOKIE: &str = "rollcall_session";

/// Whoever is logged in.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    pub staff: Staff,
    pub token: Token,
}

impl<S> FromRequestParts<S> for Session
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        Session::of(parts, &App::from_ref(state), Asks::Person).await
    }
}

impl Session {
    /// The session that a request comes with.
    pub async fn of(parts: &Parts, app: &App, by: Asks) -> Result<Self, Failed> {
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(COOKIE).map(|cookie| Token::from_text(cookie.value()));
        let token = token.ok_or(ErrorCode::LoginRequired)?;
        let staff = accounts::staff_of(app, &token, by).await?.ok_or(ErrorCode::LoginRequired)?;
        Ok(Session { staff, token })
    }
}

/// The cookie of a session. Scripts cannot read it; other sites cannot send it.
pub(crate) fn cookie(app: &App, token: &Token) -> Cookie<'static> {
    Cookie::build((COOKIE, token.as_str().to_owned()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(!app.config.on_loopback())
        .build()
}

/// The cookie that removes it.
pub(crate) fn expired_cookie() -> Cookie<'static> {
    Cookie::build((COOKIE, "")).path("/").build()
}
