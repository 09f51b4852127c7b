//! All membership drives of the caller's part of the tree.

use super::chart::reached;
use super::forms;
use super::sheet::{Sheet, Typed};
use super::text::DriveSay;
use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use frontend::common::format::day;
use shared::api::{DriveRow, DriveRows};
use shared::drive::DriveState;
use std::rc::Rc;
use yew::prelude::*;

/// The list.
#[component]
pub(crate) fn Drives(ScreenProps { desk }: &ScreenProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let open = use_state(|| false);
    let data = use_get::<DriveRows>(desk, "/staff/drives".to_owned(), desk.news * 1_000 + *fresh);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let done = {
        let (open, fresh) = (open.clone(), fresh.clone());
        Callback::from(move |()| {
            open.set(false);
            fresh.set(*fresh + 1);
        })
    };
    let action = Callback::from(|typed: Rc<Typed>| forms::save_drive(&typed, None));
    html! {
        <div class="stack">
            <h1>{ desk.t(DriveSay::Drives) }</h1>
            { with(desk, &data, |data| html! {
                <>
                    if desk.me.role.may_manage() && !data.associations.is_empty() {
                        <p><button type="button" class="button" aria-expanded={open.to_string()} onclick={toggle}>{ desk.t(DriveSay::NewDrive) }</button></p>
                        if *open {
                            <Sheet desk={desk.clone()} id="drive" fields={forms::of_drive(desk, None, &data.associations)}
                                more={(desk.t(DriveSay::Targets), forms::of_targets(desk, &[]))} submit={desk.t(DriveSay::Begin)} {action} {done} />
                        }
                    }
                    { match data.rows.is_empty() {
                        true => empty(desk.t(DriveSay::NoDrives), desk.t(DriveSay::NoDrivesHint)),
                        false => table(desk, &data.rows),
                    } }
                </>
            }) }
        </div>
    }
}

fn table(desk: &Desk, rows: &[DriveRow]) -> Html {
    let heads = [
        DriveSay::Title,
        DriveSay::State,
        DriveSay::Period,
        DriveSay::Submitted,
        DriveSay::Approved,
        DriveSay::Completion,
        DriveSay::Union,
    ];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|one| row(desk, one)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &DriveRow) -> Html {
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(DriveSay::Title), html! { <a href={Place::Drive(row.id).href()}>{ row.title.get(desk.lang) }</a> }) }
            { cell(desk.t(DriveSay::State), state_tag(desk, row.state)) }
            { cell(desk.t(DriveSay::Period), period(desk, row)) }
            { cell(desk.t(DriveSay::Submitted), row.funnel.submitted.to_string()) }
            { cell(desk.t(DriveSay::Approved), row.funnel.approved.to_string()) }
            { cell(desk.t(DriveSay::Completion), reached(desk, row.funnel.approved, row.target)) }
            { cell(desk.t(DriveSay::Union), row.union.get(desk.lang).to_owned()) }
        </tr>
    }
}

/// The days of a drive.
pub(super) fn period(desk: &Desk, row: &DriveRow) -> String {
    desk.t(DriveSay::FromTo { from: day(row.starts_on, desk.lang), to: day(row.ends_on, desk.lang) })
}

/// The state of a drive.
pub(super) fn state_tag(desk: &Desk, state: DriveState) -> Html {
    let class = if state == DriveState::Open { "tag good" } else { "tag" };
    html! { <span {class}>{ desk.t(state) }</span> }
}
