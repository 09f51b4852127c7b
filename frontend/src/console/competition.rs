//! One competition: what it is, and its life by buttons.

use crate::hooks::{Desk, RecordProps, act, said, use_get};
use crate::parts::{Answer, Ask, competition_tag, with};
use crate::route::Place;
use crate::stewards;
use crate::text::Say;
use frontend::common::{format::day, id};
use shared::api::StaffCompetition;
use shared::competition::CompetitionState;
use shared::sync::{Action, AdvanceCompetition};
use uuid::Uuid;
use yew::prelude::*;

/// The states that a competition passes through when nothing comes between.
const LIFE: [CompetitionState; 6] = [
    CompetitionState::Draft,
    CompetitionState::Published,
    CompetitionState::EntryOpen,
    CompetitionState::EntryClosed,
    CompetitionState::PublicNotice,
    CompetitionState::Confirmed,
];

/// One competition.
#[component]
pub(crate) fn Competition(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| None::<CompetitionState>);
    let data =
        use_get::<StaffCompetition>(desk, format!("/staff/competitions/{id}"), desk.news * 1_000 + *fresh);
    let view = |data: &StaffCompetition| {
        let from = data.row.state;
        let ask = {
            let asking = asking.setter();
            Callback::from(move |to| asking.set(Some(to)))
        };
        let over = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(None))
        };
        let question = asking.map(|to| {
            let yes = {
                let (fresh, desk, competition_id) = (fresh.clone(), desk.clone(), *id);
                Callback::from(move |_: String| -> Answer {
                    let (fresh, desk) = (fresh.clone(), desk.clone());
                    Box::pin(async move {
                        let advance = AdvanceCompetition { competition_id, from, to };
                        let wrong = said(&act(&desk, Action::AdvanceCompetition(advance)).await, desk.lang);
                        fresh.set(*fresh + 1);
                        wrong
                    })
                })
            };
            let (step, text) = (desk.t(step(from, to)), meaning(to).map(|text| desk.t(text)));
            html! {
                <Ask desk={desk.clone()} title={desk.t(Say::StepAsk { step: step.clone() })} text={text.unwrap_or_default()} act={step}
                    grave={to == CompetitionState::Cancelled} {yes} {over} />
            }
        });
        html! {
            <div class="stack-l">
                { head(desk, data, *id) }
                <section class="stack">
                    <h2>{ desk.t(Say::Life) }</h2>
                    { stepper(desk, from) }
                    <div class="row">
                        { results_link(desk, from, *id) }
                        { for data.next.iter().map(|to| step_button(desk, from, *to, &ask)) }
                    </div>
                </section>
                { facts(desk, data) }
                if desk.me.role.may_see_entries() {
                    <stewards::Stewards desk={desk.clone()} id={*id} association={data.definition.association.clone()} />
                }
                { for question }
            </div>
        }
    };
    with(desk, &data, view)
}

fn head(desk: &Desk, data: &StaffCompetition, id: Uuid) -> Html {
    let role = desk.me.role;
    html! {
        <div class="stack">
            <h1>{ data.row.title.get(desk.lang) }</h1>
            <p class="row">{ competition_tag(desk, data.row.state) }<span class="quiet">{ data.row.association.get(desk.lang) }</span></p>
            <p>{ data.definition.summary.get(desk.lang) }</p>
            <div class="row">
                if role.may_see_entries() {
                    <a class="button second" href={Place::Entries(Some(id), None).href()}>{ desk.t(Say::SeeEntries) }</a>
                }
                <a class="button second" href={Place::Marks(id).href()}>{ desk.t(if role.may_mark() { Say::SeeMarks } else { Say::Marks }) }</a>
                if role.may_see_entries() {
                    <a class="button second" href={Place::Results(id).href()}>{ desk.t(Say::SeeResults) }</a>
                }
            </div>
        </div>
    }
}

