//! Where one signs. The pad is a script of its own, `embed/signature.js`, which whoever shows this brings to life; until
//! then, and where no script runs, it says that one signs at the union.

use crate::widget::model::Chrome;
use crate::widget::text::WidgetText;
use yew::prelude::*;

/// What stands inside a box with `class="sign" data-sign=""`; the script sets `data-sign` to `on`.
pub fn sign(missing: bool, chrome: &Chrome) -> Html {
    html! {
        <fieldset class={classes!("group", missing.then_some("wrong"))}>
            <legend>{ chrome.t(WidgetText::Signature) }</legend>
            <p class="hint off">{ chrome.t(WidgetText::SignLater) }</p>
            if chrome.live {
                <p class="hint on" id="sign-hint">{ chrome.t(WidgetText::SignHint) }</p>
                if missing { <p class="error" role="alert">{ chrome.t(WidgetText::SignNeeded) }</p> }
                <canvas class="on" tabindex="0" role="img" aria-label={chrome.t(WidgetText::Signature)} aria-describedby="sign-hint"></canvas>
                <input type="hidden" name="signature" />
                <button type="button" class="button second on">{ chrome.t(WidgetText::SignAgain) }</button>
            }
        </fieldset>
    }
}
