//! What is told of a union, and changing it.

use super::form::{code, number, options, use_form};
use super::text::Word;
use super::told;
use crate::hooks::Desk;
use crate::text::Say;
use shared::api::UnionPage;
use shared::drive::DriveMethod;
use shared::sync::{Action, SaveUnion, UnionFacts};
use shared::union::{Coverage, Organ, UnionKind};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ProfileProps {
    pub(crate) desk: Desk,
    pub(crate) page: UnionPage,
    pub(crate) changed: Callback<()>,
}

/// What is told of it.
#[component]
pub fn Profile(ProfileProps { desk, page, changed }: &ProfileProps) -> Html {
    let facts = &page.facts;
    let or =
        |text: Option<String>| text.filter(|text| !text.is_empty()).unwrap_or_else(|| desk.t(Word::NotTold));
    let groups = facts.worker_groups.iter().flatten().filter_map(|code| shared::membership::group(code));
    let groups = groups.map(|one| desk.t(*one)).collect::<Vec<_>>().join(&desk.t(Say::ListComma));
    let fact = |term: Word, what: String| html! { <><dt>{ desk.t(term) }</dt><dd>{ what }</dd></> };
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Profile) }</h2>
            <dl class="facts">
                { fact(Word::Uscc, or(Some(facts.uscc.clone()))) }
                if page.row.kind != UnionKind::Federation { { fact(Word::Scope, scope(desk, page)) } }
                if !groups.is_empty() { { fact(Word::Groups, groups) } }
                { fact(Word::Method, or(facts.method.map(|one| desk.t(one)))) }
                { fact(Word::Organ, or(facts.organ.map(|one| desk.t(one)))) }
                { fact(Word::Party, or(Some(facts.party.clone()))) }
                { fact(Word::Workers, or(facts.workers.map(|count| told(desk, count)))) }
                { fact(Word::Term, or(facts.term_years.map(|years| years.to_string()))) }
                { fact(Word::TermEnds, or(facts.term_ends_on.map(|on| frontend::common::format::day(on, desk.lang)))) }
                { fact(Word::FullTime, desk.t(if facts.full_time_chair { Say::Yes } else { Say::No })) }
                { fact(Word::Chair, or(Some(facts.chair.clone()))) }
                { fact(Word::Phone, or(Some(facts.phone.clone()))) }
                if !facts.note.is_empty() { { fact(Word::Note, facts.note.clone()) } }
            </dl>
            if page.may_edit { <Change key={page.version} desk={desk.clone()} page={page.clone()} changed={changed.clone()} /> }
        </section>
    }
}

/// What it covers; where nothing is told, what applications take it to cover.
fn scope(desk: &Desk, page: &UnionPage) -> String {
    let takes_groups = page.facts.worker_groups.as_ref().is_some_and(|groups| !groups.is_empty());
    match page.facts.scope {
        Some(told) => desk.t(told),
        None => {
            let scope = desk.t(Coverage::of(None, page.row.kind, takes_groups));
            desk.t(Word::ScopeTaken { scope })
        }
    }
}

#[component]
fn Change(ProfileProps { desk, page, changed }: &ProfileProps) -> Html {
    let form = use_form(|| {
        let facts = &page.facts;
        let mut begin = vec![
            ("uscc", facts.uscc.clone()),
            ("scope", facts.scope.map(code).unwrap_or_default()),
            ("worker_groups", facts.worker_groups.clone().unwrap_or_default().join(" ")),
            ("method", facts.method.map(code).unwrap_or_default()),
            ("organ", facts.organ.map(code).unwrap_or_default()),
            ("party", facts.party.clone()),
            ("term_years", facts.term_years.map(|years| years.to_string()).unwrap_or_default()),
            ("term_ends_on", facts.term_ends_on.map(|on| on.to_string()).unwrap_or_default()),
            ("full_time_chair", facts.full_time_chair.to_string()),
            ("chair", facts.chair.clone()),
            ("phone", facts.phone.clone()),
            ("note", facts.note.clone()),
        ];
        begin.extend(number("workers", "workers.qualifier", facts.workers));
        begin.extend(number("members", "members.qualifier", facts.members));
        begin
    })
    .within("p");
    let onsubmit = {
        let (form, desk, changed) = (form.clone(), desk.clone(), changed.clone());
        let (union_id, version) = (page.row.id, page.version);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let facts = UnionFacts {
                uscc: form.get("uscc"),
                scope: form.chosen("scope"),
                worker_groups: Some(form.codes("worker_groups")),
                method: form.chosen("method"),
                organ: form.chosen("organ"),
                party: form.get("party"),
                term_years: form.get("term_years").trim().parse().ok(),
                term_ends_on: form.get("term_ends_on").parse().ok(),
                founded_on: None,
                workers: form.count("workers"),
                members: form.count("members"),
                full_time_chair: form.is("full_time_chair"),
                chair: form.get("chair"),
                phone: form.get("phone"),
                note: form.get("note"),
            };
            let save = SaveUnion { union_id, version, new: None, facts };
            form.send(&desk, Action::SaveUnion(save), changed.clone());
        })
    };
    html! {
        <details>
            <summary>{ desk.t(Word::Edit) }</summary>
            <form class="panel stack" {onsubmit}>
                <div class="filters">
                    { form.text(desk, "uscc", Word::Uscc) }
                    { form.choice(desk, "method", Word::Method, options(desk, &DriveMethod::ALL, Word::NotTold)) }
                    { form.choice(desk, "organ", Word::Organ, options(desk, &Organ::ALL, Word::NotTold)) }
                    { form.text(desk, "party", Word::Party) }
                    { form.number(desk, "workers", Word::Workers) }
                    { form.number(desk, "members", Word::MembersTold) }
                    { form.input(desk, "term_years", Word::Term, "number") }
                    { form.input(desk, "term_ends_on", Word::TermEnds, "date") }
                    { form.text(desk, "chair", Word::Chair) }
                    { form.text(desk, "phone", Word::Phone) }
                    { form.text(desk, "note", Word::Note) }
                    { form.tick(desk, "full_time_chair", Word::FullTime) }
                </div>
                if page.row.kind != UnionKind::Federation { { form.coverage(desk) } }
                { form.end(desk, Word::Save) }
            </form>
        </details>
    }
}
