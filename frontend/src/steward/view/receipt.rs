//! The receipt of the person who was just here.

use super::{button, heading};
use crate::app::{App, Msg};
use crate::collecting::Receipt;
use crate::text::Say;
use frontend::Chrome;
use frontend::widget::WidgetText;
use frontend::widget::view::qr;
use yew::html::Scope;
use yew::prelude::*;

pub(super) fn receipt(receipt: &Receipt, chrome: &Chrome, link: &Scope<App>) -> Html {
    let title = if receipt.sent { Say::ReceiptSent } else { Say::ReceiptWaits };
    let (competition, event) = (receipt.competition.clone(), receipt.event.clone());
    let again = chrome.t(Say::SameEvent { event: receipt.title.clone() });
    html! {
        <>
            <div role="status">{ heading(&chrome.t(title)) }</div>
            if !receipt.sent { <p class="note warn">{ chrome.t(Say::ReceiptWaitsHint) }</p> }
            <div class="receipt stack">
                <p class="quiet">{ chrome.t(WidgetText::ReceiptCode) }</p>
                <p class="code" data-code="">{ receipt.receipt.code().to_string() }</p>
                { for receipt.secret.as_ref().map(|secret| qr(&chrome.receipt_link(secret), chrome.t(WidgetText::QrLabel))) }
                <p>{ chrome.t(Say::TakePicture) }</p>
            </div>
            <div class="stack">
                <p>{ button(again, "button wide", link, move || Msg::Begin(competition.clone(), event.clone())) }</p>
                <p>{ button(chrome.t(Say::ToHome), "button second wide", link, || Msg::Home) }</p>
            </div>
        </>
    }
}
