//! One row of the record of work, with the records behind its number.

use super::place::Building;
use super::records::{group_name, table};
use super::text::Word;
use super::told;
use super::work::when;
use super::work_form::WorkForm;
use crate::hooks::{Desk, use_get};
use crate::parts::with;
use crate::route::Place;
use shared::api::{ChroniclePage, ReportRecord};
use std::collections::BTreeMap;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct WorkRowProps {
    pub desk: Desk,
    pub id: Uuid,
    pub group: Option<String>,
}

/// One row; of a mass enrolment, those of one group or all.
#[component]
pub(crate) fn WorkRow(WorkRowProps { desk, id, group }: &WorkRowProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let data = use_get::<ChroniclePage>(desk, format!("/staff/chronicle/{id}"), desk.news * 1_000 + *fresh);
    let changed = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    html! {
        <div class="stack-l">
            <p><a class="button second" href={Place::Building(Building::Work(None)).href()}>{ desk.t(Word::Work) }</a></p>
            { with(desk, &data, |page| html! {
                <>
                    { facts(desk, page) }
                    if page.may_edit {
                        <WorkForm key={page.row.version} desk={desk.clone()} before={Some(page.row.clone())} changed={changed.clone()} />
                    }
                    if !page.joined.is_empty() { { joined(desk, page, group.as_deref()) } }
                </>
            }) }
        </div>
    }
}

fn facts(desk: &Desk, page: &ChroniclePage) -> Html {
    let row = &page.row;
    let fact = |term: Word, what: String| html! { <><dt>{ desk.t(term) }</dt><dd>{ what }</dd></> };
    let union = Place::Building(Building::Union(row.union_id)).href();
    let note = row.note.get(desk.lang);
    html! {
        <section class="stack">
            <h1>{ row.title.get(desk.lang) }</h1>
            <p class="row"><span class="tag info">{ desk.t(row.kind) }</span></p>
            if let Some(count) = row.count { <p class="figure">{ told(desk, count) }</p> }
            <dl class="facts">
                <dt>{ desk.t(Word::OfUnion) }</dt><dd><a href={union}>{ page.union.get(desk.lang) }</a></dd>
                { fact(Word::On, when(desk, row).unwrap_or_else(|| desk.t(Word::Undated))) }
                { for row.method.map(|method| fact(Word::Method, desk.t(method))) }
                if !note.is_empty() { { fact(Word::Note, note.to_owned()) } }
            </dl>
            <p class="quiet">{ desk.t(Word::Recorded { at: desk.time(page.at) }) }</p>
        </section>
    }
}

/// Who joined on the day, by group, and the number that was told beside what the records come to.
fn joined(desk: &Desk, page: &ChroniclePage, group: Option<&str>) -> Html {
    let mut groups: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &page.joined {
        *groups.entry(&row.worker_group).or_default() += 1;
    }
    let tab = |to: Option<&str>, text: String| {
        let href = Place::Building(Building::WorkRow(page.row.id, to.map(str::to_owned))).href();
        html! { <a {href} aria-current={(to == group).then_some("page")}>{ text }</a> }
    };
    let rows: Vec<&ReportRecord> =
        page.joined.iter().filter(|row| group.is_none_or(|group| row.worker_group == group)).collect();
    let count = page.joined.len();
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::JoinedThatDay { count }) }</h2>
            { for page.row.count.map(|number| html! { <p>{ desk.t(Word::ToldAndCounted { told: told(desk, number), count }) }</p> }) }
            <div class="tabs">
                { tab(None, format!("{} {count}", desk.t(Word::WholeList))) }
                { for groups.iter().map(|(code, count)| tab(Some(code), format!("{} {count}", group_name(desk, code)))) }
            </div>
            <p role="status"><strong>{ desk.t(Word::RecordCount { count: rows.len() }) }</strong></p>
            { table(desk, &rows) }
        </section>
    }
}
