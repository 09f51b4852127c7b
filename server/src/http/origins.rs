//! Which sites may embed an association: CORS by the association in the path.

use super::Web;
use super::error::Failed;
use crate::domain::public;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::ErrorCode;

/// The association that a path of ours is about.
pub(crate) fn association_of(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/api/v1/associations/").or_else(|| path.strip_prefix("/h/"))?;
    rest.split('/').next().filter(|slug| !slug.is_empty())
}

/// Answers sites that are on the association's list, and refuses others.
///
/// The refusal itself may be read by any site, so that the widget can say why it shows nothing; it carries no data.
pub(crate) async fn check(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some(origin) = foreign(&web, request.headers()) else {
        return readable_by(None, next.run(request).await);
    };
    let response = match allowed(&web, &origin, request.uri().path()).await {
        Err(failed) => failed.into_response(),
        Ok(()) if request.method() == Method::OPTIONS => preflight(),
        Ok(()) => next.run(request).await,
    };
    readable_by(Some(origin), response)
}

/// The site that asks, unless it is this server.
pub(crate) fn foreign(web: &Web, headers: &HeaderMap) -> Option<HeaderValue> {
    let origin = headers.get(header::ORIGIN)?;
    (!is_own(&web.app.config.public_url, origin, headers)).then(|| origin.clone())
}

/// Lets scripts of a site read an answer, together with what tells when to ask again.
pub(crate) fn readable_by(origin: Option<HeaderValue>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    if let Some(origin) = origin {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let expose = HeaderValue::from_static("retry-after, x-request-id");
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, expose);
    }
    headers.append(header::VARY, HeaderValue::from_static("Origin"));
    response
}

async fn allowed(web: &Web, origin: &HeaderValue, path: &str) -> Result<(), Failed> {
    let association = association_of(path).ok_or(ErrorCode::NotFound)?;
    let list = public::origins(&web.app, association).await?;
    match list.iter().any(|listed| listed.as_bytes() == origin.as_bytes()) {
        true => Ok(()),
        false => Err(ErrorCode::OriginNotAllowed.into()),
    }
}

/// Whether the request comes from a page of this server.
fn is_own(public_url: &str, origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let own = public_url.as_bytes() == origin.as_bytes();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let by_host =
        origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    own || (host.is_some() && host == by_host)
}

fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "content-type, accept-language"),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::NO_CONTENT, headers).into_response()
}

#[cfg(test)]
mod tests {
    use super::{association_of, is_own};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn the_association_stands_in_the_path() {
        assert_eq!(association_of("/api/v1/associations/qhd-courier/competitions"), Some("qhd-courier"));
        assert_eq!(association_of("/h/qhd-courier"), Some("qhd-courier"));
        assert_eq!(association_of("/h/"), None);
        assert_eq!(association_of("/api/v1/session"), None);
    }

    #[test]
    fn a_page_of_ours_is_told_by_the_public_address_or_the_host() {
        let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_static("127.0.0.1:8080"))]);
        let own = |origin: &'static str| {
            is_own("https://union.example", &HeaderValue::from_static(origin), &headers)
        };
        assert!(own("https://union.example") && own("http://127.0.0.1:8080"));
        assert!(!own("https://union.example.evil.test") && !own("http://127.0.0.1:8081") && !own("null"));
    }
}
