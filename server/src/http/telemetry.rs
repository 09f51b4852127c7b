//! Measurements and traces of requests, without personal data: routes by their pattern, never by what stood in them.

use super::Web;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::convert::Infallible;
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tracing::Instrument as _;

/// The id under which the log tells of a request.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Upper bounds of the buckets, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];
/// Upper bounds of the buckets, in writes.
const WRITES: [f64; 9] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0];
/// Between two rounds of sorting what was measured into buckets.
const UPKEEP: Duration = Duration::from_secs(5);

/// One recorder for the process; `None` when another was installed before.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Installs the recorder, once.
pub(crate) fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || {
        let buckets = |name: &str| Matcher::Full(name.to_owned());
        let builder =
            PrometheusBuilder::new().set_buckets_for_metric(buckets("rollcall_request_seconds"), &SECONDS);
        let builder = builder.ok()?.set_buckets_for_metric(buckets("rollcall_writes_per_commit"), &WRITES);
        builder.ok()?.install_recorder().ok()
    };
    RECORDER.get_or_init(install).as_ref()
}

/// What was recorded, in the text format of Prometheus.
pub(crate) fn recorded() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Keeps what was measured from growing where nobody ever asks for it.
pub(crate) async fn keep_up() -> Infallible {
    let mut rounds = tokio::time::interval(UPKEEP);
    loop {
        rounds.tick().await;
        if let Some(recorder) = recorder() {
            recorder.run_upkeep();
        }
    }
}

/// Counts, times and traces every request.
pub(crate) async fn observe(State(web): State<Web>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = name(request.method());
    let id = web.app.random.uuid(web.app.clock.now());
    let span = tracing::info_span!("request", %id, method, route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    span.in_scope(|| tracing::debug!(status, took_us = took.as_micros() as u64, "answered"));
    let status = status.to_string();
    metrics::counter!("rollcall_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("rollcall_request_seconds", "route" => route).record(took.as_secs_f64());
    if let Ok(id) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// A method by name. Others than these are one: a client may write what it likes, and every label is kept for ever.
fn name(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
