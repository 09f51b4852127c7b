//! A receipt: proof in hand, from the moment of submitting.

use super::parts::{back, heading, open_receipt};
use super::qr::qr;
use crate::widget::model::{Chrome, ReceiptScreen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::sync::{ReceiptCode, ReceiptSecret};
use yew::prelude::*;

pub(super) fn receipt(receipt: &ReceiptScreen, chrome: &Chrome) -> Html {
    let title = if receipt.pending { WidgetText::SubmittedPending } else { WidgetText::Submitted };
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            <div role="status" data-submitted={(!receipt.pending).then_some("")}>{ heading(&chrome.t(title)) }</div>
            if receipt.pending {
                <p class="note warn">{ chrome.t(if receipt.not_kept { WidgetText::PendingNotKept } else { WidgetText::PendingExplained }) }</p>
            }
            { proof(Some(&receipt.secret), &receipt.secret.hash().code(), chrome) }
            if !receipt.pending {
                { open_receipt(&receipt.secret, chrome.t(WidgetText::OpenReceiptLink), chrome) }
                <section class="stack">
                    <h2>{ chrome.t(WidgetText::WhatNext) }</h2>
                    <ol>
                        <li>{ chrome.t(WidgetText::NextChecked) }</li>
                        <li>{ chrome.t(WidgetText::NextReturn) }</li>
                        <li>{ chrome.t(WidgetText::NextCompete) }</li>
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

/// Code and, with the secret, QR.
pub(super) fn proof(secret: Option<&ReceiptSecret>, code: &ReceiptCode, chrome: &Chrome) -> Html {
    html! {
        <div class="receipt stack" part="receipt">
            <p class="quiet">{ chrome.t(WidgetText::ReceiptCode) }</p>
            <p class="code" data-code="">{ code.to_string() }</p>
            if let Some(secret) = secret {
                { qr(&chrome.receipt_link(secret), chrome.t(WidgetText::QrLabel)) }
                <p>{ chrome.t(WidgetText::KeepReceipt) }</p>
            }
        </div>
    }
}
