//! A dialog with several inputs. What was typed stays until it is done or closed; what is wrong stands at its input.

use crate::hooks::Desk;
use crate::text::Say;
use shared::api::ErrorCode;
use shared::sync::{CommitteeDecision, Outcome};
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlDialogElement, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::text::Word;

/// One input.
#[derive(Clone, PartialEq)]
pub(crate) struct Input {
    /// Key, as violations name it.
    pub key: &'static str,
    pub label: String,
    pub kind: Kind,
    /// What stands there at first.
    pub value: String,
}

/// What is typed or chosen.
#[derive(Clone, PartialEq)]
pub(crate) enum Kind {
    Text,
    Day,
    /// Values with their texts.
    Pick(Vec<(String, String)>),
}

/// What was typed, by key.
pub(crate) type Typed = BTreeMap<&'static str, String>;
/// What is wrong: key and text, or a text for the whole under an empty key. Nothing when it is done.
pub(crate) type Wrong = Vec<(String, String)>;
/// Does it.
pub(crate) type Doing = Pin<Box<dyn Future<Output = Wrong>>>;

#[derive(Properties, PartialEq)]
pub struct DialogProps {
    pub desk: Desk,
    pub title: String,
    #[prop_or_default]
    pub text: String,
    pub(crate) inputs: Vec<Input>,
    pub act: String,
    /// What is typed stands there again the next time, as [`kept_decision`] has it.
    #[prop_or_default]
    pub keeps: bool,
    /// Stands above the buttons, such as what is in the way.
    #[prop_or_default]
    pub children: Html,
    pub(crate) yes: Callback<Typed, Doing>,
    pub over: Callback<()>,
}

/// The dialog.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    let typed =
        use_state(|| props.inputs.iter().map(|input| (input.key, input.value.clone())).collect::<Typed>());
    let wrong = use_state(Wrong::new);
    let busy = use_state(|| false);
    let desk = &props.desk;
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let ontype = {
        let (typed, kept) = (typed.clone(), props.keeps.then(|| desk.trail.clone()));
        Callback::from(move |(key, value): (&'static str, String)| {
            let mut now = (*typed).clone();
            now.insert(key, value);
            if let Some(trail) = &kept {
                trail.borrow_mut().decision.clone_from(&now);
            }
            typed.set(now);
        })
    };
    let onsubmit = {
        let (yes, over, typed) = (props.yes.clone(), props.over.clone(), typed.clone());
        let (wrong, busy) = (wrong.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let doing = yes.emit((*typed).clone());
            let (over, wrong, busy) = (over.clone(), wrong.clone(), busy.clone());
            spawn_local(async move {
                let found = doing.await;
                busy.set(false);
                if found.is_empty() { over.emit(()) } else { wrong.set(found) }
            });
        })
    };
    let no = props.over.reform(|_: MouseEvent| ());
    let oncancel = props.over.reform(|event: Event| event.prevent_default());
    let whole = wrong.iter().filter(|(key, _)| key.is_empty());
    html! {
        <dialog ref={node} aria-labelledby="dialog-title" {oncancel}>
            <form {onsubmit} class="stack" novalidate=true>
                <h2 id="dialog-title">{ &props.title }</h2>
                if !props.text.is_empty() { <p>{ &props.text }</p> }
                { for props.inputs.iter().map(|one| input(one, typed.get(one.key).map_or("", String::as_str), &wrong, &ontype)) }
                { for whole.map(|(_, text)| html! { <p class="error" role="alert">{ text }</p> }) }
                { props.children.clone() }
                <div class="row">
                    <button type="submit" class="button" aria-disabled={busy.then_some("true")}>{ &props.act }</button>
                    <button type="button" class="button second" onclick={no}>{ desk.t(Say::Back) }</button>
                </div>
            </form>
        </dialog>
    }
}

fn input(one: &Input, value: &str, wrong: &Wrong, ontype: &Callback<(&'static str, String)>) -> Html {
    let (key, id) = (one.key, format!("dialog-{}", one.key));
    let error = wrong.iter().find(|(field, _)| field == key).map(|(_, text)| text.clone());
    let described = error.is_some().then(|| format!("{id}-error"));
    let invalid = error.is_some().then_some("true");
    let value = value.to_owned();
    let control = match &one.kind {
        Kind::Pick(options) => {
            let onchange = ontype.reform(move |event: Event| {
                let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                (key, select.map(|select| select.value()).unwrap_or_default())
            });
            html! {
                <select id={id.clone()} {onchange} aria-invalid={invalid} aria-describedby={described.clone()}>
                    { for options.iter().map(|(code, text)| html! { <option value={code.clone()} selected={*code == value}>{ text }</option> }) }
                </select>
            }
        }
        kind => {
            let oninput = ontype.reform(move |event: InputEvent| {
                (key, event.target_unchecked_into::<HtmlInputElement>().value())
            });
            let kind = if *kind == Kind::Day { "date" } else { "text" };
            html! {
                <input id={id.clone()} type={kind} {value} {oninput} maxlength="500" autocomplete="off"
                    aria-invalid={invalid} aria-describedby={described.clone()} />
            }
        }
    };
    html! {
        <div>
            <label for={id}>{ &one.label }</label>
            { control }
            if let Some(error) = error { <p class="error" id={described} role="alert">{ error }</p> }
        </div>
    }
}

/// The inputs of a committee's decision.
pub(crate) fn decision_inputs(desk: &Desk, with_document: bool) -> Vec<Input> {
    let number = if with_document { Word::DocumentNumber } else { Word::DocumentOptional };
    let text = |key, label: Word| Input { key, label: desk.t(label), kind: Kind::Text, value: String::new() };
    vec![day(desk, "on", Word::DecidedOn), text("document_number", number), text("deciders", Word::Deciders)]
}

/// The inputs of the committee's decision on applications, as they were typed last: one meeting decides on many.
pub(crate) fn kept_decision(desk: &Desk) -> Vec<Input> {
    let trail = desk.trail.borrow();
    let mut inputs = decision_inputs(desk, true);
    for input in &mut inputs {
        if let Some(kept) = trail.decision.get(input.key) {
            input.value.clone_from(kept);
        }
    }
    inputs
}

/// An input of a day, today at first.
pub(crate) fn day(desk: &Desk, key: &'static str, label: Word) -> Input {
    let today = frontend::common::id::today().to_string();
    Input { key, label: desk.t(label), kind: Kind::Day, value: today }
}

/// The decision that was typed; or what is wrong with its day.
pub(crate) fn decision(desk: &Desk, typed: &Typed) -> Result<CommitteeDecision, Wrong> {
    let text = |key: &str| typed.get(key).cloned().unwrap_or_default();
    match text("on").parse() {
        Ok(on) => {
            Ok(CommitteeDecision { on, document_number: text("document_number"), deciders: text("deciders") })
        }
        Err(_) => Err(vec![("on".to_owned(), desk.t(shared::i18n::Problem::Required))]),
    }
}

/// What is wrong, by key. Violations of fields that are not among the keys are told for the whole.
pub(crate) fn wrong(desk: &Desk, outcome: &Result<Outcome, ErrorCode>, keys: &[&str]) -> Wrong {
    match outcome {
        Ok(Outcome::Rejected { violations, .. }) if !violations.is_empty() => violations
            .iter()
            .map(|violation| {
                let known = keys.contains(&violation.field.as_str());
                let key = if known { violation.field.clone() } else { String::new() };
                (key, violation.text(desk.lang))
            })
            .collect(),
        outcome => {
            crate::hooks::said(outcome, desk.lang).into_iter().map(|text| (String::new(), text)).collect()
        }
    }
}
