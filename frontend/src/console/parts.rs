//! Pieces that several screens use.

use crate::hooks::{Desk, Loaded};
use crate::route::Place;
use crate::text::Say;
use chrono::{DateTime, Utc};
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, EntryState};
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

/// While data is on its way.
#[component]
pub fn Skeleton() -> Html {
    html! { <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div> }
}

/// What is here, or why it is not.
pub(crate) fn with<T>(desk: &Desk, loaded: &Loaded<T>, view: impl FnOnce(&T) -> Html) -> Html {
    match loaded {
        Loaded::Waiting => {
            html! { <div role="status"><span class="sr">{ desk.t(Say::Loading) }</span><Skeleton /></div> }
        }
        Loaded::Failed(code) => failed(desk, *code),
        Loaded::Here(value) => view(value),
    }
}

/// Loads the page again, at the same place: an empty link would lose what stands behind `#`.
pub(crate) fn reload() -> Callback<MouseEvent> {
    Callback::from(|_| {
        if let Some(window) = web_sys::window() {
            let _ = window.location().reload();
        }
    })
}

/// An error in place of a screen.
pub(crate) fn failed(desk: &Desk, code: ErrorCode) -> Html {
    html! {
        <div class="note bad" role="alert">
            <p>{ desk.t(code) }</p>
            <p><button type="button" class="button second" onclick={reload()}>{ desk.t(Say::Retry) }</button></p>
        </div>
    }
}

/// An empty state.
pub(crate) fn empty(title: String, hint: String) -> Html {
    html! { <div class="empty"><p class="big">{ title }</p><p class="quiet">{ hint }</p></div> }
}

/// The state of a competition.
pub(crate) fn competition_tag(desk: &Desk, state: CompetitionState) -> Html {
    let class = match state {
        CompetitionState::EntryOpen => "tag good",
        CompetitionState::PublicNotice | CompetitionState::Published => "tag info",
        CompetitionState::Postponed | CompetitionState::Cancelled => "tag warn",
        _ => "tag",
    };
    html! { <span {class}>{ desk.t(state) }</span> }
}

/// The state of an entry.
pub(crate) fn entry_tag(desk: &Desk, state: EntryState) -> Html {
    let class = match state {
        EntryState::Eligible => "tag good",
        EntryState::Returned => "tag warn",
        EntryState::Ineligible => "tag bad",
        EntryState::Submitted => "tag info",
        EntryState::Withdrawn => "tag",
    };
    html! { <span {class}>{ desk.t(state) }</span> }
}

/// A cell that names its column, for phones where rows become cards.
pub(crate) fn cell(label: String, content: impl Into<Html>) -> Html {
    html! { <td data-label={label}>{ content.into() }</td> }
}

/// A cell that does not break.
pub(crate) fn short(label: String, content: String) -> Html {
    html! { <td class="short" data-label={label}>{ content }</td> }
}

/// A moment in a cell: it breaks between day and time only.
pub(crate) fn moment(desk: &Desk, at: DateTime<Utc>) -> Html {
    let text = desk.time(at);
    let (day, time) = text.rsplit_once(' ').unwrap_or((&text, ""));
    html! { <span class="at"><span>{ day.to_owned() }</span>{ " " }<span>{ time.to_owned() }</span></span> }
}

/// A question before something is done.
#[derive(Properties, PartialEq)]
pub struct AskProps {
    pub(crate) desk: Desk,
    /// What is asked.
    pub title: String,
    /// What it means.
    #[prop_or_default]
    pub text: String,
    /// Label of a text to be given, if one is.
    #[prop_or_default]
    pub label: Option<String>,
    /// What the button that does it says.
    pub act: String,
    /// It cannot be undone: focus starts on the way back.
    #[prop_or_default]
    pub grave: bool,
    /// Confirmed, with the text: does it, and tells what went wrong.
    pub yes: Callback<String, Answer>,
    /// Over: it is done, or it was not confirmed.
    pub over: Callback<()>,
}

/// What went wrong with what was confirmed; nothing when it is done.
pub(crate) type Answer = Pin<Box<dyn Future<Output = Option<String>>>>;

/// A dialog that keeps focus inside and gives it back. What was typed stays until it is closed.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let dialog = use_node_ref();
    let typed = use_state(String::new);
    let error = use_state(|| None::<String>);
    let busy = use_state(|| false);
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value())
        })
    };
    let onsubmit = {
        let (yes, over, typed) = (props.yes.clone(), props.over.clone(), typed.clone());
        let (error, busy) = (error.clone(), busy.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if *busy {
                return;
            }
            busy.set(true);
            let answer = yes.emit((*typed).clone());
            let (over, error, busy) = (over.clone(), error.clone(), busy.clone());
            spawn_local(async move {
                match answer.await {
                    None => over.emit(()),
                    why => error.set(why),
                }
                busy.set(false);
            });
        })
    };
    let no = props.over.reform(|_: MouseEvent| ());
    let oncancel = props.over.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={dialog} aria-labelledby="ask-title" {oncancel}>
            <form {onsubmit} class="stack">
                <h2 id="ask-title">{ &props.title }</h2>
                if !props.text.is_empty() { <p>{ &props.text }</p> }
                if let Some(label) = &props.label {
                    <div>
                        <label for="ask-text">{ label }</label>
                        <input id="ask-text" type="text" value={(*typed).clone()} {oninput} maxlength="500" autocomplete="off"
                            aria-invalid={error.is_some().then_some("true")} aria-describedby="ask-error" />
                    </div>
                }
                if let Some(error) = &*error { <p class="error" id="ask-error" role="alert">{ error }</p> }
                <div class="row">
                    <button type="submit" class="button" aria-disabled={busy.then_some("true")}>{ &props.act }</button>
                    <button type="button" class="button second" autofocus={props.grave} onclick={no}>{ props.desk.t(Say::Back) }</button>
                </div>
            </form>
        </dialog>
    }
}

/// A signature, as it was drawn; a part of a list of facts.
pub(crate) fn signed(desk: &Desk, path: String) -> Html {
    let (width, height) = shared::form::SIGNATURE_BOX;
    html! {
        <>
            <dt>{ desk.t(Say::Signature) }</dt>
            <dd><svg class="signature" role="img" aria-label={desk.t(Say::Signature)} viewBox={format!("0 0 {width} {height}")}>
                <path d={path} />
            </svg></dd>
        </>
    }
}

/// Back to a list as it was left, and on to the next record of it that waits.
pub(crate) fn way(desk: &Desk, list: &Place, waiting: &[Uuid], id: Uuid, to: fn(Uuid) -> Place) -> Html {
    let mut after = waiting.iter().skip_while(|waiting| **waiting != id).filter(|waiting| **waiting != id);
    let next = after.next().or_else(|| waiting.iter().find(|waiting| **waiting != id));
    html! {
        <p class="row">
            <a class="button second" href={list.href()}>{ desk.t(Say::BackToList) }</a>
            { for next.map(|next| html! { <a class="button second" href={to(*next).href()}>{ desk.t(Say::NextWaiting) }</a> }) }
        </p>
    }
}
