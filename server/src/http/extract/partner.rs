//! The token of a partner.

use super::Session;
use crate::App;
use crate::crypto::tokens::Token;
use crate::domain::accounts::Asks;
use crate::domain::feed::Reader;
use crate::domain::{Partner, partners};
use crate::http::error::Failed;
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use shared::api::ErrorCode;

/// A partner's server, by `Authorization: Bearer`.
#[derive(Clone, Debug)]
pub(crate) struct PartnerToken(pub Partner);

impl<S> FromRequestParts<S> for PartnerToken
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        let bearer = TypedHeader::<Authorization<Bearer>>::from_request_parts(parts, state).await;
        let bearer = bearer.map_err(|_| ErrorCode::LoginRequired)?;
        let token = Token::from_text(bearer.token());
        let partner = partners::of_token(&App::from_ref(state), &token).await?;
        Ok(PartnerToken(partner.ok_or(ErrorCode::LoginRequired)?))
    }
}

/// Whoever may read the feed: a partner by its token, staff by their session.
#[derive(Clone, Debug)]
pub(crate) struct Reading(pub Reader);

impl<S> FromRequestParts<S> for Reading
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Failed;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failed> {
        match parts.headers.contains_key(axum::http::header::AUTHORIZATION) {
            true => {
                let PartnerToken(partner) = PartnerToken::from_request_parts(parts, state).await?;
                Ok(Reading(Reader::Partner(partner)))
            }
            false => {
                Ok(Reading(Reader::Staff(Session::of(parts, &App::from_ref(state), Asks::Page).await?.staff)))
            }
        }
    }
}
