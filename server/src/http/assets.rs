//! What browsers load: the loader, the widget, the console, the stewards' program. All of it is inside the binary, compressed at build time.

use super::Web;
use super::error::Failed;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use axum_extra::TypedHeader;
use axum_extra::headers::{ETag, IfNoneMatch};
use rust_embed::{Embed, EmbeddedFile};
use shared::api::ErrorCode;

/// `dist/`, as `cargo xtask build` lays it out. Empty in a tree where that has not run yet.
#[derive(Embed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

/// The hashed addresses of the programs that stand in pages of the server; none where they were not built.
#[derive(Clone, Debug, Default)]
pub(crate) struct Modules {
    /// Address of the widget's module.
    pub widget: Option<String>,
    /// Address of the stewards' module.
    pub steward: Option<String>,
}

impl Modules {
    /// Looks what was built in.
    pub fn find() -> Self {
        let module = |start: &str| Dist::iter().find(|name| name.starts_with(start) && name.ends_with(".js"));
        let address = |name: std::borrow::Cow<'static, str>| format!("/{name}");
        Modules {
            widget: module("embed/widget-").map(address),
            steward: module("steward/steward-").map(address),
        }
    }
}

/// What a browser has kept.
type Known = Option<TypedHeader<IfNoneMatch>>;

pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/sw.js", get(worker))
        .route("/embed/{*file}", get(embed))
        .route("/console", get(|| async { axum::response::Redirect::permanent("/console/") }))
        .route("/console/", get(console))
        .route("/console/{*file}", get(console_file))
        .route("/steward/{*file}", get(steward_file))
}

/// Public code without data: any site may load it, which is what it is for.
async fn embed(Path(file): Path<String>, headers: HeaderMap, known: Known) -> Response {
    let mut response = serve(&format!("embed/{file}"), &headers, known.as_deref());
    let anyone = [
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    for (name, value) in anyone {
        response.headers_mut().insert(name, header::HeaderValue::from_static(value));
    }
    response
}

/// At the top, since it may open pages everywhere below.
async fn worker(headers: HeaderMap, known: Known) -> Response {
    serve("embed/sw.js", &headers, known.as_deref())
}

async fn console_file(Path(file): Path<String>, headers: HeaderMap, known: Known) -> Response {
    serve(&format!("console/{file}"), &headers, known.as_deref())
}

async fn steward_file(Path(file): Path<String>, headers: HeaderMap, known: Known) -> Response {
    serve(&format!("steward/{file}"), &headers, known.as_deref())
}

/// The console's page. What a person reads on it before the program runs stands in the page itself, in both languages.
async fn console() -> Response {
    match Dist::get("console/index.html") {
        Some(page) => ([(header::CACHE_CONTROL, "no-cache")], Html(page.data.into_owned())).into_response(),
        None => missing().into_response(),
    }
}

fn serve(name: &str, headers: &HeaderMap, known: Option<&IfNoneMatch>) -> Response {
    let accepts =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let packed = takes_brotli(accepts).then(|| Dist::get(&format!("{name}.br"))).flatten();
    let encoding = packed.is_some().then_some("br");
    let Some(file) = packed.or_else(|| Dist::get(name)) else { return missing().into_response() };
    let tag = tag(&file);
    // A hashed name never changes its content; a stable one is asked for again each time.
    let cache = if is_hashed(name) { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let fixed = [
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::ETAG, tag.clone()),
        (header::VARY, "Accept-Encoding".to_owned()),
    ];
    if known.is_some_and(|known| tag.parse().is_ok_and(|tag: ETag| !known.precondition_passes(&tag))) {
        return (StatusCode::NOT_MODIFIED, fixed).into_response();
    }
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let mut response =
        (fixed, [(header::CONTENT_TYPE, content_type(&kind))], file.data.into_owned()).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}

/// Not there; or, in a tree where they were not built, none of them.
fn missing() -> Failed {
    match Dist::iter().next() {
        Some(_) => Failed::new(ErrorCode::NotFound),
        None => Failed::new(ErrorCode::Unavailable)
            .with_detail("built without its assets: run `cargo xtask build`"),
    }
}

/// Whether a browser that accepts these encodings takes Brotli.
fn takes_brotli(accepts: &str) -> bool {
    accepts.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let brotli = parts.next() == Some("br");
        brotli && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

/// Whether a file's name holds the hash of its content, as Trunk writes it: `widget-2e25df29cfc5841f_bg.wasm`.
fn is_hashed(name: &str) -> bool {
    let hash = name.rsplit_once('-').map(|(_, rest)| rest.split(['.', '_']).next().unwrap_or_default());
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn content_type(kind: &mime_guess::Mime) -> String {
    if kind.type_() == "text" { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

fn tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    format!("\"{}\"", crate::crypto::hex(&hash[..12]))
}

#[cfg(test)]
mod tests {
    use super::{is_hashed, takes_brotli};

    #[test]
    fn only_names_with_a_hash_are_kept_for_ever() {
        assert!(
            is_hashed("embed/widget-2e25df29cfc5841f_bg.wasm")
                && is_hashed("console/tokens-9d28aec4735e1f82.css")
        );
        assert!(!is_hashed("embed/rollcall.js") && !is_hashed("embed/widget-check.css"));
        assert!(!is_hashed("folder-2e25df29cfc5841f/rollcall.js"));
    }

    #[test]
    fn brotli_goes_to_whoever_takes_it() {
        assert!(takes_brotli("gzip, deflate, br") && takes_brotli("br;q=0.5"));
        assert!(!takes_brotli("gzip") && !takes_brotli("br;q=0, gzip") && !takes_brotli(""));
    }
}
