//! Results: published, corrected, confirmed.

use crate::hooks::{Desk, Loaded, act, said, use_desk, use_get};
use crate::parts::{Ask, cell, empty, with};
use crate::text::Say;
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Utc};
use frontend::common::id;
use shared::api::{PublicResult, PublicResults, ResultsStage, StaffCompetition};
use shared::competition::CompetitionState;
use shared::sync::{Action, ConfirmResults, PublishResults};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

const SHAPE: &str = "%Y-%m-%d %H:%M";

#[derive(Properties, PartialEq)]
pub struct ResultsProps {
    pub id: Uuid,
}

/// Results of a competition.
#[component]
pub fn Results(ResultsProps { id }: &ResultsProps) -> Html {
    let Some(desk) = use_desk() else { return Html::default() };
    html! { <Detail {desk} id={*id} /> }
}

#[derive(Properties, PartialEq)]
struct DetailProps {
    desk: Desk,
    id: Uuid,
}

#[component]
fn Detail(DetailProps { desk, id }: &DetailProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| false);
    let error = use_state(|| None::<String>);
    let again = desk.news * 1_000 + *fresh;
    let competition = use_get::<StaffCompetition>(desk, format!("/staff/competitions/{id}"), again);
    let results = use_get::<PublicResults>(desk, format!("/staff/competitions/{id}/results"), again);
    with(desk, &competition, |data| {
        let confirm = {
            let (asking, error, fresh, desk, id, version) =
                (asking.clone(), error.clone(), fresh.clone(), desk.clone(), *id, data.results_version);
            Callback::from(move |_: String| {
                let (asking, error, fresh, desk) =
                    (asking.clone(), error.clone(), fresh.clone(), desk.clone());
                spawn_local(async move {
                    let action = Action::ConfirmResults(ConfirmResults { competition_id: id, version });
                    match said(&act(&desk, action).await, desk.lang) {
                        None => asking.set(false),
                        why => error.set(why),
                    }
                    fresh.set(*fresh + 1);
                });
            })
        };
        let no = {
            let asking = asking.clone();
            Callback::from(move |()| asking.set(false))
        };
        let open = {
            let (asking, error) = (asking.clone(), error.clone());
            move |_: MouseEvent| {
                error.set(None);
                asking.set(true)
            }
        };
        let done = {
            let fresh = fresh.clone();
            Callback::from(move |()| fresh.set(*fresh + 1))
        };
        let state = data.row.state;
        let may = desk.me.role.may_manage();
        html! {
            <div class="stack-l">
                <div><p class="quiet">{ data.row.title.get(desk.lang) }</p><h1>{ desk.t(Say::Results) }</h1></div>
                if may && matches!(state, CompetitionState::EntryClosed | CompetitionState::PublicNotice) {
                    <Publish desk={desk.clone()} id={*id} version={data.results_version} days={data.definition.document.notice_days} {done} />
                }
                if may && state == CompetitionState::PublicNotice {
                    <p><button type="button" class="button" onclick={open}>{ desk.t(Say::ConfirmResults) }</button></p>
                }
                { match &results {
                    Loaded::Here(results) => published(desk, results),
                    _ => empty(desk.t(Say::ResultsEmpty), String::new()),
                } }
                if *asking {
                    <Ask title={desk.t(Say::ConfirmResults)} text={desk.t(Say::ConfirmAsk)} error={(*error).clone()} yes={confirm} {no} />
                }
            </div>
        }
    })
}

#[derive(Properties, PartialEq)]
struct PublishProps {
    desk: Desk,
    id: Uuid,
    version: u32,
    days: u32,
    done: Callback<()>,
}

