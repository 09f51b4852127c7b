//! The widget, live: forms that are filled in, their receipts, and the receipts kept on this device. Everything that is only read
//! stays the server's HTML.

mod app;
mod click;
mod dom;
mod keep;
mod load;
mod outbox;

use app::{App, AppProps};
use frontend::browser::{json, page};
use frontend::widget::route::Route;
use frontend::{Chrome, Screen};
use serde_json::Value;
use shared::i18n::Lang;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};
use yew::AppHandle;

/// A widget whose data is there.
#[wasm_bindgen]
pub struct Widget {
    screen: Screen,
    chrome: Chrome,
    handle: Option<AppHandle<App>>,
}

/// Fetches what the screen at an address needs. `options`: server, association, url, hosted, lang, title.
///
/// # Errors
/// When there is nothing to take over; then the server's HTML stays.
#[wasm_bindgen]
pub async fn prepare(options: String) -> Result<Widget, JsError> {
    let options = json::parse(&options).unwrap_or_default();
    let text = |name: &str| options.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let url = text("url");
    let (path, query) = url.split_once('?').unwrap_or((&url, ""));
    let path = path.split('#').next().unwrap_or_default();
    let asks = |what: &str| query.split(['&', '#']).any(|pair| pair == what);
    let chrome = Chrome {
        // The page may be in the browser's language, which its address does not tell.
        lang: Lang::from_tag(&text("lang")).unwrap_or_default(),
        large: asks("large=1"),
        association: text("association"),
        title: text("title"),
        server: text("server"),
        hosted: options.get("hosted").and_then(Value::as_bool).unwrap_or_default(),
        module: None,
        live: true,
    };
    let base = format!("/h/{}", chrome.association);
    let route = match path.split_once(&base) {
        Some((_, rest)) => Route::parse(rest),
        // A short link opens the form where it is.
        None => path.split_once("/j/").map(|(_, code)| Route::Join(Some(code.to_owned()))),
    };
    let screen = match route {
        Some(to @ (Route::Enter(..) | Route::Join(_))) => {
            let page = page::page(&to, &chrome).await;
            let form = page.and_then(|page| load::form(page, &chrome));
            Screen::Form(Box::new(form.map_err(|code| JsError::new(&chrome.t(code)))?))
        }
        Some(Route::Receipt) => load::lookup(&chrome).await,
        // Anywhere else there is something to do only when something waits to be sent.
        _ => match outbox::waiting(&chrome.association).await.last() {
            Some(waiting) => app::pending(waiting),
            None => return Err(JsError::new("nothing to take over")),
        },
    };
    Ok(Widget { screen, chrome, handle: None })
}

#[wasm_bindgen]
impl Widget {
    /// Takes over a box: what was typed, focus and selection go along. `host` is where events for the page start.
    pub fn mount(&mut self, target: Element, host: HtmlElement) {
        let taken = dom::Taken::of(&target);
        let mut screen = self.screen.clone();
        if let Screen::Form(form) = &mut screen {
            taken.fill(form);
        }
        let Some(inside) = dom::create_div() else { return };
        let props = AppProps {
            screen: Rc::new(screen),
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
