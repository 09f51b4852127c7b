//! Transfers: what waits, and what each side may say.

use super::dialog::{Dialog, Doing, Input, Kind, Typed, decision, decision_inputs, wrong};
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
            { with(desk, &data, |rows: &Vec<TransferRow>| match rows.is_empty() {
                true => empty(desk.t(Word::NoTransfers), String::new()),
                false => html! { <>{ for rows.iter().map(|row| html! { <Transfer key={row.id.to_string()} desk={desk.clone()} row={row.clone()} done={done.clone()} linked=true /> }) }</> },
            }) }
        </div>
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
        html! { <button type="button" {class} {onclick}>{ desk.t(verdict) }</button> }
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
                <h2>{ if *linked { row.name.clone() } else { desk.t(Word::Transfer) } }</h2>
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
                { for link(row.application_id.map(Place::Application), Word::Applications) }
                { for link(row.member_id.map(Place::Member), Word::Members) }
            </div>
            { for asking.map(|verdict| question(desk, row, verdict, done.clone(), over.clone())) }
        </section>
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
        TransferVerdict::Accept => (desk.t(Word::AcceptMeans), decision_inputs(desk, true)),
        TransferVerdict::Refuse => {
            let label = desk.t(Word::RefuseReason);
            (String::new(), vec![Input { key: "reason", label, kind: Kind::Text, value: String::new() }])
        }
    };
    let title = format!("{}：{}", row.name, desk.t(verdict));
    html! { <Dialog desk={desk.clone()} {title} {text} {inputs} act={desk.t(verdict)} {yes} {over} /> }
}

/// Not answered yet, for those who made the offer.
pub(super) fn waits(desk: &Desk, row: &TransferRow) -> Option<Html> {
    (row.state == TransferState::Offered).then(|| html! { <p class="quiet">{ desk.t(Word::Unanswered) }{ " " }{ for row.due_at.map(|at| desk.t(Say::Due { at: desk.time(at) })) }</p> })
}
