//! The demo association's website, on an origin of its own, as a real one always is.

use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderValue, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use serde::Deserialize;
use std::sync::Arc;

/// The association's own pages, which differ in what they tell and in what the widget shows.
const SITE: &str = include_str!("../../demo-site/site.html");
const HOME: [(&str, &str); 4] = [
    ("{{title}}", "秦皇岛市快递行业协会"),
    ("{{news}}", "协会动态"),
    ("{{text}}", "协会与市总工会联合举办快递员技能大赛，欢迎各企业快递员踊跃报名。"),
    ("{{view}}", "competitions"),
];
const JOIN: [(&str, &str); 4] = [
    ("{{title}}", "加入工会 - 秦皇岛市快递行业协会"),
    ("{{news}}", "加入工会"),
    ("{{text}}", "快递员加入工会，有困难找工会。在本页填写，由工会办理。"),
    ("{{view}}", "join"),
];
const STRICT: &str = include_str!("../../demo-site/strict.html");
const NOSCRIPT: &str = include_str!("../../demo-site/noscript.html");
const MANY: &str = include_str!("../../demo-site/many.html");
const CHECK: &str = include_str!("../../demo-site/check.html");

/// How a page embeds the widget.
#[derive(Deserialize)]
struct Embedded {
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    view: Option<String>,
}

/// The website; `server` is the address of Rollcall as its visitors reach it.
pub fn router(server: &str) -> Router {
    Router::new()
        .route("/", page(site(HOME)))
        .route("/strict", get(strict))
        .route("/noscript", page(NOSCRIPT))
        .route("/many", page(MANY))
        .route("/join", page(site(JOIN)))
        .route("/check", page(CHECK))
        .with_state(Arc::from(server))
}

/// A page of the association itself.
fn site(parts: [(&str, &str); 4]) -> String {
    parts.iter().fold(SITE.to_owned(), |text, (name, part)| text.replace(name, part))
}

fn page(text: impl Into<String>) -> axum::routing::MethodRouter<Arc<str>> {
    let text: Arc<str> = text.into().into();
    get(move |State(server): State<Arc<str>>, Query(embedded): Query<Embedded>| async move {
        Html(fill(&text, &server, &embedded))
    })
}

/// A page that allows only what Rollcall's server serves, and no WebAssembly.
async fn strict(State(server): State<Arc<str>>, Query(embedded): Query<Embedded>) -> Response {
    let policy = format!(
        "default-src 'none'; script-src {server}; connect-src {server}; style-src {server}; img-src {server}"
    );
    let mut response = Html(fill(STRICT, &server, &embedded)).into_response();
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    response
}

fn fill(text: &str, server: &str, embedded: &Embedded) -> String {
    let lang = if embedded.lang.as_deref() == Some("en") { "en" } else { "zh-CN" };
    let view = if embedded.view.as_deref() == Some("join") { "join" } else { "competitions" };
    text.replace("{{server}}", server).replace("{{lang}}", lang).replace("{{view}}", view)
}
