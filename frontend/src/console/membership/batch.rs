//! Decisions on many applications.

use super::dialog::{Dialog, Doing, Typed, decision, kept_decision, wrong};
use super::text::Word;
use crate::hooks::{Desk, act, said};
use crate::parts::{Answer, Ask};
use crate::text::Say;
use shared::api::ApplicationRow;
use shared::i18n::Problem;
use shared::sync::{
    Action, ApplicationVersion, ApproveApplications, FileApplications, Outcome, Review, ReviewApplication,
};
use std::collections::BTreeMap;
use uuid::Uuid;
use yew::prelude::*;

/// What is to be done with those that are picked.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Deed {
    Approve,
    File,
    Review(Review),
}

/// What stands in the way, by application.
pub(super) type InTheWay = BTreeMap<Uuid, String>;

/// Takes up, returns or rejects one after the other.
pub(super) fn review_ask(
    desk: &Desk,
    rows: Vec<ApplicationRow>,
    review: Review,
    done: &Callback<(String, InTheWay)>,
    over: Callback<()>,
) -> Html {
    let count = rows.len();
    let word = match review {
        Review::Take => Word::Take,
        Review::Return => Word::Return,
        Review::Reject => Word::Reject,
    };
    let yes = {
        let (desk, done) = (desk.clone(), done.clone());
        Callback::from(move |reason: String| -> Answer {
            let (desk, done, rows) = (desk.clone(), done.clone(), rows.clone());
            Box::pin(async move {
                if review != Review::Take && reason.trim().is_empty() {
                    return Some(desk.t(Problem::ReasonNeeded));
                }
                let mut left = InTheWay::new();
                for row in &rows {
                    let review = ReviewApplication {
                        application_id: row.id,
                        version: row.version,
                        review,
                        reason: reason.clone(),
                    };
                    let why = said(&act(&desk, Action::ReviewApplication(review)).await, desk.lang);
                    left.extend(why.map(|why| (row.id, why)));
                }
                let (done_count, failed) = (rows.len() - left.len(), left.len());
                let text = match failed {
                    0 => desk.t(Say::DecidedAll { count: done_count }),
                    failed => desk.t(Say::DecidedSome { done: done_count, failed }),
                };
                done.emit((text, left));
                None
            })
        })
    };
    html! {
        <Ask desk={desk.clone()} title={desk.t(Word::ReviewAsk { count, review: desk.t(word.clone()) })} act={desk.t(word)}
            label={(review != Review::Take).then(|| desk.t(Word::ReasonAsk))} {yes} {over} />
    }
}

/// What stands in the way of a decision, by name, and the way around it.
pub(super) fn standing(
    desk: &Desk,
    rows: &[ApplicationRow],
    way: &InTheWay,
    leave_out: Callback<MouseEvent>,
) -> Html {
    let lines: Vec<String> = rows
        .iter()
        .filter_map(|row| way.get(&row.id).map(|why| format!("{} {}：{why}", row.name, row.code)))
        .collect();
    if lines.is_empty() {
        return Html::default();
    }
    let count = lines.len();
    html! {
        <div class="note bad" role="alert">
            <p>{ desk.t(Word::InTheWay { count }) }</p>
            <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            if count < rows.len() {
                <p><button type="button" class="button second" onclick={leave_out}>{ desk.t(Word::LeaveOut) }</button></p>
            }
        </div>
    }
}

/// Approves or files all that are picked, or none.
pub(super) fn together(
    desk: &Desk,
    rows: Vec<ApplicationRow>,
    deed: Deed,
    standing: Html,
    done: &Callback<(String, InTheWay)>,
    on_way: Callback<InTheWay>,
    over: Callback<()>,
) -> Html {
    let (count, rows_named) = (rows.len(), rows.clone());
    let approves = deed == Deed::Approve;
    let yes = {
        let (desk, done) = (desk.clone(), done.clone());
        Callback::from(move |typed: Typed| -> Doing {
            let (desk, done, on_way) = (desk.clone(), done.clone(), on_way.clone());
            let rows = rows.clone();
            Box::pin(async move {
                let applications: Vec<_> =
                    rows.iter().map(|row| ApplicationVersion { id: row.id, version: row.version }).collect();
                let action = match approves {
                    true => match decision(&desk, &typed) {
                        Ok(decision) => {
                            Action::ApproveApplications(ApproveApplications { decision, applications })
                        }
                        Err(wrong) => return wrong,
                    },
                    false => Action::FileApplications(FileApplications { applications }),
                };
                let outcome = act(&desk, action).await;
                let way: InTheWay = match &outcome {
                    Ok(Outcome::Rejected { violations, .. }) => violations
                        .iter()
                        .filter_map(|one| Some((one.field.parse().ok()?, one.text(desk.lang))))
                        .collect(),
                    _ => InTheWay::new(),
                };
                let mut found = wrong(&desk, &outcome, &["on", "document_number", "deciders"]);
                if !way.is_empty() {
                    // Told by name in the dialog and at the rows.
                    found = vec![(way.keys().map(Uuid::to_string).collect(), String::new())];
                }
                if found.is_empty() {
                    let count = rows.len();
                    let text = if approves { Word::Approved { count } } else { Word::FiledDone { count } };
                    done.emit((desk.t(text), InTheWay::new()));
                } else {
                    on_way.emit(way);
                }
                found
            })
        })
    };
    let names = names(desk, &rows_named);
    let (title, text, act, inputs) = match approves {
        true => (
            Word::ApproveAsk { count },
            format!("{} {}", desk.t(Word::ApproveMeans), desk.t(Word::Taken { names })),
            Word::Approve,
            kept_decision(desk),
        ),
        false => (Word::FileAsk { count }, desk.t(Word::FiledNames { names }), Word::File, Vec::new()),
    };
    html! {
        <Dialog desk={desk.clone()} title={desk.t(title)} {text} {inputs} act={desk.t(act)} keeps={approves} {yes} {over}>{ standing }</Dialog>
    }
}

/// Names that are told one by one; of more people only these and how many they are.
const NAMED: usize = 12;

fn names(desk: &Desk, rows: &[ApplicationRow]) -> String {
    let first: Vec<&str> = rows.iter().take(NAMED).map(|row| row.name.as_str()).collect();
    let names = first.join(&desk.t(Say::ListComma));
    match rows.len() {
        count if count > NAMED => desk.t(Word::Others { names, count }),
        _ => names,
    }
}
