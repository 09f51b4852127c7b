//! Headers that every answer carries, and the refusal of cross-site requests.

use super::Web;
use super::error::Failed;
use crate::config::Config;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response as HttpResponse, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use shared::api::ErrorCode;
use tower_http::csrf::{CsrfLayer, ProtectionError};

/// Our own pages load only from us and run no inline script; nobody frames them.
const PAGES: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
                     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Security headers.
pub(crate) async fn secure(State(web): State<Web>, request: Request, next: Next) -> Response {
    let embeddable = request.uri().path().starts_with("/embed/");
    // Its policy rules what the service worker itself may ask for.
    let worker = request.uri().path() == "/sw.js";
    // Only there codes are read by the camera.
    let camera = request.uri().path().trim_end_matches('/').ends_with("/steward");
    let mut response = next.run(request).await;
    let html = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    set(
        "content-security-policy",
        if html || worker { PAGES } else { "default-src 'none'; frame-ancestors 'none'" },
    );
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "strict-origin-when-cross-origin");
    set(
        "permissions-policy",
        match camera {
            true => "camera=(self), microphone=(), geolocation=(), payment=()",
            false => "camera=(), microphone=(), geolocation=(), payment=()",
        },
    );
    if !web.app.config.on_loopback() {
        // For this host only: what else its owner runs below it is not ours to decide.
        set("strict-transport-security", "max-age=31536000");
    }
    if !embeddable {
        set("cross-origin-opener-policy", "same-origin");
    }
    response
}

/// Refuses what another site asks a logged-in browser to do.
pub(crate) fn same_site_only(config: &Config) -> CsrfLayer<fn(ProtectionError) -> HttpResponse<Body>> {
    // Behind a proxy that rewrites `Host`, older browsers can be told only by the address that they know us by.
    let layer = CsrfLayer::new().add_trusted_origin(&config.public_url).unwrap_or_else(|error| {
        tracing::warn!(%error, "the public address is no origin; behind a proxy, older browsers may be refused");
        CsrfLayer::new()
    });
    layer.with_rejection_response(refuse)
}

fn refuse(_: ProtectionError) -> HttpResponse<Body> {
    Failed::new(ErrorCode::CrossSite).into_response()
}
