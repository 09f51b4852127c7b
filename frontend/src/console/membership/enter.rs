//! An application entered for a worker who cannot: the same form, with how the worker confirmed.

use super::dialog::day;
use super::text::Word;
use crate::hooks::{Desk, ScreenProps, act, use_get};
use crate::parts::with;
use crate::route::Place;
use crate::text::Say;
use frontend::common::id;
use shared::api::{JoinPage, PublicAssociation};
use shared::form::{Answer, Answers, Field, FieldKind};
use shared::sync::{
    Action, Confirmation, ConfirmedBy, EnterApplication, Outcome, ReceiptSecret, SubmitApplication,
};
use std::collections::BTreeMap;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// The screen.
#[component]
pub(crate) fn Enter(ScreenProps { desk }: &ScreenProps) -> Html {
    let picked = use_state(|| None::<String>);
    let data = use_get::<Vec<PublicAssociation>>(desk, "/staff/associations".to_owned(), 0);
    let onpick = {
        let picked = picked.setter();
        Callback::from(move |event: Event| {
            picked.set(Some(event.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    html! {
        <div class="stack">
            <p><a class="button second" href={Place::Applications(desk.trail.borrow().applications.clone()).href()}>{ desk.t(Say::BackToList) }</a></p>
            <h1>{ desk.t(Word::Enter) }</h1>
            <p class="quiet">{ desk.t(Word::EnterHint) }</p>
            { with(desk, &data, |all: &Vec<PublicAssociation>| {
                let slug = (*picked).clone().or_else(|| all.first().map(|one| one.slug.clone()));
                html! {
                    <>
                        if all.len() > 1 {
                            <div>
                                <label for="enter-association">{ desk.t(Word::EnterAs) }</label>
                                <select id="enter-association" onchange={onpick.clone()}>
                                    { for all.iter().map(|one| html! { <option value={one.slug.clone()} selected={slug.as_ref() == Some(&one.slug)}>{ one.name.get(desk.lang) }</option> }) }
                                </select>
                            </div>
                        }
                        { for slug.map(|slug| html! { <Form desk={desk.clone()} association={slug} /> }) }
                    </>
                }
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    desk: Desk,
    association: String,
}

/// What was typed: fields of the form, and of the confirmation under keys of their own.
type Typed = BTreeMap<String, Answer>;

const REASON: &str = "reason";
const BY: &str = "confirmed_by";
const ON: &str = "confirmed_on";
const WHO: &str = "who";

#[component]
fn Form(FormProps { desk, association }: &FormProps) -> Html {
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
    let errors = use_state(Vec::<(String, String)>::new);
    let entered = use_state(|| None::<(String, String)>);
    let busy = use_state(|| false);
    let page = use_get::<JoinPage>(desk, format!("/associations/{association}/join"), 0);
    let ontype = {
        let (typed, trail) = (typed.clone(), desk.trail.clone());
        Callback::from(move |(key, answer): (String, Answer)| {
            let mut now = (*typed).clone();
            now.insert(key, answer);
            trail.borrow_mut().entering.clone_from(&now);
            typed.set(now);
        })
    };
    {
        let count = errors.len();
        // To the first of the answers that need a correction.
        use_effect_with((count, (*busy).then_some(())), move |(count, busy)| {
            if *count > 0 && busy.is_none() {
                focus_invalid();
            }
        });
    }
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
            let (association, version) = (association.clone(), page.form.version);
            let shown: Vec<String> = page
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
                busy.set(true);
                let secret = ReceiptSecret::from_bytes(bytes);
                let entry = entry(&typed, &shown, association.clone(), version, &secret);
                let (desk, errors, entered, busy) =
                    (desk.clone(), errors.clone(), entered.clone(), busy.clone());
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
                        Ok(Outcome::Rejected { violations, .. }) if !violations.is_empty() => errors.set(
                            violations.iter().map(|one| (one.field.clone(), one.text(desk.lang))).collect(),
                        ),
                        outcome => {
                            let said = crate::hooks::said(outcome, desk.lang).unwrap_or_default();
                            errors.set(vec![(String::new(), said)]);
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

fn code(way: ConfirmedBy) -> String {
    let value = serde_json::to_value(way).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn shown(typed: &Typed, key: &str) -> String {
    typed.get(key).and_then(Answer::as_text).unwrap_or_default().to_owned()
}

fn is_asked(field: &Field, typed: &Typed) -> bool {
    field.when.as_ref().is_none_or(|when| when.is.contains(&shown(typed, &when.field)))
}

fn entry(
    typed: &Typed,
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
            on: shown(typed, ON).parse().unwrap_or_else(|_| id::today()),
            who: shown(typed, WHO),
        },
    }
}

/// How a control says that something is wrong with it, and where it is told what.
struct Told {
    invalid: Option<&'static str>,
    by: Option<String>,
}

/// A label, a hint, a control and what is wrong with it.
fn framed(
    (key, label, hint): (&str, String, String),
    errors: &[(String, String)],
    control: impl FnOnce(Told) -> Html,
) -> Html {
    let error = errors.iter().find(|(field, _)| field == key).map(|(_, text)| text.clone());
    let (id, hint_id, error_id) =
        (format!("enter-{key}"), format!("enter-{key}-hint"), format!("enter-{key}-error"));
    let by = [(!hint.is_empty()).then(|| hint_id.clone()), error.as_ref().map(|_| error_id.clone())];
    let by: Vec<String> = by.into_iter().flatten().collect();
    let by = (!by.is_empty()).then(|| by.join(" "));
    html! {
        <div>
            <label for={id}>{ label }</label>
            { control(Told { invalid: error.is_some().then_some("true"), by }) }
            if !hint.is_empty() { <p class="quiet" id={hint_id}>{ hint }</p> }
            if let Some(error) = error { <p class="error" id={error_id}>{ error }</p> }
        </div>
    }
}

/// Goes to the first answer that needs a correction.
fn focus_invalid() {
    let document = web_sys::window().and_then(|window| window.document());
    let first = document.and_then(|document| document.query_selector("main [aria-invalid=true]").ok()?);
    if let Some(first) = first.and_then(|first| first.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = first.focus();
    }
}

fn input(
    desk: &Desk,
    field: &Field,
    typed: &Typed,
    errors: &[(String, String)],
    ontype: &Callback<(String, Answer)>,
) -> Html {
    let (key, control_id) = (field.key.clone(), format!("enter-{}", field.key));
    let label = field.label.get(desk.lang).to_owned();
    let (value, hint) = (shown(typed, &field.key), field.hint.get(desk.lang).to_owned());
    match &field.kind {
        FieldKind::Choice { options } => {
            let onchange = ontype.reform(move |event: Event| {
                let select = event.target().and_then(|target| target.dyn_into::<HtmlSelectElement>().ok());
                (key.clone(), Answer::Text(select.map(|select| select.value()).unwrap_or_default()))
            });
            let option = |code: String, text: String| {
                let selected = code == value;
                html! { <option value={code} {selected}>{ text }</option> }
            };
            framed((&field.key, label, hint), errors, |told| {
                html! {
                    <select id={control_id} {onchange} aria-invalid={told.invalid} aria-describedby={told.by}>
                        { option(String::new(), "—".to_owned()) }
                        { for options.iter().map(|one| option(one.value.clone(), one.label.get(desk.lang).to_owned())) }
                    </select>
                }
            })
        }
        FieldKind::Consent { text, .. } => {
            let given = matches!(typed.get(&field.key), Some(Answer::Yes(true)));
            let onchange = ontype.reform(move |_: Event| (key.clone(), Answer::Yes(!given)));
            let error = errors.iter().find(|(of, _)| *of == field.key).map(|(_, text)| text.clone());
            html! {
                <div class="whole-row">
                    <label class="check" for={control_id.clone()}><input id={control_id} type="checkbox" checked={given} {onchange} aria-invalid={error.is_some().then_some("true")} />{ label }</label>
                    <p class="quiet">{ text.get(desk.lang) }</p>
                    if let Some(error) = error { <p class="error" role="alert">{ error }</p> }
                </div>
            }
        }
        kind => {
            let oninput = ontype.reform(move |event: InputEvent| {
                (key.clone(), Answer::Text(event.target_unchecked_into::<HtmlInputElement>().value()))
            });
            let kind = match kind {
                FieldKind::Date { .. } => "date",
                FieldKind::Mobile => "tel",
                _ => "text",
            };
            framed((&field.key, label, hint), errors, |told| {
                html! {
                    <input id={control_id} type={kind} {value} {oninput} autocomplete="off" spellcheck="false"
                        aria-invalid={told.invalid} aria-describedby={told.by} />
                }
            })
        }
    }
}
