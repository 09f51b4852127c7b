//! The monthly report: unit by unit and rolled up, every figure a way to its records.

use super::place::{Behind, Building};
use super::report_act::{AdjustForm, CloseForm, TargetForm};
use super::text::Word;
use super::told;
use crate::hooks::{Desk, use_get};
use crate::parts::with;
use crate::route::Place;
use frontend::common::id;
use shared::api::{Adjustment, Report, UnitReport};
use shared::report::{Figure, Figures, Month};
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ReportProps {
    pub desk: Desk,
    /// This month, if none is named.
    pub month: Option<Month>,
}

/// The report of a month.
#[component]
pub(crate) fn MonthlyReport(ReportProps { desk, month }: &ReportProps) -> Html {
    let month = &month.unwrap_or_else(|| Month::of((id::now() + chrono::TimeDelta::hours(8)).date_naive()));
    let fresh = use_state(|| 0_u32);
    let data = use_get::<Report>(desk, format!("/staff/reports?month={month}"), desk.news * 1_000 + *fresh);
    let changed = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let to = |month: Month| Place::Building(Building::Report(Some(month))).href();
    html! {
        <div class="stack-l">
            <div class="stack">
                <h1>{ desk.t(Word::Report) }{ " " }{ month.to_string() }</h1>
                <p class="quiet">{ desk.t(Word::ReportHint) }</p>
                <p class="row">
                    <a class="button second" href={to(month.before())}>{ desk.t(Word::Before) }</a>
                    <a class="button second" href={to(month.next())}>{ desk.t(Word::After) }</a>
                    <a class="button second" href={format!("/api/v1/staff/reports/workbook?month={month}&lang={}", desk.lang.tag())} download="">{ desk.t(Word::Export) }</a>
                </p>
            </div>
            { with(desk, &data, |report| html! {
                <>
                    { table(desk, report) }
                    { besides(desk, report) }
                    { joined(desk, *month, &report.total) }
                    { for report.units.iter().map(|unit| self::unit(desk, *month, unit, &changed)) }
                </>
            }) }
        </div>
    }
}

fn table(desk: &Desk, report: &Report) -> Html {
    let heads = [
        Word::Opening,
        Word::Joined,
        Word::In,
        Word::Out,
        Word::Resigned,
        Word::Retained,
        Word::Expelled,
        Word::Adjusted,
        Word::Closing,
        Word::FoundedCount,
        Word::CoveredCount,
        Word::Target,
        Word::Completion,
        Word::Filing,
    ];
    html! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={desk.t(Word::Report)}>
            <table class="grid report">
                <thead><tr>
                    <th scope="col">{ desk.t(Word::Unit) }</th>
                    { for heads.into_iter().map(|text| html! { <th scope="col" class="num">{ desk.t(text) }</th> }) }
                </tr></thead>
                <tbody>
                    { for report.units.iter().map(|unit| row(desk, report.month, unit.union.get(desk.lang), &unit.figures, Some(unit.union_id))) }
                    { row(desk, report.month, &desk.t(Word::All), &report.total, None) }
                </tbody>
            </table>
        </div>
    }
}

/// A row of figures, of one unit or of all; each leads to its records.
fn row(desk: &Desk, month: Month, name: &str, figures: &Figures, unit: Option<Uuid>) -> Html {
    let plain = |text: String| html! { <td class="num">{ text }</td> };
    let link = |figure: Figure, text: String| {
        if text == desk.t(Word::Dash) || (figures.of(figure) == 0 && text != "0%") {
            return plain(text);
        }
        let href = Place::Building(Building::Records(Behind { unit, ..Behind::all(month, figure) })).href();
        let label = format!("{name} {} {text}", desk.t(figure));
        html! { <td class="num"><a {href} aria-label={label}>{ text }</a></td> }
    };
    let figure = |figure: Figure| link(figure, figures.of(figure).to_string());
    let share = |share: Option<u64>| share.map_or_else(|| desk.t(Word::Dash), |share| format!("{share}%"));
    let adjusted = figures.of(Figure::Adjusted);
    html! {
        <tr class={unit.is_none().then_some("total")}>
            <th scope="row">{ name }</th>
            { figure(Figure::Opening) }
            { figure(Figure::Joined) }
            { figure(Figure::TransferredIn) }
            { figure(Figure::TransferredOut) }
            { figure(Figure::Resigned) }
            { figure(Figure::Retained) }
            { figure(Figure::Expelled) }
            { link(Figure::Adjusted, format!("{}{adjusted}", if adjusted > 0 { "+" } else { "" })) }
            { figure(Figure::Closing) }
            { figure(Figure::UnionsFounded) }
            { figure(Figure::EmployersCovered) }
            { link(Figure::Target, figures.target.map_or_else(|| desk.t(Word::Dash), |target| target.to_string())) }
            { link(Figure::Joined, share(figures.completion())) }
            { link(Figure::Filed, share(figures.filing_rate())) }
        </tr>
    }
}

