//! One employer: what is told of it, and where it stands.

use super::employer_form::EmployerForm;
use super::form::division;
use super::place::Building;
use super::text::Word;
use super::told;
use crate::hooks::{Desk, RecordProps, use_get};
use crate::parts::with;
use crate::route::Place;
use frontend::common::format;
use shared::api::{EmployerPage, EmployerRow, UnionRow};
use shared::i18n::Text;
use yew::prelude::*;

/// One employer.
#[component]
pub(crate) fn Employer(RecordProps { desk, id }: &RecordProps) -> Html {
    let saved = use_state(|| 0_u32);
    let data = use_get::<EmployerPage>(desk, format!("/staff/employers/{id}"), desk.news * 1_000 + *saved);
    let unions = use_get::<Vec<UnionRow>>(desk, "/staff/unions".to_owned(), 0);
    let changed = {
        let saved = saved.clone();
        Callback::from(move |()| saved.set(*saved + 1))
    };
    html! {
        <div class="stack-l">
            <p><a class="button second" href={Place::Building(Building::Ledger).href()}>{ desk.t(Word::Ledger) }</a></p>
            { with(desk, &data, |page| html! {
                <>
                    { facts(desk, &page.row) }
                    if *saved > 0 { <p class="note" role="status">{ desk.t(Word::Saved) }</p> }
                    if page.may_edit {
                        { with(desk, &unions, |unions| html! {
                            <EmployerForm key={page.row.version} desk={desk.clone()} union_id={page.row.union_id} covers={page.row.facts.covered}
                                before={Some(page.row.clone())} unions={unions.clone()} changed={changed.clone()} />
                        }) }
                    }
                </>
            }) }
        </div>
    }
}

fn facts(desk: &Desk, row: &EmployerRow) -> Html {
    let facts = &row.facts;
    let or = |text: String| if text.is_empty() { desk.t(Word::NotTold) } else { text };
    let fact = |term: Word, what: String| html! { <><dt>{ desk.t(term) }</dt><dd>{ or(what) }</dd></> };
    let count = |count: Option<_>| count.map(|count| told(desk, count)).unwrap_or_default();
    let union = Place::Building(Building::Union(row.union_id)).href();
    let (state, class) = match facts.covered {
        true => (Word::Covered, "tag good"),
        false => (Word::Ledger, "tag warn"),
    };
    html! {
        <section class="stack">
            <h1>{ &facts.name }</h1>
            <p class="row">
                <span {class}>{ desk.t(state) }</span>
                if row.overdue { <span class="tag bad">{ desk.t(Word::Overdue) }</span> }
            </p>
            <dl class="facts">
                <dt>{ desk.t(Word::EmployerUnion) }</dt><dd><a href={union}>{ row.union.get(desk.lang) }</a></dd>
                { fact(Word::Division, division(desk, &facts.division)) }
                { fact(Word::Address, facts.address.clone()) }
                { fact(Word::Uscc, facts.uscc.clone()) }
                { fact(Word::Nature, facts.nature.clone()) }
                { fact(Word::Economy, facts.economic_type.clone()) }
                { fact(Word::Industry, facts.industry.clone()) }
                { fact(Word::PartyState, desk.t(facts.party)) }
                { fact(Word::Workers, count(facts.workers)) }
                if facts.covered {
                    { fact(Word::MembersTold, count(facts.members)) }
                    { fact(Word::CoveredOn, facts.covered_on.map(|on| on.text(desk.lang)).unwrap_or_default()) }
                    { fact(Word::WhyOutside, facts.reason.clone()) }
                } else {
                    { fact(Word::WhyUnbuilt, facts.reason.clone()) }
                    { fact(Word::Plan, facts.plan.clone()) }
                    { fact(Word::PlanBy, facts.plan_by.map(|by| format::day(by, desk.lang)).unwrap_or_default()) }
                }
            </dl>
        </section>
    }
}
