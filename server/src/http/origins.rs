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
    let origin = request.headers().get(header::ORIGIN).cloned();
    let mut response = match &origin {
        Some(origin) if !is_own(&web, origin, request.headers()) => {
            let mut response = match allowed(&web, origin, request.uri().path()).await {
                Err(failed) => failed.into_response(),
                Ok(()) if request.method() == Method::OPTIONS => preflight(),
                Ok(()) => next.run(request).await,
            };
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
            let expose = HeaderValue::from_static("retry-after");
            response.headers_mut().insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, expose);
            response
        }
        _ => next.run(request).await,
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Origin"));
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
fn is_own(web: &Web, origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let own = web.app.config.public_url.as_bytes() == origin.as_bytes();
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
    use super::association_of;

    #[test]
    fn the_association_stands_in_the_path() {
        assert_eq!(association_of("/api/v1/associations/qhd-courier/competitions"), Some("qhd-courier"));
        assert_eq!(association_of("/h/qhd-courier"), Some("qhd-courier"));
        assert_eq!(association_of("/h/"), None);
        assert_eq!(association_of("/api/v1/session"), None);
    }
}
