//! Fields of the form with what is wrong with them.

use crate::hooks::Desk;
use shared::form::{Answer, Field, FieldKind};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What was typed: fields of the form, and of the confirmation under keys of their own.
pub(super) type Typed = BTreeMap<String, Answer>;
/// What is wrong, by key; under an empty one what is wrong with the whole.
pub(super) type Wrong = Vec<(String, String)>;

/// The text that was typed.
pub(super) fn shown(typed: &Typed, key: &str) -> String {
    typed.get(key).and_then(Answer::as_text).unwrap_or_default().to_owned()
}

/// Whether a field is asked after what was answered to others.
pub(super) fn is_asked(field: &Field, typed: &Typed) -> bool {
    field.when.as_ref().is_none_or(|when| when.is.contains(&shown(typed, &when.field)))
}

/// How a control says that something is wrong with it, and where it is told what.
pub(super) struct Told {
    pub invalid: Option<&'static str>,
    pub by: Option<String>,
}

/// A label, a hint, a control and what is wrong with it.
pub(super) fn framed(
    (key, label, hint): (&str, String, String),
    wrong: &Wrong,
    control: impl FnOnce(Told) -> Html,
) -> Html {
    let error = wrong.iter().find(|(field, _)| field == key).map(|(_, text)| text.clone());
    let (id, hint_id, error_id) =
        (format!("enter-{key}"), format!("enter-{key}-hint"), format!("enter-{key}-error"));
    let by = [(!hint.is_empty()).then(|| hint_id.clone()), error.as_ref().map(|_| error_id.clone())];
    let by: Vec<String> = by.into_iter().flatten().collect();
    let by = (!by.is_empty()).then(|| by.join(" "));
    html! {
        <div>
            <label for={id}>{ label }</label>
            { control(Told { invalid: error.is_some().then_some("true"), by }) }
            if !hint.is_empty() { <p class="quiet" id={hint_id}>{ hint }</p> }
            if let Some(error) = error { <p class="error" id={error_id}>{ error }</p> }
        </div>
    }
}

/// Goes to the first answer that needs a correction.
pub(super) fn focus_invalid() {
    let document = web_sys::window().and_then(|window| window.document());
    let first = document.and_then(|document| document.query_selector("main [aria-invalid=true]").ok()?);
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

/// A field of the form.
pub(super) fn input(
    desk: &Desk,
    field: &Field,
    typed: &Typed,
    wrong: &Wrong,
    ontype: &Callback<(String, Answer)>,
) -> Html {
    let (key, control_id) = (field.key.clone(), format!("enter-{}", field.key));
    let label = field.label.get(desk.lang).to_owned();
    let (value, hint) = (shown(typed, &field.key), field.hint.get(desk.lang).to_owned());
    match &field.kind {
        FieldKind::Choice { options } => {
            let onchange = ontype.reform(move |event: Event| {
                let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                (key.clone(), Answer::Text(select.map(|select| select.value()).unwrap_or_default()))
            });
            let option = |code: String, text: String| {
                let selected = code == value;
                html! { <option value={code} {selected}>{ text }</option> }
            };
            framed((&field.key, label, hint), wrong, |told| {
                html! {
                    <select id={control_id} {onchange} aria-invalid={told.invalid} aria-describedby={told.by}>
                        { option(String::new(), "—".to_owned()) }
                        { for options.iter().map(|one| option(one.value.clone(), one.label.get(desk.lang).to_owned())) }
                    </select>
                }
            })
        }
        FieldKind::Consent { text, .. } => {
            let given = matches!(typed.get(&field.key), Some(Answer::Yes(true)));
            let onchange = ontype.reform(move |_: Event| (key.clone(), Answer::Yes(!given)));
            let error = wrong.iter().find(|(of, _)| *of == field.key).map(|(_, text)| text.clone());
            let error_id = error.as_ref().map(|_| format!("{control_id}-error"));
            html! {
                <div class="whole-row">
                    <label class="check" for={control_id.clone()}><input id={control_id} type="checkbox" checked={given} {onchange} aria-invalid={error.is_some().then_some("true")} aria-describedby={error_id.clone()} />{ label }</label>
                    <p class="quiet">{ text.get(desk.lang) }</p>
                    if let Some(error) = error { <p class="error" id={error_id}>{ error }</p> }
                </div>
            }
        }
        kind => {
            let oninput = ontype.reform(move |event: InputEvent| {
                (key.clone(), Answer::Text(event.target_unchecked_into::<HtmlInputElement>().value()))
            });
            let kind = match kind {
                FieldKind::Date { .. } => "date",
                FieldKind::Mobile => "tel",
                _ => "text",
            };
            framed((&field.key, label, hint), wrong, |told| {
                html! {
                    <input id={control_id} type={kind} {value} {oninput} autocomplete="off" spellcheck="false"
                        aria-invalid={told.invalid} aria-describedby={told.by} />
                }
            })
        }
    }
}
