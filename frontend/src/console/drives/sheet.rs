//! A form that submits one operation. What was typed stays until it is accepted; what is wrong stands beside its field.

use crate::hooks::{Desk, act, said};
use shared::i18n::Violation;
use shared::sync::{Action, Outcome};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{FormData, HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

/// How a value is typed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// An input of this HTML type.
    Input(&'static str),
    /// Several lines.
    Lines,
    /// One of several: value and text.
    Choice(Vec<(String, String)>),
}

/// One field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    /// Name; that of the violations that are about it.
    pub name: String,
    /// Label.
    pub label: String,
    /// How it is typed.
    pub kind: Kind,
    /// What stands there at first.
    pub value: String,
}

/// What was typed, by name.
pub(crate) type Typed = HashMap<String, String>;

/// The fields in sight, those behind a summary, and what becomes of them.
#[derive(Properties, PartialEq)]
pub struct SheetProps {
    pub(crate) desk: Desk,
    /// Begins the ids of its fields.
    pub id: &'static str,
    pub(crate) fields: Vec<Field>,
    /// Fields that few need, with what they are about.
    #[prop_or_default]
    pub(crate) more: Option<(String, Vec<Field>)>,
    /// What the button says.
    pub submit: String,
    /// The operation; none when it cannot be made of what was typed, which the browser then points out.
    pub(crate) action: Callback<Rc<Typed>, Option<Action>>,
    /// It was accepted.
    pub done: Callback<()>,
}

/// The form.
#[component]
pub fn Sheet(props: &SheetProps) -> Html {
    let form = use_node_ref();
    let wrong = use_state(Vec::<Violation>::new);
    let error = use_state(|| None::<String>);
    let busy = use_state(|| false);
    {
        // Set once and not with every rendering, which would put back what was typed over.
        let (form, fields) = (form.clone(), all(props));
        use_effect_with((), move |()| {
            if let Some(form) = form.cast::<HtmlFormElement>() {
                fields.iter().for_each(|field| fill(&form, field));
            }
        });
    }
    let onsubmit = {
        let (desk, action, done) = (props.desk.clone(), props.action.clone(), props.done.clone());
        let (wrong, error, busy, names) = (wrong.clone(), error.clone(), busy.clone(), names(props));
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_dyn_into::<HtmlFormElement>();
            let typed = form.and_then(|form| FormData::new_with_form(&form).ok());
            let Some(typed) = typed.filter(|_| !*busy) else { return };
            let typed: Typed = names
                .iter()
                .map(|name| (name.clone(), typed.get(name).as_string().unwrap_or_default()))
                .collect();
            let Some(action) = action.emit(Rc::new(typed)) else { return };
            busy.set(true);
            let (desk, done) = (desk.clone(), done.clone());
            let (wrong, error, busy, names) = (wrong.clone(), error.clone(), busy.clone(), names.clone());
            spawn_local(async move {
                let outcome = act(&desk, action).await;
                let about = match &outcome {
                    Ok(Outcome::Rejected { violations, .. }) => violations.clone(),
                    _ => Vec::new(),
                };
                // What is about no field of the form stands below it.
                let elsewhere = about.is_empty() || about.iter().any(|one| !names.contains(&one.field));
                error.set(said(&outcome, desk.lang).filter(|_| elsewhere));
                wrong.set(about);
                busy.set(false);
                if matches!(outcome, Ok(Outcome::Accepted { .. } | Outcome::Duplicate { .. })) {
                    done.emit(());
                }
            });
        })
    };
    let field = |one: &Field| view(props, one, &wrong);
    html! {
        <form class="stack panel" ref={form} {onsubmit}>
            <div class="filters">{ for props.fields.iter().map(field) }</div>
            if let Some((summary, fields)) = &props.more {
                <details><summary>{ summary }</summary><div class="filters">{ for fields.iter().map(field) }</div></details>
            }
            if let Some(error) = &*error { <p class="error" role="alert">{ error }</p> }
            <p><button type="submit" class="button" aria-disabled={busy.then_some("true")}>{ &props.submit }</button></p>
        </form>
    }
}

fn all(props: &SheetProps) -> Vec<Field> {
    props.fields.iter().chain(props.more.iter().flat_map(|(_, fields)| fields)).cloned().collect()
}

fn names(props: &SheetProps) -> Vec<String> {
    all(props).into_iter().map(|field| field.name).collect()
}

fn fill(form: &HtmlFormElement, field: &Field) {
    let Some(element) = form.elements().named_item(&field.name) else { return };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(&field.value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(&field.value);
    } else if let Some(lines) = element.dyn_ref::<HtmlTextAreaElement>() {
        lines.set_value(&field.value);
    }
}

fn view(props: &SheetProps, field: &Field, wrong: &[Violation]) -> Html {
    let id = format!("{}-{}", props.id, field.name);
    let told: Vec<String> =
        wrong.iter().filter(|one| one.field == field.name).map(|one| one.text(props.desk.lang)).collect();
    let (invalid, error_id) = ((!told.is_empty()).then_some("true"), format!("{id}-error"));
    let described = (!told.is_empty()).then_some(error_id.clone());
    let name = field.name.clone();
    let control = match &field.kind {
        Kind::Input(kind) => html! {
            <input id={id.clone()} {name} type={*kind} autocomplete="off" aria-invalid={invalid} aria-describedby={described} min={(*kind == "number").then_some("0")} />
        },
        Kind::Lines => html! {
            <textarea id={id.clone()} {name} rows="4" aria-invalid={invalid} aria-describedby={described} />
        },
        Kind::Choice(choices) => html! {
            <select id={id.clone()} {name} aria-invalid={invalid} aria-describedby={described}>
                { for choices.iter().map(|(value, text)| html! { <option value={value.clone()}>{ text }</option> }) }
            </select>
        },
    };
    html! {
        <div class={matches!(field.kind, Kind::Lines).then_some("whole-row")}>
            <label for={id}>{ &field.label }</label>
            { control }
            if !told.is_empty() { <p class="error" id={error_id}>{ told.join(" ") }</p> }
        </div>
    }
}
