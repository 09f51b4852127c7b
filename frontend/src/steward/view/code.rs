//! Where the code is asked for.

use super::{Line, heading, line};
use crate::app::{App, Msg};
use crate::text::Say;
use frontend::Chrome;
use yew::html::Scope;
use yew::prelude::*;

pub(super) fn enter(wrong: Option<&Say>, busy: bool, chrome: &Chrome, link: &Scope<App>) -> Html {
    let asked = Line {
        id: "steward-code",
        label: chrome.t(Say::Code),
        hint: chrome.t(Say::CodeHint),
        wrong,
        act: chrome.t(if busy { Say::Checking } else { Say::Begin }),
        busy,
    };
    html! {
        <>
            { heading(&chrome.t(Say::Title)) }
            <p>{ chrome.t(Say::EnterHint) }</p>
            { line(asked, chrome, link, Msg::Code) }
            <p class="quiet">{ chrome.t(Say::Sealed) }</p>
        </>
    }
}
