//! The entries: filters, search, and decisions on one or many.

use crate::hooks::{Desk, Loaded, act, said, use_get};
use crate::pages::use_pages;
use crate::parts::{Answer, Ask, cell, empty, entry_tag, failed};
use crate::route::Place;
use crate::text::Say;
use gloo_timers::callback::Timeout;
use shared::api::{CompetitionRow, EntryRow, EntryRows};
use shared::competition::EntryState;
use shared::i18n::Problem;
use shared::sync::{Action, DecideEntry, Decision};
use std::collections::BTreeSet;
use uuid::Uuid;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Milliseconds of rest before a search.
const REST: u32 = 300;

#[derive(Properties, PartialEq)]
pub(crate) struct EntriesProps {
    pub desk: Desk,
    pub competition: Option<Uuid>,
    pub state: Option<EntryState>,
}

/// The list.
#[component]
pub(crate) fn Entries(EntriesProps { desk, competition, state }: &EntriesProps) -> Html {
    let q = use_state(|| desk.trail.borrow().q.clone());
    let fresh = use_state(|| 0_u32);
    let pages = use_state(|| 1_u32);
    let chosen = use_state(BTreeSet::<Uuid>::new);
    let asking = use_state(|| None::<Decision>);
    let told = use_state(Vec::<String>::new);
    let rest = use_mut_ref(|| None::<Timeout>);
    let competitions = use_get::<Vec<CompetitionRow>>(desk, "/staff/competitions".to_owned(), 0);
    let path = format!("/staff/entries?{}", query(*competition, *state, &q));
    let data = use_pages::<EntryRows>(desk, path, *pages, desk.news * 1_000 + *fresh);

    {
        let waiting = |row: &&EntryRow| row.state == EntryState::Submitted;
        let mut trail = desk.trail.borrow_mut();
        trail.list = Place::Entries(*competition, *state);
        if let Some(Ok(data)) = &data {
            trail.waiting = data.rows.iter().filter(waiting).map(|row| row.id).collect();
        }
    }
    let onsearch = {
        let (q, pages, trail) = (q.setter(), pages.setter(), desk.trail.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            trail.borrow_mut().q.clone_from(&text);
            let (q, pages) = (q.clone(), pages.clone());
            *rest.borrow_mut() = Some(Timeout::new(REST, move || {
                pages.set(1);
                q.set(text)
            }));
        })
    };
    let onpick = {
        let state = *state;
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            go(&Place::Entries(value.parse().ok(), state));
        })
    };
    let ontoggle = {
        let chosen = chosen.clone();
        Callback::from(move |(ids, on): (Vec<Uuid>, bool)| {
            let mut now = (*chosen).clone();
            for id in ids {
                if on {
                    now.insert(id)
                } else {
                    now.remove(&id)
                };
            }
            chosen.set(now);
        })
    };
    let ondecide = {
        let asking = asking.setter();
        Callback::from(move |decision| asking.set(Some(decision)))
    };
    let question = asking.zip(data.as_ref().and_then(|data| data.as_ref().ok())).map(|(decision, data)| {
        let rows: Vec<EntryRow> = data.rows.iter().filter(|row| chosen.contains(&row.id)).cloned().collect();
        let count = rows.len();
        let yes = {
            let (chosen, fresh, told, desk) = (chosen.clone(), fresh.clone(), told.clone(), desk.clone());
            Callback::from(move |reason: String| -> Answer {
                let (chosen, fresh, told, desk) = (chosen.clone(), fresh.clone(), told.clone(), desk.clone());
                let rows = rows.clone();
                Box::pin(async move {
                    if decision != Decision::Eligible && reason.trim().is_empty() {
                        return Some(desk.t(Problem::ReasonNeeded));
                    }
                    let (left, wrong) = decide_all(&desk, &rows, decision, &reason).await;
                    let (done, failed) = (rows.len() - left.len(), left.len());
                    let head = match failed {
                        0 => desk.t(Say::DecidedAll { count: done }),
                        failed => desk.t(Say::DecidedSome { done, failed }),
                    };
                    told.set(std::iter::once(head).chain(wrong).collect());
                    chosen.set(left);
                    fresh.set(*fresh + 1);
                    None
                })
            })
        };
        let over = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(None))
        };
        html! {
            <Ask desk={desk.clone()} title={desk.t(Say::DecideAsk { count, decision: desk.t(name(decision)) })} act={desk.t(name(decision))}
                label={(decision != Decision::Eligible).then(|| desk.t(Say::ReasonAsk))} {yes} {over} />
        }
    });
    let may = desk.me.role.may_manage();
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Entries) }</h1>
            <div class="filters">
                <div>
                    <label for="filter-competition">{ desk.t(Say::Competitions) }</label>
                    <select id="filter-competition" onchange={onpick}>
                        <option value="" selected={competition.is_none()}>{ desk.t(Say::AllCompetitions) }</option>
                        if let Loaded::Here(rows) = &competitions {
                            { for rows.iter().map(|row| html! { <option value={row.id.to_string()} selected={*competition == Some(row.id)}>{ row.title.get(desk.lang) }</option> }) }
                        }
                    </select>
                </div>
                <div>
                    <label for="filter-q">{ desk.t(Say::Search) }</label>
                    <input id="filter-q" type="search" autocomplete="off" spellcheck="false" value={desk.trail.borrow().q.clone()} oninput={onsearch} />
                </div>
            </div>
            { tabs(desk, *competition, *state, data.as_ref()) }
            if let Some((head, wrong)) = told.split_first() {
                <div class={classes!("note", (!wrong.is_empty()).then_some("warn"))} role="status">
                    <p>{ head }</p>
                    if !wrong.is_empty() { <ul>{ for wrong.iter().map(|text| html! { <li>{ text }</li> }) }</ul> }
                </div>
            }
            if may { { bulk(desk, data.as_ref(), &chosen, &ontoggle, &ondecide) } }
            { body(desk, data.as_ref(), &chosen, &ontoggle, may) }
            if let Some(Ok(data)) = &data {
                if data.next.is_some() {
                    <p><button type="button" class="button second" onclick={ let pages = pages.clone(); move |_| pages.set(*pages + 1) }>{ desk.t(Say::More) }</button></p>
                }
            }
            { for question }
        </div>
    }
}

