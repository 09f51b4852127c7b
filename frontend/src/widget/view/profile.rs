//! The full profile, completed field by field: what is asked, why, and how much is there.

use super::field::field;
use super::parts::{heading, hidden, notice, open_receipt};
use crate::widget::model::{Chrome, ProfileScreen};
use crate::widget::route::Route;
use crate::widget::text::ReadText;
use shared::form::Field;
use yew::prelude::*;

pub(super) fn profile(screen: &ProfileScreen, chrome: &Chrome) -> Html {
    let form = &screen.form;
    let percent = screen.completeness.percent();
    html! {
        <>
            { heading(&chrome.t(ReadText::Profile)) }
            <p>{ chrome.t(ReadText::ProfileWhy) }</p>
            <div>
                <p id="rc-completeness" role="status">{ chrome.t(ReadText::Completeness {
                    filled: screen.completeness.filled, asked: screen.completeness.asked, percent,
                }) }</p>
                <progress max="100" value={percent.to_string()} aria-labelledby="rc-completeness"></progress>
            </div>
            { for form.notice.map(|said| notice(said, chrome)) }
            { for form.page.form.fields().map(|one| single(one, screen, chrome)) }
            { open_receipt(&form.secret, chrome.t(ReadText::ProfileDone), chrome) }
        </>
    }
}

/// One field with a button of its own: whoever stops in the middle has lost nothing.
fn single(one: &Field, screen: &ProfileScreen, chrome: &Chrome) -> Html {
    let form = &screen.form;
    let saved = screen.saved.as_ref() == Some(&one.key);
    html! {
        <form method="post" action={chrome.href(&Route::Receipt)} data-rc="" novalidate=true class="card stack">
            { hidden("do", "complete".to_owned()) }
            { hidden("secret", form.secret.to_string()) }
            { hidden("operation_id", screen.id_for(&one.key).to_string()) }
            { field(one, form, chrome) }
            <p class="row">
                <button type="submit" class="button second">{ chrome.t(ReadText::Save) }
                    <span class="sr">{ " " }{ one.label.get(chrome.lang) }</span></button>
                if saved { <span class="tag good" role="status">{ chrome.t(ReadText::Saved) }</span> }
            </p>
        </form>
    }
}
