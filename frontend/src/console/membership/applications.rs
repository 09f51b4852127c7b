//! The queue of applications: filters, search, and decisions on one or many.

use super::batch::{Deed, review_ask, standing, together};
use super::filters::{Filters, People, Selects, UNFILED};
use super::text::Word;
use super::{application_tag, division_name, group_name};
use crate::hooks::Desk;
use crate::lists::{Frame, Picks, Searched, Tab, heads, use_list, use_picks};
use crate::parts::{cell, empty, moment, short};
use crate::route::Place;
use crate::text::Say;
use shared::api::{ApplicationCounts, ApplicationRow, ApplicationRows};
use shared::membership::ApplicationState;
use shared::sync::Review;
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
    let query = filters.query();
    let picks = use_picks(&query);
    let asking = use_state(|| None::<Deed>);
    let list =
        use_list::<ApplicationRows>(desk, "/staff/applications", Searched::People, &query, picks.fresh());
    let here = list.here();
    {
        let mut trail = desk.trail.borrow_mut();
        trail.applications = filters.clone();
        if let Some(data) = here {
            let waiting = |row: &&ApplicationRow| row.state.next().contains(&ApplicationState::Approved);
            trail.queue = data.rows.iter().filter(waiting).map(|row| row.id).collect();
        }
    }
    let ask = {
        let asking = asking.setter();
        Callback::from(move |deed| asking.set(Some(deed)))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let picked: Vec<ApplicationRow> = here
        .map(|data| data.rows.iter().filter(|row| picks.has(row.id)).cloned().collect())
        .unwrap_or_default();
    let question = asking.filter(|_| here.is_some()).map(|deed| match deed {
        Deed::Review(review) => review_ask(desk, &picked, review, picks.done(), over.clone()),
        deed => {
            let found = standing(desk, &picked, &picks);
            together(desk, picked.clone(), deed, found, &picks, over.clone())
        }
    });
    let may = desk.me.role.may_manage();
    let picking = Picking { picks: &picks, files: filters.state == UNFILED, may };
    let unions = here.map(|data| data.unions.clone()).unwrap_or_default();
    list.frame(
        desk,
        Frame {
            title: desk.t(Word::Applications),
            search: desk.t(Word::SearchApplications),
            tabs: tabs(desk, filters, here),
            beside: html! { if may { <a class="button second" href={Place::Enter.href()}>{ desk.t(Word::Enter) }</a> } },
            narrow: Html::default(),
            above: html! {
                <>
                    <Selects desk={desk.clone()} filters={filters.clone()} {unions} list={People::Applications} />
                    { for here.map(|data| funnel(desk, &data.counts)) }
                </>
            },
            body: html! {
                <>
                    { picks.told() }
                    { for here.map(|data| bulk(desk, data, picked.len(), &picking, &ask)) }
                    { list.show(desk, |data| table(desk, data, &picking)) }
                    { for question }
                </>
            },
        },
    )
}

/// Which rows are picked, and can be.
struct Picking<'a> {
    picks: &'a Picks,
    /// Whether they are picked to be filed.
    files: bool,
    may: bool,
}

impl Picking<'_> {
    /// What can be decided on together: what waits for staff; or, in the list of those, what waits to be filed.
    fn takes(&self, row: &ApplicationRow) -> bool {
        let approvable = row.state.next().contains(&ApplicationState::Approved);
        self.may && if self.files { !row.filed } else { approvable }
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

fn tabs(desk: &Desk, filters: &Filters, data: Option<&ApplicationRows>) -> Vec<Tab> {
    let counts = data.map(|data| data.counts).unwrap_or_default();
    let of = |state| match state {
        ApplicationState::Submitted => counts.submitted,
        ApplicationState::UnderReview => counts.under_review,
        ApplicationState::Returned => counts.returned,
        ApplicationState::Approved => counts.approved,
        ApplicationState::Rejected => counts.rejected,
        ApplicationState::Withdrawn => counts.withdrawn,
    };
    let tab = |state: String, text: String, count: u64| People::Applications.tab(filters, state, text, count);
    let all = ApplicationState::ALL.into_iter().map(of).sum();
    let mut tabs = vec![tab(String::new(), desk.t(Say::AllStates), all)];
    for state in ApplicationState::ALL {
        tabs.push(tab(Filters::of(state).state, desk.t(state), of(state)));
        if state == ApplicationState::Approved {
            let unfiled = counts.approved.saturating_sub(counts.filed);
            tabs.push(tab(UNFILED.to_owned(), desk.t(Word::Unfiled), unfiled));
        }
    }
    tabs
}

/// Picks all of the list that can be decided on, or none, and decides on those that are picked.
fn bulk(
    desk: &Desk,
    data: &ApplicationRows,
    count: usize,
    picking: &Picking<'_>,
    ask: &Callback<Deed>,
) -> Html {
    let ids: Vec<Uuid> = data.rows.iter().filter(|row| picking.takes(row)).map(|row| row.id).collect();
    let button = |deed: Deed, word: Word, class: &'static str| {
        let onclick = ask.reform(move |_: MouseEvent| deed);
        html! { <button type="button" {class} {onclick}>{ desk.t(word) }</button> }
    };
    let deeds = match picking.files {
        true => button(Deed::File, Word::File, "button"),
        false => html! {
            <>
                { button(Deed::Approve, Word::Approve, "button") }
                { button(Deed::Review(Review::Take), Word::Take, "button second") }
                { button(Deed::Review(Review::Return), Word::Return, "button second") }
                { button(Deed::Review(Review::Reject), Word::Reject, "button second") }
            </>
        },
    };
    picking.picks.bar(desk, ids, count, deeds)
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
    let work =
        format!("{} · {}", group_name(desk, &row.person.group), division_name(desk, &row.person.division));
    let mark = |on: bool, word: Word| {
        on.then(|| html! { <>{ " " }<span class="tag warn">{ desk.t(word) }</span></> })
    };
    html! {
        <tr key={row.id.to_string()}>
            if picking.may { { picking.picks.cell(desk, row.id, &row.person.name, picking.takes(row)) } }
            { cell(desk.t(Say::Name), html! {
                <span><a href={Place::Application(row.id).href()}>{ &row.person.name }</a>{ for mark(row.member, Word::IsMember) }{ for mark(row.twice, Word::Twice) }</span>
            }) }
            { cell(desk.t(Say::DocumentNumber), row.person.document.clone()) }
            { cell(desk.t(Say::Employer), row.person.employer.clone()) }
            { cell(desk.t(Word::Group), work) }
            if several { { cell(desk.t(Word::Union), row.union.get(desk.lang).to_owned()) } }
            { cell(desk.t(Word::Came), row.source.clone().unwrap_or_else(|| "—".to_owned())) }
            { short(desk.t(Say::Code), row.code.clone()) }
            { cell(desk.t(Say::SubmittedAt), moment(desk, row.submitted_at)) }
            { cell(desk.t(Say::State), html! {
                <span>
                    { application_tag(desk, row.state) }
                    if row.filed { { " " }<span class="tag good">{ desk.t(Word::Filed) }</span> }
                    { picking.picks.why(row.id) }
                </span>
            }) }
        </tr>
    }
}
