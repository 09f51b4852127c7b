//! The codes of a drive: made here, shown as QR codes, printed on posters.

use super::forms;
use super::names::{division_name, group_name};
use super::sheet::{Sheet, Typed};
use super::text::DriveSay;
use crate::hooks::Desk;
use crate::parts::cell;
use frontend::widget::view::qr;
use shared::api::{SourceRow, StaffDrive};
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SourcesProps {
    pub(crate) desk: Desk,
    pub drive: Rc<StaffDrive>,
    /// Something was changed.
    pub done: Callback<()>,
}

/// The codes.
#[component]
pub fn Sources(SourcesProps { desk, drive, done }: &SourcesProps) -> Html {
    // Which is being changed; the id of nobody for a new one.
    let editing = use_state(|| None::<Uuid>);
    let edit = {
        let editing = editing.clone();
        Callback::from(move |id| editing.set(if *editing == Some(id) { None } else { Some(id) }))
    };
    let done = {
        let (editing, done) = (editing.setter(), done.clone());
        Callback::from(move |()| {
            editing.set(None);
            done.emit(());
        })
    };
    let known = editing.and_then(|id| drive.sources.iter().find(|source| source.id == id));
    let action = {
        let (drive_id, known) = (drive.row.id, known.cloned());
        Callback::from(move |typed: Rc<Typed>| forms::save_source(&typed, drive_id, known.as_ref()))
    };
    let heads = [
        DriveSay::Label,
        DriveSay::Carrier,
        DriveSay::Group,
        DriveSay::Division,
        DriveSay::State,
        DriveSay::Code,
        DriveSay::Action,
    ];
    html! {
        <section class="stack" aria-labelledby="sources">
            <h2 id="sources">{ desk.t(DriveSay::Sources) }</h2>
            <p class="quiet">{ desk.t(DriveSay::SourcesHint) }</p>
            if drive.sources.is_empty() {
                <p class="quiet">{ desk.t(DriveSay::NoSources) }</p>
            } else {
                <table class="cards-on-phone">
                    <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                    <tbody>{ for drive.sources.iter().map(|one| row(desk, drive.may_change, one, &edit)) }</tbody>
                </table>
            }
            if drive.may_change {
                <p><button type="button" class="button second" onclick={edit.reform(|_: MouseEvent| Uuid::nil())}
                    aria-expanded={(*editing == Some(Uuid::nil())).to_string()}>{ desk.t(DriveSay::NewSource) }</button></p>
            }
            if let Some(id) = *editing {
                <h3>{ desk.t(known.map_or(DriveSay::NewSource, |source| DriveSay::EditSource { label: source.label.clone() })) }</h3>
                <Sheet key={id.to_string()} desk={desk.clone()} id="source" fields={forms::of_source(desk, drive, known)}
                    submit={desk.t(DriveSay::Begin)} {action} {done} />
            }
        </section>
    }
}

fn row(desk: &Desk, may_change: bool, row: &SourceRow, edit: &Callback<Uuid>) -> Html {
    let (class, state) =
        if row.open { ("tag good", DriveSay::Takes) } else { ("tag warn", DriveSay::TakesNot) };
    let group = match row.worker_group.as_str() {
        "" => desk.t(DriveSay::AnyGroup),
        code => group_name(desk, code),
    };
    let division = match row.division.as_str() {
        "" => desk.t(DriveSay::AnyDivision),
        code => division_name(desk, code),
    };
    let id = row.id;
    let lang = desk.lang.tag();
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(DriveSay::Label), html! { <span><strong>{ &row.label }</strong>{ " " }<span class="quiet">{ &row.host }</span></span> }) }
            { cell(desk.t(DriveSay::Carrier), desk.t(row.kind)) }
            { cell(desk.t(DriveSay::Group), group) }
            { cell(desk.t(DriveSay::Division), division) }
            { cell(desk.t(DriveSay::State), html! { <span {class}>{ desk.t(state) }</span> }) }
            { cell(desk.t(DriveSay::Code), html! {
                <a class="code" href={row.url.clone()} target="_blank">{ qr(&row.url, desk.t(DriveSay::QrOf { label: row.label.clone() })) }<span class="mono">{ &row.code }</span></a>
            }) }
            { cell(desk.t(DriveSay::Action), html! {
                <span class="row">
                    <a href={format!("/poster/{}?lang={lang}", row.code)} target="_blank">{ desk.t(DriveSay::Poster) }</a>
                    <a href={format!("/poster/{}.svg?lang={lang}", row.code)} download={format!("{}.svg", row.code)}>{ desk.t(DriveSay::PosterSvg) }</a>
                    <a href={format!("/qr/{}.svg", row.code)} download={format!("{}-qr.svg", row.code)}>{ desk.t(DriveSay::QrSvg) }</a>
                    if may_change {
                        <button type="button" class="link" onclick={edit.reform(move |_: MouseEvent| id)}>{ desk.t(DriveSay::Edit) }</button>
                    }
                </span>
            }) }
        </tr>
    }
}
