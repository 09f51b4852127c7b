//! One entry: what was answered, what happened, what to decide.

use crate::deeds;
use crate::entries::name;
use crate::hooks::{Desk, RecordProps, act, said, use_get};
use crate::membership::member_tag;
use crate::net;
use crate::parts::{Answer, Ask, entry_tag, signed, way, with};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use gloo_timers::callback::Timeout;
use shared::api::{EntryDetail, Reveal, Revealed};
use shared::form::{Answer as Given, Choice, Field, FieldKind};
use shared::sync::{Action, DecideEntry, Decision};
use uuid::Uuid;
use yew::prelude::*;

/// Milliseconds for which data in full stays in sight.
const IN_SIGHT: u32 = 60_000;

/// One entry.
#[component]
pub(crate) fn Entry(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| None::<Decision>);
    let data = use_get::<EntryDetail>(desk, format!("/staff/entries/{id}"), desk.news * 1_000 + *fresh);
    with(desk, &data, |data| {
        let ask = {
            let asking = asking.setter();
            Callback::from(move |decision| asking.set(Some(decision)))
        };
        let over = {
            let asking = asking.setter();
            Callback::from(move |()| asking.set(None))
        };
        let question = asking.map(|decision| {
            let (fresh, desk, entry_id, version) = (fresh.clone(), desk.clone(), *id, data.row.version);
            let yes = {
                let desk = desk.clone();
                Callback::from(move |reason: String| -> Answer {
                    let decide = DecideEntry { entry_id, version, decision, reason };
                    let (fresh, desk) = (fresh.clone(), desk.clone());
                    Box::pin(async move {
                        let wrong = said(&act(&desk, Action::DecideEntry(decide)).await, desk.lang);
                        fresh.set(*fresh + 1);
                        wrong
                    })
                })
            };
            html! {
                <Ask desk={desk.clone()} title={desk.t(Say::DecideAsk { count: 1, decision: desk.t(name(decision)) })} act={desk.t(name(decision))}
                    label={(decision != Decision::Eligible).then(|| desk.t(Say::ReasonAsk))} {yes} {over} />
            }
        });
        let trail = desk.trail.borrow();
        html! {
            <div class="stack-l">
                { way(desk, &trail.list, &trail.waiting, *id, Place::Entry) }
                { head(desk, data) }
                if data.may_decide { { decisions(desk, data, &ask) } }
                { warnings(desk, data) }
                { membership(desk, data) }
                <Personal desk={desk.clone()} id={*id} detail={data.clone()} />
                { answers(desk, data) }
                { consents(desk, data) }
                { history(desk, data) }
                { for question }
            </div>
        }
    })
}

fn head(desk: &Desk, data: &EntryDetail) -> Html {
    let row = &data.row;
    html! {
        <div class="stack">
            <p class="quiet">{ row.competition.get(desk.lang) }{ " · " }{ row.event_title.get(desk.lang) }</p>
            <h1>{ &row.name }</h1>
            <p class="row">{ entry_tag(desk, row.state) }<span class="mono">{ &row.code }</span><span class="quiet">{ desk.time(row.submitted_at) }</span></p>
            if let Some(by) = &data.collected {
                <p>{ desk.t(Say::CollectedBy { label: by.label.clone() }) }{ " " }<span class="quiet">{ desk.t(Say::CollectedAt { at: desk.time(by.captured_at) }) }</span></p>
            }
            if !data.reason.is_empty() { <p class="note warn">{ &data.reason }</p> }
        </div>
    }
}

fn decisions(desk: &Desk, data: &EntryDetail, ask: &Callback<Decision>) -> Html {
    use shared::competition::EntryState;
    let next = data.row.state.next();
    let button = |decision: Decision, to: EntryState, class: &'static str| {
        let onclick = ask.reform(move |_: MouseEvent| decision);
        if next.contains(&to) {
            html! { <button type="button" {class} {onclick}>{ desk.t(name(decision)) }</button> }
        } else {
            Html::default()
        }
    };
    html! {
        <div class="row">
            { button(Decision::Eligible, EntryState::Eligible, "button") }
            { button(Decision::Return, EntryState::Returned, "button second") }
            { button(Decision::Ineligible, EntryState::Ineligible, "button second") }
        </div>
    }
}

fn warnings(desk: &Desk, data: &EntryDetail) -> Html {
    if data.warnings.is_empty() {
        return Html::default();
    }
    html! {
        <section class="note warn stack">
            <h2>{ desk.t(Say::Warnings) }</h2>
            <ul>{ for data.warnings.iter().map(|text| html! { <li>{ text.get(desk.lang) }</li> }) }</ul>
        </section>
    }
}

