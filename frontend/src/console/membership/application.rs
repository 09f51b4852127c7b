//! One application: what was answered, who else the person is, what to decide.

use super::dialog::{Dialog, Doing, Typed, decision, kept_decision, wrong};
use super::moves::{Transfer, waits};
use super::text::Word;
use super::{application_tag, member_tag};
use crate::hooks::{Desk, RecordProps, act, said, use_get};
use crate::parts::{Answer, Ask, way, with};
use crate::record::{Personal, answers, consents, facts, history, terms, warnings};
use crate::route::Place;
use frontend::common::format;
use shared::api::{ApplicationDetail, SamePerson, Signing};
use shared::membership::ApplicationState;
use shared::sync::{
    Action, ApplicationVersion, ApproveApplications, OfferTransfer, Review, ReviewApplication,
};
use yew::prelude::*;

/// What is asked before it is done.
#[derive(Clone, Copy, PartialEq)]
enum Question {
    Approve,
    Offer,
    Review(Review),
}

/// One application.
#[component]
pub(crate) fn Application(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let asking = use_state(|| None::<Question>);
    let data =
        use_get::<ApplicationDetail>(desk, format!("/staff/applications/{id}"), desk.news * 1_000 + *fresh);
    let done = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    let ask = {
        let asking = asking.setter();
        Callback::from(move |question| asking.set(Some(question)))
    };
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    with(desk, &data, |data| {
        let row = &data.row;
        let trail = desk.trail.borrow();
        let back = Place::Applications(trail.applications.clone());
        let until = (row.state != ApplicationState::Approved).then_some(data.retain_until);
        html! {
            <div class="stack-l">
                { way(desk, &back, &trail.queue, *id, Place::Application) }
                <div class="stack">
                    <p class="quiet">{ row.union.get(desk.lang) }</p>
                    <h1>{ &row.person.name }</h1>
                    <p class="row">{ application_tag(desk, row.state) }<span class="mono">{ &row.code }</span><span class="quiet">{ desk.time(row.submitted_at) }</span></p>
                    if !data.reason.is_empty() { <p class="note">{ &data.reason }</p> }
                </div>
                { decisions(desk, data, &ask) }
                { warnings(desk, &data.warnings) }
                { same(desk, data) }
                if let Some(transfer) = &data.transfer {
                    <Transfer desk={desk.clone()} row={transfer.clone()} done={done.clone()} />
                    { for waits(desk, transfer) }
                }
                <Personal desk={desk.clone()} path={format!("/staff/applications/{id}/reveal")} may_reveal={data.may_reveal}
                    masked={[row.person.name.clone(), row.person.document.clone(), row.person.mobile.clone()]}>{ signing(desk, data) }{ answered(desk, data) }</Personal>
                { confirmation(desk, data) }
                { consents(desk, &data.form, &data.consents, until) }
                { history(desk, &data.history, desk.t(Word::Confirmed)) }
                { for asking.map(|question| asked(desk, data, question, done.clone(), over.clone())) }
            </div>
        }
    })
}

fn decisions(desk: &Desk, data: &ApplicationDetail, ask: &Callback<Question>) -> Html {
    let next = data.row.state.next();
    let button = |question: Question, word: Word, class: &'static str| {
        let onclick = ask.reform(move |_: MouseEvent| question);
        html! { <button type="button" {class} {onclick}>{ desk.t(word) }</button> }
    };
    let review = |review: Review, word| {
        next.contains(&review.leads_to()).then(|| button(Question::Review(review), word, "button second"))
    };
    if !data.may_decide && !data.may_offer {
        return Html::default();
    }
    html! {
        <div class="row">
            if data.may_offer { { button(Question::Offer, Word::Offer, "button") } }
            if data.may_decide {
                if !data.may_offer && next.contains(&ApplicationState::Approved) {
                    { button(Question::Approve, Word::Approve, "button") }
                }
                { for review(Review::Take, Word::Take) }
                { for review(Review::Return, Word::Return) }
                { for review(Review::Reject, Word::Reject) }
            }
        </div>
    }
}