/// Publication, or a corrected version.
#[component]
fn Publish(PublishProps { desk, id, version, days, done }: &PublishProps) -> Html {
    let (until, reason) = (use_node_ref(), use_node_ref());
    let error = use_state(|| None::<String>);
    let ask = use_state(|| None::<DateTime<Utc>>);
    let typed = use_state(|| china(id::now() + TimeDelta::days(i64::from(*days))));
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let value =
        |node: &NodeRef| node.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
    let onsubmit = {
        let (until, error, ask, desk) = (until.clone(), error.clone(), ask.clone(), desk.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match from_china(value(&until).trim()) {
                Some(at) => {
                    error.set(None);
                    ask.set(Some(at));
                }
                None => error.set(Some(desk.t(Say::TimeShape))),
            }
        })
    };
    let yes = {
        let (ask, error, reason, desk, id, version, done) =
            (ask.clone(), error.clone(), reason.clone(), desk.clone(), *id, *version, done.clone());
        Callback::from(move |_: String| {
            let Some(notice_until) = *ask else { return };
            let publish = PublishResults {
                competition_id: id,
                after_version: version,
                notice_until,
                reason: value(&reason),
            };
            let (ask, error, desk, done) = (ask.clone(), error.clone(), desk.clone(), done.clone());
            let reason = reason.clone();
            spawn_local(async move {
                let refused = said(&act(&desk, Action::PublishResults(publish)).await, desk.lang);
                // What was refused stands as it was typed; a reason that was taken is used up.
                if let (None, Some(reason)) = (&refused, reason.cast::<HtmlInputElement>()) {
                    reason.set_value("");
                }
                error.set(refused);
                ask.set(None);
                done.emit(());
            });
        })
    };
    let no = {
        let ask = ask.clone();
        Callback::from(move |()| ask.set(None))
    };
    let button = if *version == 0 { Say::Publish } else { Say::PublishCorrection };
    html! {
        <form class="stack panel" {onsubmit}>
            if let Some(error) = &*error { <p class="note bad" role="alert">{ error }</p> }
            <div>
                <label for="until">{ desk.t(Say::NoticeUntil) }</label>
                <input id="until" type="text" ref={until} value={(*typed).clone()} {oninput} autocomplete="off" class="short" />
            </div>
            if *version > 0 {
                <div>
                    <label for="why">{ desk.t(Say::CorrectionReason) }</label>
                    <input id="why" type="text" ref={reason} autocomplete="off" maxlength="500" />
                </div>
            }
            <p><button type="submit" class="button">{ desk.t(button.clone()) }</button></p>
            if ask.is_some() { <Ask title={desk.t(button)} text={desk.t(Say::PublishAsk)} {yes} {no} /> }
        </form>
    }
}

fn china(at: DateTime<Utc>) -> String {
    let local = FixedOffset::east_opt(8 * 3600).map(|zone| at.with_timezone(&zone).naive_local());
    // `2026-12-20T18:00:31.…`, to the minute.
    local.map(|local| format!("{local:?}").replace('T', " ").chars().take(16).collect()).unwrap_or_default()
}

fn from_china(text: &str) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, SHAPE).ok()?;
    local.and_local_timezone(FixedOffset::east_opt(8 * 3600)?).single().map(|at| at.to_utc())
}

fn published(desk: &Desk, results: &PublicResults) -> Html {
    let stage = match results.stage {
        ResultsStage::Provisional => desk.t(Say::Provisional { until: desk.time(results.notice_until) }),
        ResultsStage::Confirmed => desk.t(Say::Final),
    };
    html! {
        <section class="stack">
            <p class="row"><span class="tag info">{ stage }</span><span class="quiet">{ desk.t(Say::Version { version: results.version, at: desk.time(results.published_at) }) }</span></p>
            if !results.changed.is_empty() {
                <div class="note warn stack">
                    <h2>{ desk.t(Say::Changed) }</h2>
                    <p>{ &results.reason }</p>
                    <ul>{ for results.changed.iter().map(|text| html! { <li>{ text.get(desk.lang) }</li> }) }</ul>
                </div>
            }
            { table(desk, &results.results) }
            { for results.earlier.iter().map(|one| html! {
                <details>
                    <summary>{ desk.t(Say::Version { version: one.version, at: desk.time(one.published_at) }) }</summary>
                    { table(desk, &one.results) }
                </details>
            }) }
        </section>
    }
}

fn table(desk: &Desk, rows: &[PublicResult]) -> Html {
    let heads =
        [Say::Event, Say::Rank, Say::Number, Say::Name, Say::Theory, Say::Practical, Say::Total, Say::Award];
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let row = |row: &PublicResult| {
        html! {
            <tr>
                { cell(desk.t(Say::Event), row.event_title.get(desk.lang).to_owned()) }
                { cell(desk.t(Say::Rank), row.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string())) }
                { cell(desk.t(Say::Number), row.number.clone()) }
                { cell(desk.t(Say::Name), row.name.clone().unwrap_or_else(|| desk.t(Say::Withheld))) }
                { cell(desk.t(Say::Theory), or(&row.theory)) }
                { cell(desk.t(Say::Practical), or(&row.practical)) }
                { cell(desk.t(Say::Total), or(&row.total)) }
                { cell(desk.t(Say::Award), row.award.as_ref().map(|award| award.get(desk.lang).to_owned()).unwrap_or_default()) }
            </tr>
        }
    };
    html! {
        <table class="cards-on-phone">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(row) }</tbody>
        </table>
    }
}
