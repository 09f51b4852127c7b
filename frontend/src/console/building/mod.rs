//! Building unions: the tree, one union, the pipeline, employers, monthly reports, the record of work, the overview.

mod board;
mod employer;
mod employer_form;
mod facts;
mod form;
mod ledger;
mod overview;
mod place;
mod records;
mod report;
mod report_act;
mod steps;
pub(crate) mod text;
mod union;
mod union_new;
mod unions;
mod work;
mod work_form;
mod work_row;

pub(crate) use board::Board;
pub(crate) use employer::Employer;
pub(crate) use form::code;
pub(crate) use ledger::Ledger;
pub(crate) use overview::Overview;
pub(crate) use place::{Building, Which};
pub(crate) use records::Records;
pub(crate) use report::MonthlyReport;
pub(crate) use union::Union;
pub(crate) use unions::Unions;
pub(crate) use work::Work;
pub(crate) use work_row::WorkRow;

use crate::hooks::Desk;
use crate::route::Place;
use shared::api::UnionRow;
use shared::drive::{Count, Qualifier};
use shared::union::Alert;
use text::Word;
use yew::prelude::*;

/// The screen of a place.
pub(crate) fn screen(desk: Desk, place: &Building) -> Html {
    match place {
        Building::Unions(which) => html! { <Unions {desk} which={*which} /> },
        Building::Union(id) => html! { <Union {desk} id={*id} /> },
        Building::Board => html! { <Board {desk} /> },
        Building::Ledger => html! { <Ledger {desk} /> },
        Building::Report(month) => html! { <MonthlyReport {desk} month={*month} /> },
        Building::Records(behind) => html! { <Records {desk} behind={behind.clone()} /> },
        Building::Employer(id) => html! { <Employer {desk} id={*id} /> },
        Building::Work(kind) => html! { <Work {desk} kind={*kind} /> },
        Building::WorkRow(id, group) => html! { <WorkRow {desk} id={*id} group={group.clone()} /> },
        Building::Overview => html! { <Overview {desk} /> },
    }
}

/// A number of things, which are many or few and not sure or unsure.
fn plain(desk: &Desk, count: Count) -> String {
    match count.qualifier {
        Qualifier::Exact => thousands(count.value),
        _ => told(desk, count),
    }
}

/// A number as it is meant.
fn told(desk: &Desk, count: Count) -> String {
    let value = thousands(count.value);
    desk.t(match count.qualifier {
        Qualifier::Exact => Word::CountExact { value },
        Qualifier::AtLeast => Word::CountAtLeast { value },
        Qualifier::About => Word::CountAbout { value },
        Qualifier::Under => Word::CountUnder { value },
    })
}

/// A number with its thousands apart from 10,000 on.
fn thousands(value: u64) -> String {
    match value {
        0..10_000 => value.to_string(),
        _ => format!("{},{:03}", thousands(value / 1_000), value % 1_000),
    }
}

/// What is late at a union.
fn alerts(desk: &Desk, row: &UnionRow) -> Html {
    let one = |alert: &Alert| {
        let day = |day| frontend::common::format::day(day, desk.lang);
        let (class, word) = match alert {
            Alert::StepOverdue { due } => ("tag bad", Word::StepLate { due: day(*due) }),
            Alert::TermEnding { on } => ("tag warn", Word::TermEnding { on: day(*on) }),
            Alert::TermOver { on } => ("tag bad", Word::TermOver { on: day(*on) }),
        };
        html! { <span {class}>{ desk.t(word) }</span> }
    };
    html! { { for row.alerts.iter().map(one) } }
}

/// A link to a union.
fn union_link(desk: &Desk, row: &UnionRow) -> Html {
    html! { <a href={Place::Building(Building::Union(row.id)).href()}>{ row.name.get(desk.lang) }</a> }
}
