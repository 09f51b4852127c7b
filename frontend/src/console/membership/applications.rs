//! The queue of applications: filters, search, and decisions on one or many.

use super::batch::{Deed, InTheWay, review_ask, standing, together};
use super::filters::{Filters, selects};
use super::text::Word;
use super::{application_tag, division_name, group_name};
use crate::hooks::Desk;
use crate::pages::use_pages;
use crate::parts::{Skeleton, cell, empty, failed};
use crate::route::Place;
use crate::text::Say;
use gloo_timers::callback::Timeout;
use shared::api::{ApplicationCounts, ApplicationRow, ApplicationRows};
use shared::membership::ApplicationState;
use shared::sync::Review;
use std::collections::BTreeSet;
use uuid::Uuid;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Milliseconds of rest before a search.
const REST: u32 = 300;

#[derive(Properties, PartialEq)]
pub(crate) struct ApplicationsProps {
    pub desk: Desk,
    pub filters: Filters,
}

/// The queue.
#[component]
pub(crate) fn Applications(ApplicationsProps { desk, filters }: &ApplicationsProps) -> Html {
    let q = use_state(|| desk.trail.borrow().people.clone());
    let fresh = use_state(|| 0_u32);
    let pages = use_state(|| 1_u32);
    let chosen = use_state(BTreeSet::<Uuid>::new);
    let asking = use_state(|| None::<Deed>);
    let told = use_state(String::new);
    let way = use_state(InTheWay::new);
    let rest = use_mut_ref(|| None::<Timeout>);
    let path = format!("/staff/applications?{}", filters.query(&q));
    let data = use_pages::<ApplicationRows>(desk, path, *pages, desk.news * 1_000 + *fresh);
    desk.trail.borrow_mut().applications = filters.clone();
    let onsearch = {
        let (q, pages, trail) = (q.setter(), pages.setter(), desk.trail.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            trail.borrow_mut().people.clone_from(&text);
            let (q, pages) = (q.clone(), pages.clone());
            *rest.borrow_mut() = Some(Timeout::new(REST, move || {
                pages.set(1);
                q.set(text)
            }));
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
    let ask = {
        let asking = asking.setter();
        Callback::from(move |deed| asking.set(Some(deed)))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let done = {
        let (chosen, fresh, told, way) = (chosen.clone(), fresh.clone(), told.clone(), way.clone());
        Callback::from(move |(text, left): (String, InTheWay)| {
            told.set(text);
            chosen.set(left.keys().copied().collect());
            way.set(left);
            fresh.set(*fresh + 1);
        })
    };
    let leave_out = {
        let (chosen, way) = (chosen.clone(), way.clone());
        Callback::from(move |_: MouseEvent| {
            chosen.set(chosen.iter().filter(|id| !way.contains_key(id)).copied().collect());
            way.set(InTheWay::new());
        })
    };
    let question = asking.zip(data.as_ref().and_then(|data| data.as_ref().ok())).map(|(deed, data)| {
        let rows: Vec<ApplicationRow> =
            data.rows.iter().filter(|row| chosen.contains(&row.id)).cloned().collect();
        match deed {
            Deed::Review(review) => review_ask(desk, rows, review, &done, over.clone()),
            deed => {
                let set_way = way.setter();
                let on_way = Callback::from(move |found| set_way.set(found));
                let found = standing(desk, &rows, &way, leave_out.clone());
                together(desk, rows, deed, found, &done, on_way, over.clone())
            }
        }
    });
    let may = desk.me.role.may_manage();
    let here = data.as_ref().and_then(|data| data.as_ref().ok());
    html! {
        <div class="stack">
            <div class="row">
                <h1>{ desk.t(Word::Applications) }</h1>
                if may { <a class="button second" href={Place::Enter.href()}>{ desk.t(Word::Enter) }</a> }
            </div>
            <div class="filters">
                { selects(desk, filters, here.map_or(&[], |data| data.unions.as_slice()), Place::Applications) }
                <div>
                    <label for="filter-q">{ desk.t(Word::SearchApplications) }</label>
                    <input id="filter-q" type="search" autocomplete="off" spellcheck="false" value={desk.trail.borrow().people.clone()} oninput={onsearch} />
                </div>
            </div>
            { for here.map(|data| funnel(desk, &data.counts)) }
            { tabs(desk, filters, here) }
            if !told.is_empty() { <p class="note" role="status">{ &*told }</p> }
            if may { { for here.map(|data| bulk(desk, data, &chosen, &ontoggle, &ask)) } }
            { match &data {
                None => html! { <Skeleton /> },
                Some(Err(code)) => failed(desk, *code),
                Some(Ok(data)) => table(desk, data, &chosen, &way, &ontoggle, may),
            } }
            if here.is_some_and(|data| data.next.is_some()) {
                <p><button type="button" class="button second" onclick={ let pages = pages.clone(); move |_| pages.set(*pages + 1) }>{ desk.t(Say::More) }</button></p>
            }
            { for question }
        </div>
    }
}

/// Scanned, submitted, approved and filed are four things.
fn funnel(desk: &Desk, counts: &ApplicationCounts) -> Html {
    let submitted = counts.submitted
        + counts.under_review
        + counts.returned
        + counts.approved
        + counts.rejected
        + counts.withdrawn;
    let told = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    html! {
        <ol class="steps">
            <li>{ desk.t(Word::Scanned { count: told(counts.scanned) }) }</li>
            <li>{ desk.t(Word::SubmittedSum { count: told(submitted) }) }</li>
            <li>{ desk.t(Word::ApprovedSum { count: told(counts.approved) }) }</li>
            <li>{ desk.t(Word::FiledSum { count: told(counts.filed) }) }</li>
        </ol>
    }
}

fn tabs(desk: &Desk, filters: &Filters, data: Option<&ApplicationRows>) -> Html {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let of = |state| match state {
        ApplicationState::Submitted => counts.submitted,
        ApplicationState::UnderReview => counts.under_review,
        ApplicationState::Returned => counts.returned,
        ApplicationState::Approved => counts.approved,
        ApplicationState::Rejected => counts.rejected,
        ApplicationState::Withdrawn => counts.withdrawn,
    };
    let tab = |state: String, text: String, count: u64| {
        let here = (state == filters.state).then_some("true");
        let to = Place::Applications(Filters { state, ..filters.clone() });
        html! { <a href={to.href()} aria-current={here}>{ text }{ " " }<b>{ count }</b></a> }
    };
    html! {
        <div class="tabs" role="group" aria-label={desk.t(Say::State)}>
            { tab(String::new(), desk.t(Say::AllStates), ApplicationState::ALL.into_iter().map(of).sum()) }
            { for ApplicationState::ALL.into_iter().map(|state| tab(Filters::of(state).state, desk.t(state), of(state))) }
        </div>
    }
}

/// Picks all or none of the list, and decides on those that are picked.
fn bulk(
    desk: &Desk,
    data: &ApplicationRows,
    chosen: &BTreeSet<Uuid>,
    toggle: &Callback<(Vec<Uuid>, bool)>,
    ask: &Callback<Deed>,
) -> Html {
    if data.rows.is_empty() {
        return Html::default();
    }
    let all = data.rows.iter().all(|row| chosen.contains(&row.id));
    let ids: Vec<Uuid> = data.rows.iter().map(|row| row.id).collect();
    let onall = toggle.reform(move |_: Event| (ids.clone(), !all));
    let picked: Vec<&ApplicationRow> = data.rows.iter().filter(|row| chosen.contains(&row.id)).collect();
    let button = |deed: Deed, word: Word, class: &'static str| {
        let onclick = ask.reform(move |_: MouseEvent| deed);
        html! { <button type="button" {class} {onclick}>{ desk.t(word) }</button> }
    };
    let approved = picked.iter().all(|row| row.state == ApplicationState::Approved);
    html! {
        <div class={classes!("row", "bulk", (!picked.is_empty()).then_some("on"))}>
            <label class="check"><input type="checkbox" checked={all} onchange={onall} />{ desk.t(Say::SelectAll) }</label>
            if !picked.is_empty() {
                <span role="status">{ desk.t(Say::Selected { count: picked.len() }) }</span>
                if approved {
                    { button(Deed::File, Word::File, "button") }
                } else {
                    { button(Deed::Approve, Word::Approve, "button") }
                    { button(Deed::Review(Review::Take), Word::Take, "button second") }
                    { button(Deed::Review(Review::Return), Word::Return, "button second") }
                    { button(Deed::Review(Review::Reject), Word::Reject, "button second") }
                }
            }
        </div>
    }
}

fn table(
    desk: &Desk,
    data: &ApplicationRows,
    chosen: &BTreeSet<Uuid>,
    way: &InTheWay,
    toggle: &Callback<(Vec<Uuid>, bool)>,
    may: bool,
) -> Html {
    if data.rows.is_empty() {
        return empty(desk.t(Word::NoApplications), String::new());
    }
    let heads = [
        desk.t(Say::Name),
        desk.t(Say::DocumentNumber),
        desk.t(Say::Employer),
        desk.t(Word::Group),
        desk.t(Word::Union),
        desk.t(Say::Code),
        desk.t(Say::SubmittedAt),
        desk.t(Say::State),
    ];
    html! {
        <table class="cards-on-phone">
            <thead><tr>
                if may { <th scope="col"><span class="sr">{ desk.t(Say::Selection) }</span></th> }
                { for heads.into_iter().map(|text| html! { <th scope="col">{ text }</th> }) }
            </tr></thead>
            <tbody>{ for data.rows.iter().map(|one| row(desk, one, chosen.contains(&one.id), way.get(&one.id), toggle, may)) }</tbody>
        </table>
    }
}

fn row(
    desk: &Desk,
    row: &ApplicationRow,
    chosen: bool,
    why: Option<&String>,
    toggle: &Callback<(Vec<Uuid>, bool)>,
    may: bool,
) -> Html {
    let id = row.id;
    let onchange = toggle.reform(move |_: Event| (vec![id], !chosen));
    let work = format!("{} · {}", group_name(desk, &row.group), division_name(desk, &row.division));
    let came =
        row.source.as_ref().map(|source| html! { <span class="quiet">{ format!(" · {source}") }</span> });
    html! {
        <tr key={row.id.to_string()}>
            if may {
                <td class="pick"><label><input type="checkbox" checked={chosen} {onchange} aria-label={desk.t(Say::Select { name: row.name.clone() })} /></label></td>
            }
            { cell(desk.t(Say::Name), html! { <a href={Place::Application(row.id).href()}>{ &row.name }</a> }) }
            { cell(desk.t(Say::DocumentNumber), row.document.clone()) }
            { cell(desk.t(Say::Employer), row.employer.clone()) }
            { cell(desk.t(Word::Group), work) }
            { cell(desk.t(Word::Union), html! { <>{ row.union.get(desk.lang) }{ for came }</> }) }
            { cell(desk.t(Say::Code), row.code.clone()) }
            { cell(desk.t(Say::SubmittedAt), desk.time(row.submitted_at)) }
            { cell(desk.t(Say::State), html! {
                <>
                    { application_tag(desk, row.state) }
                    if row.filed { { " " }<span class="tag good">{ desk.t(Word::Filed) }</span> }
                    { for why.map(|why| html! { <p class="error">{ why }</p> }) }
                </>
            }) }
        </tr>
    }
}
