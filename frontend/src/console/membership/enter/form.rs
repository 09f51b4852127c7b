//! How the worker confirmed, and the form.

use super::fields::{Typed, Wrong, focus_invalid, framed, input, is_asked, shown};
use crate::building::code;
use crate::hooks::{Desk, act, use_get};
use crate::membership::dialog::day;
use crate::membership::text::Word;
use crate::parts::with;
use chrono::NaiveDate;
use frontend::common::id;
use shared::api::JoinPage;
use shared::form::{Answer, Answers, Field};
use shared::i18n::Problem;
use shared::sync::{
    Action, Confirmation, ConfirmedBy, EnterApplication, Outcome, ReceiptSecret, SubmitApplication,
};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct FormProps {
    pub desk: Desk,
    /// Slug of the association whose form it is.
    pub association: String,
}

/// Keys of what is typed of the confirmation.
const REASON: &str = "reason";
const BY: &str = "confirmed_by";
const ON: &str = "confirmed_on";
const WHO: &str = "who";

/// The form. What was typed stays until it is submitted.
#[component]
pub(super) fn Form(FormProps { desk, association }: &FormProps) -> Html {
    let first = || {
        let today = day(desk, ON, Word::ConfirmOn).value;
        Typed::from([
            (ON.to_owned(), Answer::Text(today)),
            (BY.to_owned(), Answer::from("phone")),
            ("id_type".to_owned(), Answer::from("resident_id")),
        ])
    };
    let typed = use_state(|| {
        let kept = desk.trail.borrow().entering.clone();
        if kept.is_empty() { first() } else { kept }
    });
    let errors = use_state(Wrong::new);
    // How often it was refused.
    let refused = use_state(|| 0_u32);
    let entered = use_state(|| None::<(String, String)>);
    let busy = use_state(|| false);
    let page = use_get::<JoinPage>(desk, format!("/associations/{association}/join"), 0);
    let ontype = {
        let (typed, trail, errors) = (typed.clone(), desk.trail.clone(), errors.clone());
        Callback::from(move |(key, answer): (String, Answer)| {
            if errors.iter().any(|(wrong, _)| *wrong == key) {
                errors.set(errors.iter().filter(|(wrong, _)| *wrong != key).cloned().collect());
            }
            let mut now = (*typed).clone();
            now.insert(key, answer);
            trail.borrow_mut().entering.clone_from(&now);
            typed.set(now);
        })
    };
    // To the first of the answers that need a correction.
    use_effect_with(*refused, |refused| {
        if *refused > 0 {
            focus_invalid();
        }
    });
    if let Some((code, secret)) = &*entered {
        let again = {
            let (entered, typed, fresh) = (entered.clone(), typed.clone(), first());
            Callback::from(move |_: MouseEvent| {
                typed.set(fresh.clone());
                entered.set(None);
            })
        };
        return html! {
            <div class="note stack" role="status">
                <p class="big">{ desk.t(Word::EnterDone { code: code.clone() }) }</p>
                <p>{ desk.t(Word::EnterReceipt) }</p>
                <p class="mono" data-receipt="">{ secret }</p>
                <p><button type="button" class="button" onclick={again}>{ desk.t(Word::EnterMore) }</button></p>
            </div>
        };
    }
    with(desk, &page, |page: &JoinPage| {
        let onsubmit = {
            let (desk, typed, errors, entered, busy) =
                (desk.clone(), typed.clone(), errors.clone(), entered.clone(), busy.clone());
            let refuse = {
                let (errors, refused) = (errors.setter(), refused.clone());
                Callback::from(move |wrong| {
                    errors.set(wrong);
                    refused.set(*refused + 1);
                })
            };
            let (association, version) = (association.clone(), page.form.version);
            let asked: Vec<String> = page
                .form
                .fields()
                .filter(|field| is_asked(field, &typed))
                .map(|field| field.key.clone())
                .collect();
            Callback::from(move |event: SubmitEvent| {
                event.prevent_default();
                let Some(bytes) = id::random() else { return };
                if *busy {
                    return;
                }
                let Ok(on) = shown(&typed, ON).parse() else {
                    // Without a day it cannot be sent. What else was found wrong stays marked.
                    let others = errors.iter().filter(|(key, _)| key != ON && !key.is_empty()).cloned();
                    let missing = (ON.to_owned(), desk.t(Problem::Required));
                    refuse.emit(std::iter::once(missing).chain(others).collect());
                    return;
                };
                busy.set(true);
                let secret = ReceiptSecret::from_bytes(bytes);
                let entry = entry(&typed, on, &asked, association.clone(), version, &secret);
                let (desk, errors, refuse) = (desk.clone(), errors.clone(), refuse.clone());
                let (entered, busy) = (entered.clone(), busy.clone());
                spawn_local(async move {
                    let outcome = act(&desk, Action::EnterApplication(entry)).await;
                    busy.set(false);
                    match &outcome {
                        Ok(Outcome::Accepted { receipt, .. } | Outcome::Duplicate { receipt, .. }) => {
                            errors.set(Vec::new());
                            desk.trail.borrow_mut().entering.clear();
                            let code = receipt.as_ref().map(ToString::to_string).unwrap_or_default();
                            entered.set(Some((code, secret.to_string())));
                        }
                        Ok(Outcome::Rejected { violations, .. }) if !violations.is_empty() => refuse.emit(
                            violations.iter().map(|one| (one.field.clone(), one.text(desk.lang))).collect(),
                        ),
                        outcome => {
                            let said = crate::hooks::said(outcome, desk.lang).unwrap_or_default();
                            refuse.emit(vec![(String::new(), said)]);
                        }
                    }
                });
            })
        };
        let field = |one: &Field| is_asked(one, &typed).then(|| input(desk, one, &typed, &errors, &ontype));
        let section = |section: &shared::form::Section| {
            html! {
                <fieldset class="panel stack">
                    <legend>{ section.title.get(desk.lang) }</legend>
                    <div class="filters">{ for section.fields.iter().filter_map(field) }</div>
                </fieldset>
            }
        };
        let text = |key: &'static str, label: Word, hint: String| {
            let oninput = ontype.reform(move |event: InputEvent| {
                (key.to_owned(), Answer::Text(event.target_unchecked_into::<HtmlInputElement>().value()))
            });
            let kind = if key == ON { "date" } else { "text" };
            framed((key, desk.t(label), hint), &errors, |told| {
                html! {
                    <input id={format!("enter-{key}")} type={kind} value={shown(&typed, key)} {oninput} maxlength="500" autocomplete="off"
                        aria-invalid={told.invalid} aria-describedby={told.by} />
                }
            })
        };
        let onby = ontype.reform(|event: Event| {
            (BY.to_owned(), Answer::Text(event.target_unchecked_into::<HtmlSelectElement>().value()))
        });
        let ways = ConfirmedBy::ALL.into_iter().map(|way| {
            let code = code(way);
            html! { <option value={code.clone()} selected={shown(&typed, BY) == code}>{ desk.t(way) }</option> }
        });
        html! {
            <form class="stack" {onsubmit} novalidate=true>
                <fieldset class="panel stack">
                    <legend>{ desk.t(Word::Confirmation) }</legend>
                    <div class="filters">
                    { text(REASON, Word::ConfirmReason, String::new()) }
                    { framed((BY, desk.t(Word::ConfirmBy), String::new()), &errors, |told| {
                        html! { <select id="enter-confirmed_by" onchange={onby} aria-invalid={told.invalid} aria-describedby={told.by}>{ for ways }</select> }
                    }) }
                    { text(ON, Word::ConfirmOn, String::new()) }
                    { text(WHO, Word::ConfirmWho, desk.t(Word::ConfirmHint)) }
                    </div>
                </fieldset>
                { for page.form.sections.iter().map(section) }
                { for errors.iter().filter(|(key, _)| key.is_empty()).map(|(_, text)| html! { <p class="error" role="alert">{ text }</p> }) }
                if !errors.is_empty() { <p class="error" role="alert">{ desk.t(Word::ToFix { count: errors.len() }) }</p> }
                <p><button type="submit" class="button" aria-disabled={busy.then_some("true")}>{ desk.t(Word::Submit) }</button></p>
            </form>
        }
    })
}

fn entry(
    typed: &Typed,
    on: NaiveDate,
    asked: &[String],
    association: String,
    form_version: u32,
    secret: &ReceiptSecret,
) -> EnterApplication {
    let answers: Answers =
        asked.iter().filter_map(|key| Some((key.clone(), typed.get(key)?.clone()))).collect();
    let by = serde_json::from_value(serde_json::Value::String(shown(typed, BY)));
    EnterApplication {
        association,
        application: SubmitApplication {
            form_version,
            answers,
            receipt: secret.hash(),
            source: None,
            signature: None,
        },
        confirmation: Confirmation {
            reason: shown(typed, REASON),
            by: by.unwrap_or(ConfirmedBy::Phone),
            on,
            who: shown(typed, WHO),
        },
    }
}
