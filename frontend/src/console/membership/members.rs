//! The members: filters and search.

use super::filters::{Filters, selects};
use super::text::Word;
use super::{division_name, group_name, member_tag};
use crate::hooks::Desk;
use crate::pages::use_pages;
use crate::parts::{Skeleton, cell, empty, failed};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use gloo_timers::callback::Timeout;
use shared::api::{MemberRow, MemberRows};
use shared::membership::MembershipState;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Milliseconds of rest before a search.
const REST: u32 = 300;

#[derive(Properties, PartialEq)]
pub(crate) struct MembersProps {
    pub desk: Desk,
    pub filters: Filters,
}

/// The list.
#[component]
pub(crate) fn Members(MembersProps { desk, filters }: &MembersProps) -> Html {
    let q = use_state(|| desk.trail.borrow().people.clone());
    let pages = use_state(|| 1_u32);
    let rest = use_mut_ref(|| None::<Timeout>);
    let path = format!("/staff/members?{}", filters.query(&q));
    let data = use_pages::<MemberRows>(desk, path, *pages, desk.news);
    desk.trail.borrow_mut().members = filters.clone();
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
    let here = data.as_ref().and_then(|data| data.as_ref().ok());
    html! {
        <div class="stack">
            <h1>{ desk.t(Word::Members) }</h1>
            <div class="filters">
                { selects(desk, filters, here.map_or(&[], |data| data.unions.as_slice()), Place::Members) }
                <div>
                    <label for="filter-q">{ desk.t(Word::SearchMembers) }</label>
                    <input id="filter-q" type="search" autocomplete="off" spellcheck="false" value={desk.trail.borrow().people.clone()} oninput={onsearch} />
                </div>
            </div>
            { tabs(desk, filters, here) }
            { match &data {
                None => html! { <Skeleton /> },
                Some(Err(code)) => failed(desk, *code),
                Some(Ok(data)) => table(desk, data),
            } }
            if here.is_some_and(|data| data.next.is_some()) {
                <p><button type="button" class="button second" onclick={ let pages = pages.clone(); move |_| pages.set(*pages + 1) }>{ desk.t(Say::More) }</button></p>
            }
        </div>
    }
}

fn tabs(desk: &Desk, filters: &Filters, data: Option<&MemberRows>) -> Html {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let of = |state| match state {
        MembershipState::Active => counts.active,
        MembershipState::Transferring => counts.transferring,
        MembershipState::Retained => counts.retained,
        MembershipState::Resigned => counts.resigned,
        MembershipState::Expelled => counts.expelled,
    };
    let tab = |state: String, text: String, count: u64| {
        let here = (state == filters.state).then_some("true");
        let to = Place::Members(Filters { state, ..filters.clone() });
        html! { <a href={to.href()} aria-current={here}>{ text }{ " " }<b>{ count }</b></a> }
    };
    html! {
        <div class="tabs" role="group" aria-label={desk.t(Say::State)}>
            { tab(String::new(), desk.t(Say::AllStates), MembershipState::ALL.into_iter().map(of).sum()) }
            { for MembershipState::ALL.into_iter().map(|state| tab(Filters::of(state).state, desk.t(state), of(state))) }
        </div>
    }
}

fn table(desk: &Desk, data: &MemberRows) -> Html {
    if data.rows.is_empty() {
        return empty(desk.t(Word::NoMembers), String::new());
    }
    let heads = [
        desk.t(Say::Name),
        desk.t(Say::DocumentNumber),
        desk.t(Say::Mobile),
        desk.t(Say::Employer),
        desk.t(Word::Group),
        desk.t(Word::Union),
        desk.t(Word::JoinedOn),
        desk.t(Say::State),
    ];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ text }</th> }) }</tr></thead>
            <tbody>{ for data.rows.iter().map(|one| row(desk, one)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &MemberRow) -> Html {
    let work = format!("{} · {}", group_name(desk, &row.group), division_name(desk, &row.division));
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Say::Name), html! { <a href={Place::Member(row.id).href()}>{ &row.name }</a> }) }
            { cell(desk.t(Say::DocumentNumber), row.document.clone()) }
            { cell(desk.t(Say::Mobile), row.mobile.clone()) }
            { cell(desk.t(Say::Employer), row.employer.clone()) }
            { cell(desk.t(Word::Group), work) }
            { cell(desk.t(Word::Union), row.union.get(desk.lang).to_owned()) }
            { cell(desk.t(Word::JoinedOn), format::day(row.joined_on, desk.lang)) }
            { cell(desk.t(Say::State), member_tag(desk, row.state)) }
        </tr>
    }
}
