//! A receipt: proof in hand, and what became of the entry.

use super::parts::{back, entry_tag, fact, heading, notice};
use super::qr::qr;
use super::results::line;
use crate::common::format::time;
use crate::widget::model::{Chrome, ReceiptScreen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::api::ReceiptEntry;
use shared::competition::EntryState;
use yew::prelude::*;

pub(super) fn receipt(receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    let title = match (receipt.fresh, receipt.pending) {
        (_, true) => WidgetText::SubmittedPending,
        (true, false) => WidgetText::Submitted,
        (false, false) => WidgetText::Status,
    };
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div role="status" data-submitted={(receipt.fresh && !receipt.pending).then_some("")}>{ heading(&chrome.t(title)) }</div>
            { for receipt.notice.map(|said| notice(said, chrome)) }
            if receipt.pending {
                <p class="note warn">{ chrome.t(if receipt.not_kept { WidgetText::PendingNotKept } else { WidgetText::PendingExplained }) }</p>
            }
            { for receipt.entry.as_ref().filter(|_| !receipt.fresh).map(|entry| status(entry, receipt, chrome)) }
            { proof(receipt, chrome) }
            if receipt.fresh && !receipt.pending { { next(chrome) } }
            if chrome.live && receipt.secret.is_some() {
                <div class="stack">
                    <p class="quiet">{ chrome.t(WidgetText::SharedPhoneHint) }</p>
                    <p><button type="button" class="button second" data-do="forget">{ chrome.t(WidgetText::Forget) }</button></p>
                </div>
            }
        </>
    }
}

fn proof(receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    html! {
        <div class="receipt stack" part="receipt">
            <p class="quiet">{ chrome.t(WidgetText::ReceiptCode) }</p>
            <p class="code" data-code="">{ receipt.code.to_string() }</p>
            if let Some(secret) = &receipt.secret {
                { qr(&chrome.receipt_link(secret), chrome.t(WidgetText::QrLabel)) }
                <p>{ chrome.t(WidgetText::KeepReceipt) }</p>
                if receipt.fresh {
                    <form method="post" action={chrome.href(&Route::Receipt)} data-rc="">
                        <input type="hidden" name="do" value="open" />
                        <input type="hidden" name="secret" value={secret.to_string()} />
                        <button type="submit" class="button second">{ chrome.t(WidgetText::OpenReceiptLink) }</button>
                    </form>
                }
            }
        </div>
    }
}

fn next(chrome: &Chrome) -> Html {
    html! {
        <section class="stack">
            <h2>{ chrome.t(WidgetText::WhatNext) }</h2>
            <ol>
                <li>{ chrome.t(WidgetText::NextChecked) }</li>
                <li>{ chrome.t(WidgetText::NextReturn) }</li>
                <li>{ chrome.t(WidgetText::NextCompete) }</li>
            </ol>
        </section>
    }
}

fn status(entry: &ReceiptEntry, receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    let lang = chrome.lang;
    let said = match entry.state {
        EntryState::Submitted => WidgetText::StateSubmitted,
        EntryState::Returned => WidgetText::StateReturned,
        EntryState::Eligible => WidgetText::StateEligible,
        EntryState::Ineligible => WidgetText::StateIneligible,
        EntryState::Withdrawn => WidgetText::StateWithdrawn,
    };
    html! {
        <section class="stack">
            <p>{ entry_tag(entry.state, chrome) }</p>
            <p>{ chrome.t(said) }</p>
            if !entry.reason.is_empty() {
                <div class="note warn"><strong>{ chrome.t(WidgetText::Reason) }</strong><p>{ &entry.reason }</p></div>
            }
            <dl class="facts">
                { fact(chrome.t(WidgetText::Competition), entry.title.get(lang).to_owned()) }
                { fact(chrome.t(WidgetText::Event), entry.event_title.get(lang).to_owned()) }
                { fact(chrome.t(WidgetText::Entrant), entry.name.clone()) }
                { fact(chrome.t(WidgetText::SubmittedAt), time(entry.submitted_at, lang)) }
                { fact(chrome.t(WidgetText::ChangedAt), time(entry.changed_at, lang)) }
            </dl>
            { actions(entry, receipt, chrome) }
            if let Some(result) = &entry.result {
                <h2>{ chrome.t(WidgetText::MyResult) }</h2>
                <dl class="facts">{ line(result, chrome) }</dl>
            }
        </section>
    }
}

fn actions(entry: &ReceiptEntry, receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    let Some(secret) = &receipt.secret else {
        return html! { <p class="quiet">{ chrome.t(WidgetText::ReadOnly) }</p> };
    };
    let button = |action: &'static str, text: WidgetText, class: &'static str| {
        html! {
            <form method="post" action={chrome.href(&Route::Receipt)} data-rc="">
                <input type="hidden" name="do" value={action} />
                <input type="hidden" name="secret" value={secret.to_string()} />
                <input type="hidden" name="operation_id" value={receipt.operation_id.to_string()} />
                <button type="submit" {class}>{ chrome.t(text) }</button>
            </form>
        }
    };
    if receipt.confirm_withdraw && entry.can_withdraw {
        return html! {
            <div class="note warn stack" role="alert">
                <p>{ chrome.t(WidgetText::WithdrawAsk) }</p>
                <div class="row">
                    { button("confirm", WidgetText::WithdrawYes, "button") }
                    { button("open", WidgetText::WithdrawNo, "button second") }
                </div>
            </div>
        };
    }
    html! {
        <div class="row">
            if entry.can_correct { { button("edit", WidgetText::Correct, "button") } }
            if entry.can_withdraw { { button("withdraw", WidgetText::Withdraw, "button second") } }
        </div>
    }
}