/// The membership that the contestant wants used.
fn membership(desk: &Desk, data: &EntryDetail) -> Html {
    let Some(check) = &data.membership else { return Html::default() };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::MembershipCheck) }</h2>
            if check.required { <p>{ desk.t(Say::MembershipRequired) }</p> }
            if let Some(member) = &check.member {
                <p class="row">{ member_tag(desk, member.state) }
                    if let Some(id) = member.id {
                        <a href={Place::Member(id).href()}>{ member.union.get(desk.lang) }</a>
                    } else {
                        { member.union.get(desk.lang) }
                    }
                    <span class="quiet">{ desk.t(Say::MemberSince { day: format::day(member.joined_on, desk.lang) }) }</span></p>
            } else {
                <p class="note warn">{ desk.t(Say::MemberUnknown) }</p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PersonalProps {
    desk: Desk,
    id: Uuid,
    detail: EntryDetail,
}

/// What is shown for a minute: name, document, mobile, and the signature given to a steward.
type Full = (String, String, String, Option<String>);

/// Name and numbers: masked, and in full for a minute on request.
#[component]
fn Personal(PersonalProps { desk, id, detail }: &PersonalProps) -> Html {
    let full = use_state(|| None::<Full>);
    let asking = use_state(|| false);
    let hide = use_mut_ref(|| None::<Timeout>);
    let yes = {
        let (full, desk, id, hide) = (full.clone(), desk.clone(), *id, hide.clone());
        Callback::from(move |purpose: String| -> Answer {
            let (full, desk, hide) = (full.clone(), desk.clone(), hide.clone());
            Box::pin(async move {
                let url = format!("/api/v1/staff/entries/{id}/reveal");
                match net::post::<Revealed>(&url, &Reveal { purpose }, desk.lang).await {
                    Ok(shown) => {
                        full.set(Some((shown.name, shown.document, shown.mobile, shown.signature)));
                        *hide.borrow_mut() = Some(Timeout::new(IN_SIGHT, move || full.set(None)));
                        None
                    }
                    Err(net::NetError::Problem(problem)) if !problem.violations.is_empty() => {
                        problem.violations.first().map(|violation| violation.text(desk.lang))
                    }
                    Err(failed) => Some(desk.t(desk.note(&failed))),
                }
            })
        })
    };
    let row = &detail.row;
    let (name, document, mobile, signature) = match &*full {
        Some(full) => full.clone(),
        None => (row.name.clone(), row.document.clone(), row.mobile.clone(), None),
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(false))
    };
    let open = {
        let asking = asking.setter();
        move |_: MouseEvent| asking.set(true)
    };
    let close = {
        let full = full.clone();
        move |_: MouseEvent| full.set(None)
    };
    html! {
        <section class="stack">
            <dl class="facts">
                <dt>{ desk.t(Say::Name) }</dt><dd>{ name }</dd>
                <dt>{ desk.t(Say::DocumentNumber) }</dt><dd class="mono">{ document }</dd>
                <dt>{ desk.t(Say::Mobile) }</dt><dd class="mono">{ mobile }</dd>
                { for signature.map(|path| signed(desk, path)) }
            </dl>
            { for detail.age.map(|age| html! { <p>{ desk.t(Say::Age { age }) }</p> }) }
            if full.is_some() {
                <p class="row"><button type="button" class="button second" onclick={close}>{ desk.t(Say::Hide) }</button><span class="quiet">{ desk.t(Say::RevealUntil) }</span></p>
            } else if detail.may_reveal {
                <p><button type="button" class="button second" onclick={open}>{ desk.t(Say::Reveal) }</button></p>
            }
            if *asking {
                <Ask desk={desk.clone()} title={desk.t(Say::Reveal)} act={desk.t(Say::Reveal)} label={Some(desk.t(Say::RevealPurpose))} {yes} {over} />
            }
        </section>
    }
}

fn answers(desk: &Desk, data: &EntryDetail) -> Html {
    const ABOVE: [&str; 3] = ["name", "id_number", "mobile"];
    let line = |field: &Field| {
        let answer = data.answers.get(&field.key)?;
        let shown = !ABOVE.contains(&field.key.as_str()) && !matches!(field.kind, FieldKind::Consent { .. });
        shown.then(
            || html! { <><dt>{ field.label.get(desk.lang) }</dt><dd>{ words(desk, field, answer) }</dd></> },
        )
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::Answers) }</h2>
            <dl class="facts">{ for data.form.fields().filter_map(line) }</dl>
        </section>
    }
}

/// An answer as people read it.
pub(crate) fn words(desk: &Desk, field: &Field, answer: &Given) -> String {
    let label = |options: &[Choice], value: &str| {
        let found = options.iter().find(|option| option.value == value);
        found.map_or_else(|| value.to_owned(), |option| option.label.get(desk.lang).to_owned())
    };
    match (&field.kind, answer) {
        (FieldKind::Choice { options }, Given::Text(value)) => label(options, value),
        (FieldKind::Choices { options, .. }, Given::Many(values)) => {
            values.iter().map(|value| label(options, value)).collect::<Vec<_>>().join("、")
        }
        (_, Given::Text(text)) => text.clone(),
        (_, Given::Many(values)) => values.join("、"),
        (_, Given::Yes(yes)) => desk.t(if *yes { Say::Yes } else { Say::No }),
    }
}

fn consents(desk: &Desk, data: &EntryDetail) -> Html {
    let line = |row: &shared::api::ConsentRow| {
        let label =
            data.form.field(&row.purpose).map_or(row.purpose.as_str(), |field| field.label.get(desk.lang));
        let given = desk.t(if row.given { Say::Given } else { Say::NotGiven });
        html! { <><dt>{ label }</dt><dd>{ format!("{given} · {} · {}", row.text_version, desk.time(row.at)) }</dd></> }
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::Consents) }</h2>
            <dl class="facts">{ for data.consents.iter().map(line) }</dl>
            <p class="quiet">{ desk.t(Say::RetainUntil { day: format::day(data.retain_until, desk.lang) }) }</p>
        </section>
    }
}

fn history(desk: &Desk, data: &EntryDetail) -> Html {
    let line = |row: &shared::api::HistoryRow| {
        let actor = if row.actor.is_empty() { desk.t(Say::Worker) } else { row.actor.clone() };
        let detail = deeds::detail(desk, &row.action, &row.detail);
        html! { <li>{ format!("{} · {actor} · {}", desk.time(row.at), deeds::name(desk, &row.action)) }if !detail.is_empty() { { format!(" · {detail}") } }</li> }
    };
    html! {
        <section class="stack">
            <h2>{ desk.t(Say::History) }</h2>
            <ul>{ for data.history.iter().map(line) }</ul>
        </section>
    }
}
