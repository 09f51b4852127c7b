//! The pipeline: unions under way, by step.

use super::form::division;
use super::place::{Building, Which};
use super::text::Word;
use super::{alerts, union_link};
use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::{empty, with};
use crate::route::Place;
use shared::api::UnionRow;
use shared::i18n::Text;
use shared::union::FoundingStep;
use yew::prelude::*;

/// The board.
#[component]
pub(crate) fn Board(ScreenProps { desk }: &ScreenProps) -> Html {
    let data = use_get::<Vec<UnionRow>>(desk, "/staff/unions".to_owned(), desk.news);
    html! {
        <div class="stack">
            <h1>{ desk.t(Word::Board) }</h1>
            <p class="quiet">{ desk.t(Word::BoardHint) }</p>
            { with(desk, &data, |rows| columns(desk, rows)) }
        </div>
    }
}

fn columns(desk: &Desk, rows: &[UnionRow]) -> Html {
    let under_way = |step: &FoundingStep| !step.is_founded();
    let of = |step: FoundingStep| -> Vec<&UnionRow> {
        rows.iter().filter(|row| row.stage == Some(step)).collect()
    };
    let columns: Vec<_> = FoundingStep::ALL
        .into_iter()
        .filter(under_way)
        .map(|step| (step, of(step)))
        .filter(|(_, rows)| !rows.is_empty())
        .collect();
    if columns.is_empty() {
        return empty(desk.t(Word::BoardEmpty), String::new());
    }
    let late = columns.iter().flat_map(|(_, rows)| rows).filter(|row| !row.alerts.is_empty()).count();
    html! {
        <>
            if late > 0 {
                <p class="note bad" role="status"><a href={Place::Building(Building::Unions(Which::Overdue)).href()}>{ desk.t(Word::Late { count: late }) }</a></p>
             }
            <div class="board">{ for columns.iter().map(|(step, rows)| column(desk, *step, rows)) }</div>
        </>
    }
}

fn column(desk: &Desk, step: FoundingStep, rows: &[&UnionRow]) -> Html {
    let card = |row: &&UnionRow| {
        html! {
            <li class="card" key={row.id.to_string()}>
                <p>{ union_link(desk, row) }</p>
                <p class="quiet row">
                    <span>{ division(desk, &row.division) }</span>
                    { for row.since.map(|on| html! { <span>{ on.text(desk.lang) }</span> }) }
                </p>
                <p class="row">{ alerts(desk, row) }</p>
            </li>
        }
    };
    html! {
        <section>
            <h2>{ desk.t(Word::Column { step: desk.t(step), count: rows.len() }) }</h2>
            <ul class="cards" role="list">{ for rows.iter().map(card) }</ul>
        </section>
    }
}
