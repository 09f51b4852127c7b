//! Partners that mirror data, and the messages to them, for administrators.

use crate::hooks::{Desk, ScreenProps, use_get};
use crate::net;
use crate::parts::{cell, empty, with};
use crate::text::Say;
use shared::api::{Delivery, DeliveryState, PartnerRow};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The list.
#[component]
pub(crate) fn Partners(ScreenProps { desk }: &ScreenProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let error = use_state(|| None::<String>);
    let data = use_get::<Vec<PartnerRow>>(desk, "/staff/partners".to_owned(), desk.news + *fresh);
    let resend = {
        let (desk, fresh, error) = (desk.clone(), fresh.clone(), error.clone());
        Callback::from(move |id: Uuid| {
            let (desk, fresh, error) = (desk.clone(), fresh.clone(), error.clone());
            spawn_local(async move {
                match net::tell(&format!("/api/v1/staff/deliveries/{id}/resend"), desk.lang).await {
                    Ok(()) => error.set(None),
                    Err(failed) => error.set(Some(desk.t(desk.note(&failed)))),
                }
                fresh.set(*fresh + 1);
            });
        })
    };
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Partners) }</h1>
            <p class="quiet">{ desk.t(Say::PartnersHint) }</p>
            if let Some(error) = &*error { <p class="note bad" role="alert">{ error }</p> }
            { with(desk, &data, |rows| match rows.is_empty() {
                true => empty(desk.t(Say::NoPartners), desk.t(Say::NoPartnersHint)),
                false => rows.iter().map(|one| partner(desk, one, &resend)).collect(),
            }) }
        </div>
    }
}

fn partner(desk: &Desk, row: &PartnerRow, resend: &Callback<Uuid>) -> Html {
    let grants: Vec<String> = row.grants.iter().map(|grant| desk.t(*grant)).collect();
    html! {
        <section class="stack" key={row.id.to_string()}>
            <h2>
                { &row.name }
                if row.revoked_at.is_some() { { " " }<span class="tag bad">{ desk.t(Say::Revoked) }</span> }
            </h2>
            <dl class="facts">
                <dt>{ desk.t(Say::PartnerScope) }</dt>
                <dd>{ row.union.get(desk.lang) }{ for row.association.iter().map(|slug| format!(" · {slug}")) }</dd>
                <dt>{ desk.t(Say::Grants) }</dt><dd>{ grants.join(desk.t(Say::ListComma).as_str()) }</dd>
                <dt>{ desk.t(Say::Hook) }</dt><dd>{ row.hook.clone().unwrap_or_else(|| desk.t(Say::NoHook)) }</dd>
            </dl>
            if !row.deliveries.is_empty() { { messages(desk, &row.deliveries, resend) } }
        </section>
    }
}

fn messages(desk: &Desk, deliveries: &[Delivery], resend: &Callback<Uuid>) -> Html {
    let heads = [Say::At, Say::State, Say::Attempts, Say::Answer, Say::NextAt];
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for deliveries.iter().map(|one| message(desk, one, resend)) }</tbody>
        </table>
    }
}

fn answer(desk: &Desk, answer: &str) -> String {
    match answer {
        "" => "—".to_owned(),
        "timeout" => desk.t(Say::AnswerTimeout),
        "unreachable" => desk.t(Say::AnswerNone),
        status => desk.t(Say::AnswerStatus { status: status.to_owned() }),
    }
}

fn message(desk: &Desk, one: &Delivery, resend: &Callback<Uuid>) -> Html {
    let class = match one.state {
        DeliveryState::Waiting if one.attempts > 0 => "tag warn",
        DeliveryState::Waiting => "tag info",
        DeliveryState::Delivered => "tag good",
        DeliveryState::Dead => "tag bad",
    };
    let id = one.id;
    let next = match one.state {
        DeliveryState::Waiting => html! { { desk.time(one.next_at) } },
        DeliveryState::Delivered => html! { "—" },
        DeliveryState::Dead => {
            let onclick = resend.reform(move |_: MouseEvent| id);
            html! { <button type="button" class="button second" {onclick}>{ desk.t(Say::Resend) }</button> }
        }
    };
    html! {
        <tr key={id.to_string()}>
            { cell(desk.t(Say::At), desk.time(one.created_at)) }
            { cell(desk.t(Say::State), html! { <span {class}>{ desk.t(one.state) }</span> }) }
            { cell(desk.t(Say::Attempts), one.attempts.to_string()) }
            { cell(desk.t(Say::Answer), answer(desk, &one.answer)) }
            { cell(desk.t(Say::NextAt), next) }
        </tr>
    }
}
