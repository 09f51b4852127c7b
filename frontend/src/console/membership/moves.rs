//! Transfers: what waits, and what each side may say.

use super::dialog::{Dialog, Doing, Input, Kind, Typed, decision, kept_decision, wrong};
use super::text::Word;
use crate::hooks::{Desk, ScreenProps, act, use_get};
use crate::parts::{empty, with};
use crate::route::Place;
use crate::text::Say;
use shared::api::TransferRow;
use shared::membership::{TransferState, TransferVerdict};
use shared::sync::{Action, DecideTransfer};
use yew::prelude::*;

/// The transfers under way in which the caller has a say.
#[component]
pub(crate) fn Transfers(ScreenProps { desk }: &ScreenProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let data = use_get::<Vec<TransferRow>>(desk, "/staff/transfers".to_owned(), desk.news * 1_000 + *fresh);
    let done = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    html! {
        <div class="stack">
            <h1>{ desk.t(Word::Transfers) }</h1>
            { with(desk, &data, |rows: &Vec<TransferRow>| {
                if rows.is_empty() {
                    return empty(desk.t(Word::NoTransfers), String::new());
                }
                let (ours, theirs): (Vec<_>, Vec<_>) = rows.iter().partition(|row| is_ours(row));
                html! {
                    <>
                        { turn(desk, desk.t(Word::YourTurn { count: ours.len() }), &ours, &done) }
                        { turn(desk, desk.t(Word::TheirTurn { count: theirs.len() }), &theirs, &done) }
                    </>
                }
            }) }
        </div>
    }
}

/// Whether it goes on as soon as the caller says so. Whoever may only refuse waits for somebody else.
fn is_ours(row: &TransferRow) -> bool {
    row.may_say.iter().any(|verdict| *verdict != TransferVerdict::Refuse)
}

fn turn(desk: &Desk, title: String, rows: &[&TransferRow], done: &Callback<()>) -> Html {
    if rows.is_empty() {
        return Html::default();
    }
    html! {
        <section class="stack">
            <h2>{ title }</h2>
            { for rows.iter().map(|row| html! { <Transfer key={row.id.to_string()} desk={desk.clone()} row={(*row).clone()} done={done.clone()} linked=true /> }) }
        </section>
    }
}

/// What a verdict is called: whoever refuses an offer of their own takes it back.
fn called(desk: &Desk, row: &TransferRow, verdict: TransferVerdict) -> String {
    match (row.state, verdict) {
        (TransferState::Offered, TransferVerdict::Refuse) => desk.t(Word::TakeBack),
        (_, verdict) => desk.t(verdict),
    }
}

#[derive(Properties, PartialEq)]
pub struct TransferProps {
    pub desk: Desk,
    pub row: TransferRow,
    pub done: Callback<()>,
    /// With links to the records.
    #[prop_or_default]
    pub linked: bool,
}

/// One transfer.
#[component]
pub fn Transfer(props: &TransferProps) -> Html {
    let asking = use_state(|| None::<TransferVerdict>);
    let TransferProps { desk, row, done, linked } = props;
    let over = {
        let asking = asking.setter();
        Callback::from(move |()| asking.set(None))
    };
    let button = |verdict: TransferVerdict| {
        let asking = asking.setter();
        let onclick = Callback::from(move |_: MouseEvent| asking.set(Some(verdict)));
        let class = if verdict == TransferVerdict::Refuse { "button second" } else { "button" };
        html! { <button type="button" {class} {onclick}>{ called(desk, row, verdict) }</button> }
    };
    let class = match row.state {
        TransferState::Done => "tag good",
        TransferState::Refused => "tag bad",
        TransferState::Declined => "tag",
        TransferState::Escalated => "tag warn",
        _ => "tag info",
    };
    let link = |to: Option<Place>, text: Word| {
        to.filter(|_| *linked)
            .map(|to| html! { <a class="button second" href={to.href()}>{ desk.t(text) }</a> })
    };
    let fact = |term: Word, what: &str| html! { <><dt>{ desk.t(term) }</dt><dd>{ what }</dd></> };
    html! {
        <section class="panel stack">
            <div class="row">
                { heading(desk, row, *linked) }
                <span {class}>{ desk.t(row.state) }</span>
                { for row.due_at.map(|at| html! { <span class="quiet">{ desk.t(Word::Due { at: desk.time(at) }) }</span> }) }
                if row.overdue { <span class="tag bad">{ desk.t(Word::OverdueTag) }</span> }
            </div>
            <dl class="facts">
                { fact(Word::From, row.from.get(desk.lang)) }
                { fact(Word::To, row.to.get(desk.lang)) }
                { fact(Word::Superior, row.superior.get(desk.lang)) }
                if !row.reason.is_empty() { { fact(Word::Remark, &row.reason) } }
            </dl>
            <div class="row">
                { for row.may_say.iter().map(|verdict| button(*verdict)) }
                { for link(row.application_id.map(Place::Application), Word::SeeApplication) }
                { for link(row.member_id.map(Place::Member), Word::SeeMember) }
            </div>
            { for asking.map(|verdict| question(desk, row, verdict, done.clone(), over.clone())) }
        </section>
    }
}

/// Below the heading of its group where there are several.
fn heading(desk: &Desk, row: &TransferRow, linked: bool) -> Html {
    match linked {
        true => html! { <h3>{ &row.name }</h3> },
        false => html! { <h2>{ desk.t(Word::Transfer) }</h2> },
    }
}

fn question(
    desk: &Desk,
    row: &TransferRow,
    verdict: TransferVerdict,
    done: Callback<()>,
    over: Callback<()>,
) -> Html {
    let (transfer_id, version) = (row.id, row.version);
    let yes = {
        let desk = desk.clone();
        Callback::from(move |typed: Typed| -> Doing {
            let (desk, done) = (desk.clone(), done.clone());
            Box::pin(async move {
                let reason = typed.get("reason").cloned().unwrap_or_default();
                let decision = match verdict {
                    TransferVerdict::Accept => match decision(&desk, &typed) {
                        Ok(decision) => Some(decision),
                        Err(wrong) => return wrong,
                    },
                    _ => None,
                };
                let decide = DecideTransfer { transfer_id, version, verdict, reason, decision };
                let outcome = act(&desk, Action::DecideTransfer(decide)).await;
                let found = wrong(&desk, &outcome, &["reason", "on", "document_number", "deciders"]);
                if found.is_empty() {
                    done.emit(());
                }
                found
            })
        })
    };
    let (text, inputs) = match verdict {
        TransferVerdict::Release => (desk.t(Word::ReleaseMeans), Vec::new()),
        TransferVerdict::Accept => (desk.t(Word::AcceptMeans), kept_decision(desk)),
        TransferVerdict::Refuse => {
            let back = row.state == TransferState::Offered;
            let label = desk.t(if back { Word::TakeBackReason } else { Word::RefuseReason });
            (String::new(), vec![Input { key: "reason", label, kind: Kind::Text, value: String::new() }])
        }
    };
    let (act, keeps) = (called(desk, row, verdict), verdict == TransferVerdict::Accept);
    let title = format!("{}：{act}", row.name);
    html! { <Dialog desk={desk.clone()} {title} {text} {inputs} {act} {keeps} {yes} {over} /> }
}

/// Not answered yet, for those who made the offer.
pub(super) fn waits(desk: &Desk, row: &TransferRow) -> Option<Html> {
    (row.state == TransferState::Offered).then(|| html! { <p class="quiet">{ desk.t(Word::Unanswered) }{ " " }{ for row.due_at.map(|at| desk.t(Say::Due { at: desk.time(at) })) }</p> })
}
