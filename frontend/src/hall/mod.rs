//! Pages of membership drives that stand in halls and on walls: the big screen of a ceremony, and posters.
//!
//! Rendered by the server only. The screen's numbers are brought up to date by `embed/screen.js`.

mod poster;
mod screen;
mod text;

pub use poster::Poster;
pub use text::HallText;

use shared::api::CeremonyScreen;
use shared::i18n::{Lang, Text as _};
use std::rc::Rc;
use yew::prelude::*;

/// What is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Hall {
    /// The screen of a ceremony, with the code in its address.
    Screen(Box<CeremonyScreen>, String),
    /// There is no such ceremony.
    NoScreen,
    /// A poster on a page that prints it.
    PosterPage(Box<Poster>),
    /// A poster alone, as vector graphics.
    PosterSvg(Box<Poster>),
    /// A QR code alone, as vector graphics: the address in it.
    QrSvg(String),
}

#[derive(Clone, PartialEq, Properties)]
struct HallProps {
    hall: Rc<Hall>,
    lang: Lang,
}

#[component]
fn HallView(HallProps { hall, lang }: &HallProps) -> Html {
    match &**hall {
        Hall::Screen(shown, code) => screen::screen(shown, code, *lang),
        Hall::NoScreen => screen::missing(*lang),
        Hall::PosterPage(poster) => poster::page(poster, *lang),
        Hall::PosterSvg(poster) => poster::svg(poster, *lang),
        Hall::QrSvg(url) => poster::code(url, *lang),
    }
}

/// Renders it: a whole page, or the graphics alone.
pub async fn render(hall: Hall, lang: Lang) -> String {
    let (title, style, script) = match &hall {
        Hall::Screen(shown, _) => (shown.title.get(lang).to_owned(), "screen.css", Some("screen.js")),
        Hall::NoScreen => (HallText::NoCeremony.text(lang), "screen.css", None),
        Hall::PosterPage(poster) => (poster.title.get(lang).to_owned(), "poster.css", None),
        Hall::PosterSvg(_) | Hall::QrSvg(_) => return html(hall, lang).await,
    };
    let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let head = match script {
        Some(name) => format!(
            "<script type=\"module\" src=\"/embed/{name}\"></script>\
             <noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>"
        ),
        None => String::new(),
    };
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{}</title>\
         <link rel=\"icon\" href=\"/embed/icon.svg\"><link rel=\"stylesheet\" href=\"/embed/{style}\">{head}</head>\
         <body>{}</body></html>",
        lang.tag(),
        escape(&title),
        html(hall, lang).await,
    )
}

async fn html(hall: Hall, lang: Lang) -> String {
    yew::ServerRenderer::<HallView>::with_props(move || HallProps { hall: hall.into(), lang })
        .hydratable(false)
        .render()
        .await
}