fn asked(
    desk: &Desk,
    data: &ApplicationDetail,
    question: Question,
    done: Callback<()>,
    over: Callback<()>,
) -> Html {
    let (id, version) = (data.row.id, data.row.version);
    let simple = |action: Box<dyn Fn(String) -> Action>, done: Callback<()>| {
        let desk = desk.clone();
        let action = std::rc::Rc::new(action);
        Callback::from(move |text: String| -> Answer {
            let (desk, done, action) = (desk.clone(), done.clone(), action.clone());
            Box::pin(async move {
                let wrong = said(&act(&desk, action(text)).await, desk.lang);
                done.emit(());
                wrong
            })
        })
    };
    match question {
        Question::Offer => {
            let offer = move |_| Action::OfferTransfer(OfferTransfer { application_id: id, version });
            let yes = simple(Box::new(offer), done);
            html! { <Ask desk={desk.clone()} title={desk.t(Word::OfferAsk)} text={desk.t(Word::OfferMeans)} act={desk.t(Word::Offer)} {yes} {over} /> }
        }
        Question::Review(review) => {
            let word = match review {
                Review::Take => Word::Take,
                Review::Return => Word::Return,
                Review::Reject => Word::Reject,
            };
            let action = move |reason| {
                Action::ReviewApplication(ReviewApplication { application_id: id, version, review, reason })
            };
            let yes = simple(Box::new(action), done);
            let label = (review != Review::Take).then(|| desk.t(Word::ReasonAsk));
            html! { <Ask desk={desk.clone()} title={format!("{}：{}", data.row.person.name, desk.t(word.clone()))} act={desk.t(word)} {label} {yes} {over} /> }
        }
        Question::Approve => {
            let yes = {
                let desk = desk.clone();
                Callback::from(move |typed: Typed| -> Doing {
                    let (desk, done) = (desk.clone(), done.clone());
                    Box::pin(async move {
                        let decision = match decision(&desk, &typed) {
                            Ok(decision) => decision,
                            Err(wrong) => return wrong,
                        };
                        let applications = vec![ApplicationVersion { id, version }];
                        let approve = ApproveApplications { decision, applications };
                        let outcome = act(&desk, Action::ApproveApplications(approve)).await;
                        let found = wrong(&desk, &outcome, &["on", "document_number", "deciders"]);
                        if found.is_empty() {
                            done.emit(());
                        }
                        found
                    })
                })
            };
            html! {
                <Dialog desk={desk.clone()} title={desk.t(Word::ApproveAsk { count: 1 })} text={desk.t(Word::ApproveMeans)}
                    inputs={kept_decision(desk)} keeps=true act={desk.t(Word::Approve)} {yes} {over} />
            }
        }
    }
}

/// Everything of the same person, side by side.
fn same(desk: &Desk, data: &ApplicationDetail) -> Html {
    if data.others.is_empty() && data.member.is_none() {
        return html! { <p class="quiet">{ desk.t(Word::SameNone) }</p> };
    }
    let row = &data.row;
    let card = |title: Html, tag: Html, lines: Vec<String>| {
        let lines = lines.into_iter().filter(|line| !line.is_empty());
        html! { <li class="card"><p class="row"><strong>{ title }</strong>{ tag }</p>{ for lines.map(|line| html! { <p>{ line }</p> }) }</li> }
    };
    let other = |one: &SamePerson| {
        let title = match one.id {
            Some(id) => html! { <a href={Place::Application(id).href()}>{ desk.t(Word::OtherOne) }</a> },
            None => html! { { desk.t(Word::OtherOne) } },
        };
        let union = one.union.get(desk.lang).to_owned();
        let lines = vec![union, one.employer.clone(), one.mobile.clone(), desk.time(one.submitted_at)];
        card(title, application_tag(desk, one.state), lines)
    };
    let own = vec![
        row.union.get(desk.lang).to_owned(),
        row.person.employer.clone(),
        row.person.mobile.clone(),
        desk.time(row.submitted_at),
    ];
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Same) }</h2>
            <ul class="cards beside" role="list">
                { card(html! { { desk.t(Word::ThisOne) } }, application_tag(desk, row.state), own) }
                if let Some(member) = &data.member {
                    { card(
                        match member.id {
                            Some(id) => html! { <a href={Place::Member(id).href()}>{ desk.t(Word::Membership) }</a> },
                            None => html! { { desk.t(Word::Membership) } },
                        },
                        member_tag(desk, member.state),
                        vec![
                            member.union.get(desk.lang).to_owned(),
                            desk.t(Word::Since { day: format::day(member.joined_on, desk.lang) }),
                        ],
                    ) }
                }
                { for data.others.iter().map(other) }
            </ul>
        </section>
    }
}

/// Whether the worker signed. The signature itself shows with the numbers.
fn signing(desk: &Desk, data: &ApplicationDetail) -> Html {
    let said = match data.signing {
        Signing::NotAsked => return Html::default(),
        Signing::AtTheUnion => Word::SignsAtUnion,
        Signing::Signed => Word::Signed,
    };
    html! { <><dt>{ desk.t(Word::Signing) }</dt><dd>{ desk.t(said) }</dd></> }
}

fn confirmation(desk: &Desk, data: &ApplicationDetail) -> Html {
    let Some(one) = &data.confirmation else { return Html::default() };
    let line = |term: Word, what: String| (desk.t(term), html! { { what } });
    html! {
        <section class="stack">
            <h2>{ desk.t(Word::Confirmation) }</h2>
            { facts(vec![
                line(Word::ConfirmReason, one.reason.clone()),
                line(Word::ConfirmBy, desk.t(one.by)),
                line(Word::ConfirmOn, format::day(one.on, desk.lang)),
                line(Word::ConfirmWho, one.who.clone()),
            ]) }
        </section>
    }
}

/// What was answered besides name and numbers, and how it came here.
fn answered(desk: &Desk, data: &ApplicationDetail) -> Html {
    let mut lines = answers(desk, &data.form, &data.answers);
    lines.push((desk.t(Word::Routed), html! { { desk.t(data.routed_by) } }));
    lines.extend(data.row.source.as_ref().map(|source| (desk.t(Word::Came), html! { { source } })));
    terms(lines)
}
