//! One drive: how far workers came, its codes, its ceremonies.

use super::chart::{breakdown, funnel, reached};
use super::forms;
use super::list::{period, state_tag};
use super::names::{both_names, division_name, group_name};
use super::sheet::{Sheet, Typed};
use super::sources::Sources;
use super::text::DriveSay;
use crate::hooks::{Desk, RecordProps, act, said, use_get};
use crate::parts::{Answer, Ask, with};
use crate::route::Place;
use shared::api::{CeremonyRow, StaffDrive};
use shared::sync::{Action, CloseDrive};
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// One drive.
#[component]
pub(crate) fn Drive(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let open = use_state(|| None::<&'static str>);
    let data = use_get::<StaffDrive>(desk, format!("/staff/drives/{id}"), desk.news * 1_000 + *fresh);
    let again = {
        let (fresh, open) = (fresh.clone(), open.clone());
        Callback::from(move |()| {
            fresh.set(*fresh + 1);
            open.set(None);
        })
    };
    let show = |what: &'static str| {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(if *open == Some(what) { None } else { Some(what) }))
    };
    let over = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    with(desk, &data, |data: &StaffDrive| {
        let edit = {
            let known = data.clone();
            Callback::from(move |typed: Rc<Typed>| forms::save_drive(&typed, Some(&known)))
        };
        let plan = {
            let drive_id = *id;
            Callback::from(move |typed: Rc<Typed>| forms::save_ceremony(&typed, drive_id, None))
        };
        html! {
            <div class="stack-l">
                <div class="stack">
                    <h1>{ data.row.title.get(desk.lang) }</h1>
                    <p class="row">{ state_tag(desk, data.row.state) }<span class="quiet">{ period(desk, &data.row) }</span>
                        <span class="quiet">{ desk.t(data.row.method) }</span><span class="quiet">{ data.row.union.get(desk.lang) }</span></p>
                    if data.may_change {
                        <div class="row">
                            <button type="button" class="button second" aria-expanded={(*open == Some("edit")).to_string()} onclick={show("edit")}>{ desk.t(DriveSay::EditDrive) }</button>
                            <button type="button" class="button second" onclick={show("close")}>{ desk.t(DriveSay::CloseDrive) }</button>
                        </div>
                    }
                    if *open == Some("edit") {
                        <Sheet desk={desk.clone()} id="drive" fields={forms::of_drive(desk, Some(data), &[])}
                            more={(desk.t(DriveSay::Targets), forms::of_targets(desk, &data.targets))}
                            submit={desk.t(DriveSay::Begin)} action={edit} done={again.clone()} />
                    }
                    if *open == Some("close") {
                        <Ask desk={desk.clone()} title={desk.t(DriveSay::CloseAsk)} text={desk.t(DriveSay::CloseMeans)} act={desk.t(DriveSay::CloseDrive)} grave=true
                            yes={close(desk, data, &again)} over={over.clone()} />
                    }
                </div>
                { dashboard(desk, data) }
                <Sources desk={desk.clone()} drive={Rc::new(data.clone())} done={again.clone()} />
                <section class="stack" aria-labelledby="ceremonies">
                    <h2 id="ceremonies">{ desk.t(DriveSay::Ceremonies) }</h2>
                    if data.ceremonies.is_empty() { <p class="quiet">{ desk.t(DriveSay::NoCeremonies) }</p> }
                    <ul class="cards" role="list">{ for data.ceremonies.iter().map(|one| ceremony(desk, *id, one)) }</ul>
                    if data.may_change {
                        <p><button type="button" class="button second" aria-expanded={(*open == Some("plan")).to_string()} onclick={show("plan")}>{ desk.t(DriveSay::NewCeremony) }</button></p>
                        if *open == Some("plan") {
                            <Sheet desk={desk.clone()} id="ceremony" fields={forms::of_ceremony(desk, None)} submit={desk.t(DriveSay::Begin)} action={plan} done={again.clone()} />
                        }
                    }
                </section>
            </div>
        }
    })
}

fn close(desk: &Desk, data: &StaffDrive, again: &Callback<()>) -> Callback<String, Answer> {
    let (desk, again) = (desk.clone(), again.clone());
    let (drive_id, version) = (data.row.id, data.row.version);
    Callback::from(move |_: String| -> Answer {
        let (desk, again) = (desk.clone(), again.clone());
        Box::pin(async move {
            let close = CloseDrive { drive_id, version };
            let wrong = said(&act(&desk, Action::CloseDrive(close)).await, desk.lang);
            if wrong.is_none() {
                again.emit(());
            }
            wrong
        })
    })
}

fn ceremony(desk: &Desk, drive: Uuid, one: &CeremonyRow) -> Html {
    html! {
        <li class="card" key={one.id.to_string()}>
            <a class="whole" href={Place::Ceremony(drive, one.id).href()}>
                <strong>{ one.title.get(desk.lang) }</strong>
                <span class="quiet">{ format!("{} · {} · {}", desk.t(one.state), desk.time(one.oath_at), one.totals.submitted) }</span>
            </a>
        </li>
    }
}

fn dashboard(desk: &Desk, data: &StaffDrive) -> Html {
    let broken = &data.breakdown;
    let source = |id: &str| {
        let found = data.sources.iter().find(|source| source.id.to_string() == id);
        found.map_or_else(|| desk.t(DriveSay::Unknown), |source| source.label.clone())
    };
    let both = |key: &str| {
        let (division, group) = key.split_once('/').unwrap_or((key, ""));
        both_names(desk, division, group)
    };
    let fact = |name: DriveSay, what: String| html! { <><dt>{ desk.t(name) }</dt><dd>{ what }</dd></> };
    let total = broken.total;
    html! {
        <section class="stack-l" aria-labelledby="funnel">
            <div class="stack">
                <h2 id="funnel">{ desk.t(DriveSay::Funnel) }</h2>
                <p class="quiet">{ desk.t(DriveSay::FunnelHint) }</p>
                { funnel(desk, total) }
                <dl class="facts">
                    { fact(DriveSay::Scanned, total.scanned.to_string()) }
                    { fact(DriveSay::Submitted, total.submitted.to_string()) }
                    { fact(DriveSay::Approved, total.approved.to_string()) }
                    { fact(DriveSay::Filed, total.filed.to_string()) }
                    { fact(DriveSay::Target, broken.target.map_or_else(|| "—".to_owned(), |target| target.to_string())) }
                    { fact(DriveSay::Completion, reached(desk, total.approved, broken.target)) }
                </dl>
            </div>
            <div class="charts">
                { breakdown(desk, "division", DriveSay::ByDivision, &broken.by_division, |code| division_name(desk, code)) }
                { breakdown(desk, "group", DriveSay::ByGroup, &broken.by_group, |code| group_name(desk, code)) }
                { breakdown(desk, "source", DriveSay::BySource, &broken.by_source, source) }
                { breakdown(desk, "day", DriveSay::ByDay, &broken.by_day, str::to_owned) }
                { breakdown(desk, "both", DriveSay::ByBoth, &broken.by_both, both) }
            </div>
        </section>
    }
}
