//! The entry form without scripts: shown, submitted, shown again with what was typed.

use super::Asked;
use crate::domain::{Caller, apply, public};
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::{Form, Path};
use axum::extract::State;
use axum::response::Response;
use frontend::Screen;
use frontend::widget::form_post::Posted;
use frontend::widget::model::{EntryPage, EntryScreen, Notice, ReceiptScreen};
use shared::api::{CompetitionPage, ErrorCode};
use shared::form::Answers;
use shared::i18n::Violation;
use shared::sync::{Action, Operation, Outcome, ReceiptSecret, SubmitEntry};
use uuid::Uuid;

/// The form, empty.
pub(crate) async fn show(
    State(web): State<Web>,
    Path((association, slug, event)): Path<(String, String, String)>,
    asked: Asked,
) -> Result<Response, Failed> {
    let page = public::competition(&web.app, &association, &slug).await?;
    let title = page.association.name.get(asked.lang).to_owned();
    let entry = blank(&web, page, event)?;
    Ok(asked.show(&web, &association, title, Screen::Entry(Box::new(entry))).await)
}

/// Submits the form. The operation's id and the receipt's secret were made when the form was shown, so that sending it
/// twice is one entry.
pub(crate) async fn submit(
    State(web): State<Web>,
    Path((association, slug, event)): Path<(String, String, String)>,
    asked: Asked,
    Form(posted): Form,
) -> Result<Response, Failed> {
    let page = public::competition(&web.app, &association, &slug).await?;
    let title = page.association.name.get(asked.lang).to_owned();
    let mut entry = blank(&web, page, event)?;
    keep_posted(&mut entry, &posted);
    let action = Action::SubmitEntry(SubmitEntry {
        competition_id: entry.page.id,
        event: entry.event.clone(),
        form_version: posted.form_version.unwrap_or(entry.page.form.version),
        answers: entry.answers.clone(),
        receipt: entry.secret.hash(),
        collected: None,
    });
    let outcome = send(&web, &association, entry.operation_id, action).await;
    let screen = match outcome {
        Outcome::Accepted { .. } | Outcome::Duplicate { .. } => {
            Screen::Receipt(Box::new(ReceiptScreen { secret: entry.secret, pending: false, not_kept: false }))
        }
        other => {
            let (notice, violations) = told(&other);
            entry.violations = violations;
            entry.notice = notice;
            if matches!(other, Outcome::Conflict { .. }) {
                // The page may have been kept by the browser, and been submitted by somebody else before.
                entry.operation_id = new_id(&web);
                entry.secret = ReceiptSecret::from_bytes(web.app.random.bytes());
            }
            Screen::Entry(Box::new(entry))
        }
    };
    Ok(asked.show(&web, &association, title, screen).await)
}

/// Applies one operation of a worker.
pub(super) async fn send(web: &Web, association: &str, id: Uuid, action: Action) -> Outcome {
    let operation = Operation { id, captured_at: web.app.clock.now(), action };
    let caller = Caller::public(association);
    let outcome = apply::apply(&web.app, &caller, vec![operation]).await.pop();
    outcome.unwrap_or(Outcome::RetryLater { after_ms: 1_000 })
}

/// What to say to an outcome that is no success: to the whole, and to single fields.
pub(super) fn told(outcome: &Outcome) -> (Option<Notice>, Vec<Violation>) {
    match outcome {
        Outcome::Accepted { .. } | Outcome::Duplicate { .. } => (None, Vec::new()),
        Outcome::Conflict { conflict } => (Some(Notice::Conflict(*conflict)), Vec::new()),
        // The summary of errors says what the refusal would.
        Outcome::Rejected { refusal: shared::sync::Refusal::Invalid, violations } => {
            (None, violations.clone())
        }
        Outcome::Rejected { refusal, violations } => (Some(Notice::Refused(*refusal)), violations.clone()),
        Outcome::RetryLater { .. } => (Some(Notice::Error(ErrorCode::Unavailable)), Vec::new()),
    }
}

/// Puts into a form what was posted.
pub(super) fn keep_posted(entry: &mut EntryScreen, posted: &Posted) {
    entry.answers = posted.answers(&entry.page.form);
    if let Some(id) = posted.operation_id {
        entry.operation_id = id;
    }
    if let Some(secret) = &posted.secret {
        entry.secret = secret.clone();
    }
}

pub(super) fn new_id(web: &Web) -> Uuid {
    web.app.random.uuid(web.app.clock.now())
}

fn blank(web: &Web, page: CompetitionPage, event: String) -> Result<EntryScreen, Failed> {
    let page = EntryPage::new(page, &event).ok_or(ErrorCode::NotFound)?;
    Ok(EntryScreen {
        page,
        event,
        answers: Answers::new(),
        violations: Vec::new(),
        notice: None,
        operation_id: new_id(web),
        secret: ReceiptSecret::from_bytes(web.app.random.bytes()),
        correcting: false,
        masked: Answers::new(),
        reason: String::new(),
        sending: false,
        unkept: false,
    })
}
