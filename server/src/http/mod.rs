//! The HTTP layer: turns requests into use cases and their results into answers. Knows no SQL.

mod api;
mod assets;
pub mod demo_site;
mod docs;
mod error;
mod extract;
mod headers;
mod limits;
mod linger;
mod ops;
mod origins;
mod pages;
mod scans;
mod telemetry;

use crate::domain::ceremonies::Screens;
use crate::domain::{drives, membership, retention, servers};
use crate::{App, outbound};
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use axum::routing::get;
use axum::{Router, middleware};
use limits::Limits;
use std::convert::Infallible;
use std::future::{Future, IntoFuture as _};
use std::net::SocketAddr;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{oneshot, watch};
use tower::ServiceBuilder;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::timeout::TimeoutLayer;

/// A request that takes longer is answered with a time-out; after the server was told to stop, its connection is dropped.
const PATIENCE: Duration = Duration::from_secs(30);

/// What handlers are given. Every layer of the router clones it with every request.
#[derive(Clone)]
pub(crate) struct Web(Arc<Parts>);

/// The parts of it.
pub(crate) struct Parts {
    pub app: App,
    pub limits: Arc<Limits>,
    pub documents: docs::Documents,
    pub modules: assets::Modules,
    /// The screens of ceremonies that somebody looks at.
    pub screens: Screens,
    /// Turns true when the server is to stop: then no answer goes on for ever.
    pub ends: watch::Receiver<bool>,
}

impl Deref for Web {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl FromRef<Web> for App {
    fn from_ref(web: &Web) -> App {
        web.app.clone()
    }
}

/// Serves until `stop` resolves, then answers what has begun, but waits no longer for a slow client than for a request.
///
/// # Errors
/// When the listener fails.
pub async fn serve(
    app: App,
    listener: TcpListener,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let limits = Arc::new(Limits::new(app.config.clone()));
    let (ending, ends) = watch::channel(false);
    let work = background(app.clone(), limits.clone());
    let service = routes(app, limits, ends).into_make_service_with_connect_info::<SocketAddr>();
    let (stopping, mut stopped) = oneshot::channel::<Infallible>();
    let stop = async move {
        stop.await;
        ending.send_replace(true);
        drop(stopping);
    };
    let mut serving = pin!(axum::serve(listener, service).with_graceful_shutdown(stop).into_future());
    tokio::select! {
        served = &mut serving => return served,
        _ = &mut stopped => {}
        never = telemetry::keep_up() => match never {},
        never = work => match never {},
    }
    tokio::time::timeout(PATIENCE, serving).await.unwrap_or(Ok(()))
}

/// What a server does by itself while it serves.
async fn background(app: App, limits: Arc<Limits>) -> Infallible {
    let telling = outbound::hooks::keep_telling(app.clone(), app.config.tell_partners_every);
    tokio::select! {
        never = telling => never,
        never = retention::keep_purging(app.clone()) => never,
        never = membership::transfer::keep_ending_overdue(app.clone()) => never,
        never = drives::keep_counting(app.clone()) => never,
        never = servers::keep_present(app, move |count| limits.share(count)) => never,
    }
}

/// All routes, of a server that stands alone and never ends.
pub fn router(app: App) -> Router {
    let (_, ends) = watch::channel(false);
    routes(app.clone(), Arc::new(Limits::new(app.config)), ends)
}

fn routes(app: App, limits: Arc<Limits>, ends: watch::Receiver<bool>) -> Router {
    telemetry::recorder();
    let (public, public_spec) = api::public().split_for_parts();
    let (staff, staff_spec) = api::staff().split_for_parts();
    let web = Web(Arc::new(Parts {
        limits,
        ends,
        documents: docs::Documents::of(public_spec, staff_spec),
        modules: assets::Modules::find(),
        screens: Screens::of(app.clone()),
        app,
    }));
    let public = public
        .merge(pages::router())
        // Before the layers, so that a preflight reaches them.
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(middleware::from_fn_with_state(web.clone(), scans::count))
        .layer(middleware::from_fn_with_state(web.clone(), origins::check))
        .layer(middleware::from_fn_with_state(web.clone(), limits::public));
    let staff = staff
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(headers::same_site_only(&web.app.config))
        .layer(middleware::from_fn_with_state(web.clone(), limits::staff))
        // Pages of the feed are large and wanted fast, by servers and by desks with a good line.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest));

    Router::new()
        .merge(public)
        .merge(staff)
        .route("/", get(|| async { Redirect::temporary("/console/") }))
        .route("/api/v1/openapi.json", get(docs::openapi))
        .route("/api/v1/docs", get(docs::page))
        .route("/api/v1/docs.css", get(docs::style))
        .route("/healthz", get(ops::healthz))
        .route("/readyz", get(ops::readyz))
        .route("/metrics", get(ops::metrics))
        .merge(assets::router())
        .fallback(error::not_found)
        .method_not_allowed_fallback(error::method_not_allowed)
        .layer(
            ServiceBuilder::new()
                .layer(middleware::from_fn_with_state(web.clone(), telemetry::observe))
                .layer(middleware::from_fn_with_state(web.clone(), headers::secure))
                .layer(CompressionLayer::new())
                .layer(middleware::from_fn_with_state(web.clone(), error::localise))
                .layer(CatchPanicLayer::custom(error::panicked))
                .layer(middleware::from_fn(linger::hear_out))
                .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, PATIENCE))
                .layer(DefaultBodyLimit::max(web.app.config.body_limit)),
        )
        .with_state(web)
}

/// An answer that no cache keeps.
pub(crate) fn uncached(answer: impl IntoResponse) -> impl IntoResponse {
    const NO_STORE: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];
    (NO_STORE, answer)
}
