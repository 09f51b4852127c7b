//! The audit log, for those who may read it.

use crate::deeds;
use crate::hooks::{Desk, ScreenProps};
use crate::lists::{select, use_rest};
use crate::net;
use crate::parts::{Skeleton, cell, empty, moment};
use crate::route::Place;
use crate::text::Say;
use shared::api::AuditRow;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Rows in a page of the log.
const PAGE: usize = 100;

/// What is looked for, as the address of the log takes it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Looked {
    action: String,
    actor: String,
}

/// Groups and single actions that may be picked.
const ACTIONS: [(&str, Say); 13] = [
    ("entry.", Say::Entries),
    ("marks.", Say::Marks),
    ("results.", Say::Results),
    ("application.", Say::Applications),
    ("decision.", Say::Decisions),
    ("member.", Say::Members),
    ("transfer.", Say::Transfers),
    ("workbook.", Say::Roll),
    ("drive.", Say::Drives),
    ("ceremony.", Say::Ceremonies),
    ("union.", Say::Unions),
    ("month.", Say::Report),
    ("session.", Say::Login),
];
/// Deeds that are asked for most, by name; those that begin with a dot whatever was their object.
const DEEDS: [(&str, &str); 3] = [
    (".reveal", "entry.reveal"),
    ("workbook.export", "workbook.export"),
    ("competition.advance", "competition.advance"),
];

/// The log, newest first.
#[component]
pub(crate) fn Audit(ScreenProps { desk }: &ScreenProps) -> Html {
    let rows = use_state(|| None::<Vec<AuditRow>>);
    let error = use_state(|| None::<String>);
    let more = use_state(|| false);
    let looked = use_state(Looked::default);
    let rest = use_rest();
    let turn = use_mut_ref(|| 0_u32);
    let load = {
        let (rows, error, more, desk, turn) =
            (rows.clone(), error.setter(), more.setter(), desk.clone(), turn.clone());
        Callback::from(move |(looked, onward): (Looked, bool)| {
            let before = rows.as_ref().filter(|_| onward).cloned().unwrap_or_default();
            let (rows, error, more, desk) = (rows.setter(), error.clone(), more.clone(), desk.clone());
            *turn.borrow_mut() += 1;
            let (turn, mine) = (turn.clone(), *turn.borrow());
            let (action, actor) =
                (js_sys::encode_uri_component(&looked.action), js_sys::encode_uri_component(&looked.actor));
            let after = before.last().map(|row| format!("&after={}", row.seq)).unwrap_or_default();
            let url = format!("/api/v1/staff/audit?action={action}&actor={actor}{after}");
            spawn_local(async move {
                let page = net::get::<Vec<AuditRow>>(&url, desk.lang).await;
                // A newer question has been asked meanwhile.
                if *turn.borrow() != mine {
                    return;
                }
                match page {
                    Ok(page) => {
                        error.set(None);
                        more.set(page.len() >= PAGE);
                        rows.set(Some(before.into_iter().chain(page).collect()));
                    }
                    Err(failed) => error.set(Some(desk.t(desk.note(&failed)))),
                }
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with((*looked).clone(), move |looked| load.emit((looked.clone(), false)));
    }
    let onpick = {
        let looked = looked.clone();
        Callback::from(move |event: Event| {
            let action = event.target_unchecked_into::<HtmlSelectElement>().value();
            looked.set(Looked { action, ..(*looked).clone() });
        })
    };
    let onactor = {
        let looked = looked.clone();
        Callback::from(move |event: InputEvent| {
            let actor = event.target_unchecked_into::<HtmlInputElement>().value().trim().to_owned();
            let looked = looked.clone();
            rest.emit(Box::new(move || looked.set(Looked { actor, ..(*looked).clone() })));
        })
    };
    let onward = load.reform({
        let looked = (*looked).clone();
        move |_: MouseEvent| (looked.clone(), true)
    });
    let groups = ACTIONS.into_iter().map(|(value, text)| (value.to_owned(), desk.t(text)));
    let actions = groups.chain(DEEDS.map(|(value, deed)| (value.to_owned(), deeds::name(desk, deed))));
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Audit) }</h1>
            <div class="filters">
                { select("log-action", desk.t(Say::Action), desk.t(Say::AllActions), actions.collect(), &looked.action, onpick) }
                <div>
                    <label for="log-actor">{ desk.t(Say::Actors) }</label>
                    <input id="log-actor" type="search" autocomplete="off" spellcheck="false" oninput={onactor} />
                </div>
            </div>
            if let Some(error) = &*error { <p class="note bad" role="alert">{ error }</p> }
            { match &*rows {
                None if error.is_some() => Html::default(),
                None => html! { <Skeleton /> },
                Some(rows) if rows.is_empty() => empty(desk.t(Say::NoRows), String::new()),
                Some(rows) => table(desk, rows),
            } }
            if *more { <p><button type="button" class="button second" onclick={onward}>{ desk.t(Say::More) }</button></p> }
        </div>
    }
}

fn table(desk: &Desk, rows: &[AuditRow]) -> Html {
    let heads = [Say::At, Say::Actor, Say::Action, Say::Record, Say::Result, Say::Detail, Say::Hash];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|one| row(desk, one)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &AuditRow) -> Html {
    let actor = match (&row.actor_name, row.actor.as_str()) {
        (Some(name), account) => format!("{name} ({account})"),
        (None, "worker") => desk.t(Say::Worker),
        (None, "system") => desk.t(Say::System),
        (None, _) => desk.t(Say::Unknown),
    };
    let detail = deeds::detail(desk, &row.action, &row.detail);
    let title = row.competition.as_ref().map(|title| title.get(desk.lang).to_owned());
    let about = match (&row.code, row.record_id) {
        (Some(code), Some(id)) => {
            html! { <span class="stack-s">{ title.unwrap_or_default() }<br /><a class="mono" href={Place::Entry(id).href()}>{ code }</a></span> }
        }
        (_, Some(id)) if title.is_some() => {
            html! { <a href={Place::Competition(id).href()}>{ title.unwrap_or_default() }</a> }
        }
        _ => html! { "—" },
    };
    html! {
        <tr key={row.seq.to_string()}>
            { cell(desk.t(Say::At), moment(desk, row.at)) }
            { cell(desk.t(Say::Actor), actor) }
            { cell(desk.t(Say::Action), deeds::name(desk, &row.action)) }
            { cell(desk.t(Say::Record), about) }
            { cell(desk.t(Say::Result), deeds::result(desk, &row.result)) }
            { cell(desk.t(Say::Detail), if detail.is_empty() { "—".to_owned() } else { detail }) }
            { cell(desk.t(Say::Hash), html! { <code title={row.hash.clone()}>{ row.hash.chars().take(8).collect::<String>() }</code> }) }
        </tr>
    }
}
