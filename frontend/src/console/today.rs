//! What waits for me today.

use crate::building::Building;
use crate::hooks::{Desk, ScreenProps, use_get};
use crate::membership::{Filters, UNFILED};
use crate::parts::{empty, with};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use shared::api::{Today as Data, TodayItem, TodayKind};
use shared::competition::EntryState;
use shared::membership::ApplicationState;
use yew::prelude::*;

/// What waits, most urgent first, each leading to where it is done.
#[component]
pub(crate) fn Today(ScreenProps { desk }: &ScreenProps) -> Html {
    let data = use_get::<Data>(desk, "/staff/today".to_owned(), desk.news);
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Today) }</h1>
            { with(desk, &data, |data| match data.items.is_empty() {
                true => empty(desk.t(Say::NothingToday), desk.t(Say::NothingTodayHint)),
                false => html! { <ul class="cards" role="list">{ for data.items.iter().map(|one| item(desk, one, data)) }</ul> },
            }) }
        </div>
    }
}

fn item(desk: &Desk, item: &TodayItem, data: &Data) -> Html {
    let id = item.record_id;
    let count = item.count;
    let applications = |state: ApplicationState| Place::Applications(Filters::of(state));
    let (text, to) = match item.kind {
        TodayKind::EntriesToCheck => {
            (Say::EntriesToCheck { count }, Place::Entries(Some(id), Some(EntryState::Submitted)))
        }
        TodayKind::EntriesReturned => {
            (Say::EntriesReturned { count }, Place::Entries(Some(id), Some(EntryState::Returned)))
        }
        TodayKind::EntryToOpen => (Say::EntryToOpen, Place::Competition(id)),
        TodayKind::EntryToClose => (Say::EntryToClose, Place::Competition(id)),
        TodayKind::MarksMissing => (Say::MarksMissing { count }, Place::Marks(id)),
        TodayKind::ResultsToPublish => (Say::ResultsToPublish { count }, Place::Results(id)),
        TodayKind::ResultsToCorrect => (Say::ResultsToCorrect { count }, Place::Results(id)),
        TodayKind::ResultsToConfirm => (Say::ResultsToConfirm, Place::Results(id)),
        TodayKind::StepOverdue => (Say::StepOverdue, Place::Building(Building::Union(id))),
        TodayKind::TermEnding => (Say::TermEnding, Place::Building(Building::Union(id))),
        TodayKind::PlansOverdue => (Say::PlansOverdue { count }, Place::Building(Building::Ledger)),
        TodayKind::ApplicationsToCheck => {
            (Say::ApplicationsToCheck { count }, applications(ApplicationState::Submitted))
        }
        TodayKind::ApplicationsToDecide => {
            (Say::ApplicationsToDecide { count }, applications(ApplicationState::UnderReview))
        }
        TodayKind::ApplicationsToFile => {
            (Say::ApplicationsToFile { count }, Place::Applications(Filters::of(UNFILED)))
        }
        TodayKind::TransfersToAnswer => (Say::TransfersToAnswer { count }, Place::Transfers),
        TodayKind::TransfersEscalated => (Say::TransfersEscalated { count }, Place::Transfers),
    };
    let late = item.due.is_some_and(|due| due <= data.now);
    html! {
        <li class="card">
            <a class="whole" href={to.href()}>
                <strong>{ desk.t(text) }</strong>
                <span>{ item.title.get(desk.lang) }</span>
            </a>
            <p class="quiet row">
                if late { <span class="tag bad">{ desk.t(Say::Overdue) }</span> }
                { for item.due.map(|due| html! { <span>{ desk.t(Say::Due { at: format::due(due, desk.lang) }) }</span> }) }
            </p>
        </li>
    }
}
