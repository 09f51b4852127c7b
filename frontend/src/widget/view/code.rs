//! A code that leads nowhere now: why, and the way that is left.

use super::parts::heading;
use crate::widget::model::Chrome;
use crate::widget::route::Route;
use crate::widget::text::{ReadText, WidgetText};
use shared::i18n::Violation;
use yew::prelude::*;

pub(super) fn refused(why: &Violation, chrome: &Chrome) -> Html {
    html! {
        <div class="stack">
            { heading(&chrome.t(ReadText::CodeRefused)) }
            <p class="note warn">{ why.text(chrome.lang) }</p>
            // An unknown code tells no association.
            if !chrome.association.is_empty() {
                <p>{ chrome.t(ReadText::CodeOtherwise) }</p>
                <p><a class="button" href={chrome.href(&Route::Join(None))} data-rc="">{ chrome.t(WidgetText::Join) }</a></p>
            }
        </div>
    }
}
