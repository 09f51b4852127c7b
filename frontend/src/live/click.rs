//! What events at the program's root mean.

use super::app::Msg;
use frontend::browser::dom;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement};

/// A click on a jump to a field, or on a button of ours. Links to other screens are the loader's.
pub(super) fn click(event: &Event) -> Option<Msg> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if let Some(button) = target.closest("[data-do]").ok()? {
        return match button.get_attribute("data-do")?.as_str() {
            "forget" => Some(Msg::Forget),
            "remove" => Some(Msg::Remove(button.get_attribute("data-id")?.parse().ok()?)),
            _ => None,
        };
    }
    let link = target.closest("[data-jump]").ok()??;
    event.prevent_default();
    let root = link.closest(".rc").ok()??;
    let control = root.query_selector(&format!("#{}", link.get_attribute("data-jump")?)).ok()??;
    dom::go_to(&control.dyn_into::<HtmlElement>().ok()?);
    None
}

/// A form with answers was sent. Other forms are the loader's.
pub(super) fn submit(event: &Event) -> Option<Msg> {
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    form.query_selector("[name=form_version]").ok()??;
    event.prevent_default();
    Some(Msg::Submit(dom::pairs(&form)))
}
