//! The hosted pages, and the same screens as fragments for the widget.
//!
//! Everything works as plain HTML: links are links, forms are forms. With `Accept: text/vnd.rollcall.fragment+html` the
//! same address answers only the part that goes into the widget's shadow root.

mod applications;
mod cards;
mod forms;
mod hall;
mod joining;
mod profiles;
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
use axum_extra::routing::RouterExt as _;
use frontend::widget::route::Route;
use frontend::{Chrome, Screen};
use shared::api::ErrorCode;
use shared::i18n::Lang;
use std::convert::Infallible;

/// The media type of a fragment.
const FRAGMENT: &str = "text/vnd.rollcall.fragment+html";

/// All hosted pages.
pub(crate) fn router() -> Router<Web> {
    // With and without a slash at the end: addresses are copied by hand.
    Router::new()
        .route_with_tsr("/screen/{code}", get(hall::screen))
        .route_with_tsr("/poster/{code}", get(hall::poster))
        .route_with_tsr("/qr/{code}", get(hall::qr))
        .route_with_tsr("/h/{association}", get(list))
        .route_with_tsr("/h/{association}/c/{competition}", get(competition))
        .route_with_tsr(
            "/h/{association}/c/{competition}/enter/{event}",
            get(forms::show).post(forms::submit),
        )
        .route_with_tsr("/h/{association}/c/{competition}/results", get(results))
        .route_with_tsr("/h/{association}/steward", get(steward))
        .route_with_tsr("/h/{association}/join", get(joining::show).post(joining::submit))
        .route_with_tsr(
            "/h/{association}/join/{code}",
            get(joining::show_through).post(joining::submit_through),
        )
        .route_with_tsr("/j/{code}", get(joining::short))
        .route_with_tsr("/verify/{code}", get(cards::verify))
        .route_with_tsr("/h/{association}/receipt", get(receipts::show).post(receipts::act))
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
    let title = title(&web, &association, asked.lang).await?;
    let results = public::results(&web.app, &association, &slug).await?;
    Ok(asked.show(&web, &association, title, Screen::Results(Box::new(results), slug)).await)
}

/// The stewards' page: a program of its own, which says by itself what it needs.
async fn steward(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    let title = title(&web, &association, asked.lang).await?;
    let chrome = Chrome { module: web.modules.steward.clone(), ..asked.chrome(&web, &association, title) };
    Ok(shell::steward(&chrome))
}

/// The association's name in a language; it stands on top of its pages.
async fn title(web: &Web, association: &str, lang: Lang) -> Result<String, Failed> {
    Ok(public::name(&web.app, association).await?.get(lang).to_owned())
}

/// Whether failures at this path are told as pages.
pub(crate) fn is_page(path: &str) -> bool {
    ["/h/", "/j/", "/verify/"].iter().any(|start| path.starts_with(start))
}

/// A failure of a page, as a page.
pub(crate) async fn failure(web: &Web, failed: &Failed, asked: Asked, path: &str) -> Response {
    let mut parts = path.strip_prefix("/h/").unwrap_or_default().splitn(2, '/');
    let association = parts.next().unwrap_or_default().to_owned();
    let route = Route::parse(parts.next().unwrap_or_default()).unwrap_or(Route::List);
    let title = match failed.code {
        // A site that is not on the list gets no data, not even this.
        ErrorCode::OriginNotAllowed => String::new(),
        // There may be no such association, or no database to ask.
        _ => title(web, &association, asked.lang).await.unwrap_or_default(),
    };
    asked.show(web, &association, title, Screen::Failed(route, failed.code)).await
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
    /// What stands around every screen.
    fn chrome(self, web: &Web, association: &str, title: String) -> Chrome {
        Chrome {
            lang: self.lang,
            large: self.large,
            association: association.to_owned(),
            title,
            server: web.app.config.public_url.clone(),
            hosted: !self.fragment,
            module: web.modules.widget.clone().map(|path| format!("{}{path}", web.app.config.public_url)),
            live: false,
        }
    }

    /// Renders a screen as it was asked for.
    async fn show(self, web: &Web, association: &str, title: String, screen: Screen) -> Response {
        let chrome = self.chrome(web, association, title);
        let page_title = shell::title(&screen, &chrome);
        let body = frontend::render(screen, chrome.clone()).await;
        shell::answer(self.fragment, page_title, body, &chrome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    async fn asked(address: &str, accept: &str, language: &str) -> Asked {
        let request =
            Request::get(address).header(header::ACCEPT, accept).header(header::ACCEPT_LANGUAGE, language);
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        Asked::from_request_parts(&mut parts, &()).await.unwrap()
    }

    #[tokio::test]
    async fn an_address_and_its_headers_tell_how_to_show_it() {
        let browser =
            asked("/h/x", "text/html,application/xhtml+xml,*/*;q=0.8", "fr, en;q=0.8, zh;q=0.5").await;
        assert_eq!((browser.lang, browser.large, browser.fragment), (Lang::En, false, false));
        let widget = asked("/h/x?lang=zh-CN&large=1", FRAGMENT, "en").await;
        assert_eq!((widget.lang, widget.large, widget.fragment), (Lang::ZhCn, true, true));
        let unknown = asked("/h/x?lang=%22&large=yes", "*/*", "tlh").await;
        assert_eq!((unknown.lang, unknown.large, unknown.fragment), (Lang::ZhCn, false, false));
    }
}
