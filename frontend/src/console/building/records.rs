//! The records behind a figure.

use super::place::Building;
use super::text::Word;
use crate::hooks::{Desk, use_get};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use shared::api::ReportRecord;
use shared::i18n::Text;
use shared::report::{Line, Month};
use yew::prelude::*;

/// Rows shown at once: the count above tells of all.
const SHOWN: usize = 1_000;

#[derive(Properties, PartialEq)]
pub(crate) struct RecordsProps {
    pub desk: Desk,
    pub month: Month,
    pub line: Line,
    pub group: Option<String>,
}

/// The records of a line of a month.
#[component]
pub(crate) fn Records(RecordsProps { desk, month, line, group }: &RecordsProps) -> Html {
    let name = super::form::code(line);
    let path = format!("/staff/reports/records?month={month}&line={name}");
    let data = use_get::<Vec<ReportRecord>>(desk, path, desk.news);
    let title = Word::Records { line: desk.t(*line), month: month.to_string() };
    let of = group.as_deref().map(|code| group_name(desk, code));
    html! {
        <div class="stack">
            <p><a class="button second" href={Place::Building(Building::Report(Some(*month))).href()}>{ desk.t(Word::BackToReport) }</a></p>
            <h1>{ desk.t(title) }{ for of.map(|of| format!(" · {of}")) }</h1>
            { with(desk, &data, |rows| {
                let rows: Vec<_> =
                    rows.iter().filter(|row| group.as_ref().is_none_or(|group| row.worker_group == *group)).collect();
                if rows.is_empty() {
                    return empty(desk.t(Word::NoRecords), String::new());
                }
                html! {
                    <>
                        <p role="status"><strong>{ desk.t(Word::RecordCount { count: rows.len() }) }</strong></p>
                        { table(desk, &rows) }
                    </>
                }
            }) }
        </div>
    }
}

fn group_name(desk: &Desk, code: &str) -> String {
    shared::membership::group(code).map_or_else(|| code.to_owned(), |group| group.text(desk.lang))
}

fn table(desk: &Desk, rows: &[&ReportRecord]) -> Html {
    let heads = [Word::Name, Word::Group, Word::InUnion, Word::On];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().take(SHOWN).map(|row| line(desk, row)) }</tbody>
        </table>
    }
}

fn line(desk: &Desk, row: &ReportRecord) -> Html {
    let union = Place::Building(Building::Union(row.union_id)).href();
    let group =
        if row.worker_group.is_empty() { desk.t(Word::Dash) } else { group_name(desk, &row.worker_group) };
    let name = row.name.get(desk.lang);
    let name = if name.is_empty() { desk.t(Word::Erased) } else { name.to_owned() };
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Word::Name), name) }
            { cell(desk.t(Word::Group), group) }
            { cell(desk.t(Word::InUnion), html! { <a href={union}>{ row.union.get(desk.lang) }</a> }) }
            { cell(desk.t(Word::On), row.on.text(desk.lang)) }
        </tr>
    }
}
