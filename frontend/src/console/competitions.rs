//! All competitions of the caller's part of the tree.

use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::{cell, competition_tag, empty, with};
use crate::route::Place;
use crate::text::Say;
use shared::api::CompetitionRow;
use yew::prelude::*;

/// The list.
#[component]
pub(crate) fn Competitions(ScreenProps { desk }: &ScreenProps) -> Html {
    let data = use_get::<Vec<CompetitionRow>>(desk, "/staff/competitions".to_owned(), desk.news);
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Competitions) }</h1>
            { with(desk, &data, |rows| match rows.is_empty() {
                true => empty(desk.t(Say::NoCompetitions), String::new()),
                false => table(desk, rows),
            }) }
        </div>
    }
}

fn table(desk: &Desk, rows: &[CompetitionRow]) -> Html {
    let heads = [Say::Title, Say::State, Say::Places, Say::Closes, Say::Association];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|one| row(desk, one)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &CompetitionRow) -> Html {
    let counts = row.counts;
    let taken = counts.submitted + counts.returned + counts.eligible;
    html! {
        <tr>
            { cell(desk.t(Say::Title), html! { <a href={Place::Competition(row.id).href()}>{ row.title.get(desk.lang) }</a> }) }
            { cell(desk.t(Say::State), competition_tag(desk, row.state)) }
            { cell(desk.t(Say::Places), format!("{taken} / {}", row.places)) }
            { cell(desk.t(Say::Closes), desk.time(row.entry_closes)) }
            { cell(desk.t(Say::Association), row.association.get(desk.lang).to_owned()) }
        </tr>
    }
}
