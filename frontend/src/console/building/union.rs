//! One union: what is told of it, its steps, its employers.

use super::employer_form::EmployerForm;
use super::facts::Profile;
use super::form::division;
use super::ledger::employers;
use super::place::{Building, Which};
use super::steps::Steps;
use super::text::Word;
use super::unions::{founded, members};
use super::work::rows;
use super::{alerts, told};
use crate::hooks::{Desk, RecordProps, use_get};
use crate::parts::with;
use crate::route::Place;
use shared::api::UnionPage;
use shared::union::UnionKind;
use yew::prelude::*;

/// One union.
#[component]
pub(crate) fn Union(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let data = use_get::<UnionPage>(desk, format!("/staff/unions/{id}"), desk.news * 1_000 + *fresh);
    let changed = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    with(desk, &data, |page| {
        let covers = page.row.kind != UnionKind::Federation;
        html! {
            <div class="stack-l">
                { head(desk, page) }
                <Profile desk={desk.clone()} page={page.clone()} changed={changed.clone()} />
                if covers { <Steps desk={desk.clone()} page={page.clone()} changed={changed.clone()} /> }
                <section class="stack">
                    <h2>{ desk.t(if covers { Word::Employers } else { Word::Ledger }) }</h2>
                    { employers(desk, &page.employers, covers) }
                    if page.may_edit {
                        <EmployerForm key={page.employers.len()} desk={desk.clone()} union_id={*id} {covers} changed={changed.clone()} />
                    }
                </section>
                if !page.chronicle.is_empty() {
                    <section class="stack">
                        <h2>{ desk.t(Word::Work) }</h2>
                        { rows(desk, &page.chronicle.iter().collect::<Vec<_>>()) }
                    </section>
                }
            </div>
        }
    })
}

fn head(desk: &Desk, page: &UnionPage) -> Html {
    let row = &page.row;
    let fact = |term: Word, what: String| html! { <><dt>{ desk.t(term) }</dt><dd>{ what }</dd></> };
    html! {
        <div class="stack">
            <p><a class="button second" href={Place::Building(Building::Unions(Which::All)).href()}>{ desk.t(Word::Unions) }</a></p>
            <h1>{ row.name.get(desk.lang) }</h1>
            <p class="row">
                <span class="tag info">{ desk.t(row.kind) }</span>
                { for row.stage.map(|stage| html! { <span class="tag good">{ desk.t(stage) }</span> }) }
                { alerts(desk, row) }
            </p>
            <dl class="facts">
                { for page.above.as_ref().map(|above| fact(Word::Above, above.get(desk.lang).to_owned())) }
                { fact(Word::Division, division(desk, &row.division)) }
                { fact(Word::Founded, founded(desk, row)) }
                <dt>{ desk.t(Word::Members) }</dt><dd>{ if row.members > 0 { members(row) } else { html! { 0 } } }</dd>
                { for row.told_members.map(|count| fact(Word::MembersTold, told(desk, count))) }
            </dl>
        </div>
    }
}
