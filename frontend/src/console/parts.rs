//! Pieces that several screens use.

use crate::hooks::{Desk, Loaded};
use crate::text::Say;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, EntryState};
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

/// An error in place of a screen.
pub(crate) fn failed(desk: &Desk, code: ErrorCode) -> Html {
    html! {
        <div class="note bad" role="alert">
            <p>{ desk.t(code) }</p>
            <p><a class="button second" href="">{ desk.t(Say::Retry) }</a></p>
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

/// A question before something is done.
#[derive(Properties, PartialEq)]
pub struct AskProps {
    /// What is asked.
    pub title: String,
    /// What it means.
    #[prop_or_default]
    pub text: String,
    /// Label of a text to be given, if one is.
    #[prop_or_default]
    pub label: Option<String>,
    /// Text that stands there at first.
    #[prop_or_default]
    pub value: String,
    /// What went wrong with the last answer.
    #[prop_or_default]
    pub error: Option<String>,
    /// Confirmed, with the text.
    pub yes: Callback<String>,
    /// Not confirmed.
    pub no: Callback<()>,
}

/// A dialog that keeps focus inside and gives it back.
#[component]
pub fn Ask(props: &AskProps) -> Html {
    let dialog = use_node_ref();
    let input = use_node_ref();
    let desk = use_context::<Desk>();
    {
        let dialog = dialog.clone();
        use_effect_with((), move |()| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                let _ = dialog.show_modal();
            }
        });
    }
    let Some(desk) = desk else { return Html::default() };
    let onsubmit = {
        let (yes, input) = (props.yes.clone(), input.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            yes.emit(input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default());
        })
    };
    let no = props.no.reform(|_: MouseEvent| ());
    let oncancel = props.no.reform(|event: Event| event.prevent_default());
    html! {
        <dialog ref={dialog} aria-labelledby="ask-title" {oncancel}>
            <form {onsubmit} class="stack">
                <h2 id="ask-title">{ &props.title }</h2>
                if !props.text.is_empty() { <p>{ &props.text }</p> }
                if let Some(label) = &props.label {
                    <div>
                        <label for="ask-text">{ label }</label>
                        <input id="ask-text" ref={input} type="text" value={props.value.clone()} maxlength="500" autocomplete="off"
                            aria-invalid={props.error.is_some().then_some("true")} aria-describedby="ask-error" />
                    </div>
                }
                if let Some(error) = &props.error { <p class="error" id="ask-error" role="alert">{ error }</p> }
                <div class="row">
                    <button type="submit" class="button">{ desk.t(Say::Confirm) }</button>
                    <button type="button" class="button second" onclick={no}>{ desk.t(Say::Cancel) }</button>
                </div>
            </form>
        </dialog>
    }
}
