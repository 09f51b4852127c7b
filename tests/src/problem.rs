//! Errors as they come over HTTP.

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use shared::api::ProblemDetails;
use shared::i18n::Violation;

/// Reads an answer that must be an error.
pub trait ProblemExt {
    /// The problem, or a panic that shows what came instead. Every error has the content type of RFC 9457, says
    /// its status once more in the body, and names a code whose status it is.
    fn problem(self) -> impl Future<Output = ProblemDetails>;
}

impl ProblemExt for Response {
    async fn problem(self) -> ProblemDetails {
        let (status, url) = (self.status(), self.url().clone());
        let kind = self.headers().get(CONTENT_TYPE).map(|kind| kind.to_str().expect("text").to_owned());
        let body = self.text().await.expect("a body");
        assert!(!status.is_success() && !status.is_redirection(), "{url}: no error but {status}: {body}");
        assert_eq!(kind.as_deref(), Some("application/problem+json"), "{url}: {status}: {body}");
        let problem: ProblemDetails =
            serde_json::from_str(&body).unwrap_or_else(|error| panic!("{url}: {status}: {error}: {body}"));
        assert_eq!(problem.status, status.as_u16(), "{url}: {body}");
        assert_eq!(problem.code.status(), status.as_u16(), "{url}: {body}");
        assert!(!problem.title.is_empty(), "{url}: {body}");
        assert_eq!(problem.kind, format!("/api/v1/docs#error-{}", problem.code.slug()), "{url}");
        problem
    }
}

/// The codes of violations by field.
pub fn codes(violations: &[Violation]) -> Vec<(String, String)> {
    let code = |violation: &Violation| {
        let json = serde_json::to_value(violation).expect("JSON");
        (violation.field.clone(), json["code"].as_str().expect("a code").to_owned())
    };
    violations.iter().map(code).collect()
}
