//! The members: filters and search.

use super::filters::{Filters, ON_ROLL, People, Selects};
use super::text::Word;
use super::{division_name, group_name, member_tag};
use crate::hooks::Desk;
use crate::lists::{Frame, Searched, Tab, heads, use_list};
use crate::parts::{cell, empty, short};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use shared::api::{MemberRow, MemberRows};
use shared::membership::MembershipState;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct MembersProps {
    pub desk: Desk,
    pub filters: Filters,
}

/// The list.
#[component]
pub(crate) fn Members(MembersProps { desk, filters }: &MembersProps) -> Html {
    let list = use_list::<MemberRows>(desk, "/staff/members", Searched::People, &filters.query(), 0);
    desk.trail.borrow_mut().members = filters.clone();
    let here = list.here();
    let unions = here.map(|data| data.unions.clone()).unwrap_or_default();
    list.frame(
        desk,
        Frame {
            title: desk.t(Word::Members),
            search: desk.t(Word::SearchMembers),
            tabs: tabs(desk, filters, here),
            beside: Html::default(),
            narrow: Html::default(),
            above: html! { <Selects desk={desk.clone()} filters={filters.clone()} {unions} list={People::Members} /> },
            body: list.show(desk, |data| table(desk, data)),
        },
    )
}

fn tabs(desk: &Desk, filters: &Filters, data: Option<&MemberRows>) -> Vec<Tab> {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let of = |state| match state {
        MembershipState::Active => counts.active,
        MembershipState::Transferring => counts.transferring,
        MembershipState::Retained => counts.retained,
        MembershipState::Resigned => counts.resigned,
        MembershipState::Expelled => counts.expelled,
    };
    let tab = |state: String, text: String, count: u64| People::Members.tab(filters, state, text, count);
    let all = tab(String::new(), desk.t(Say::AllStates), MembershipState::ALL.into_iter().map(of).sum());
    let each =
        MembershipState::ALL.into_iter().map(|state| tab(Filters::of(state).state, desk.t(state), of(state)));
    let on_roll = tab(ON_ROLL.to_owned(), desk.t(Word::OnRoll), counts.active + counts.transferring);
    [all, on_roll].into_iter().chain(each).collect()
}

fn table(desk: &Desk, data: &MemberRows) -> Html {
    if data.rows.is_empty() {
        return empty(desk.t(Word::NoMembers), desk.t(Word::NoneHint));
    }
    let several = data.unions.len() > 1;
    let mut columns = vec![
        desk.t(Say::Name),
        desk.t(Say::DocumentNumber),
        desk.t(Say::Mobile),
        desk.t(Say::Employer),
        desk.t(Word::Group),
    ];
    columns.extend(several.then(|| desk.t(Word::Union)));
    columns.extend([desk.t(Word::JoinedOn), desk.t(Say::State)]);
    html! {
        <table class="cards-on-phone">
            { heads(desk, false, columns) }
            <tbody>{ for data.rows.iter().map(|one| row(desk, one, several)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &MemberRow, several: bool) -> Html {
    let work =
        format!("{} · {}", group_name(desk, &row.person.group), division_name(desk, &row.person.division));
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Say::Name), html! { <a href={Place::Member(row.id).href()}>{ &row.person.name }</a> }) }
            { cell(desk.t(Say::DocumentNumber), row.person.document.clone()) }
            { cell(desk.t(Say::Mobile), row.person.mobile.clone()) }
            { cell(desk.t(Say::Employer), row.person.employer.clone()) }
            { cell(desk.t(Word::Group), work) }
            if several { { cell(desk.t(Word::Union), row.union.get(desk.lang).to_owned()) } }
            { short(desk.t(Word::JoinedOn), format::day(row.joined_on, desk.lang)) }
            { cell(desk.t(Say::State), member_tag(desk, row.state)) }
        </tr>
    }
}
