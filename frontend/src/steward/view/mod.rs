//! The screens.

mod code;
mod collecting;
mod giving;
mod home;
mod receipt;
mod taking;

use crate::app::{App, Msg, Step};
use crate::text::Say;
use frontend::Chrome;
use frontend::widget::WidgetText;
use shared::i18n::Lang;
use wasm_bindgen::JsCast;
use web_sys::{HtmlFormElement, HtmlInputElement};
use yew::html::Scope;
use yew::prelude::*;

/// A screen with what stands around it.
pub(crate) fn page(app: &App, link: &Scope<App>) -> Html {
    let chrome = &*app.chrome;
    let body = match (&app.step, app.keeps) {
        (_, Some(false)) => html! {
            <>
                { heading(&chrome.t(Say::Title)) }
                <p class="note bad" role="alert">{ chrome.t(Say::NoKeeping) }</p>
            </>
        },
        (Step::Enter { wrong, busy }, _) => code::enter(wrong.as_ref(), *busy, chrome, link),
        (Step::Home, _) => home::home(app, link),
        (Step::Collecting(collecting), _) => collecting::collecting(collecting, chrome, link),
        (Step::Receipt(receipt), _) => receipt::receipt(receipt, chrome, link),
        (Step::Giving(giving), _) => giving::giving(giving, chrome, link),
        (Step::Taking(taking), _) => taking::taking(taking, chrome, link),
    };
    let class = classes!("rc", "hosted", "steward", chrome.large.then_some("large"));
    html! {
        <div {class} lang={chrome.lang.tag()}>
            { bar(chrome, link) }
            <div class="body stack-l">{ body }</div>
        </div>
    }
}

fn bar(chrome: &Chrome, link: &Scope<App>) -> Html {
    let (other, tag) = match chrome.lang {
        Lang::ZhCn => (Lang::En, "en"),
        Lang::En => (Lang::ZhCn, "zh-CN"),
    };
    let size = if chrome.large { WidgetText::NormalText } else { WidgetText::LargeText };
    html! {
        <div class="bar">
            <span class="who">{ &chrome.title }</span>
            <div class="tools" role="group" aria-label={chrome.t(WidgetText::Tools)}>
                <button type="button" class="plain" onclick={link.callback(|_| Msg::Enlarge)}>{ chrome.t(size) }</button>
                <button type="button" class="plain" lang={tag} onclick={link.callback(move |_| Msg::Speak(other))}>
                    { chrome.t(WidgetText::OtherLanguage) }</button>
            </div>
        </div>
    }
}

/// A heading that focus moves to when the screen changes.
fn heading(text: &str) -> Html {
    html! { <h1 tabindex="-1" data-focus="">{ text }</h1> }
}

/// A button that does something.
fn button(text: String, class: &'static str, link: &Scope<App>, msg: impl Fn() -> Msg + 'static) -> Html {
    html! { <button type="button" {class} onclick={link.callback(move |_: MouseEvent| msg())}>{ text }</button> }
}

/// A question for one line, with a button.
struct Line<'a> {
    id: &'static str,
    label: String,
    hint: String,
    wrong: Option<&'a Say>,
    act: String,
    busy: bool,
}

fn line(line: Line<'_>, chrome: &Chrome, link: &Scope<App>, msg: fn(String) -> Msg) -> Html {
    let id = line.id;
    let onsubmit = link.batch_callback(move |event: SubmitEvent| {
        event.prevent_default();
        let form = event.target_dyn_into::<HtmlFormElement>()?;
        let input = form.query_selector("input").ok()??.dyn_into::<HtmlInputElement>().ok()?;
        Some(msg(input.value()))
    });
    let wrong = line.wrong.map(|wrong| chrome.t(wrong.clone()));
    let described = if wrong.is_some() { format!("{id}-hint {id}-error") } else { format!("{id}-hint") };
    html! {
        <form {onsubmit} novalidate=true autocomplete="off" class="stack">
            <div class={classes!("field", wrong.is_some().then_some("wrong"))}>
                <label for={id}>{ line.label }</label>
                <p class="hint" id={format!("{id}-hint")}>{ line.hint }</p>
                if let Some(wrong) = &wrong { <p class="error" role="alert" id={format!("{id}-error")}>{ wrong }</p> }
                <input type="text" {id} class="short code-input" autocapitalize="characters" autocomplete="off" spellcheck="false"
                    aria-invalid={wrong.is_some().then_some("true")} aria-describedby={described} />
            </div>
            <p><button type="submit" class="button" aria-disabled={line.busy.then_some("true")}>{ line.act }</button></p>
        </form>
    }
}

/// What stands in the form on the screen.
pub(crate) fn pairs() -> Option<Vec<(String, String)>> {
    let form = web_sys::window()?.document()?.query_selector("form[data-entry]").ok()??;
    Some(frontend::browser::dom::pairs(form.dyn_ref::<HtmlFormElement>()?))
}
