//! What browsers load: the loader, the widget, the console. All of it is inside the binary, compressed at build time.

use super::Web;
use super::error::Failed;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use rust_embed::{Embed, EmbeddedFile};
use shared::api::ErrorCode;

/// `dist/`, as `cargo xtask build` lays it out. Empty in a tree where that has not run yet.
#[derive(Embed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// The hashed address of the widget's program; none where it was not built.
#[derive(Clone, Debug, Default)]
pub(crate) struct Modules {
    /// Address of the widget's module.
    pub widget: Option<String>,
}

impl Modules {
    /// Looks what was built in.
    pub fn find() -> Self {
        let module = |start: &str| Dist::iter().find(|name| name.starts_with(start) && name.ends_with(".js"));
        let address = |name: std::borrow::Cow<'static, str>| format!("/{name}");
        Modules { widget: module("embed/widget-").map(address) }
    }
}

pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/embed/{*file}", get(embed))
        .route("/console", get(|| async { axum::response::Redirect::permanent("/console/") }))
        .route("/console/", get(console))
        .route("/console/{*file}", get(console_file))
}

/// Public code without data: any site may load it, which is what it is for.
async fn embed(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let mut response = serve(&format!("embed/{file}"), &headers);
    let anyone = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    for (name, value) in anyone {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}

async fn console_file(Path(file): Path<String>, headers: HeaderMap) -> Response {
    serve(&format!("console/{file}"), &headers)
}

/// The console's page. What a person reads on it before the program runs stands in the page itself, in both languages.
async fn console() -> Response {
    match Dist::get("console/index.html") {
        Some(page) => ([(header::CACHE_CONTROL, "no-cache")], Html(page.data.into_owned())).into_response(),
        None => Failed::new(ErrorCode::NotFound).into_response(),
    }
}

fn serve(name: &str, headers: &HeaderMap) -> Response {
    let accepts =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let brotli = accepts.split(',').any(|one| one.trim().split(';').next() == Some("br"));
    let packed = brotli.then(|| Dist::get(&format!("{name}.br"))).flatten();
    let encoding = packed.is_some().then_some("br");
    let Some(file) = packed.or_else(|| Dist::get(name)) else {
        return Failed::new(ErrorCode::NotFound).into_response();
    };
    let tag = tag(&file);
    if headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    // A hashed name never changes its content; a stable one is asked for again each time.
    let hashed = name.rsplit('/').next().is_some_and(|name| name.contains("-"));
    let cache = if hashed { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let fixed = [
        (header::CONTENT_TYPE, content_type(&kind)),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::ETAG, tag),
        (header::VARY, "Accept-Encoding".to_owned()),
    ];
    let mut response = (fixed, file.data.into_owned()).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}

fn content_type(kind: &mime_guess::Mime) -> String {
    if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    format!("\"{}\"", crate::crypto::hex(&hash[..12]))
}
