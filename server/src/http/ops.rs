//! For those who run the server.

use super::{Web, telemetry};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

/// The process answers.
pub(crate) async fn healthz() -> &'static str {
    "ok\n"
}

/// The database reads and the writer lives.
pub(crate) async fn readyz(State(web): State<Web>) -> (StatusCode, &'static str) {
    match web.app.db.is_ready().await {
        true => (StatusCode::OK, "ready\n"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}

/// Prometheus.
pub(crate) async fn metrics(State(web): State<Web>) -> impl IntoResponse {
    metrics::gauge!("rollcall_writes_waiting").set(web.app.db.writes_waiting() as f64);
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], telemetry::recorded())
}
