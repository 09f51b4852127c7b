//! The audit log, for those who may read it.

use crate::hooks::{Desk, use_desk};
use crate::net;
use crate::parts::cell;
use crate::text::Say;
use shared::api::AuditRow;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The log, newest first.
#[component]
pub fn Audit() -> Html {
    let Some(desk) = use_desk() else { return Html::default() };
    html! { <Log {desk} /> }
}

#[derive(Properties, PartialEq)]
struct LogProps {
    desk: Desk,
}

#[component]
fn Log(LogProps { desk }: &LogProps) -> Html {
    let rows = use_state(Vec::<AuditRow>::new);
    let error = use_state(|| None::<String>);
    let more = use_state(|| true);
    let load = {
        let (rows, error, more, desk) = (rows.clone(), error.clone(), more.clone(), desk.clone());
        Callback::from(move |()| {
            let (rows, error, more, desk) = (rows.clone(), error.clone(), more.clone(), desk.clone());
            let after = rows.last().map(|row| format!("?after={}", row.seq)).unwrap_or_default();
            spawn_local(async move {
                match net::get::<Vec<AuditRow>>(&format!("/api/v1/staff/audit{after}"), desk.lang).await {
                    Ok(page) => {
                        more.set(!page.is_empty());
                        rows.set(rows.iter().cloned().chain(page).collect());
                    }
                    Err(failed) => error.set(Some(desk.t(desk.note(&failed)))),
                }
            });
        })
    };
    {
        let load = load.clone();
        use_effect_with((), move |()| load.emit(()));
    }
    let heads = [Say::At, Say::Actor, Say::Action, Say::Result, Say::Detail, Say::Hash];
    let row = |row: &AuditRow| {
        html! {
            <tr key={row.seq.to_string()}>
                { cell(desk.t(Say::At), desk.time(row.at)) }
                { cell(desk.t(Say::Actor), row.actor.clone()) }
                { cell(desk.t(Say::Action), html! { <code>{ &row.action }</code> }) }
                { cell(desk.t(Say::Result), row.result.clone()) }
                { cell(desk.t(Say::Detail), row.detail.clone()) }
                { cell(desk.t(Say::Hash), html! { <code title={row.hash.clone()}>{ row.hash.chars().take(8).collect::<String>() }</code> }) }
            </tr>
        }
    };
    html! {
        <div class="stack">
            <h1>{ desk.t(Say::Audit) }</h1>
            if let Some(error) = &*error { <p class="note bad" role="alert">{ error }</p> }
            <table class="cards-on-phone">
                <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
            if *more { <p><button type="button" class="button second" onclick={load.reform(|_: MouseEvent| ())}>{ desk.t(Say::More) }</button></p> }
        </div>
    }
}
