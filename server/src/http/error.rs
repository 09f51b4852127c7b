//! Errors as answers: problem+json with a stable code, or a page, in the caller's language.
//!
//! A handler's [`Error`] becomes an empty answer that carries what went wrong; [`localise`] writes its body, since
//! only there the request's language is known.

use super::Web;
use super::extract::Speaking;
use super::pages;
use crate::error::Error;
use axum::Json;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response as HttpResponse, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::{ErrorCode, ProblemDetails};
use shared::i18n::Violation;
use std::any::Any;
use std::time::Duration;

/// How long to wait when the database does not answer.
const BUSY: Duration = Duration::from_secs(2);

/// What went wrong, on its way to [`localise`].
#[derive(Clone, Debug)]
pub(crate) struct Failed {
    pub code: ErrorCode,
    pub detail: Option<String>,
    pub violations: Vec<Violation>,
    pub retry_after: Option<Duration>,
}

impl Failed {
    pub fn new(code: ErrorCode) -> Self {
        let retry_after = (code == ErrorCode::Unavailable).then_some(BUSY);
        Failed { code, detail: None, violations: Vec::new(), retry_after }
    }

    pub fn with_detail(self, detail: impl Into<String>) -> Self {
        Failed { detail: Some(detail.into()), ..self }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        let code = error.code();
        if matches!(code, ErrorCode::Internal | ErrorCode::Unavailable) {
            tracing::error!(%error, "request failed");
        }
        match error {
            Error::Invalid(violations) => Failed { violations, ..Failed::new(code) },
            _ => Failed::new(code),
        }
    }
}

impl From<ErrorCode> for Failed {
    fn from(code: ErrorCode) -> Self {
        Failed::new(code)
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = StatusCode::from_u16(self.code.status())
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        Failed::from(self).into_response()
    }
}

/// Writes the body of a failure in the caller's language: a page where pages are, problem+json elsewhere.
pub(crate) async fn localise(
    State(web): State<Web>,
    speaking: Speaking,
    asked: pages::Asked,
    request: Request,
    next: Next,
) -> Response {
    let wants_page = pages::is_page(request.uri().path());
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let failed = match response.extensions_mut().remove::<Failed>() {
        Some(failed) => failed,
        None if response.status() == StatusCode::GATEWAY_TIMEOUT => Failed::new(ErrorCode::Timeout),
        // What a library refused on its own, before a handler of ours was reached.
        None if response.status() == StatusCode::PAYLOAD_TOO_LARGE => Failed::new(ErrorCode::BodyTooLarge),
        None => return response,
    };
    let (status, retry_after) = (response.status(), failed.retry_after);
    let body = match wants_page {
        true => pages::failure(&web, &failed, asked, &path).await,
        false => problem(failed, speaking),
    };
    let mut answer = body;
    *answer.status_mut() = status;
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH && name != header::CONTENT_TYPE {
            answer.headers_mut().append(name, value.clone());
        }
    }
    answer.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(after) = retry_after {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(after.as_secs().max(1)));
    }
    answer
}

fn problem(failed: Failed, speaking: Speaking) -> Response {
    let details = ProblemDetails {
        detail: failed.detail,
        violations: failed.violations,
        ..ProblemDetails::new(failed.code, speaking.0)
    };
    let mut response = Json(details).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

pub(crate) async fn not_found() -> Failed {
    Failed::new(ErrorCode::NotFound)
}

pub(crate) async fn method_not_allowed() -> Failed {
    Failed::new(ErrorCode::MethodNotAllowed)
}

/// A panic is a defect: logged where it happened, and told as such.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> HttpResponse<Body> {
    tracing::error!("a handler panicked");
    Failed::new(ErrorCode::Internal).into_response()
}
