//! Decisions on many applications.

use super::dialog::{Dialog, Doing, Typed, decision, kept_decision, wrong};
use super::text::Word;
use crate::hooks::{Desk, act};
use crate::lists::{Done, Each, InTheWay, Picks, Row, ask_each};
use crate::text::Say;
use shared::api::ApplicationRow;
use shared::sync::{
    Action, ApplicationVersion, ApproveApplications, FileApplications, Outcome, Review, ReviewApplication,
};
use std::rc::Rc;
use uuid::Uuid;
use yew::prelude::*;

/// What is to be done with those that are picked.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Deed {
    Approve,
    File,
    Review(Review),
}

/// Takes up, returns or rejects one after the other.
pub(super) fn review_ask(
    desk: &Desk,
    rows: &[ApplicationRow],
    review: Review,
    done: Callback<Done>,
    over: Callback<()>,
) -> Html {
    let word = match review {
        Review::Take => Word::Take,
        Review::Return => Word::Return,
        Review::Reject => Word::Reject,
    };
    let each = Each {
        title: desk.t(Word::ReviewAsk { count: rows.len(), review: desk.t(word.clone()) }),
        act: desk.t(word),
        reason: (review != Review::Take).then(|| desk.t(Word::ReasonAsk)),
        deed: Rc::new(move |row, reason| {
            let (application_id, version) = (row.id, row.version);
            Action::ReviewApplication(ReviewApplication { application_id, version, review, reason })
        }),
    };
    let row = |row: &ApplicationRow| Row { id: row.id, version: row.version, name: named(row) };
    ask_each(desk, each, rows.iter().map(row).collect(), done, over)
}

/// How an application is told of.
fn named(row: &ApplicationRow) -> String {
    format!("{} {}", row.person.name, row.code)
}

/// What stands in the way of a decision, by name, and the way around it.
pub(super) fn standing(desk: &Desk, rows: &[ApplicationRow], picks: &Picks) -> Html {
    let line = |row: &ApplicationRow| {
        let why = picks.way().get(&row.id)?.clone();
        Some(desk.t(Say::Named { name: named(row), why }))
    };
    let lines: Vec<String> = rows.iter().filter_map(line).collect();
    if lines.is_empty() {
        return Html::default();
    }
    let count = lines.len();
    html! {
        <div class="note bad" role="alert">
            <p>{ desk.t(Word::InTheWay { count }) }</p>
            <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
            if count < rows.len() {
                <p><button type="button" class="button second" onclick={picks.leave_out()}>{ desk.t(Word::LeaveOut) }</button></p>
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
    picks: &Picks,
    over: Callback<()>,
) -> Html {
    let (count, rows_named) = (rows.len(), rows.clone());
    let approves = deed == Deed::Approve;
    let yes = {
        let (desk, done, on_way) = (desk.clone(), picks.done(), picks.on_way());
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
                    done.emit((vec![desk.t(text)], InTheWay::new()));
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
    let first: Vec<&str> = rows.iter().take(NAMED).map(|row| row.person.name.as_str()).collect();
    let names = first.join(&desk.t(Say::ListComma));
    match rows.len() {
        count if count > NAMED => desk.t(Word::Others { names, count }),
        _ => names,
    }
}
