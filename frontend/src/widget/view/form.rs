//! A form to fill in, made from its definition.

use super::field::field;
use super::parts::{back, heading, hidden, notice};
use super::sign::sign;
use super::summary::summary;
use crate::widget::model::{Chrome, FormScreen};
use crate::widget::route::Route;
#[cfg(feature = "ssr")]
use crate::widget::text::ReadText;
use crate::widget::text::WidgetText;
use shared::form::{Section, asked};
use yew::prelude::*;

pub(super) fn form(form: &FormScreen, chrome: &Chrome) -> Html {
    let page = &form.page;
    let (title, submit, over) = match &page.to {
        Route::Enter(slug, _) => (
            WidgetText::EntryFor { event: page.subject.get(chrome.lang).to_owned() },
            WidgetText::Submit,
            Route::Competition(slug.clone()),
        ),
        _ => (WidgetText::Join, WidgetText::SubmitApplication, Route::List),
    };
    let (title, submit) = (chrome.t(title), chrome.t(submit));
    #[cfg(feature = "ssr")]
    let (title, submit) = match form.correcting {
        true => (chrome.t(ReadText::CorrectFor { what: title }), chrome.t(ReadText::SubmitCorrection)),
        false => (title, submit),
    };
    let submit = if form.sending { chrome.t(WidgetText::Sending) } else { submit };
    let to = if form.correcting { &Route::Receipt } else { &page.to };
    html! {
        <>
            { back(&over, WidgetText::Back, chrome) }
            <div>
                <p class="quiet">{ page.title.get(chrome.lang) }</p>
                { heading(&title) }
            </div>
            { through(form, chrome) }
            if form.unkept {
                <p class="note warn">{ chrome.t(WidgetText::Unkept) }{ " " }
                    if !chrome.hosted { <a href={chrome.href(to)} target="_blank">{ chrome.t(WidgetText::AsPage) }</a> }</p>
            }
            { for form.notice.map(|said| notice(said, chrome)) }
            { reason(form, chrome) }
            { summary(form, chrome) }
            <form method="post" action={chrome.href(to)} data-rc="" novalidate=true part="form" autocomplete="on">
                { hidden("operation_id", form.operation_id.to_string()) }
                { hidden("secret", form.secret.to_string()) }
                { hidden("form_version", page.form.version.to_string()) }
                { for form.correcting.then(|| hidden("do", "save".to_owned())) }
                { for page.form.sections.iter().map(|one| section(one, form, chrome)) }
                { for asks(form).then(|| html! { <div class="sign" data-sign="">{ sign(form.unsigned, chrome) }</div> }) }
                <div class="field stack">
                    <p><button type="submit" class="button wide" part="button" aria-disabled={form.sending.then_some("true")}>
                        { submit }</button></p>
                    if chrome.live { <p class="quiet">{ chrome.t(WidgetText::DraftKept) }</p> }
                </div>
                <p class="sr" role="status">{ if form.sending { chrome.t(WidgetText::Sending) } else { String::new() } }</p>
            </form>
        </>
    }
}

/// Whether a signature is asked for: of an application, once, and not again with a correction.
fn asks(form: &FormScreen) -> bool {
    !form.correcting && form.page.source.as_ref().is_some_and(|source| source.signature)
}

/// Through which code a worker came.
fn through(form: &FormScreen, chrome: &Chrome) -> Html {
    let Some(source) = &form.page.source else { return Html::default() };
    html! {
        <div class="note">
            <p><strong>{ source.drive.get(chrome.lang) }{ " · " }{ &source.label }</strong></p>
            if let Some(union) = &source.union {
                <p>{ chrome.t(WidgetText::JoinThrough { union: union.get(chrome.lang).to_owned() }) }</p>
            }
        </div>
    }
}

/// What staff asked to correct. Corrections are made without the program.
#[cfg(feature = "ssr")]
fn reason(form: &FormScreen, chrome: &Chrome) -> Html {
    if !form.correcting || form.reason.is_empty() {
        return Html::default();
    }
    html! {
        <div class="note warn"><strong>{ chrome.t(ReadText::AskedToCorrect) }</strong><p>{ &form.reason }</p></div>
    }
}

#[cfg(not(feature = "ssr"))]
fn reason(_: &FormScreen, _: &Chrome) -> Html {
    Html::default()
}

/// A section. Live, only the fields that are asked show; as plain HTML all show, and the conditional ones say when.
pub fn section(section: &Section, form: &FormScreen, chrome: &Chrome) -> Html {
    let asked = asked(&form.page.form, &form.answers);
    let shows = |key: &str| !chrome.live || asked.iter().any(|field| field.key == key);
    let shown: Vec<_> = section.fields.iter().filter(|field| shows(&field.key)).collect();
    if shown.is_empty() {
        return Html::default();
    }
    html! {
        <fieldset key={section.key.clone()}>
            <legend>{ section.title.get(chrome.lang) }</legend>
            { for shown.into_iter().map(|one| field(one, form, chrome)) }
        </fieldset>
    }
}
