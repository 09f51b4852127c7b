//! The entry form, made from the form definition.

use super::field::field;
use super::parts::{back, heading, hidden, notice};
use super::summary::summary;
use crate::widget::model::{Chrome, EntryScreen};
use crate::widget::route::Route;
use crate::widget::text::WidgetText;
use shared::form::{Section, asked};
use yew::prelude::*;

pub(super) fn entry(entry: &EntryScreen, chrome: &Chrome) -> Html {
    let event = entry.page.event_title.get(chrome.lang).to_owned();
    let (title, submit, to) = match entry.correcting {
        true => (WidgetText::CorrectFor { event }, WidgetText::SubmitCorrection, Route::Receipt),
        false => {
            let to = Route::Enter(entry.page.slug.clone(), entry.event.clone());
            (WidgetText::EntryFor { event }, WidgetText::Submit, to)
        }
    };
    let submit = if entry.sending { WidgetText::Sending } else { submit };
    html! {
        <>
            { back(&Route::Competition(entry.page.slug.clone()), WidgetText::Back, chrome) }
            <div>
                <p class="quiet">{ entry.page.title.get(chrome.lang) }</p>
                { heading(&chrome.t(title)) }
            </div>
            if entry.unkept {
                <p class="note warn">{ chrome.t(WidgetText::Unkept) }{ " " }
                    if !chrome.hosted { <a href={chrome.href(&to)} target="_blank">{ chrome.t(WidgetText::AsPage) }</a> }</p>
            }
            { for entry.notice.map(|said| notice(said, chrome)) }
            if entry.correcting && !entry.reason.is_empty() {
                <div class="note warn"><strong>{ chrome.t(WidgetText::AskedToCorrect) }</strong><p>{ &entry.reason }</p></div>
            }
            { summary(entry, chrome) }
            <form method="post" action={chrome.href(&to)} data-rc="" novalidate=true part="form" autocomplete="on">
                { hidden("operation_id", entry.operation_id.to_string()) }
                { hidden("secret", entry.secret.to_string()) }
                { hidden("form_version", entry.page.form.version.to_string()) }
                { for entry.correcting.then(|| hidden("do", "save".to_owned())) }
                { for entry.page.form.sections.iter().map(|one| section(one, entry, chrome)) }
                <div class="field stack">
                    <p><button type="submit" class="button wide" part="button" aria-disabled={entry.sending.then_some("true")}>
                        { chrome.t(submit) }</button></p>
                    if chrome.live { <p class="quiet">{ chrome.t(WidgetText::DraftKept) }</p> }
                </div>
                <p class="sr" role="status">{ if entry.sending { chrome.t(WidgetText::Sending) } else { String::new() } }</p>
            </form>
        </>
    }
}

/// A section. Live, only the fields that are asked show; as plain HTML all show, and the conditional ones say when.
pub fn section(section: &Section, entry: &EntryScreen, chrome: &Chrome) -> Html {
    let asked = asked(&entry.page.form, &entry.answers);
    let shows = |key: &str| !chrome.live || asked.iter().any(|field| field.key == key);
    let shown: Vec<_> = section.fields.iter().filter(|field| shows(&field.key)).collect();
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset key={section.key.clone()}>
            <legend>{ section.title.get(chrome.lang) }</legend>
            { for shown.into_iter().map(|one| field(one, entry, chrome)) }
        </fieldset>
    }
}
