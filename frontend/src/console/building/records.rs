//! The records behind a figure.

use super::place::{Behind, Building};
use super::text::Word;
use crate::hooks::{Desk, use_get};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use shared::api::{BehindFigure, ReportRecord, ReportRecords};
use shared::i18n::Text;
use yew::prelude::*;

/// Rows shown at once: the count above tells of all.
const SHOWN: usize = 1_000;

#[derive(Properties, PartialEq)]
pub(crate) struct RecordsProps {
    pub desk: Desk,
    pub behind: Behind,
}

/// The records of a figure of a month.
#[component]
pub(crate) fn Records(RecordsProps { desk, behind }: &RecordsProps) -> Html {
    let Behind { month, figure, unit, group } = behind;
    let name = super::form::code(figure);
    let mut path = format!("/staff/reports/records?month={month}&figure={name}");
    if let Some(unit) = unit {
        path.push_str(&format!("&unit={unit}"));
    }
    let data = use_get::<ReportRecords>(desk, path, desk.news);
    let title = Word::Records { line: desk.t(*figure), month: month.to_string() };
    let of = group.as_deref().map(|code| group_name(desk, code));
    html! {
        <div class="stack">
            <p><a class="button second" href={Place::Building(Building::Report(Some(*month))).href()}>{ desk.t(Word::BackToReport) }</a></p>
            <h1>{ desk.t(title) }{ for of.map(|of| format!(" · {of}")) }</h1>
            { with(desk, &data, |data| {
                let rows: Vec<_> =
                    data.records.iter().filter(|row| group.as_ref().is_none_or(|group| row.worker_group == *group)).collect();
                html! {
                    <>
                        { for unit.and_then(|unit| rows.iter().find(|row| row.union_id == unit)).map(|row| html! {
                            <p class="quiet">{ desk.t(Word::OfUnitOnly { unit: row.union.get(desk.lang).to_owned() }) }</p>
                        }) }
                        if group.is_none() { { sum(desk, data) } }
                        if rows.is_empty() { { empty(desk.t(Word::NoRecords), String::new()) } } else {
                            <>
                                <p role="status"><strong>{ desk.t(Word::RecordCount { count: rows.len() }) }</strong></p>
                                { table(desk, &rows) }
                            </>
                        }
                    </>
                }
            }) }
        </div>
    }
}

/// What the report tells where the records come to something else, or count other than one each.
fn sum(desk: &Desk, data: &ReportRecords) -> Html {
    let sum: i64 = data.records.iter().map(|row| row.counts).sum();
    if sum == data.told && data.records.iter().all(|row| row.counts == 1) {
        return Html::default();
    }
    html! {
        <div class="note">
            <p>{ desk.t(Word::Told { told: data.told, sum }) }</p>
            if sum != data.told { <p>{ desk.t(Word::ToldSince) }</p> }
        </div>
    }
}

/// Name of a group of workers.
pub(super) fn group_name(desk: &Desk, code: &str) -> String {
    shared::membership::group(code).map_or_else(|| code.to_owned(), |group| group.text(desk.lang))
}

/// Records, each a way to what it is of.
pub(super) fn table(desk: &Desk, rows: &[&ReportRecord]) -> Html {
    let counted = rows.iter().any(|row| row.counts != 1);
    let mut heads = vec![Word::Name, Word::Group, Word::InUnion, Word::On];
    if counted {
        heads.push(Word::Counts);
    }
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().take(SHOWN).map(|row| line(desk, row, counted)) }</tbody>
        </table>
    }
}

fn line(desk: &Desk, row: &ReportRecord, counted: bool) -> Html {
    let union = Place::Building(Building::Union(row.union_id)).href();
    let group = match row.of {
        BehindFigure::Adjustment => desk.t(Word::AdjustmentOf),
        BehindFigure::Target => desk.t(Word::TargetSet),
        _ if row.worker_group.is_empty() => desk.t(Word::Dash),
        _ => group_name(desk, &row.worker_group),
    };
    let to = match row.of {
        BehindFigure::Member => Some(Place::Member(row.id)),
        BehindFigure::Union => Some(Place::Building(Building::Union(row.id))),
        BehindFigure::Employer => Some(Place::Building(Building::Employer(row.id))),
        BehindFigure::Adjustment | BehindFigure::Target => None,
    };
    let name = row.name.get(desk.lang);
    // Whose data was erased counts on, and has no page.
    let name = match to {
        None if name.is_empty() => html! { desk.t(Word::Unnoted) },
        _ if name.is_empty() => html! { desk.t(Word::Erased) },
        Some(to) => html! { <a href={to.href()}>{ name }</a> },
        None => html! { name },
    };
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Word::Name), name) }
            { cell(desk.t(Word::Group), group) }
            { cell(desk.t(Word::InUnion), html! { <a href={union}>{ row.union.get(desk.lang) }</a> }) }
            { cell(desk.t(Word::On), row.on.text(desk.lang)) }
            if counted { { cell(desk.t(Word::Counts), format!("{:+}", row.counts)) } }
        </tr>
    }
}
