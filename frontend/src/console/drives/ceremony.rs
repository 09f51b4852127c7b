//! One ceremony: its venues, its steps, its screen.

use super::forms;
use super::sheet::{Sheet, Typed};
use super::text::DriveSay;
use crate::hooks::{Desk, act, said, use_get};
use crate::parts::{Answer, Ask, cell, failed, with};
use crate::route::Place;
use shared::api::{CeremonyRow, ErrorCode, StaffDrive};
use shared::drive::{CeremonyState, CeremonyTotals};
use shared::sync::{Action, AdvanceCeremony};
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(crate) struct CeremonyProps {
    pub desk: Desk,
    pub drive: Uuid,
    pub id: Uuid,
}

/// One ceremony.
#[component]
pub(crate) fn Ceremony(CeremonyProps { desk, drive, id }: &CeremonyProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let editing = use_state(|| false);
    let asking = use_state(|| None::<CeremonyState>);
    let data = use_get::<StaffDrive>(desk, format!("/staff/drives/{drive}"), desk.news * 1_000 + *fresh);
    let again = {
        let (fresh, editing) = (fresh.clone(), editing.setter());
        Callback::from(move |()| {
            fresh.set(*fresh + 1);
            editing.set(false);
        })
    };
    let toggle = {
        let editing = editing.clone();
        Callback::from(move |_: MouseEvent| editing.set(!*editing))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    with(desk, &data, |data: &StaffDrive| {
        let Some(ceremony) = data.ceremonies.iter().find(|one| one.id == *id) else {
            return failed(desk, ErrorCode::NotFound);
        };
        let edit = {
            let (drive, known) = (*drive, ceremony.clone());
            Callback::from(move |typed: Rc<Typed>| forms::save_ceremony(&typed, drive, Some(&known)))
        };
        let ask = {
            let asking = asking.setter();
            Callback::from(move |to| asking.set(Some(to)))
        };
        let may = desk.me.role.may_manage();
        html! {
            <div class="stack-l">
                <div class="stack">
                    <p><a class="up" href={Place::Drive(*drive).href()}>{ desk.t(DriveSay::ToDrive) }</a></p>
                    <h1>{ ceremony.title.get(desk.lang) }</h1>
                    <ol class="steps">{ for CeremonyState::ALL.into_iter().map(|state| step(desk, ceremony.state, state)) }</ol>
                    <div class="row">
                        <a class="button" href={format!("/screen/{}?lang={}", ceremony.code, desk.lang.tag())} target="_blank">{ desk.t(DriveSay::Screen) }</a>
                        if may {
                            { for ceremony.state.next().map(|to| html! {
                                <button type="button" class="button second" onclick={ask.reform(move |_: MouseEvent| to)}>{ desk.t(called(to)) }</button>
                            }) }
                        }
                        if may && ceremony.state <= CeremonyState::Open {
                            <button type="button" class="button second" aria-expanded={editing.to_string()} onclick={toggle}>{ desk.t(DriveSay::EditCeremony) }</button>
                        }
                    </div>
                    if *editing {
                        <Sheet desk={desk.clone()} id="ceremony" fields={forms::of_ceremony(desk, Some(ceremony))} submit={desk.t(DriveSay::Begin)} action={edit} done={again.clone()} />
                    }
                </div>
                { facts(desk, ceremony) }
                { venues(desk, data, ceremony) }
                { for asking.map(|to| html! {
                    <Ask desk={desk.clone()} title={desk.t(DriveSay::StepAsk { step: desk.t(called(to)) })} text={meaning(desk, ceremony, to)} act={desk.t(called(to))}
                        grave={to == CeremonyState::Oath} yes={advance(desk, ceremony, to, &again)} over={over.clone()} />
                }) }
            </div>
        }
    })
}

fn step(desk: &Desk, now: CeremonyState, state: CeremonyState) -> Html {
    let class = match state.cmp(&now) {
        std::cmp::Ordering::Less => "past",
        std::cmp::Ordering::Equal => "now",
        std::cmp::Ordering::Greater => "",
    };
    html! { <li {class} aria-current={(class == "now").then_some("step")}>{ desk.t(state) }</li> }
}

/// What the step to a state is called.
fn called(to: CeremonyState) -> DriveSay {
    match to {
        CeremonyState::Oath => DriveSay::ToOath,
        CeremonyState::Closed => DriveSay::ToClosed,
        CeremonyState::Planned | CeremonyState::Open => DriveSay::ToOpen,
    }
}

fn meaning(desk: &Desk, ceremony: &CeremonyRow, to: CeremonyState) -> String {
    let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    match to {
        CeremonyState::Oath => {
            let mut text = desk.t(DriveSay::MeansOath { count: count(ceremony.totals.submitted) });
            let twice = ceremony.totals.submitted.saturating_sub(ceremony.people);
            if twice > 0 {
                text.push_str(&desk.t(DriveSay::MeansTwice { count: count(twice) }));
            }
            text
        }
        CeremonyState::Closed => desk.t(DriveSay::MeansClosed),
        CeremonyState::Planned | CeremonyState::Open => desk.t(DriveSay::MeansOpen),
    }
}

fn advance(
    desk: &Desk,
    ceremony: &CeremonyRow,
    to: CeremonyState,
    again: &Callback<()>,
) -> Callback<String, Answer> {
    let (desk, again) = (desk.clone(), again.clone());
    let (ceremony_id, from) = (ceremony.id, ceremony.state);
    Callback::from(move |_: String| -> Answer {
        let (desk, again) = (desk.clone(), again.clone());
        Box::pin(async move {
            let advance = AdvanceCeremony { ceremony_id, from, to };
            let wrong = said(&act(&desk, Action::AdvanceCeremony(advance)).await, desk.lang);
            again.emit(());
            wrong
        })
    })
}

fn facts(desk: &Desk, ceremony: &CeremonyRow) -> Html {
    let fact = |name: DriveSay, what: Html| html! { <><dt>{ desk.t(name) }</dt><dd>{ what }</dd></> };
    let CeremonyTotals { submitted, approved, .. } = ceremony.totals;
    html! {
        <dl class="facts">
            { fact(DriveSay::OathAt, desk.time(ceremony.oath_at).into()) }
            { fact(DriveSay::Now, format!("{} {submitted} · {} {approved}", desk.t(DriveSay::Submitted), desk.t(DriveSay::Approved)).into()) }
            { for ceremony.certified.as_ref().map(|certified| fact(DriveSay::Certified, html! {
                <><strong data-certified="">{ certified.totals.submitted }</strong>{ " " }<span class="quiet">{ desk.t(DriveSay::CertifiedBy {
                    who: certified.by.clone().unwrap_or_default(), at: desk.time(certified.at) }) }</span></>
            })) }
            { fact(DriveSay::Oath, ceremony.oath.get(desk.lang).to_owned().into()) }
        </dl>
    }
}

fn venues(desk: &Desk, drive: &StaffDrive, ceremony: &CeremonyRow) -> Html {
    let heads = [
        DriveSay::Label,
        DriveSay::Host,
        DriveSay::State,
        DriveSay::Submitted,
        DriveSay::Approved,
        DriveSay::Certified,
        DriveSay::Poster,
    ];
    let certified = |id: Uuid| {
        let totals = ceremony.certified.as_ref().map(|certified| &certified.totals.venues);
        let venue = totals.and_then(|venues| venues.iter().find(|venue| venue.id == id));
        venue.map_or_else(|| "—".to_owned(), |venue| venue.submitted.to_string())
    };
    let row = |venue: &shared::drive::VenueTotal| {
        let source = drive.sources.iter().find(|source| source.id == venue.id);
        let open = source.is_some_and(|source| source.open);
        let (class, state) =
            if open { ("tag good", DriveSay::Takes) } else { ("tag warn", DriveSay::TakesNot) };
        html! {
            <tr key={venue.id.to_string()}>
                { cell(desk.t(DriveSay::Label), venue.label.clone()) }
                { cell(desk.t(DriveSay::Host), source.map(|source| source.host.clone()).unwrap_or_default()) }
                { cell(desk.t(DriveSay::State), html! { <span {class}>{ desk.t(state) }</span> }) }
                { cell(desk.t(DriveSay::Submitted), venue.submitted.to_string()) }
                { cell(desk.t(DriveSay::Approved), venue.approved.to_string()) }
                { cell(desk.t(DriveSay::Certified), certified(venue.id)) }
                { cell(desk.t(DriveSay::Poster), html! { { for source.map(|source| html! {
                    <a href={format!("/poster/{}?lang={}", source.code, desk.lang.tag())} target="_blank">{ &source.code }</a> }) } }) }
            </tr>
        }
    };
    html! {
        <section class="stack" aria-labelledby="venues">
            <h2 id="venues">{ desk.t(DriveSay::Venues) }</h2>
            if ceremony.totals.venues.is_empty() {
                <p class="quiet">{ desk.t(DriveSay::NoVenues) }</p>
            } else {
                <table class="cards-on-phone">
                    <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                    <tbody>{ for ceremony.totals.venues.iter().map(row) }</tbody>
                </table>
            }
        </section>
    }
}
