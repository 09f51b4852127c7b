//! axum's extractors, with our errors.

use crate::http::error::Failed;
use axum::extract::rejection::{JsonRejection, PathRejection, QueryRejection, RawFormRejection};
use axum::extract::{FromRequest, FromRequestParts, RawForm, Request};
use frontend::widget::form_post::{self, Posted};
use shared::api::ErrorCode;

/// A JSON body.
#[derive(FromRequest)]
#[from_request(via(axum::Json), rejection(Failed))]
pub(crate) struct Json<T>(pub T);

/// Parameters of the path. One that cannot be read names nothing.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Path), rejection(Failed))]
pub(crate) struct Path<T>(pub T);

/// Parameters of the query.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Failed))]
pub(crate) struct Query<T>(pub T);

impl From<JsonRejection> for Failed {
    fn from(rejection: JsonRejection) -> Self {
        let code = match rejection.status().as_u16() {
            413 => ErrorCode::BodyTooLarge,
            415 => ErrorCode::UnsupportedMediaType,
            _ => ErrorCode::MalformedBody,
        };
        match code {
            // Names the place: the path within the body, line and column.
            ErrorCode::MalformedBody => Failed::new(code).with_detail(rejection.body_text()),
            ErrorCode::UnsupportedMediaType => Failed::new(code).with_detail("application/json"),
            _ => Failed::new(code),
        }
    }
}

impl From<PathRejection> for Failed {
    fn from(_: PathRejection) -> Self {
        Failed::new(ErrorCode::NotFound)
    }
}

impl From<QueryRejection> for Failed {
    fn from(rejection: QueryRejection) -> Self {
        Failed::new(ErrorCode::InvalidParameter).with_detail(rejection.body_text())
    }
}

/// A form as a browser posts it.
pub(crate) struct Form(pub Posted);

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        let RawForm(body) = RawForm::from_request(request, state).await?;
        let pairs = serde_urlencoded::from_bytes(&body).map_err(|_| ErrorCode::MalformedBody)?;
        Ok(Form(form_post::parse(pairs)))
    }
}

impl From<RawFormRejection> for Failed {
    fn from(rejection: RawFormRejection) -> Self {
        Failed::new(match rejection.status().as_u16() {
            413 => ErrorCode::BodyTooLarge,
            415 => ErrorCode::UnsupportedMediaType,
            _ => ErrorCode::MalformedBody,
        })
    }
}
