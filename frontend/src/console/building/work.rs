//! The record of work: joint conferences, competent authorities, services, mass enrolments, figures that were told.

use super::place::Building;
use super::text::Word;
use super::told;
use super::work_form::WorkForm;
use crate::hooks::{Desk, use_get};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use shared::api::{ChronicleRow, Overview};
use shared::i18n::Text;
use shared::union::ChronicleKind;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct WorkProps {
    pub desk: Desk,
    pub kind: Option<ChronicleKind>,
}

/// The record, of one kind or of all.
#[component]
pub(crate) fn Work(WorkProps { desk, kind }: &WorkProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let data = use_get::<Overview>(desk, "/staff/overview".to_owned(), desk.news * 1_000 + *fresh);
    let changed = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let tab = |to: Option<ChronicleKind>| {
        let text = to.map_or_else(|| desk.t(Word::WorkAll), |to| desk.t(to));
        let href = Place::Building(Building::Work(to)).href();
        html! { <a {href} aria-current={(to == *kind).then_some("page")}>{ text }</a> }
    };
    html! {
        <div class="stack">
            <h1>{ desk.t(Word::Work) }</h1>
            <p class="quiet">{ desk.t(Word::WorkHint) }</p>
            <div class="tabs">{ tab(None) }{ for ChronicleKind::ALL.into_iter().map(|kind| tab(Some(kind))) }</div>
            { with(desk, &data, |data| {
                let of: Vec<&ChronicleRow> =
                    data.chronicle.iter().filter(|row| kind.is_none_or(|kind| row.kind == kind)).collect();
                html! {
                    <>
                        <p class="quiet" role="status">{ desk.t(Word::WorkCount { count: of.len() }) }</p>
                        if of.is_empty() { { empty(desk.t(Word::NothingYet), String::new()) } } else { { rows(desk, &of) } }
                        if desk.me.role.may_manage() {
                            <WorkForm key={data.chronicle.len()} desk={desk.clone()} kind={*kind} changed={changed.clone()} />
                        }
                    </>
                }
            }) }
        </div>
    }
}

/// Rows of the record, each a way to its page.
pub(super) fn rows(desk: &Desk, rows: &[&ChronicleRow]) -> Html {
    let heads = [Word::WorkTitle, Word::WorkKind, Word::On, Word::Number, Word::Note];
    let dash =
        |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| desk.t(Word::Dash));
    let line = |row: &&ChronicleRow| {
        let href = Place::Building(Building::WorkRow(row.id, None)).href();
        html! {
            <tr key={row.id.to_string()}>
                { cell(desk.t(Word::WorkTitle), html! { <a {href}>{ row.title.get(desk.lang) }</a> }) }
                { cell(desk.t(Word::WorkKind), desk.t(row.kind)) }
                { cell(desk.t(Word::On), dash(when(desk, row))) }
                { cell(desk.t(Word::Number), dash(row.count.map(|count| told(desk, count)))) }
                { cell(desk.t(Word::Note), dash(Some(row.note.get(desk.lang).to_owned()))) }
            </tr>
        }
    };
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(line) }</tbody>
        </table>
    }
}

/// When something was, as far as it is known.
pub(super) fn when(desk: &Desk, row: &ChronicleRow) -> Option<String> {
    let on = row.happened_on?.text(desk.lang);
    Some(match row.until {
        Some(until) => format!("{on} – {}", until.text(desk.lang)),
        None => on,
    })
}
