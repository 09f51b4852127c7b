//! The queue of applications: filters, search, and decisions on one or many.

use super::batch::{Deed, InTheWay, review_ask, standing, together};
use super::filters::{Filters, UNFILED};
use super::list::{Frame, People, heads, use_list};
use super::text::Word;
use super::{application_tag, division_name, group_name};
use crate::hooks::Desk;
use crate::parts::{cell, empty};
use crate::route::Place;
use crate::text::Say;
use shared::api::{ApplicationCounts, ApplicationRow, ApplicationRows};
use shared::membership::ApplicationState;
use shared::sync::Review;
use std::collections::BTreeSet;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct ApplicationsProps {
    pub desk: Desk,
    pub filters: Filters,
}

/// The queue.
#[component]
pub(crate) fn Applications(ApplicationsProps { desk, filters }: &ApplicationsProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let chosen = use_state(BTreeSet::<Uuid>::new);
    let asking = use_state(|| None::<Deed>);
    let told = use_state(String::new);
    let way = use_state(InTheWay::new);
    let list = use_list::<ApplicationRows>(desk, "/staff/applications", filters, *fresh);
    {
        // What was picked or told belongs to the list as it was.
        let (chosen, told, way) = (chosen.setter(), told.setter(), way.setter());
        use_effect_with(filters.clone(), move |_| {
            chosen.set(BTreeSet::new());
            told.set(String::new());
            way.set(InTheWay::new());
        });
    }
    let here = list.here();
    {
        let mut trail = desk.trail.borrow_mut();
        trail.applications = filters.clone();
        if let Some(data) = here {
            let waiting = |row: &&ApplicationRow| row.state.next().contains(&ApplicationState::Approved);
            trail.queue = data.rows.iter().filter(waiting).map(|row| row.id).collect();
        }
    }
    let ontoggle = {
        let chosen = chosen.clone();
        Callback::from(move |(ids, on): (Vec<Uuid>, bool)| {
            let mut now = (*chosen).clone();
            for id in ids {
                if on {
                    now.insert(id)
                } else {
                    now.remove(&id)
                };
            }
            chosen.set(now);
        })
    };
    let ask = {
        let asking = asking.setter();
        Callback::from(move |deed| asking.set(Some(deed)))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let done = {
        let (chosen, fresh, told, way) = (chosen.clone(), fresh.clone(), told.clone(), way.clone());
        Callback::from(move |(text, left): (String, InTheWay)| {
            told.set(text);
            chosen.set(left.keys().copied().collect());
            way.set(left);
            fresh.set(*fresh + 1);
        })
    };
    let leave_out = {
        let (chosen, way) = (chosen.clone(), way.clone());
        Callback::from(move |_: MouseEvent| {
            chosen.set(chosen.iter().filter(|id| !way.contains_key(id)).copied().collect());
            way.set(InTheWay::new());
        })
    };
    let picked: Vec<ApplicationRow> = here
        .map(|data| data.rows.iter().filter(|row| chosen.contains(&row.id)).cloned().collect())
        .unwrap_or_default();
    let question = asking.filter(|_| here.is_some()).map(|deed| match deed {
        Deed::Review(review) => review_ask(desk, picked.clone(), review, &done, over.clone()),
        deed => {
            let set_way = way.setter();
            let on_way = Callback::from(move |found| set_way.set(found));
            let found = standing(desk, &picked, &way, leave_out.clone());
            together(desk, picked.clone(), deed, found, &done, on_way, over.clone())
        }
    });
    let may = desk.me.role.may_manage();
    let picking = Picking { chosen: &chosen, way: &way, toggle: &ontoggle, filters, may };
    let body = html! {
        <>
            if !told.is_empty() { <p class="note" role="status">{ &*told }</p> }
            { for here.map(|data| bulk(desk, data, &picked, &picking, &ask)) }
            { list.show(desk, |data| table(desk, data, &picking)) }
            { for question }
        </>
    };
    list.frame(
        desk,
        Frame {
            list: People::Applications,
            title: Word::Applications,
            search: Word::SearchApplications,
            filters,
            unions: here.map_or(&[], |data| &data.unions),
            more: here.is_some_and(|data| data.next.is_some()),
            tabs: tabs(desk, here),
            beside: html! { if may { <a class="button second" href={Place::Enter.href()}>{ desk.t(Word::Enter) }</a> } },
            above: html! { { for here.map(|data| funnel(desk, &data.counts)) } },
            body,
        },
    )
}

/// Which rows are picked, and what stands in their way.
struct Picking<'a> {
    chosen: &'a BTreeSet<Uuid>,
    way: &'a InTheWay,
    toggle: &'a Callback<(Vec<Uuid>, bool)>,
    filters: &'a Filters,
    may: bool,
}

impl Picking<'_> {
    /// What can be decided on together: what waits for staff; or, in the list of those, what waits to be filed.
    fn takes(&self, row: &ApplicationRow) -> bool {
        let files = self.filters.state == UNFILED;
        let approvable = row.state.next().contains(&ApplicationState::Approved);
        self.may && if files { !row.filed } else { approvable }
    }
}

/// Scanned, submitted, approved and filed are four things.
fn funnel(desk: &Desk, counts: &ApplicationCounts) -> Html {
    let submitted = counts.submitted
        + counts.under_review
        + counts.returned
        + counts.approved
        + counts.rejected
        + counts.withdrawn;
    let told = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    html! {
        <ol class="steps">
            <li>{ desk.t(Word::Scanned { count: told(counts.scanned) }) }</li>
            <li>{ desk.t(Word::SubmittedSum { count: told(submitted) }) }</li>
            <li>{ desk.t(Word::ApprovedSum { count: told(counts.approved) }) }</li>
            <li>{ desk.t(Word::FiledSum { count: told(counts.filed) }) }</li>
        </ol>
    }
}

