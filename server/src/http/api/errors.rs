//! The errors that routes share, for the specification.

use shared::api::ProblemDetails;
use utoipa::IntoResponses;

/// What any public route may answer instead.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive only")]
pub(crate) enum PublicErrors {
    /// `invalid_parameter` or `malformed_body`: something could not be read; `detail` names the place.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemDetails),
    /// `origin_not_allowed`: the embedding site is not on the association's list.
    #[response(status = 403, content_type = "application/problem+json")]
    Origin(ProblemDetails),
    /// `not_found`.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemDetails),
    /// `too_many_requests`; see `Retry-After`.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(ProblemDetails),
    /// `internal`.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemDetails),
    /// `unavailable`; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemDetails),
    /// `timeout`.
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(ProblemDetails),
}

/// What any route with a body may answer besides.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive only")]
pub(crate) enum BodyErrors {
    /// `body_too_large`.
    #[response(status = 413, content_type = "application/problem+json")]
    TooLarge(ProblemDetails),
    /// `unsupported_media_type`: not `application/json`.
    #[response(status = 415, content_type = "application/problem+json")]
    MediaType(ProblemDetails),
    /// `invalid`; see `violations`.
    #[response(status = 422, content_type = "application/problem+json")]
    Invalid(ProblemDetails),
}

/// What any staff route may answer instead.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive only")]
pub(crate) enum StaffErrors {
    /// `invalid_parameter` or `malformed_body`: something could not be read; `detail` names the place.
    #[response(status = 400, content_type = "application/problem+json")]
    Malformed(ProblemDetails),
    /// `login_required`, or `login_failed` from the log-in itself.
    #[response(status = 401, content_type = "application/problem+json")]
    LoginRequired(ProblemDetails),
    /// `forbidden`: not for this role. `cross_site`: asked by another site.
    #[response(status = 403, content_type = "application/problem+json")]
    Forbidden(ProblemDetails),
    /// `not_found`: also for what stands outside the caller's part of the tree.
    #[response(status = 404, content_type = "application/problem+json")]
    NotFound(ProblemDetails),
    /// `too_many_requests`, or `login_locked` from the log-in.
    #[response(status = 429, content_type = "application/problem+json")]
    TooMany(ProblemDetails),
    /// `internal`.
    #[response(status = 500, content_type = "application/problem+json")]
    Internal(ProblemDetails),
    /// `unavailable`; see `Retry-After`.
    #[response(status = 503, content_type = "application/problem+json")]
    Unavailable(ProblemDetails),
    /// `timeout`.
    #[response(status = 504, content_type = "application/problem+json")]
    Timeout(ProblemDetails),
}

/// What reading the feed may answer besides.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "read by the derive only")]
pub(crate) enum FeedErrors {
    /// `cursor_gone`: the database was restored from a backup since; take a new snapshot.
    #[response(status = 410, content_type = "application/problem+json")]
    CursorGone(ProblemDetails),
}
