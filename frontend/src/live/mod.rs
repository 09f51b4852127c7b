//! The widget, live.

mod app;
mod check;
mod dom;
mod keep;
mod load;
mod outbox;

use app::{App, AppProps};
use frontend::widget::route::Route;
use frontend::{Chrome, Screen};
use serde::Deserialize;
use shared::i18n::Lang;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::AppHandle;

/// What the loader tells.
#[derive(Deserialize)]
struct Options {
    server: String,
    association: String,
    url: String,
    hosted: bool,
}

/// A widget whose data is there.
#[wasm_bindgen]
pub struct Widget {
    screen: Screen,
    chrome: Chrome,
    handle: Option<AppHandle<App>>,
}

/// Fetches what the screen at an address needs.
///
/// # Errors
/// When the options cannot be read; then the server's HTML stays.
#[wasm_bindgen]
pub async fn prepare(options: String) -> Result<Widget, JsError> {
    let options: Options = serde_json::from_str(&options)?;
    let (path, query) = options.url.split_once('?').unwrap_or((&options.url, ""));
    let path = path.split('#').next().unwrap_or_default();
    let base = format!("/h/{}", options.association);
    let route = path.split_once(&base).and_then(|(_, rest)| Route::parse(rest)).unwrap_or(Route::List);
    let asks = |what: &str| query.split(['&', '#']).any(|pair| pair == what);
    let chrome = Chrome {
        lang: if asks("lang=en") { Lang::En } else { Lang::ZhCn },
        large: asks("large=1"),
        association: options.association,
        title: String::new(),
        server: options.server,
        hosted: options.hosted,
        module: None,
        live: true,
    };
    let (screen, title) = load::screen(&route, &chrome).await;
    if let Screen::Failed(_, code) = &screen {
        // The server's HTML shows more than an error would.
        return Err(JsError::new(&code.slug()));
    }
    Ok(Widget { screen, chrome: Chrome { title, ..chrome }, handle: None })
}

#[wasm_bindgen]
impl Widget {
    /// Takes over a box: what was typed, focus and selection go along. `host` is where events for the page start.
    pub fn mount(&mut self, target: Element, host: HtmlElement) {
        let taken = dom::Taken::of(&target);
        let mut screen = self.screen.clone();
        if let Screen::Entry(entry) = &mut screen {
            taken.fill(entry);
        }
        let Some(inside) = dom::create_div() else { return };
        let props = AppProps {
            screen,
            chrome: Rc::new(self.chrome.clone()),
            host,
            swap: Rc::new(dom::Swap::new(target, inside.clone(), taken)),
        };
        self.handle = Some(yew::Renderer::<App>::with_root_and_props(inside, props).render());
    }

    /// Frees everything.
    pub fn unmount(&mut self) {
        if let Some(handle) = self.handle.take() {
            handle.destroy();
        }
    }
}
