//! One member: the full profile, what changed the membership, and decisions on it.

use super::dialog::{Dialog, Doing, Input, Kind, Typed, day, decision, decision_inputs, wrong};
use super::moves::Transfer;
use super::text::Word;
use super::{division_name, group_name, member_tag};
use crate::hooks::{Desk, RecordProps, act, use_get};
use crate::parts::with;
use crate::record::{Personal, facts, history};
use crate::route::Place;
use crate::text::Say;
use frontend::common::format;
use shared::api::{MemberDetail, MembershipEvent};
use shared::form::Answer;
use shared::i18n::Problem;
use shared::membership::{MembershipReason, MembershipStep, profile_key, vocabulary};
use shared::sync::{Action, ChangeMembership};
use yew::prelude::*;

/// One member.
#[component]
pub(crate) fn Member(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| None::<MembershipStep>);
    let data = use_get::<MemberDetail>(desk, format!("/staff/members/{id}"), desk.news * 1_000 + *fresh);
    let done = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let button = |step: MembershipStep| {
        let asking = asking.setter();
        let onclick = Callback::from(move |_: MouseEvent| asking.set(Some(step)));
        html! { <button type="button" class="button second" {onclick}>{ desk.t(step) }</button> }
    };
    let back = Place::Members(desk.trail.borrow().members.clone());
    with(desk, &data, |data| {
        let row = &data.row;
        html! {
            <div class="stack-l">
                <p><a class="button second" href={back.href()}>{ desk.t(Say::BackToList) }</a></p>
                <div class="stack">
                    <p class="quiet">{ row.union.get(desk.lang) }</p>
                    <h1>{ &row.person.name }</h1>
                    <p class="row">{ member_tag(desk, row.state) }<span class="quiet">{ desk.t(Word::Since { day: format::day(row.joined_on, desk.lang) }) }</span></p>
                </div>
                if !data.steps.is_empty() {
                    <section class="stack">
                        <h2>{ desk.t(Word::Decide) }</h2>
                        <div class="row">{ for data.steps.iter().map(|step| button(*step)) }</div>
                    </section>
                }
                { for data.transfers.iter().map(|one| html! { <Transfer key={one.id.to_string()} desk={desk.clone()} row={one.clone()} done={done.clone()} /> }) }
                <Personal desk={desk.clone()} path={format!("/staff/members/{id}/reveal")} may_reveal={data.may_reveal}
                    masked={[row.person.name.clone(), row.person.document.clone(), row.person.mobile.clone()]} />
                { events(desk, &data.events) }
                { profile(desk, data) }
                { history(desk, &data.history, desk.t(Word::Confirmed)) }
                { for asking.map(|step| question(desk, data, step, done.clone(), over.clone())) }
            </div>
        }
    })
}

fn profile(desk: &Desk, data: &MemberDetail) -> Html {
    let row = &data.row;
    let mut lines = vec![
        (desk.t(Say::Employer), html! { { &row.person.employer } }),
        (desk.t(Word::Group), html! { { group_name(desk, &row.person.group) } }),
        (desk.t(Word::Division), html! { { division_name(desk, &row.person.division) } }),
    ];
    lines.extend(data.sex.map(|sex| (desk.t(Word::Sex), html! { { desk.t(sex) } })));
    lines.extend(data.age.map(|age| (desk.t(Word::AgeName), html! { { desk.t(Say::Years { age }) } })));
    lines.extend(row.ended_on.map(|on| (desk.t(Word::EndedOn), html! { { format::day(on, desk.lang) } })));
    for (key, label) in PROFILE {
        let Some(value) = data.profile.get(key).and_then(Answer::as_text).filter(|value| !value.is_empty())
        else {
            continue;
        };
        let terms = vocabulary(key).map_or(&[][..], |found| found.terms);
        let term = terms.iter().find(|term| term.code == value);
        let text = term.map_or_else(|| value.to_owned(), |term| desk.t(*term));
        lines.push((label.get(desk.lang).to_owned(), html! { { text } }));
    }
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Profile) }</h2>
            { facts(lines) }
            if data.profile.is_empty() { <p class="quiet">{ desk.t(Word::ProfileNone) }</p> }
        </section>
    }
}

/// A label in two languages.
struct Label(&'static str, &'static str);

