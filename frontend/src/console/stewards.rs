//! Codes for stewards, who collect entries where there is no network.

use crate::hooks::{Desk, act, said, use_get};
use crate::parts::{Answer, Ask, cell, with};
use crate::text::Say;
use frontend::common::id;
use shared::api::StewardRow;
use shared::sync::{Action, EndSteward, IssueSteward, StewardCode};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// For how long a code may be issued: hours, and how many days that is.
const HOURS: [(u32, u32); 4] = [(24, 1), (72, 3), (168, 7), (336, 14)];

#[derive(Properties, PartialEq)]
pub struct StewardsProps {
    pub desk: Desk,
    /// The competition.
    pub id: Uuid,
    /// Slug of its association.
    pub association: String,
}

/// The codes of a competition; officers issue and end them here.
#[component]
pub fn Stewards(StewardsProps { desk, id, association }: &StewardsProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let ending = use_state(|| None::<StewardRow>);
    let path = format!("/staff/competitions/{id}/stewards");
    let data = use_get::<Vec<StewardRow>>(desk, path, desk.news * 1_000 + *fresh);
    let again = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let ask = {
        let ending = ending.setter();
        Callback::from(move |row| ending.set(Some(row)))
    };
    let question = ending.as_ref().map(|row| {
        let (desk, again, steward_id) = (desk.clone(), again.clone(), row.id);
        let yes = Callback::from(move |_: String| -> Answer {
            let (desk, again) = (desk.clone(), again.clone());
            Box::pin(async move {
                let wrong = said(&act(&desk, Action::EndSteward(EndSteward { steward_id })).await, desk.lang);
                again.emit(());
                wrong
            })
        });
        let over = {
            let ending = ending.setter();
            Callback::from(move |()| ending.set(None))
        };
        (row.label.clone(), yes, over)
    });
    let question = question.map(|(label, yes, over)| html! {
        <Ask desk={desk.clone()} title={desk.t(Say::StewardEndAsk { label })} text={desk.t(Say::StewardEndMeans)} act={desk.t(Say::StewardEnd)} {yes} {over} />
    });
    html! {
        <section class="stack" aria-labelledby="stewards">
            <h2 id="stewards">{ desk.t(Say::Stewards) }</h2>
            <p class="quiet">{ desk.t(Say::StewardsHint) }</p>
            if desk.me.role.may_manage() { <Issue desk={desk.clone()} id={*id} association={association.clone()} done={again} /> }
            { with(desk, &data, |rows: &Vec<StewardRow>| table(desk, rows, &ask)) }
            { for question }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct IssueProps {
    desk: Desk,
    id: Uuid,
    association: String,
    done: Callback<()>,
}

/// A new code: made here, sent to the server, and shown once.
#[component]
fn Issue(IssueProps { desk, id, association, done }: &IssueProps) -> Html {
    let issued = use_state(|| None::<(StewardCode, String)>);
    let error = use_state(|| None::<String>);
    let (label, hours) = (use_node_ref(), use_node_ref());
    let onsubmit = {
        let (desk, competition_id, done) = (desk.clone(), *id, done.clone());
        let (issued, error, label, hours) = (issued.clone(), error.clone(), label.clone(), hours.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let input = label.cast::<HtmlInputElement>();
            let days = hours.cast::<HtmlSelectElement>().and_then(|select| select.value().parse().ok());
            let (Some(bytes), Some(input), Some(hours)) = (id::random(), input, days) else { return };
            let (code, label) = (StewardCode::from_bytes(bytes), input.value());
            let (desk, done, issued, error) = (desk.clone(), done.clone(), issued.clone(), error.clone());
            spawn_local(async move {
                let issue = IssueSteward { competition_id, code: code.clone(), label: label.clone(), hours };
                let wrong = said(&act(&desk, Action::IssueSteward(issue)).await, desk.lang);
                if wrong.is_none() {
                    issued.set(Some((code, label)));
                    input.set_value("");
                    done.emit(());
                }
                error.set(wrong);
            });
        })
    };
    let address = format!("/h/{association}/steward");
    html! {
        <>
            if let Some((code, label)) = &*issued {
                <div class="note" role="status">
                    <p>{ desk.t(Say::StewardIssued { label: label.clone() }) }</p>
                    <p class="big mono" data-steward-code="">{ code.to_string() }</p>
                    <p>{ desk.t(Say::StewardOnce) }{ " " }<a href={address.clone()} target="_blank">{ address }</a></p>
                </div>
            }
            <form class="filters" {onsubmit} novalidate=true>
                <div>
                    <label for="steward-label">{ desk.t(Say::StewardLabel) }</label>
                    <input id="steward-label" type="text" ref={label} maxlength="30" autocomplete="off"
                        aria-invalid={error.is_some().then_some("true")} aria-describedby={error.is_some().then_some("steward-error")} />
                </div>
                <div>
                    <label for="steward-hours">{ desk.t(Say::StewardFor) }</label>
                    <select id="steward-hours" ref={hours}>
                        { for HOURS.into_iter().map(|(hours, days)| html! { <option value={hours.to_string()} selected={days == 3}>{ desk.t(Say::Days { days }) }</option> }) }
                    </select>
                </div>
                <div class="end"><button type="submit" class="button">{ desk.t(Say::StewardIssue) }</button></div>
            </form>
            if let Some(error) = &*error { <p class="error" id="steward-error" role="alert">{ error }</p> }
        </>
    }
}

fn table(desk: &Desk, rows: &[StewardRow], ask: &Callback<StewardRow>) -> Html {
    if rows.is_empty() {
        return html! { <p class="quiet">{ desk.t(Say::NoStewards) }</p> };
    }
    let heads =
        [Say::StewardLabel, Say::State, Say::StewardEnds, Say::StewardCollected, Say::StewardBy, Say::Action];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|one| row(desk, one, ask)) }</tbody>
        </table>
    }
}

fn row(desk: &Desk, row: &StewardRow, ask: &Callback<StewardRow>) -> Html {
    let (class, state) = match row.stands {
        true => ("tag good", Say::StewardStands),
        false if row.revoked_at.is_some() => ("tag warn", Say::StewardEnded),
        false => ("tag", Say::StewardOver),
    };
    let end = match row.stands && desk.me.role.may_manage() {
        true => {
            let (ask, row) = (ask.clone(), row.clone());
            let onclick = Callback::from(move |_: MouseEvent| ask.emit(row.clone()));
            html! { <button type="button" class="button second" {onclick}>{ desk.t(Say::StewardEnd) }</button> }
        }
        false => html! { "—" },
    };
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Say::StewardLabel), row.label.clone()) }
            { cell(desk.t(Say::State), html! { <span {class}>{ desk.t(state) }</span> }) }
            { cell(desk.t(Say::StewardEnds), desk.time(row.revoked_at.unwrap_or(row.expires_at))) }
            { cell(desk.t(Say::StewardCollected), row.collected.to_string()) }
            { cell(desk.t(Say::StewardBy), row.issued_by.clone()) }
            { cell(desk.t(Say::Action), end) }
        </tr>
    }
}
