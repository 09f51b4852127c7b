//! Results: published, corrected, confirmed.

use crate::hooks::{Desk, Loaded, RecordProps, act, said, use_get};
use crate::parts::{Answer, Ask, cell, empty, with};
use crate::route::Place;
use crate::text::Say;
use chrono::{DateTime, TimeDelta, Utc};
use frontend::common::format::{from_input, input};
use frontend::common::id;
use shared::api::{PublicResult, PublicResults, ResultsStage, StaffCompetition};
use shared::competition::CompetitionState;
use shared::i18n::Problem;
use shared::sync::{Action, ConfirmResults, PublishResults};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Results of a competition.
#[component]
pub(crate) fn Results(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| false);
    let again = desk.news * 1_000 + *fresh;
    let competition = use_get::<StaffCompetition>(desk, format!("/staff/competitions/{id}"), again);
    let results = use_get::<PublicResults>(desk, format!("/staff/competitions/{id}/results"), again);
    with(desk, &competition, |data| {
        let confirm = {
            let (fresh, desk, competition_id, version) =
                (fresh.clone(), desk.clone(), *id, data.results_version);
            Callback::from(move |_: String| -> Answer {
                let (fresh, desk) = (fresh.clone(), desk.clone());
                Box::pin(async move {
                    let action = Action::ConfirmResults(ConfirmResults { competition_id, version });
                    let wrong = said(&act(&desk, action).await, desk.lang);
                    fresh.set(*fresh + 1);
                    wrong
                })
            })
        };
        let over = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(false))
        };
        let open = {
            let asking = asking.setter();
            move |_: MouseEvent| asking.set(true)
        };
        let done = {
            let fresh = fresh.clone();
            Callback::from(move |()| fresh.set(*fresh + 1))
        };
        let state = data.row.state;
        let may = desk.me.role.may_manage();
        let running = data.notice_until.filter(|_| !data.notice_over);
        html! {
            <div class="stack-l">
                <div><p><a class="up" href={Place::Competition(*id).href()}>{ data.row.title.get(desk.lang) }</a></p><h1>{ desk.t(Say::Results) }</h1></div>
                if !data.unpublished.is_empty() {
                    <div class="note warn stack">
                        <p>{ desk.t(Say::Unpublished) }</p>
                        <ul>{ for data.unpublished.iter().map(|text| html! { <li>{ text.get(desk.lang) }</li> }) }</ul>
                    </div>
                }
                if may && matches!(state, CompetitionState::EntryClosed | CompetitionState::PublicNotice) {
                    <Publish desk={desk.clone()} competition={data.clone()} {done} />
                }
                if may && state == CompetitionState::PublicNotice {
                    if let Some(until) = running {
                        <p class="quiet">{ desk.t(Say::ConfirmFrom { at: desk.time(until) }) }</p>
                    } else {
                        <p><button type="button" class="button" onclick={open}>{ desk.t(Say::ConfirmResults) }</button></p>
                    }
                }
                { match &results {
                    Loaded::Here(results) => published(desk, results),
                    _ => empty(desk.t(Say::ResultsEmpty), String::new()),
                } }
                if *asking {
                    <Ask desk={desk.clone()} title={desk.t(Say::ConfirmResults)} text={desk.t(Say::ConfirmAsk)} act={desk.t(Say::ConfirmResults)} grave=true yes={confirm} {over} />
                }
            </div>
        }
    })
}

#[derive(Properties, PartialEq)]
struct PublishProps {
    desk: Desk,
    competition: StaffCompetition,
    done: Callback<()>,
}

/// Publication, or a corrected version.
#[component]
fn Publish(PublishProps { desk, competition, done }: &PublishProps) -> Html {
    let error = use_state(|| None::<String>);
    let asking = use_state(|| None::<DateTime<Utc>>);
    let reason = use_state(String::new);
    let until = use_state(|| {
        let days = i64::from(competition.definition.document.notice_days);
        let running = competition.notice_until.filter(|_| !competition.notice_over);
        input(running.unwrap_or_else(|| id::now() + TimeDelta::days(days)))
    });
    let typed = |into: &UseStateHandle<String>| {
        let into = into.setter();
        Callback::from(move |event: InputEvent| {
            into.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let (typed_until, typed_reason) = (typed(&until), typed(&reason));
    let onsubmit = {
        let (until, reason, error) = (until.clone(), reason.clone(), error.clone());
        let (asking, desk, correction) = (asking.clone(), desk.clone(), competition.results_version > 0);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match from_input(until.trim()) {
                Some(_) if correction && reason.trim().is_empty() => {
                    error.set(Some(desk.t(Problem::ReasonNeeded)));
                }
                Some(at) => {
                    error.set(None);
                    asking.set(Some(at));
                }
                None => error.set(Some(desk.t(Say::TimeShape))),
            }
        })
    };
    let version = competition.results_version;
    let button = if version == 0 { Say::Publish } else { Say::PublishCorrection };
    let question = asking.map(|notice_until| {
        let (reason, desk_, done, competition_id) =
            (reason.clone(), desk.clone(), done.clone(), competition.row.id);
        let yes = Callback::from(move |_: String| -> Answer {
            let publish =
                PublishResults { competition_id, after_version: version, notice_until, reason: (*reason).clone() };
            let (reason, desk, done) = (reason.clone(), desk_.clone(), done.clone());
            Box::pin(async move {
                let wrong = said(&act(&desk, Action::PublishResults(publish)).await, desk.lang);
                // What was refused stands as it was typed; a reason that was taken is used up.
                if wrong.is_none() {
                    reason.set(String::new());
                }
                done.emit(());
                wrong
            })
        });
        let over = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(None))
        };
        let mut text = desk.t(Say::PublishAsk);
        let returned = competition.row.counts.returned;
        if version == 0 && returned > 0 {
            text.push_str(&desk.t(Say::PublishReturned { count: returned }));
        }
        html! { <Ask desk={desk.clone()} title={desk.t(button.clone())} {text} act={desk.t(button.clone())} grave=true {yes} {over} /> }
    });
    html! {
        <>
        <form class="stack panel" {onsubmit}>
            if let Some(error) = &*error { <p class="note bad" role="alert">{ error }</p> }
            <div>
                <label for="until">{ desk.t(Say::NoticeUntil) }</label>
                <input id="until" type="datetime-local" value={(*until).clone()} oninput={typed_until} class="short" />
            </div>
            if version > 0 {
                <div>
                    <label for="why">{ desk.t(Say::CorrectionReason) }</label>
                    <input id="why" type="text" value={(*reason).clone()} oninput={typed_reason} autocomplete="off" maxlength="500" />
                </div>
            }
            <p><button type="submit" class="button">{ desk.t(button.clone()) }</button></p>
        </form>
        { for question }
        </>
    }
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
    // Results are published when nobody's mark is missing: one that is not there is an absence.
    let mark = |text: &Option<String>| text.clone().unwrap_or_else(|| desk.t(Say::Absent));
    let row = |row: &PublicResult| {
        html! {
            <tr>
                { cell(desk.t(Say::Event), row.event_title.get(desk.lang).to_owned()) }
                { cell(desk.t(Say::Rank), row.rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string())) }
                { cell(desk.t(Say::Number), row.number.clone()) }
                { cell(desk.t(Say::Name), row.name.clone().unwrap_or_else(|| desk.t(Say::Withheld))) }
                { cell(desk.t(Say::Theory), mark(&row.theory)) }
                { cell(desk.t(Say::Practical), mark(&row.practical)) }
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
