//! The hosted pages, and the same screens as fragments for the widget.
//!
//! Everything works as plain HTML: links are links, forms are forms. With `Accept: text/vnd.rollcall.fragment+html` the
//! same address answers only the part that goes into the widget's shadow root.

mod forms;
mod receipts;
mod shell;

use super::Web;
use super::error::Failed;
use super::extract::{Path, Speaking};
use crate::domain::public;
use axum::Router;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use axum::routing::get;
use frontend::widget::route::Route;
use frontend::{Chrome, Screen};
use shared::i18n::Lang;
use std::convert::Infallible;

/// The media type of a fragment.
const FRAGMENT: &str = "text/vnd.rollcall.fragment+html";

/// All hosted pages.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/h/{association}", get(list))
        .route("/h/{association}/c/{competition}", get(competition))
        .route("/h/{association}/c/{competition}/enter/{event}", get(forms::show).post(forms::submit))
        .route("/h/{association}/c/{competition}/results", get(results))
        .route("/h/{association}/receipt", get(receipts::show).post(receipts::act))
}

async fn list(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    let data = public::competitions(&web.app, &association).await?;
    let title = data.association.name.get(asked.lang).to_owned();
    Ok(asked.show(&web, &association, title, Screen::List(Box::new(data))).await)
}

async fn competition(
    State(web): State<Web>,
    Path((association, slug)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failed> {
    let page = public::competition(&web.app, &association, &slug).await?;
    let title = page.association.name.get(asked.lang).to_owned();
    Ok(asked.show(&web, &association, title, Screen::Competition(Box::new(page))).await)
}

async fn results(
    State(web): State<Web>,
    Path((association, slug)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failed> {
    let results = public::results(&web.app, &association, &slug).await?;
    Ok(asked.show(&web, &association, String::new(), Screen::Results(Box::new(results), slug)).await)
}

/// A failure below `/h/`, as a page.
pub(crate) async fn failure(web: &Web, failed: &Failed, asked: Asked, path: &str) -> Response {
    let mut parts = path.strip_prefix("/h/").unwrap_or_default().splitn(2, '/');
    let association = parts.next().unwrap_or_default().to_owned();
    let route = Route::parse(parts.next().unwrap_or_default()).unwrap_or(Route::List);
    asked.show(web, &association, String::new(), Screen::Failed(route, failed.code)).await
}

/// Whether only the fragment is wanted.
fn wants_fragment(headers: &HeaderMap) -> bool {
    headers
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains(FRAGMENT))
}

/// How the page was asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    lang: Lang,
    large: bool,
    fragment: bool,
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let Speaking(lang) = Speaking::from_request_parts(parts, state).await?;
        let large = parts.uri.query().is_some_and(|query| query.split('&').any(|pair| pair == "large=1"));
        Ok(Asked { lang, large, fragment: wants_fragment(&parts.headers) })
    }
}

impl Asked {
    /// Renders a screen as it was asked for.
    async fn show(self, web: &Web, association: &str, title: String, screen: Screen) -> Response {
        let chrome = Chrome {
            lang: self.lang,
            large: self.large,
            association: association.to_owned(),
            title,
            server: web.app.config.public_url.clone(),
            hosted: !self.fragment,
            module: web.modules.widget.clone().map(|path| format!("{}{path}", web.app.config.public_url)),
            live: false,
        };
        let page_title = shell::title(&screen, &chrome);
        let body = frontend::render(screen, chrome.clone()).await;
        shell::answer(self.fragment, page_title, body, &chrome)
    }
}