/// Numbers that were told, not counted.
fn besides(desk: &Desk, report: &Report) -> Html {
    if report.besides.is_empty() {
        return Html::default();
    }
    html! {
        <div class="note">
            <p>{ desk.t(Word::Besides) }</p>
            <ul>{ for report.besides.iter().map(|one| html! {
                <li><a href={Place::Building(Building::Union(one.union_id)).href()}>{ one.union.get(desk.lang) }</a>{ ": " }{ told(desk, one.count) }</li>
            }) }</ul>
        </div>
    }
}

/// Who joined, by group, each a way to the records.
fn joined(desk: &Desk, month: Month, total: &Figures) -> Html {
    if total.joined == 0 {
        return Html::default();
    }
    let group = |(code, count): (&String, &u32)| {
        let name = super::records::group_name(desk, code);
        let behind = Behind { group: Some(code.clone()), ..Behind::all(month, Figure::Joined) };
        let href = Place::Building(Building::Records(behind)).href();
        html! { <li><a {href}>{ name }{ " " }{ count }</a></li> }
    };
    let part = |figure: Figure, text: Word| {
        let href = Place::Building(Building::Records(Behind::all(month, figure))).href();
        html! { <li><a {href}>{ desk.t(text) }</a></li> }
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::ByGroup) }</h2>
            <ul class="groups" role="list">
                { for total.by_group.iter().map(group) }
                { part(Figure::Women, Word::Women { count: total.women }) }
                { part(Figure::Migrants, Word::Migrants { count: total.migrants }) }
            </ul>
        </section>
    }
}

/// Whether the month of a unit is closed, its problems and adjustments, and what can be done.
fn unit(desk: &Desk, month: Month, unit: &UnitReport, changed: &Callback<()>) -> Html {
    let state = match unit.closed_at {
        Some(at) => html! { <span class="tag good">{ desk.t(Word::Closed { at: desk.time(at) }) }</span> },
        None => html! { <span class="tag">{ desk.t(Word::Open) }</span> },
    };
    let one = |one: &Adjustment| {
        let (of, line) = (one.of.to_string(), desk.t(one.line));
        html! { <li>{ desk.t(Word::Adjustment { of, line, by: format!("{:+}", one.by), reason: one.reason.clone() }) }</li> }
    };
    html! {
        <section class="panel stack" key={unit.union_id.to_string()}>
            <h2 class="row">{ unit.union.get(desk.lang) }{ state }</h2>
            if unit.late > 0 { <p class="note warn">{ desk.t(Word::LateRecords { count: unit.late }) }</p> }
            if !unit.problems.is_empty() { <p>{ desk.t(Word::Problems) }{ ": " }{ &unit.problems }</p> }
            if !unit.adjustments.is_empty() { <ul>{ for unit.adjustments.iter().map(one) }</ul> }
            if unit.may_close { <CloseForm desk={desk.clone()} {month} unit={unit.clone()} changed={changed.clone()} /> }
            if unit.may_adjust {
                <TargetForm key={format!("t{:?}", unit.figures.target)} desk={desk.clone()} {month} unit={unit.clone()} changed={changed.clone()} />
                if unit.last_closed.is_some() {
                    <AdjustForm key={format!("a{}", unit.adjustments.len())} desk={desk.clone()} {month} unit={unit.clone()} changed={changed.clone()} />
                }
            }
        </section>
    }
}