fn tabs(desk: &Desk, data: Option<&ApplicationRows>) -> Vec<(String, String, u64)> {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let of = |state| match state {
        ApplicationState::Submitted => counts.submitted,
        ApplicationState::UnderReview => counts.under_review,
        ApplicationState::Returned => counts.returned,
        ApplicationState::Approved => counts.approved,
        ApplicationState::Rejected => counts.rejected,
        ApplicationState::Withdrawn => counts.withdrawn,
    };
    let mut tabs =
        vec![(String::new(), desk.t(Say::AllStates), ApplicationState::ALL.into_iter().map(of).sum())];
    for state in ApplicationState::ALL {
        tabs.push((Filters::of(state).state, desk.t(state), of(state)));
        if state == ApplicationState::Approved {
            let unfiled = counts.approved.saturating_sub(counts.filed);
            tabs.push((UNFILED.to_owned(), desk.t(Word::Unfiled), unfiled));
        }
    }
    tabs
}

/// Picks all of the list that can be decided on, or none, and decides on those that are picked.
fn bulk(
    desk: &Desk,
    data: &ApplicationRows,
    picked: &[ApplicationRow],
    picking: &Picking<'_>,
    ask: &Callback<Deed>,
) -> Html {
    let ids: Vec<Uuid> = data.rows.iter().filter(|row| picking.takes(row)).map(|row| row.id).collect();
    if ids.is_empty() {
        return Html::default();
    }
    let all = ids.iter().all(|id| picking.chosen.contains(id));
    let onall = picking.toggle.reform(move |_: Event| (ids.clone(), !all));
    let button = |deed: Deed, word: Word, class: &'static str| {
        let onclick = ask.reform(move |_: MouseEvent| deed);
        html! { <button type="button" {class} {onclick}>{ desk.t(word) }</button> }
    };
    html! {
        <div class={classes!("row", "bulk", (!picked.is_empty()).then_some("on"))}>
            <label class="check"><input type="checkbox" checked={all} onchange={onall} />{ desk.t(Say::SelectAll) }</label>
            if !picked.is_empty() {
                <span role="status">{ desk.t(Say::Selected { count: picked.len() }) }</span>
                if picking.filters.state == UNFILED {
                    { button(Deed::File, Word::File, "button") }
                } else {
                    { button(Deed::Approve, Word::Approve, "button") }
                    { button(Deed::Review(Review::Take), Word::Take, "button second") }
                    { button(Deed::Review(Review::Return), Word::Return, "button second") }
                    { button(Deed::Review(Review::Reject), Word::Reject, "button second") }
                }
            }
        </div>
    }
}

fn table(desk: &Desk, data: &ApplicationRows, picking: &Picking<'_>) -> Html {
    if data.rows.is_empty() {
        return empty(desk.t(Word::NoApplications), desk.t(Word::NoneHint));
    }
    let several = data.unions.len() > 1;
    let mut columns =
        vec![desk.t(Say::Name), desk.t(Say::DocumentNumber), desk.t(Say::Employer), desk.t(Word::Group)];
    columns.extend(several.then(|| desk.t(Word::Union)));
    columns.extend([desk.t(Word::Came), desk.t(Say::Code), desk.t(Say::SubmittedAt), desk.t(Say::State)]);
    html! {
        <table class="cards-on-phone">
            { heads(desk, picking.may, columns) }
            <tbody>{ for data.rows.iter().map(|one| row(desk, one, several, picking)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &ApplicationRow, several: bool, picking: &Picking<'_>) -> Html {
    let (id, chosen) = (row.id, picking.chosen.contains(&row.id));
    let onchange = picking.toggle.reform(move |_: Event| (vec![id], !chosen));
    let work = format!("{} · {}", group_name(desk, &row.group), division_name(desk, &row.division));
    let mark = |on: bool, word: Word| {
        on.then(|| html! { <>{ " " }<span class="tag warn">{ desk.t(word) }</span></> })
    };
    html! {
        <tr key={row.id.to_string()}>
            if picking.may {
                <td class="pick">
                    if picking.takes(row) {
                        <label><input type="checkbox" checked={chosen} {onchange} aria-label={desk.t(Say::Select { name: row.name.clone() })} /></label>
                    }
                </td>
            }
            { cell(desk.t(Say::Name), html! {
                <span><a href={Place::Application(row.id).href()}>{ &row.name }</a>{ for mark(row.member, Word::IsMember) }{ for mark(row.twice, Word::Twice) }</span>
            }) }
            { cell(desk.t(Say::DocumentNumber), row.document.clone()) }
            { cell(desk.t(Say::Employer), row.employer.clone()) }
            { cell(desk.t(Word::Group), work) }
            if several { { cell(desk.t(Word::Union), row.union.get(desk.lang).to_owned()) } }
            { cell(desk.t(Word::Came), row.source.clone().unwrap_or_else(|| "—".to_owned())) }
            { cell(desk.t(Say::Code), row.code.clone()) }
            { cell(desk.t(Say::SubmittedAt), desk.time(row.submitted_at)) }
            { cell(desk.t(Say::State), html! {
                <span>
                    { application_tag(desk, row.state) }
                    if row.filed { { " " }<span class="tag good">{ desk.t(Word::Filed) }</span> }
                    { for picking.way.get(&row.id).map(|why| html! { <span class="error">{ " " }{ why }</span> }) }
                </span>
            }) }
        </tr>
    }
}
