//! The form that the steward fills in, and what the person confirms and signs.

use super::{button, heading};
use crate::app::{App, Msg};
use crate::collecting::{Collecting, is_consent};
use crate::text::Say;
use frontend::Chrome;
use frontend::browser::dom;
use frontend::widget::WidgetText;
use frontend::widget::model::FormScreen;
use frontend::widget::view::{notice, section, sign as signature, summary};
use shared::form::{FieldKind, Section, asked};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, HtmlInputElement};
use yew::html::Scope;
use yew::prelude::*;

#[wasm_bindgen(module = "/embed/signature.js")]
extern "C" {
    fn sign(pad: &Element);
}

pub(super) fn collecting(collecting: &Collecting, chrome: &Chrome, link: &Scope<App>) -> Html {
    let entry = &collecting.entry;
    let title = match collecting.confirming {
        true => chrome.t(Say::ConfirmTitle),
        false => chrome.t(WidgetText::EntryFor { event: entry.page.subject.get(chrome.lang).to_owned() }),
    };
    let onsubmit = link.batch_callback(|event: SubmitEvent| {
        event.prevent_default();
        Some(Msg::Filled(dom::pairs(&event.target_dyn_into::<HtmlFormElement>()?)))
    });
    // A new form for every person and every step: the browser keeps nothing of the one before.
    let key = format!("{}-{}", entry.operation_id, collecting.confirming);
    html! {
        <div class="stack-l" key={key} onclick={Callback::from(jump)}>
            <div>
                <p class="quiet">{ entry.page.title.get(chrome.lang) }</p>
                { heading(&title) }
            </div>
            { for entry.notice.map(|said| notice(said, chrome)) }
            if collecting.full { <p class="note bad" role="alert">{ chrome.t(Say::StoreFull) }</p> }
            { summary(entry, chrome) }
            if collecting.confirming {
                <p class="note">{ chrome.t(Say::HandDevice) }</p>
                { yours(entry, chrome) }
            }
            <form {onsubmit} data-entry="" novalidate=true autocomplete="off"
                oninput={link.batch_callback(|event: InputEvent| match signs(&event) {
                    true => Some(Msg::Signed),
                    false => dom::field(&event).map(Msg::Typed),
                })}
                onchange={link.batch_callback(|event: Event| dom::field(&event).map(Msg::Left))}
                onfocusout={link.batch_callback(|event: FocusEvent| dom::field(&event).map(Msg::Left))}>
                { for entry.page.form.sections.iter().filter_map(|one| part(one, collecting, chrome)) }
                if collecting.confirming { <Pad chrome={chrome.clone()} missing={collecting.unsigned} /> }
                <div class="field stack">
                    <p><button type="submit" class="button wide" aria-disabled={entry.sending.then_some("true")}>
                        { chrome.t(if collecting.confirming { Say::Finish } else { Say::ToConfirm }) }</button></p>
                    if collecting.confirming { <p>{ button(chrome.t(Say::BackToForm), "button second", link, || Msg::Back) }</p> }
                    <p>{ button(chrome.t(Say::Cancel), "button second", link, || Msg::Home) }</p>
                </div>
            </form>
        </div>
    }
}

/// Whether an event tells of a stroke on the pad.
fn signs(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|input| input.name() == "signature")
}

/// The part of a section that shows in this step: its consents, or everything else.
fn part(one: &Section, collecting: &Collecting, chrome: &Chrome) -> Option<Html> {
    let form = &collecting.entry.page.form;
    let fields = one.fields.iter().filter(|field| is_consent(form, &field.key) == collecting.confirming);
    let shown = Section { fields: fields.cloned().collect(), ..one.clone() };
    (!shown.fields.is_empty()).then(|| section(&shown, &collecting.entry, chrome))
}

/// What was typed, for the person to check.
fn yours(entry: &FormScreen, chrome: &Chrome) -> Html {
    let fact = |field: &&shared::form::Field| {
        let answer = entry.answers.get(&field.key)?;
        let chosen = |value: &String| match &field.kind {
            FieldKind::Choice { options } | FieldKind::Choices { options, .. } => {
                let found = options.iter().find(|option| option.value == *value);
                found.map_or_else(|| value.clone(), |option| option.label.get(chrome.lang).to_owned())
            }
            _ => value.clone(),
        };
        let text = match answer {
            shared::form::Answer::Text(text) => chosen(text),
            shared::form::Answer::Many(many) => many.iter().map(chosen).collect::<Vec<_>>().join("、"),
            shared::form::Answer::Yes(_) => return None,
        };
        if text.is_empty() {
            return None;
        }
        Some(html! { <><dt>{ field.label.get(chrome.lang) }</dt><dd>{ text }</dd></> })
    };
    let fields = asked(&entry.page.form, &entry.answers);
    html! {
        <section class="stack">
            <h2>{ chrome.t(Say::CheckYours) }</h2>
            <dl class="facts">{ for fields.iter().filter_map(fact) }</dl>
        </section>
    }
}

/// A link in the summary goes to its field.
fn jump(event: MouseEvent) {
    let link = event.target_dyn_into::<Element>().and_then(|target| target.closest("[data-jump]").ok()?);
    let Some(id) = link.and_then(|link| link.get_attribute("data-jump")) else { return };
    event.prevent_default();
    let document = web_sys::window().and_then(|window| window.document());
    let control = document.and_then(|document| document.get_element_by_id(&id));
    if let Some(control) = control.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        dom::go_to(&control);
    }
}

#[derive(Properties, PartialEq)]
struct PadProps {
    chrome: Chrome,
    missing: bool,
}

/// The pad to sign on; what it draws stands in its hidden field.
#[component]
fn Pad(PadProps { chrome, missing }: &PadProps) -> Html {
    let pad = use_node_ref();
    let node = pad.clone();
    use_effect_with((), move |()| {
        if let Some(pad) = node.cast::<Element>() {
            sign(&pad);
        }
    });
    html! {
        <div class="sign" ref={pad} data-sign="">{ signature(*missing, chrome) }</div>
    }
}
