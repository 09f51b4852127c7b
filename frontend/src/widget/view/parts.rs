//! Pieces that several screens use.

use crate::widget::model::{Chrome, Notice};
use crate::widget::route::Route;
#[cfg(feature = "ssr")]
use crate::widget::text::ReadText;
use crate::widget::text::WidgetText;
#[cfg(feature = "ssr")]
use shared::api::ErrorCode;
#[cfg(feature = "ssr")]
use shared::competition::{CompetitionState, EntryState};
#[cfg(feature = "ssr")]
use shared::i18n::{Lang, Localized};
#[cfg(feature = "ssr")]
use shared::membership::ApplicationState;
use shared::sync::ReceiptSecret;
#[cfg(feature = "ssr")]
use uuid::Uuid;
use yew::prelude::*;

/// A heading that focus moves to when the screen changes.
pub(super) fn heading(text: &str) -> Html {
    html! { <h1 tabindex="-1" data-focus="">{ text }</h1> }
}

/// The way back.
pub(super) fn back(to: &Route, text: WidgetText, chrome: &Chrome) -> Html {
    html! { <a class="back" href={chrome.href(to)} data-rc="">{ "‹ " }{ chrome.t(text) }</a> }
}

/// A value that is sent along unseen.
pub(super) fn hidden(name: &'static str, value: String) -> Html {
    html! { <input type="hidden" {name} {value} /> }
}

/// A button that opens a receipt by its secret, with or without the program.
pub(super) fn open_receipt(secret: &ReceiptSecret, text: String, chrome: &Chrome) -> Html {
    html! {
        <form method="post" action={chrome.href(&Route::Receipt)} data-rc="">
            { hidden("do", "open".to_owned()) }
            { hidden("secret", secret.to_string()) }
            <button type="submit" class="button second wide">{ text }</button>
        </form>
    }
}

/// A term and what it is.
#[cfg(feature = "ssr")]
pub(super) fn fact(term: String, what: impl Into<Html>) -> Html {
    html! { <><dt>{ term }</dt><dd>{ what.into() }</dd></> }
}

/// Items of data in the screen's language.
#[cfg(feature = "ssr")]
pub(super) fn items(texts: &[Localized], lang: Lang) -> Html {
    texts.iter().map(|text| html! { <li>{ text.get(lang) }</li> }).collect()
}

/// The state of a competition.
#[cfg(feature = "ssr")]
pub(super) fn competition_tag(state: CompetitionState, open_now: bool, chrome: &Chrome) -> Html {
    let (class, text) = match state {
        _ if open_now => ("tag good", chrome.t(ReadText::OpenNow)),
        CompetitionState::PublicNotice => ("tag info", chrome.t(state)),
        CompetitionState::Cancelled | CompetitionState::Postponed => ("tag warn", chrome.t(state)),
        _ => ("tag", chrome.t(state)),
    };
    html! { <span {class}>{ text }</span> }
}

/// The state of an entry.
#[cfg(feature = "ssr")]
pub(super) fn entry_tag(state: EntryState, chrome: &Chrome) -> Html {
    let class = match state {
        EntryState::Eligible => "tag good",
        EntryState::Returned => "tag warn",
        EntryState::Ineligible => "tag bad",
        EntryState::Submitted => "tag info",
        EntryState::Withdrawn => "tag",
    };
    html! { <span {class}>{ chrome.t(state) }</span> }
}

/// The state of an application to join.
#[cfg(feature = "ssr")]
pub(super) fn application_tag(state: ApplicationState, chrome: &Chrome) -> Html {
    let class = match state {
        ApplicationState::Approved => "tag good",
        ApplicationState::Returned => "tag warn",
        ApplicationState::Rejected => "tag bad",
        ApplicationState::Submitted | ApplicationState::UnderReview => "tag info",
        ApplicationState::Withdrawn => "tag",
    };
    html! { <span {class}>{ chrome.t(state) }</span> }
}

/// What is done with a receipt: buttons that send its secret.
#[cfg(feature = "ssr")]
pub(super) struct Act<'a> {
    pub secret: &'a ReceiptSecret,
    pub operation_id: Uuid,
    pub chrome: &'a Chrome,
}

#[cfg(feature = "ssr")]
impl Act<'_> {
    /// A button for one action.
    pub fn button(&self, action: &'static str, text: ReadText, class: &'static str) -> Html {
        html! {
            <form method="post" action={self.chrome.href(&Route::Receipt)} data-rc="">
                { hidden("do", action.to_owned()) }
                { hidden("secret", self.secret.to_string()) }
                { hidden("operation_id", self.operation_id.to_string()) }
                <button type="submit" {class}>{ self.chrome.t(text) }</button>
            </form>
        }
    }

    /// Asks whether to withdraw; `action` does it.
    pub fn confirm(&self, action: &'static str, ask: ReadText) -> Html {
        html! {
            <div class="note warn stack" role="alert">
                <p>{ self.chrome.t(ask) }</p>
                <div class="row">
                    { self.button(action, ReadText::WithdrawYes, "button") }
                    { self.button("open", ReadText::WithdrawNo, "button second") }
                </div>
            </div>
        }
    }
}

/// What was said to a submission as a whole.
pub fn notice(notice: Notice, chrome: &Chrome) -> Html {
    let text = match notice {
        Notice::Refused(refusal) => chrome.t(refusal),
        Notice::Conflict(conflict) => chrome.t(conflict),
        Notice::Error(code) => chrome.t(code),
    };
    html! { <div class="note bad" role="alert">{ text }</div> }
}

/// When a screen cannot be shown.
#[cfg(feature = "ssr")]
pub(super) fn failed(route: &Route, code: ErrorCode, chrome: &Chrome) -> Html {
    html! {
        <div class="stack" role="alert">
            { heading(&chrome.t(ReadText::Trouble)) }
            <p>{ chrome.t(code) }</p>
            // A site that is not on the list has nothing to try again.
            if code != ErrorCode::OriginNotAllowed {
            <p class="row">
                <a class="button" href={chrome.href(route)} data-rc="">{ chrome.t(ReadText::TryAgain) }</a>
                <a class="button second" href={chrome.href(&Route::List)} data-rc="">{ chrome.t(WidgetText::AllCompetitions) }</a>
            </p>
            }
        </div>
    }
}
