//! The entries: filters, search, and decisions on one or many.

use crate::hooks::{Desk, Loaded, use_get};
use crate::lists::{
    Each, Frame, Picks, Row, Searched, Tab, ask_each, go, heads, select, use_list, use_picks,
};
use crate::parts::{cell, empty, entry_tag, moment, short};
use crate::route::Place;
use crate::text::Say;
use shared::api::{CompetitionRow, EntryRow, EntryRows};
use shared::competition::EntryState;
use shared::sync::{Action, DecideEntry, Decision};
use std::rc::Rc;
use uuid::Uuid;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct EntriesProps {
    pub desk: Desk,
    pub competition: Option<Uuid>,
    pub state: Option<EntryState>,
}

/// The list.
#[component]
pub(crate) fn Entries(EntriesProps { desk, competition, state }: &EntriesProps) -> Html {
    let query = query(*competition, *state);
    let picks = use_picks(&query);
    let asking = use_state(|| None::<Decision>);
    let competitions = use_get::<Vec<CompetitionRow>>(desk, "/staff/competitions".to_owned(), 0);
    let list = use_list::<EntryRows>(desk, "/staff/entries", Searched::Entries, &query, picks.fresh());
    let here = list.here();
    {
        let waiting = |row: &&EntryRow| row.state == EntryState::Submitted;
        let mut trail = desk.trail.borrow_mut();
        trail.list = Place::Entries(*competition, *state);
        if let Some(data) = here {
            trail.waiting = data.rows.iter().filter(waiting).map(|row| row.id).collect();
        }
    }
    let onpick = {
        let state = *state;
        Callback::from(move |event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            go(&Place::Entries(value.parse().ok(), state));
        })
    };
    let decide = {
        let asking = asking.setter();
        Callback::from(move |decision| asking.set(Some(decision)))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let rows = here.map_or(&[][..], |data| &data.rows);
    let picked: Vec<Row> = rows.iter().filter(|row| picks.has(row.id)).map(told_of).collect();
    let count = picked.len();
    let question = asking.filter(|_| here.is_some()).map(|decision| {
        let each = Each {
            title: desk.t(Say::DecideAsk { count, decision: desk.t(name(decision)) }),
            act: desk.t(name(decision)),
            reason: (decision != Decision::Eligible).then(|| desk.t(Say::ReasonAsk)),
            deed: Rc::new(move |row, reason| {
                let (entry_id, version) = (row.id, row.version);
                Action::DecideEntry(DecideEntry { entry_id, version, decision, reason })
            }),
        };
        ask_each(desk, each, picked, picks.done(), over)
    });
    let known: Vec<(String, String)> = match &competitions {
        Loaded::Here(rows) => {
            rows.iter().map(|row| (row.id.to_string(), row.title.get(desk.lang).to_owned())).collect()
        }
        _ => Vec::new(),
    };
    let chosen = competition.map(|id| id.to_string()).unwrap_or_default();
    let may = desk.me.role.may_manage();
    list.frame(
        desk,
        Frame {
            title: desk.t(Say::Entries),
            search: desk.t(Say::Search),
            tabs: tabs(desk, *competition, *state, here),
            beside: Html::default(),
            narrow: select(
                "filter-competition",
                desk.t(Say::Competitions),
                desk.t(Say::AllCompetitions),
                known,
                &chosen,
                onpick,
            ),
            above: Html::default(),
            body: html! {
                <>
                    { picks.told() }
                    if may { { picks.bar(desk, rows.iter().map(|row| row.id).collect(), count, decisions(desk, &decide)) } }
                    { list.show(desk, |data| table(desk, data, &picks, may)) }
                    { for question }
                </>
            },
        },
    )
}

fn told_of(row: &EntryRow) -> Row {
    Row { id: row.id, version: row.version, name: format!("{} {}", row.name, row.code) }
}

fn query(competition: Option<Uuid>, state: Option<EntryState>) -> String {
    let mut query = String::new();
    if let Some(id) = competition {
        query.push_str(&format!("&competition={id}"));
    }
    let state = state.and_then(|state| serde_json::to_value(state).ok());
    if let Some(state) = state.as_ref().and_then(|state| state.as_str()) {
        query.push_str(&format!("&state={state}"));
    }
    query
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
    data: Option<&EntryRows>,
) -> Vec<Tab> {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let all = counts.submitted + counts.returned + counts.eligible + counts.ineligible + counts.withdrawn;
    let tab = |to: Option<EntryState>, count: u32| {
        let text = to.map_or_else(|| desk.t(Say::AllStates), |state| desk.t(state));
        Tab { to: Place::Entries(competition, to), here: to == state, text, count: count.into() }
    };
    vec![
        tab(None, all),
        tab(Some(EntryState::Submitted), counts.submitted),
        tab(Some(EntryState::Returned), counts.returned),
        tab(Some(EntryState::Eligible), counts.eligible),
        tab(Some(EntryState::Ineligible), counts.ineligible),
        tab(Some(EntryState::Withdrawn), counts.withdrawn),
    ]
}

/// What can be decided on those that are picked.
fn decisions(desk: &Desk, decide: &Callback<Decision>) -> Html {
    let button = |decision: Decision, class: &'static str| {
        let onclick = decide.reform(move |_: MouseEvent| decision);
        html! { <button type="button" {class} {onclick}>{ desk.t(name(decision)) }</button> }
    };
    html! {
        <>
            { button(Decision::Eligible, "button") }
            { button(Decision::Return, "button second") }
            { button(Decision::Ineligible, "button second") }
        </>
    }
}

fn table(desk: &Desk, data: &EntryRows, picks: &Picks, may: bool) -> Html {
    if data.rows.is_empty() {
        return empty(desk.t(Say::NoEntries), String::new());
    }
    let columns = [
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
            { heads(desk, may, columns.map(|text| desk.t(text)).into()) }
            <tbody>{ for data.rows.iter().map(|one| row(desk, one, picks, may)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &EntryRow, picks: &Picks, may: bool) -> Html {
    html! {
        <tr key={row.id.to_string()}>
            if may { { picks.cell(desk, row.id, &row.name, true) } }
            { cell(desk.t(Say::Name), html! { <a href={Place::Entry(row.id).href()}>{ &row.name }</a> }) }
            { cell(desk.t(Say::DocumentNumber), row.document.clone()) }
            { cell(desk.t(Say::Mobile), row.mobile.clone()) }
            { cell(desk.t(Say::Employer), row.employer.clone()) }
            { cell(desk.t(Say::Event), row.event_title.get(desk.lang).to_owned()) }
            { short(desk.t(Say::Code), row.code.clone()) }
            { cell(desk.t(Say::SubmittedAt), moment(desk, row.submitted_at)) }
            { cell(desk.t(Say::State), html! { <span>{ entry_tag(desk, row.state) }{ picks.why(row.id) }</span> }) }
        </tr>
    }
}
