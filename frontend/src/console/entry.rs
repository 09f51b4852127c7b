//! One entry: what was answered, what happened, what to decide.

use crate::entries::name;
use crate::hooks::{Desk, RecordProps, act, said, use_get};
use crate::membership::member_tag;
use crate::parts::{Answer, Ask, entry_tag, way, with};
use crate::record::{Personal, answers, consents, facts, history, warnings};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use shared::api::EntryDetail;
use shared::sync::{Action, DecideEntry, Decision};
use yew::prelude::*;

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
                <Ask desk={desk.clone()} title={desk.t(Say::Named { name: data.row.name.clone(), why: desk.t(name(decision)) })} act={desk.t(name(decision))}
                    label={(decision != Decision::Eligible).then(|| desk.t(Say::ReasonAsk))} {yes} {over} />
            }
        });
        let (row, trail) = (&data.row, desk.trail.borrow());
        html! {
            <div class="stack-l">
                { way(desk, &trail.list, &trail.waiting, *id, Place::Entry) }
                { head(desk, data) }
                if data.may_decide { { decisions(desk, data, &ask) } }
                { warnings(desk, &data.warnings) }
                { membership(desk, data) }
                <Personal desk={desk.clone()} path={format!("/staff/entries/{id}/reveal")} may_reveal={data.may_reveal}
                    masked={[row.name.clone(), row.document.clone(), row.mobile.clone()]}>{ age(desk, data) }</Personal>
                <section class="stack">
                    <h2>{ desk.t(Say::Answers) }</h2>
                    { facts(answers(desk, &data.form, &data.answers)) }
                </section>
                { consents(desk, &data.form, &data.consents, Some(data.retain_until)) }
                { history(desk, &data.history, desk.t(Say::Worker)) }
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

fn age(desk: &Desk, data: &EntryDetail) -> Html {
    let Some(age) = data.age else { return Html::default() };
    html! { <><dt>{ desk.t(Say::Age) }</dt><dd>{ desk.t(Say::Years { age }) }</dd></> }
}
