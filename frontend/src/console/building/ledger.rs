//! The ledger of the unbuilt, and employers that are covered.

use super::form::division;
use super::place::Building;
use super::text::Word;
use super::{thousands, told};
use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use shared::api::EmployerRow;
use shared::drive::{Qualifier, Sum};
use yew::prelude::*;

/// The ledger.
#[component]
pub(crate) fn Ledger(ScreenProps { desk }: &ScreenProps) -> Html {
    let data = use_get::<Vec<EmployerRow>>(desk, "/staff/employers".to_owned(), desk.news);
    html! {
        <div class="stack-l">
            <div class="stack">
                <h1>{ desk.t(Word::Ledger) }</h1>
                <p class="quiet">{ desk.t(Word::LedgerHint) }</p>
            </div>
            { with(desk, &data, |rows| {
                let (built, unbuilt): (Vec<_>, Vec<_>) = rows.iter().cloned().partition(|row| row.facts.covered);
                html! {
                    <>
                        <section class="stack">
                            <h2>{ desk.t(Word::Unbuilt { count: unbuilt.len() }) }</h2>
                            { workers(desk, &unbuilt) }
                            { employers(desk, &unbuilt, false) }
                        </section>
                        <section class="stack">
                            <h2>{ desk.t(Word::Built { count: built.len() }) }</h2>
                            { workers(desk, &built) }
                            { employers(desk, &built, true) }
                        </section>
                    </>
                }
            }) }
        </div>
    }
}

/// How many work there: exact numbers together, the others as they were told, and how many told none.
fn workers(desk: &Desk, rows: &[EmployerRow]) -> Html {
    let sum: Sum = rows.iter().filter_map(|row| row.facts.workers).collect();
    let besides: Vec<String> = sum.besides.iter().map(|count| told(desk, *count)).collect();
    let unknown = rows.iter().filter(|row| row.facts.workers.is_none()).count();
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <p class="row">
            <span>{ desk.t(Word::SumExact { sum: thousands(sum.exact) }) }</span>
            if !besides.is_empty() { <span class="quiet">{ desk.t(Word::SumBesides { told: besides.join("、") }) }</span> }
            if unknown > 0 { <span class="tag">{ desk.t(Word::SumUnknown { count: unknown }) }</span> }
        </p>
    }
}

/// Employers in a table: where they are, how many work there, and what the ledger asks for.
pub(super) fn employers(desk: &Desk, rows: &[EmployerRow], covered: bool) -> Html {
    if rows.is_empty() {
        let none = if covered { Word::NoEmployers } else { Word::LedgerEmpty };
        return empty(desk.t(none), String::new());
    }
    let heads = match covered {
        true => vec![Word::Employer, Word::InUnion, Word::Workers, Word::MembersTold, Word::WhyOutside],
        false => vec![Word::Employer, Word::Party, Word::Workers, Word::WhyUnbuilt, Word::Plan, Word::PlanBy],
    };
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|row| line(desk, row, covered)) }</tbody>
        </table>
    }
}

fn line(desk: &Desk, row: &EmployerRow, covered: bool) -> Html {
    let facts = &row.facts;
    let or = |text: String| if text.is_empty() { desk.t(Word::Dash) } else { text };
    let count = |count: Option<_>| or(count.map(|count| told(desk, count)).unwrap_or_default());
    let name = html! {
        <span class="row"><a href={Place::Building(Building::Employer(row.id)).href()}>{ &facts.name }</a><span class="quiet">{ division(desk, &facts.division) }{ " " }{ &facts.address }</span></span>
    };
    let union = html! { <a href={Place::Building(Building::Union(row.union_id)).href()}>{ row.union.get(desk.lang) }</a> };
    let rest = if covered {
        html! {
            <>
                { cell(desk.t(Word::InUnion), union) }
                { cell(desk.t(Word::Workers), count(facts.workers)) }
                { cell(desk.t(Word::MembersTold), count(facts.members)) }
                { cell(desk.t(Word::WhyOutside), outside(desk, row)) }
            </>
        }
    } else {
        let by = html! {
            <span class="row">
                { or(facts.plan_by.map(|by| frontend::common::format::day(by, desk.lang)).unwrap_or_default()) }
                if row.overdue { <span class="tag bad">{ desk.t(Word::Overdue) }</span> }
            </span>
        };
        html! {
            <>
                { cell(desk.t(Word::Party), desk.t(facts.party)) }
                { cell(desk.t(Word::Workers), count(facts.workers)) }
                { cell(desk.t(Word::WhyUnbuilt), or(facts.reason.clone())) }
                { cell(desk.t(Word::Plan), or(facts.plan.clone())) }
                { cell(desk.t(Word::PlanBy), by) }
            </>
        }
    };
    html! { <tr key={row.id.to_string()}>{ cell(desk.t(Word::Employer), name) }{ rest }</tr> }
}

/// How many are no members yet, where both numbers were counted, and why.
fn outside(desk: &Desk, row: &EmployerRow) -> Html {
    let facts = &row.facts;
    let exact = |count: shared::drive::Count| count.qualifier == Qualifier::Exact;
    let both = facts.workers.filter(|count| exact(*count)).zip(facts.members.filter(|count| exact(*count)));
    let count = both.and_then(|(workers, members)| workers.value.checked_sub(members.value));
    html! {
        <span class="row">
            { for count.map(|count| html! { <strong>{ desk.t(Word::NotMembers { count: count.to_string() }) }</strong> }) }
            <span>{ if facts.reason.is_empty() { desk.t(Word::Dash) } else { facts.reason.clone() } }</span>
        </span>
    }
}