fn stepper(desk: &Desk, state: CompetitionState) -> Html {
    let now = LIFE.iter().position(|one| *one == state);
    let step = |(at, one): (usize, &CompetitionState)| {
        let class = match now {
            Some(now) if at < now => "past",
            Some(now) if at == now => "now",
            _ => "",
        };
        html! { <li {class} aria-current={(class == "now").then_some("step")}>{ desk.t(*one) }</li> }
    };
    html! { <ol class="steps">{ for LIFE.iter().enumerate().map(step) }</ol> }
}

/// Once entry is closed, results are the way on.
fn results_link(desk: &Desk, state: CompetitionState, id: Uuid) -> Html {
    let text = match state {
        CompetitionState::EntryClosed => Say::Publish,
        CompetitionState::PublicNotice => Say::ConfirmResults,
        _ => return Html::default(),
    };
    if !desk.me.role.may_manage() {
        return Html::default();
    }
    html! { <a class="button" href={Place::Results(id).href()}>{ desk.t(text) }</a> }
}

fn step_button(
    desk: &Desk,
    from: CompetitionState,
    to: CompetitionState,
    ask: &Callback<CompetitionState>,
) -> Html {
    let onclick = ask.reform(move |_: MouseEvent| to);
    let place = |state| LIFE.iter().position(|one| *one == state);
    let onward = place(to).is_some() && place(to) > place(from);
    let class = if onward { "button" } else { "button second" };
    html! { <button type="button" {class} {onclick}>{ desk.t(step(from, to)) }</button> }
}

/// What a step is called.
fn step(from: CompetitionState, to: CompetitionState) -> Say {
    match (from, to) {
        (CompetitionState::Postponed, CompetitionState::Published) => Say::StepResume,
        (CompetitionState::EntryClosed, CompetitionState::EntryOpen) => Say::StepReopen,
        (_, CompetitionState::EntryOpen) => Say::StepOpen,
        (_, CompetitionState::EntryClosed) => Say::StepClose,
        (_, CompetitionState::Postponed) => Say::StepPostpone,
        (_, CompetitionState::Cancelled) => Say::StepCancel,
        _ => Say::StepPublish,
    }
}

/// What a step means for workers.
fn meaning(to: CompetitionState) -> Option<Say> {
    match to {
        CompetitionState::Published => Some(Say::MeansPublished),
        CompetitionState::EntryOpen => Some(Say::MeansEntryOpen),
        CompetitionState::EntryClosed => Some(Say::MeansEntryClosed),
        CompetitionState::Postponed => Some(Say::MeansPostponed),
        CompetitionState::Cancelled => Some(Say::MeansCancelled),
        _ => None,
    }
}

fn facts(desk: &Desk, data: &StaffCompetition) -> Html {
    let (definition, lang) = (&data.definition, desk.lang);
    let schedule = &definition.schedule;
    let early = data.row.state == CompetitionState::EntryClosed && id::now() < schedule.entry_closes;
    let at = desk.time(schedule.entry_closes);
    let closing = if early { desk.t(Say::ClosedEarly { at }) } else { at };
    let fact = |term: String, what: String| html! { <><dt>{ term }</dt><dd>{ what }</dd></> };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::Schedule) }</h2>
            <dl class="facts">
                { fact(desk.t(Say::Closes), closing) }
                { for schedule.theory_on.map(|on| fact(desk.t(Say::Theory), day(on, lang))) }
                { for schedule.practical_on.map(|on| fact(desk.t(Say::Practical), day(on, lang))) }
                { fact(desk.t(Say::Document), definition.document.version.clone()) }
            </dl>
            <h2>{ desk.t(Say::Events) }</h2>
            <ul>{ for definition.events.iter().map(|event| html! { <li>{ format!("{} · {}", event.title.get(lang), desk.t(Say::PlaceCount { count: event.places })) }</li> }) }</ul>
        </section>
    }
}
