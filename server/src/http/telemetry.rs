//! Measurements and traces of requests, without personal data: routes by their pattern, never by what stood in them.

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;

/// Upper bounds of the buckets, in seconds.
const SECONDS: [f64; 10] = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0];

/// One recorder for the process; `None` when another was installed before.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

fn recorder() -> Option<&'static PrometheusHandle> {
    let install = || {
        let latency = Matcher::Full("rollcall_request_seconds".into());
        PrometheusBuilder::new().set_buckets_for_metric(latency, &SECONDS).ok()?.install_recorder().ok()
    };
    RECORDER.get_or_init(install).as_ref()
}

/// What was recorded, in the text format of Prometheus.
pub(crate) fn recorded() -> String {
    recorder().map(PrometheusHandle::render).unwrap_or_default()
}

/// Counts and times every request.
pub(crate) async fn observe(request: Request, next: Next) -> Response {
    recorder();
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let began = Instant::now();
    let response = next.run(request).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    tracing::debug!(%method, route, status, took_us = took.as_micros() as u64, "request");
    let status = status.to_string();
    metrics::counter!("rollcall_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("rollcall_request_seconds", "route" => route).record(took.as_secs_f64());
    response
}
