//! A receipt: proof in hand, from the moment of submitting.

use super::parts::{back, heading, open_receipt};
use super::qr::qr;
use crate::widget::model::{Chrome, ReceiptScreen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::sync::{ReceiptCode, ReceiptSecret};
use yew::prelude::*;

pub(super) fn receipt(receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    let (submitted, next) = match receipt.joins {
        true => (
            WidgetText::ApplicationSubmitted,
            [WidgetText::NextCommittee, WidgetText::NextReturn, WidgetText::NextMember],
        ),
        false => (
            WidgetText::Submitted,
            [WidgetText::NextChecked, WidgetText::NextReturn, WidgetText::NextCompete],
        ),
    };
    let title = if receipt.pending { WidgetText::SubmittedPending } else { submitted };
    let keep = if receipt.joins { WidgetText::KeepApplication } else { WidgetText::KeepReceipt };
    let handled = receipt.routed.as_ref().map(|(union, why)| {
        let (union, why) = (union.get(chrome.lang).to_owned(), chrome.t(*why));
        chrome.t(WidgetText::HandledBy { union, why })
    });
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div role="status" data-submitted={(!receipt.pending).then_some("")}>{ heading(&chrome.t(title)) }</div>
            if receipt.pending {
                <p class="note warn">{ chrome.t(if receipt.not_kept { WidgetText::PendingNotKept } else { WidgetText::PendingExplained }) }</p>
            }
            { for handled.map(|text| html! { <p>{ text }</p> }) }
            { proof(Some((&receipt.secret, keep)), &receipt.secret.hash().code(), chrome) }
            if !receipt.pending {
                { open_receipt(&receipt.secret, chrome.t(WidgetText::OpenReceiptLink), chrome) }
                <section class="stack">
                    <h2>{ chrome.t(WidgetText::WhatNext) }</h2>
                    <ol>
                        { for next.map(|text| html! { <li>{ chrome.t(text) }</li> }) }
                    </ol>
                </section>
            }
            if chrome.live {
                <div class="stack">
                    <p class="quiet">{ chrome.t(WidgetText::SharedPhoneHint) }</p>
                    <p><button type="button" class="button second" data-do="forget">{ chrome.t(WidgetText::Forget) }</button></p>
                </div>
            }
        </>
    }
}

/// Code and, with the secret, QR and what it is good for.
pub(super) fn proof(
    secret: Option<(&ReceiptSecret, WidgetText)>,
    code: &ReceiptCode,
    chrome: &Chrome,
) -> Html {
    html! {
        <div class="receipt stack" part="receipt">
            <p class="quiet">{ chrome.t(WidgetText::ReceiptCode) }</p>
            <p class="code" data-code="">{ code.to_string() }</p>
            if let Some((secret, keep)) = secret {
                { qr(&chrome.receipt_link(secret), chrome.t(WidgetText::QrLabel)) }
                <p>{ chrome.t(keep) }</p>
            }
        </div>
    }
}
