//! The frames, for the other device's camera.

use super::{Line, button, heading, line};
use crate::app::{App, Msg};
use crate::giving::Giving;
use crate::queue::PARCEL;
use crate::text::Say;
use frontend::Chrome;
use frontend::widget::view::qr_of;
use yew::html::Scope;
use yew::prelude::*;

pub(super) fn giving(giving: &Giving, chrome: &Chrome, link: &Scope<App>) -> Html {
    let (count, total) = (giving.ids.len(), giving.frames.len());
    let bytes = giving.frames.get(giving.at).map(shared::handover::Frame::to_bytes).unwrap_or_default();
    let pause = if giving.turning.is_some() { Say::Pause } else { Say::Play };
    let asked = Line {
        id: "handed-over",
        label: chrome.t(Say::ConfirmCode),
        hint: chrome.t(Say::ConfirmHint),
        wrong: giving.wrong.then_some(&Say::ConfirmWrong),
        act: chrome.t(Say::LetGo),
        busy: false,
    };
    html! {
        <>
            { heading(&chrome.t(Say::GiveTitle)) }
            <p>{ chrome.t(Say::GiveHint { count }) }</p>
            if count == PARCEL { <p class="quiet">{ chrome.t(Say::GiveMore { most: PARCEL }) }</p> }
            <div class="frame stack" data-frame={giving.at.to_string()} data-frames={total.to_string()}>
                { qr_of(&bytes, chrome.t(Say::CodeQr)) }
                <p class="mono">{ chrome.t(Say::FrameOf { number: giving.at + 1, total }) }</p>
            </div>
            <p class="row middle">
                { button(chrome.t(Say::Earlier), "button second", link, || Msg::Turn(-1)) }
                { button(chrome.t(pause), "button second", link, || Msg::Pause) }
                { button(chrome.t(Say::Later), "button second", link, || Msg::Turn(1)) }
            </p>
            { line(asked, chrome, link, Msg::Confirm) }
            <p>{ button(chrome.t(Say::ToHome), "button second", link, || Msg::Home) }</p>
        </>
    }
}
