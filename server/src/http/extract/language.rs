//! The caller's language.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use shared::i18n::Lang;
use std::convert::Infallible;

/// The language asked for: `?lang=`, else `Accept-Language`, else Chinese.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaking(pub Lang);

impl<S: Sync> FromRequestParts<S> for Speaking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query =
            parts.uri.query().unwrap_or_default().split('&').find_map(|pair| pair.strip_prefix("lang="));
        let header = || parts.headers.get(ACCEPT_LANGUAGE)?.to_str().ok().and_then(Lang::from_tag);
        Ok(Speaking(query.and_then(Lang::from_tag).or_else(header).unwrap_or_default()))
    }
}
