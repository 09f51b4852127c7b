//! A transfer as the worker sees it: an offer to answer, and what came of it.

use super::parts::{Act, hidden};
use crate::common::format::time;
use crate::widget::route::Route;
use crate::widget::text::ReadText;
use shared::api::ReceiptTransfer;
use shared::membership::TransferState;
use yew::prelude::*;

pub(super) fn transfer(transfer: &ReceiptTransfer, act: &Act<'_>) -> Html {
    let chrome = act.chrome;
    let said = match transfer.state {
        TransferState::Offered => ReadText::TransferOffered,
        TransferState::Requested => ReadText::TransferRequested,
        TransferState::Released => ReadText::TransferReleased,
        TransferState::Escalated => ReadText::TransferEscalated,
        TransferState::Done => ReadText::TransferDone,
        TransferState::Refused => ReadText::TransferRefused,
        TransferState::Declined => ReadText::TransferDeclined,
    };
    let due = transfer.due_at.filter(|_| transfer.state == TransferState::Offered);
    let takes_back = transfer.state == TransferState::Requested;
    html! {
        <section class="note stack" data-transfer="">
            <h2>{ chrome.t(ReadText::Transfer) }</h2>
            <p>{ chrome.t(said) }</p>
            { for due.map(|at| html! { <p>{ chrome.t(ReadText::TransferDue { at: time(at, chrome.lang) }) }</p> }) }
            if transfer.state == TransferState::Offered {
                <div class="row">
                    { answer(transfer, act, "transfer_yes", ReadText::TransferYes, "button") }
                    { answer(transfer, act, "transfer_no", ReadText::TransferNo, "button second") }
                </div>
            }
            if takes_back { { answer(transfer, act, "transfer_no", ReadText::TransferTakeBack, "button second") } }
        </section>
    }
}

/// A button that answers the version of the offer that was seen.
fn answer(
    transfer: &ReceiptTransfer,
    act: &Act<'_>,
    action: &'static str,
    text: ReadText,
    class: &'static str,
) -> Html {
    html! {
        <form method="post" action={act.chrome.href(&Route::Receipt)} data-rc="">
            { hidden("do", action.to_owned()) }
            { hidden("secret", act.secret.to_string()) }
            { hidden("operation_id", act.operation_id.to_string()) }
            { hidden("version", transfer.version.to_string()) }
            <button type="submit" {class}>{ act.chrome.t(text) }</button>
        </form>
    }
}
