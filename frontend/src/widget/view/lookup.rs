//! Where a receipt is looked up by what can be written on paper.

use super::parts::{back, heading, hidden, open_receipt};
use crate::widget::model::{Chrome, LookupScreen, Pending};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::api::ErrorCode;
use yew::prelude::*;

pub(super) fn lookup(lookup: &LookupScreen, chrome: &Chrome) -> Html {
    let wrong = lookup.error.map(|code| match code {
        ErrorCode::NotFound => chrome.t(WidgetText::LookupFailed),
        code => chrome.t(code),
    });
    let (invalid, described) =
        (wrong.is_some().then_some("true"), wrong.is_some().then_some("rc-lookup-error"));
    html! {
        <>
            { back(&Route::List, WidgetText::AllCompetitions, chrome) }
            { heading(&chrome.t(WidgetText::Lookup)) }
            if !lookup.pending.is_empty() {
                <section class="stack">
                    <h2>{ chrome.t(WidgetText::PendingHere) }</h2>
                    <p>{ chrome.t(WidgetText::PendingHereHint) }</p>
                    { for lookup.pending.iter().map(|one| pending(one, lookup.removing == Some(one.id), chrome)) }
                </section>
            }
            if !lookup.kept.is_empty() {
                <section class="stack">
                    <h2>{ chrome.t(WidgetText::KeptHere) }</h2>
                    { for lookup.kept.iter().map(|(secret, text)| open_receipt(secret, text.clone(), chrome)) }
                </section>
            }
            <form method="post" action={chrome.href(&Route::Receipt)} data-rc="" novalidate=true>
                <p>{ chrome.t(WidgetText::LookupHint) }</p>
                { for wrong.map(|text| html! { <p class="error" id="rc-lookup-error" role="alert">{ text }</p> }) }
                { hidden("do", "open".to_owned()) }
                <div class="field">
                    <label for="rc-code">{ chrome.t(WidgetText::ReceiptCode) }</label>
                    <input type="text" id="rc-code" name="code" value={lookup.code.clone()} autocomplete="off" spellcheck="false"
                        autocapitalize="characters" class="short" aria-invalid={invalid} aria-describedby={described} />
                </div>
                <div class="field">
                    <label for="rc-last4">{ chrome.t(WidgetText::MobileLast4) }</label>
                    <input type="text" id="rc-last4" name="mobile_last4" inputmode="numeric" autocomplete="off" maxlength="4"
                        class="short" aria-invalid={invalid} aria-describedby={described} />
                </div>
                <p class="field"><button type="submit" class="button">{ chrome.t(WidgetText::Look) }</button></p>
            </form>
        </>
    }
}

/// An entry that waits, with a button that removes it when pressed twice.
fn pending(one: &Pending, removing: bool, chrome: &Chrome) -> Html {
    let text = if removing { WidgetText::RemoveYes } else { WidgetText::Remove };
    html! {
        <div key={one.id.to_string()}>
            <p>{ &one.title } { " " } <strong class="nowrap">{ one.code.to_string() }</strong></p>
            <p><button type="button" class="button second" data-do="remove" data-id={one.id.to_string()}>{ chrome.t(text) }</button></p>
        </div>
    }
}
