//! Reading what stands in a form, and going to what is to be seen.

use crate::widget::form_post::PREFIX;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FormData, HtmlElement, HtmlFormElement};

/// The element in which a program of ours lives, emptied of what stood there until it came.
pub fn place(id: &str) -> Option<Element> {
    let root = web_sys::window()?.document()?.get_element_by_id(id)?;
    root.set_inner_html("");
    Some(root)
}

/// The names and values of a form, as a browser would send them.
pub fn pairs(form: &HtmlFormElement) -> Vec<(String, String)> {
    let Ok(data) = FormData::new_with_form(form) else { return Vec::new() };
    let entries = js_sys::try_iter(&data).ok().flatten();
    let pair = |entry: Result<wasm_bindgen::JsValue, _>| {
        let entry = js_sys::Array::from(&entry.ok()?);
        Some((entry.get(0).as_string()?, entry.get(1).as_string()?))
    };
    entries.into_iter().flatten().filter_map(pair).collect()
}

/// The field that an event is about.
pub fn field(event: &Event) -> Option<String> {
    let control: Element = event.target()?.dyn_into().ok()?;
    Some(control.get_attribute("name")?.strip_prefix(PREFIX)?.to_owned())
}

/// Moves focus, and scrolls if it is out of sight.
pub fn go_to(element: &HtmlElement) {
    let _ = element.focus();
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