/// Decides on one entry after the other. Those that were not decided on, and why, by name and code.
async fn decide_all(
    desk: &Desk,
    rows: &[EntryRow],
    decision: Decision,
    reason: &str,
) -> (BTreeSet<Uuid>, Vec<String>) {
    let (mut left, mut wrong) = (BTreeSet::new(), Vec::new());
    for row in rows {
        let (entry_id, version, reason) = (row.id, row.version, reason.to_owned());
        let decide = DecideEntry { entry_id, version, decision, reason };
        if let Some(why) = said(&act(desk, Action::DecideEntry(decide)).await, desk.lang) {
            left.insert(entry_id);
            wrong.push(format!("{} {}: {why}", row.name, row.code));
        }
    }
    (left, wrong)
}

fn query(competition: Option<Uuid>, state: Option<EntryState>, q: &str) -> String {
    let mut query = format!("q={}", js_sys::encode_uri_component(q));
    if let Some(id) = competition {
        query.push_str(&format!("&competition={id}"));
    }
    let state = state.and_then(|state| serde_json::to_value(state).ok());
    if let Some(state) = state.as_ref().and_then(|state| state.as_str()) {
        query.push_str(&format!("&state={state}"));
    }
    query
}

fn go(place: &Place) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(&place.href());
    }
}

/// What a decision is called.
pub(crate) fn name(decision: Decision) -> Say {
    match decision {
        Decision::Return => Say::Return,
        Decision::Eligible => Say::FindEligible,
        Decision::Ineligible => Say::FindIneligible,
    }
}

fn tabs(
    desk: &Desk,
    competition: Option<Uuid>,
    state: Option<EntryState>,
    data: Option<&Result<EntryRows, shared::api::ErrorCode>>,
) -> Html {
    let counts = data.and_then(|data| data.as_ref().ok()).map(|data| data.counts).unwrap_or_default();
    let all = counts.submitted + counts.returned + counts.eligible + counts.ineligible + counts.withdrawn;
    let tab = |to: Option<EntryState>, text: String, count: u32| {
        html! { <a href={Place::Entries(competition, to).href()} aria-current={(to == state).then_some("true")}>{ text }{ " " }<b>{ count }</b></a> }
    };
    html! {
        <div class="tabs" role="group" aria-label={desk.t(Say::State)}>
            { tab(None, desk.t(Say::AllStates), all) }
            { tab(Some(EntryState::Submitted), desk.t(EntryState::Submitted), counts.submitted) }
            { tab(Some(EntryState::Returned), desk.t(EntryState::Returned), counts.returned) }
            { tab(Some(EntryState::Eligible), desk.t(EntryState::Eligible), counts.eligible) }
            { tab(Some(EntryState::Ineligible), desk.t(EntryState::Ineligible), counts.ineligible) }
            { tab(Some(EntryState::Withdrawn), desk.t(EntryState::Withdrawn), counts.withdrawn) }
        </div>
    }
}

