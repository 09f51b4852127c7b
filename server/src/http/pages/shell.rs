//! What stands around a screen on a page of our own.

use super::FRAGMENT;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use frontend::widget::{ReadText, WidgetText};
use frontend::{Chrome, Screen};

/// The title of the page.
pub(super) fn title(screen: &Screen, chrome: &Chrome) -> String {
    let title = match screen {
        Screen::Competition(page) => page.card.title.get(chrome.lang).to_owned(),
        Screen::Form(form) if form.page.joins() => chrome.t(WidgetText::Join),
        Screen::Form(form) => form.page.title.get(chrome.lang).to_owned(),
        Screen::CodeRefused(_) => chrome.t(WidgetText::Join),
        Screen::Verified(_) => chrome.t(ReadText::CardVerified),
        Screen::Results(results, _) => results.title.get(chrome.lang).to_owned(),
        Screen::Receipt(_)
        | Screen::Status(_)
        | Screen::Application(_)
        | Screen::Profile(_)
        | Screen::Lookup(_) => chrome.t(WidgetText::MyReceipt),
        Screen::List(_) | Screen::Failed(..) => chrome.t(WidgetText::Competitions),
    };
    if chrome.title.is_empty() { title } else { format!("{title} - {}", chrome.title) }
}

/// A page, or only its fragment. Either may show one's own entry, so neither is kept by a cache.
pub(super) fn answer(fragment: bool, title: String, body: String, chrome: &Chrome) -> Response {
    let (kind, text) = match fragment {
        true => (FRAGMENT, body),
        false => ("text/html", page(&title, &body, chrome)),
    };
    let headers = [
        (header::CONTENT_TYPE, format!("{kind}; charset=utf-8")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::VARY, "Accept, Accept-Language".to_owned()),
    ];
    (headers, text).into_response()
}

fn page(title: &str, body: &str, chrome: &Chrome) -> String {
    let head = "<script type=\"module\" src=\"/embed/hosted.js\"></script>";
    let body = format!("<main data-rollcall=\"{}\">{body}</main>", escape(&chrome.association));
    document(title, head, &body, chrome)
}

/// The stewards' page. Its program takes over as soon as it is there.
pub(super) fn steward(chrome: &Chrome) -> Response {
    let title = format!("{} - {}", chrome.t(ReadText::Steward), chrome.title);
    let program = chrome.module.as_deref().unwrap_or_default();
    let wasm = program.replace(".js", "_bg.wasm");
    let head = format!(
        "<meta name=\"robots\" content=\"noindex\"><link rel=\"stylesheet\" href=\"/steward/steward.css\">\
         <script type=\"module\" src=\"/steward/start.js\" data-program=\"{program}\" data-wasm=\"{wasm}\"></script>"
    );
    let body = format!(
        "<main id=\"steward\" lang=\"{}\" data-association=\"{}\" data-title=\"{}\" data-server=\"{}\">\
         <div class=\"rc hosted stack\"><h1>{}</h1><p role=\"status\">{}</p>\
         <noscript><p class=\"note warn\">{}</p></noscript></div></main>",
        chrome.lang.tag(),
        escape(&chrome.association),
        escape(&chrome.title),
        escape(&chrome.server),
        chrome.t(ReadText::Steward),
        chrome.t(ReadText::StewardOpens),
        chrome.t(ReadText::StewardScripts),
    );
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::VARY, "Accept-Language"),
    ];
    (headers, document(&title, &head, &body, chrome)).into_response()
}

fn document(title: &str, head: &str, body: &str, chrome: &Chrome) -> String {
    let (lang, title) = (chrome.lang.tag(), escape(title));
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <meta name=\"format-detection\" content=\"telephone=no\"><title>{title}</title>\
         <link rel=\"icon\" href=\"/embed/icon.svg\"><link rel=\"stylesheet\" href=\"/embed/widget.css\">\
         {head}</head><body>{body}</body></html>"
    )
}

/// A text as part of HTML. The association's slug may be whatever stood in the address.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
