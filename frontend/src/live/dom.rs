//! Reading and replacing what stands in the page.

use frontend::browser::dom::pairs;
use frontend::widget::form_post::{self, PREFIX};
use frontend::widget::model::FormScreen;
use std::cell::Cell;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement, ShadowRoot};

/// An empty box.
pub(super) fn create_div() -> Option<Element> {
    web_sys::window()?.document()?.create_element("div").ok()
}

/// The form with answers inside a box.
pub(super) fn answer_form(inside: &Element) -> Option<HtmlFormElement> {
    let control = inside.query_selector(&format!("[name^='{PREFIX}']")).ok()??;
    control.closest("form").ok()??.dyn_into().ok()
}

/// What a visitor had done in the server's HTML: answers, focus, selection.
pub(super) struct Taken {
    pairs: Vec<(String, String)>,
    focus: Option<Focus>,
}

struct Focus {
    name: String,
    value: Option<String>,
    selection: Option<(u32, u32)>,
}

impl Taken {
    pub fn of(inside: &Element) -> Self {
        let pairs = answer_form(inside).map(|form| pairs(&form)).unwrap_or_default();
        Taken { pairs, focus: Focus::of(inside) }
    }

    /// Puts what was typed into the form.
    pub fn fill(&self, form: &mut FormScreen) {
        if self.pairs.is_empty() {
            return;
        }
        let posted = form_post::parse(self.pairs.clone());
        let typed = posted.answers(&form.page.form);
        // The server's form carries every field; an untouched one must not push out a draft.
        for (key, answer) in typed.into_iter().filter(|(_, answer)| !answer.is_empty()) {
            form.answers.insert(key, answer);
        }
    }
}

impl Focus {
    fn of(inside: &Element) -> Option<Self> {
        let root = inside.get_root_node();
        let active = match root.dyn_ref::<ShadowRoot>() {
            Some(shadow) => shadow.active_element(),
            None => web_sys::window()?.document()?.active_element(),
        };
        let active = active.filter(|active| inside.contains(Some(active)))?;
        let name = active.get_attribute("name")?;
        let choice = active.get_attribute("type").filter(|kind| kind == "radio" || kind == "checkbox");
        let value = choice.and_then(|_| active.get_attribute("value"));
        let range = |start: Option<u32>, end: Option<u32>| Some((start?, end?));
        let selection = if let Some(input) = active.dyn_ref::<HtmlInputElement>() {
            range(input.selection_start().ok().flatten(), input.selection_end().ok().flatten())
        } else if let Some(area) = active.dyn_ref::<HtmlTextAreaElement>() {
            range(area.selection_start().ok().flatten(), area.selection_end().ok().flatten())
        } else {
            None
        };
        Some(Focus { name, value, selection })
    }

    fn restore(&self, inside: &Element) {
        let value = self.value.as_ref().map(|value| format!("[value='{value}']")).unwrap_or_default();
        let found = inside.query_selector(&format!("[name='{}']{value}", self.name)).ok().flatten();
        let Some(control) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) else { return };
        let _ = control.focus();
        if let Some((start, end)) = self.selection {
            if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
                let _ = input.set_selection_range(start, end);
            } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
                let _ = area.set_selection_range(start, end);
            }
        }
    }
}

/// Puts the program's box in the place of the server's HTML, once, when it has been filled.
pub(super) struct Swap {
    target: Element,
    inside: Element,
    taken: Taken,
    done: Cell<bool>,
}

impl Swap {
    pub fn new(target: Element, inside: Element, taken: Taken) -> Self {
        Swap { target, inside, taken, done: Cell::new(false) }
    }

    /// Swaps, and gives focus and selection back.
    pub fn run(&self) {
        if self.done.replace(true) {
            return;
        }
        self.target.set_inner_html("");
        let _ = self.target.append_child(&self.inside);
        if let Some(focus) = &self.taken.focus {
            focus.restore(&self.inside);
        }
    }

    /// The program's box.
    pub fn inside(&self) -> &Element {
        &self.inside
    }

    /// The first element that fits, inside.
    pub fn find(&self, selector: &str) -> Option<HtmlElement> {
        self.inside.query_selector(selector).ok()??.dyn_into().ok()
    }

    /// The form with answers.
    pub fn form(&self) -> Option<HtmlFormElement> {
        answer_form(&self.inside)
    }
}