/// Picks all or none of the list, and decides on those that are picked.
fn bulk(
    desk: &Desk,
    data: Option<&Result<EntryRows, shared::api::ErrorCode>>,
    chosen: &BTreeSet<Uuid>,
    toggle: &Callback<(Vec<Uuid>, bool)>,
    decide: &Callback<Decision>,
) -> Html {
    let Some(Ok(data)) = data else { return Html::default() };
    if data.rows.is_empty() {
        return Html::default();
    }
    let all = data.rows.iter().all(|row| chosen.contains(&row.id));
    let ids: Vec<Uuid> = data.rows.iter().map(|row| row.id).collect();
    let onall = toggle.reform(move |_: Event| (ids.clone(), !all));
    let button = |decision: Decision, class: &'static str| {
        let onclick = decide.reform(move |_: MouseEvent| decision);
        html! { <button type="button" {class} {onclick}>{ desk.t(name(decision)) }</button> }
    };
    html! {
        <div class={classes!("row", "bulk", (!chosen.is_empty()).then_some("on"))}>
            <label class="check"><input type="checkbox" checked={all} onchange={onall} />{ desk.t(Say::SelectAll) }</label>
            if !chosen.is_empty() {
                <span role="status">{ desk.t(Say::Selected { count: chosen.len() }) }</span>
                { button(Decision::Eligible, "button") }
                { button(Decision::Return, "button second") }
                { button(Decision::Ineligible, "button second") }
            }
        </div>
    }
}

fn body(
    desk: &Desk,
    data: Option<&Result<EntryRows, shared::api::ErrorCode>>,
    chosen: &BTreeSet<Uuid>,
    toggle: &Callback<(Vec<Uuid>, bool)>,
    may: bool,
) -> Html {
    let data = match data {
        None => return html! { <crate::parts::Skeleton /> },
        Some(Err(code)) => return failed(desk, *code),
        Some(Ok(data)) => data,
    };
    if data.rows.is_empty() {
        return empty(desk.t(Say::NoEntries), String::new());
    }
    let heads = [
        Say::Name,
        Say::DocumentNumber,
        Say::Mobile,
        Say::Employer,
        Say::Event,
        Say::Code,
        Say::SubmittedAt,
        Say::State,
    ];
    html! {
        <table class="cards-on-phone">
            <thead><tr>
                if may { <th scope="col"><span class="sr">{ desk.t(Say::Selection) }</span></th> }
                { for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }
            </tr></thead>
            <tbody>{ for data.rows.iter().map(|one| row(desk, one, chosen.contains(&one.id), toggle, may)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &EntryRow, chosen: bool, toggle: &Callback<(Vec<Uuid>, bool)>, may: bool) -> Html {
    let id = row.id;
    let onchange = toggle.reform(move |_: Event| (vec![id], !chosen));
    html! {
        <tr key={row.id.to_string()}>
            if may {
                <td class="pick"><label><input type="checkbox" checked={chosen} {onchange} aria-label={desk.t(Say::Select { name: row.name.clone() })} /></label></td>
            }
            { cell(desk.t(Say::Name), html! { <a href={Place::Entry(row.id).href()}>{ &row.name }</a> }) }
            { cell(desk.t(Say::DocumentNumber), row.document.clone()) }
            { cell(desk.t(Say::Mobile), row.mobile.clone()) }
            { cell(desk.t(Say::Employer), row.employer.clone()) }
            { cell(desk.t(Say::Event), row.event_title.get(desk.lang).to_owned()) }
            { cell(desk.t(Say::Code), row.code.clone()) }
            { cell(desk.t(Say::SubmittedAt), desk.time(row.submitted_at)) }
            { cell(desk.t(Say::State), entry_tag(desk, row.state)) }
        </tr>
    }
}
