//! What became of an entry, in plain words, and what can be done with it now.

use super::parts::{Act, back, entry_tag, fact, heading, notice};
use super::receipt::proof;
use super::results::line;
use crate::common::format::time;
use crate::widget::model::{Chrome, StatusScreen};
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::api::ReceiptEntry;
use shared::competition::EntryState;
use yew::prelude::*;

pub(super) fn status(status: &StatusScreen, chrome: &Chrome) -> Html {
    let (entry, lang) = (&status.entry, chrome.lang);
    let said = match entry.state {
        EntryState::Submitted => ReadText::StateSubmitted,
        EntryState::Returned => ReadText::StateReturned,
        EntryState::Eligible => ReadText::StateEligible,
        EntryState::Ineligible => ReadText::StateIneligible,
        EntryState::Withdrawn => ReadText::StateWithdrawn,
    };
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div role="status">{ heading(&chrome.t(ReadText::Status)) }</div>
            { for status.notice.map(|said| notice(said, chrome)) }
            <section class="stack">
                <p>{ entry_tag(entry.state, chrome) }</p>
                <p>{ chrome.t(said) }</p>
                if !entry.reason.is_empty() {
                    <div class="note warn"><strong>{ chrome.t(ReadText::Reason) }</strong><p>{ &entry.reason }</p></div>
                }
                <dl class="facts">
                    { fact(chrome.t(ReadText::Competition), entry.title.get(lang).to_owned()) }
                    { fact(chrome.t(ReadText::Event), entry.event_title.get(lang).to_owned()) }
                    { fact(chrome.t(ReadText::Entrant), entry.name.clone()) }
                    { fact(chrome.t(ReadText::NamePublished), chrome.t(match entry.publication {
                        true => ReadText::NameAgreed,
                        false => ReadText::NameNotAgreed,
                    })) }
                    { fact(chrome.t(ReadText::SubmittedAt), time(entry.submitted_at, lang)) }
                    { fact(chrome.t(ReadText::ChangedAt), time(entry.changed_at, lang)) }
                </dl>
                { actions(entry, status, chrome) }
                if let Some(result) = &entry.result {
                    <h2>{ chrome.t(ReadText::MyResult) }</h2>
                    <dl class="facts">{ line(result, chrome) }</dl>
                }
            </section>
            <section class="card stack" part="card">
                <h2>{ chrome.t(ReadText::JoinUnion) }</h2>
                <p>{ chrome.t(if entry.for_members { ReadText::JoinFirst } else { ReadText::JoinOffer }) }</p>
                <p><a class="button second" href={chrome.href(&Route::Join(None))} data-rc="">{ chrome.t(WidgetText::Join) }</a></p>
            </section>
            { proof(status.secret.as_ref().map(|secret| (secret, WidgetText::KeepReceipt)), &entry.code, chrome) }
        </>
    }
}

fn actions(entry: &ReceiptEntry, status: &StatusScreen, chrome: &Chrome) -> Html {
    let Some(secret) = &status.secret else {
        return html! { <p class="quiet">{ chrome.t(ReadText::ReadOnly) }</p> };
    };
    let act = Act { secret, operation_id: status.operation_id, chrome };
    if status.confirm_withdraw && entry.can_withdraw {
        return act.confirm("confirm", ReadText::WithdrawAsk);
    }
    html! {
        <div class="row">
            if entry.can_correct { { act.button("edit", ReadText::Correct, "button") } }
            if entry.can_withdraw { { act.button("withdraw", ReadText::Withdraw, "button second") } }
            if entry.publication { { act.button("withhold", ReadText::Withhold, "button second") } }
        </div>
    }
}
