//! Counting who comes through a code: every `/j/<code>` that a person opened, as far as the request tells.

use super::Web;
use crate::domain::drives;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::Response;

/// What robots call themselves; apps that make a preview of a link in a chat are among them.
const ROBOTS: [&str; 9] =
    ["bot", "spider", "crawl", "preview", "facebookexternalhit", "curl/", "wget/", "python", "headless"];

/// Counts pages behind codes that were shown. Nothing is kept of who asked.
pub(crate) async fn count(State(web): State<Web>, request: Request, next: Next) -> Response {
    let code = request.uri().path().strip_prefix("/j/").map(|rest| rest.trim_end_matches('/').to_owned());
    let code = code.filter(|_| request.method() == Method::GET && is_visit(request.headers()));
    let response = next.run(request).await;
    if let Some(code) = code.filter(|_| response.status().is_success())
        && let Err(error) = drives::opened(&web.app, &code).await
    {
        tracing::warn!(%error, "counting a scan");
    }
    response
}

/// Whether a request is a person's who just came: no robot, nothing fetched ahead, not loaded again, not from a page of
/// ours, where the visit was counted already.
fn is_visit(headers: &HeaderMap) -> bool {
    let says = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent = says(header::USER_AGENT.as_str()).to_ascii_lowercase();
    let robot = agent.is_empty() || ROBOTS.iter().any(|robot| agent.contains(robot));
    let ahead = ["purpose", "sec-purpose", "x-purpose", "x-moz"].iter().any(|name| {
        let purpose = says(name);
        purpose.contains("prefetch") || purpose.contains("prerender") || purpose.contains("preview")
    });
    let again = says(header::CACHE_CONTROL.as_str()).contains("max-age=0");
    let within = says("sec-fetch-site") == "same-origin";
    !(robot || ahead || again || within)
}

#[cfg(test)]
mod tests {
    use super::is_visit;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};

    fn asked(headers: &[(&'static str, &'static str)]) -> bool {
        const PHONE: (&str, &str) = ("user-agent", "Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0");
        let all = [PHONE].into_iter().chain(headers.iter().copied());
        let all = all.map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        // Later ones go before.
        let mut map = HeaderMap::new();
        all.for_each(|(name, value)| drop(map.insert(name, value)));
        is_visit(&map)
    }

    #[test]
    fn only_a_person_who_comes_counts() {
        assert!(
            asked(&[]) && asked(&[("sec-fetch-site", "none")]) && asked(&[("sec-fetch-site", "cross-site")])
        );
        for other in [
            ("user-agent", "Mozilla/5.0 (compatible; Baiduspider/2.0)"),
            ("user-agent", ""),
            ("sec-purpose", "prefetch;prerender"),
            ("purpose", "prefetch"),
            ("cache-control", "max-age=0"),
            ("sec-fetch-site", "same-origin"),
        ] {
            assert!(!asked(&[other]), "{other:?}");
        }
    }
}