impl Label {
    fn get(&self, lang: shared::i18n::Lang) -> &'static str {
        match lang {
            shared::i18n::Lang::ZhCn => self.0,
            shared::i18n::Lang::En => self.1,
        }
    }
}

/// The fields of the full profile, in the order of the workbook.
const PROFILE: [(&str, Label); 9] = [
    (profile_key::ETHNICITY, Label("民族", "Ethnicity")),
    (profile_key::EMPLOYMENT, Label("就业状况", "Employment")),
    (profile_key::EDUCATION, Label("学历", "Education")),
    (profile_key::SKILL, Label("技术等级", "Grade of skill")),
    (profile_key::HOUSEHOLD, Label("户籍类型", "Household registration")),
    (profile_key::HOUSEHOLD_PLACE, Label("户籍所在地", "Place of registration")),
    (profile_key::POLITICAL, Label("政治面貌", "Political status")),
    (profile_key::NATIVE_PLACE, Label("籍贯", "Native place")),
    (profile_key::MIGRANT, Label("是否农民工会员", "Migrant worker")),
];

/// What a field of the full profile is called.
pub(crate) fn profile_label(desk: &Desk, key: &str) -> Option<String> {
    PROFILE.iter().find(|(one, _)| *one == key).map(|(_, label)| label.get(desk.lang).to_owned())
}

fn events(desk: &Desk, events: &[MembershipEvent]) -> Html {
    let line = |event: &MembershipEvent| {
        let mut parts = vec![
            format::day(event.on, desk.lang),
            desk.t(event.change),
            event.union.get(desk.lang).to_owned(),
        ];
        parts.extend(event.reason.map(|reason| desk.t(reason)));
        parts.extend([event.document_number.clone(), event.deciders.clone()]);
        if let Some(one) = &event.confirmation {
            let on = format::day(one.on, desk.lang);
            parts.push(format!("{} {on}：{}（{}）", desk.t(one.by), one.who, one.reason));
        }
        parts.retain(|part| !part.is_empty());
        html! { <li>{ parts.join(" · ") }</li> }
    };
    html! { <section class="stack"><h2>{ desk.t(Word::Events) }</h2><ul>{ for events.iter().map(line) }</ul></section> }
}

fn question(
    desk: &Desk,
    data: &MemberDetail,
    step: MembershipStep,
    done: Callback<()>,
    over: Callback<()>,
) -> Html {
    let (member_id, version) = (data.row.id, data.row.version);
    let code = |reason: MembershipReason| {
        let value = serde_json::to_value(reason).ok();
        value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    let reasons: Vec<(String, String)> =
        step.reasons().iter().map(|one| (code(*one), desk.t(*one))).collect();
    let first = reasons.first().map(|(code, _)| code.clone()).unwrap_or_default();
    let mut inputs = vec![Input {
        key: "reason",
        label: desk.t(Word::StepReason),
        kind: Kind::Pick(reasons),
        value: first,
    }];
    inputs.extend(decision_inputs(desk, step.needs_document()).into_iter().map(|input| match input.key {
        "on" => day(desk, "on", Word::DecisionDay),
        _ => input,
    }));
    let yes = {
        let desk = desk.clone();
        Callback::from(move |typed: Typed| -> Doing {
            let (desk, done) = (desk.clone(), done.clone());
            Box::pin(async move {
                let decision = match decision(&desk, &typed) {
                    Ok(decision) => decision,
                    Err(wrong) => return wrong,
                };
                let chosen = typed.get("reason").cloned().unwrap_or_default();
                let Ok(reason) = serde_json::from_value(serde_json::Value::String(chosen)) else {
                    return vec![("reason".to_owned(), desk.t(Problem::Required))];
                };
                let change = ChangeMembership { member_id, version, step, reason, decision };
                let outcome = act(&desk, Action::ChangeMembership(change)).await;
                let found = wrong(&desk, &outcome, &["reason", "on", "document_number", "deciders"]);
                if found.is_empty() {
                    done.emit(());
                }
                found
            })
        })
    };
    let title = format!("{}：{}", data.row.person.name, desk.t(step));
    html! { <Dialog desk={desk.clone()} {title} {inputs} act={desk.t(step)} {yes} {over} /> }
}
