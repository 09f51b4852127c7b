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
use frontend::widget::model::{FormPage, FormScreen, Notice, ReceiptScreen};
use shared::api::{CompetitionPage, ErrorCode};
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
    let form = blank(&web, page, &event)?;
    Ok(asked.show(&web, &association, title, Screen::Form(Box::new(form))).await)
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
    let mut form = blank(&web, page, &event)?;
    keep_posted(&mut form, &posted);
    let action = Action::SubmitEntry(SubmitEntry {
        competition_id: form.page.id,
        event,
        form_version: posted.form_version.unwrap_or(form.page.form.version),
        answers: form.answers.clone(),
        receipt: form.secret.hash(),
        collected: None,
    });
    let outcome = send(&web, &association, form.operation_id, action).await;
    let screen = match outcome {
        Outcome::Accepted { .. } | Outcome::Duplicate { .. } => {
            let secret = form.secret;
            Screen::Receipt(Box::new(ReceiptScreen {
                secret,
                joins: false,
                routed: None,
                pending: false,
                not_kept: false,
            }))
        }
        other => refused(&web, form, &other),
    };
    Ok(asked.show(&web, &association, title, screen).await)
}

/// The form again, with what is wrong.
pub(super) fn refused(web: &Web, mut form: FormScreen, outcome: &Outcome) -> Screen {
    (form.notice, form.violations) = told(outcome);
    if matches!(outcome, Outcome::Conflict { .. }) {
        // The page may have been kept by the browser, and been submitted by somebody else before.
        form.operation_id = new_id(web);
        form.secret = ReceiptSecret::from_bytes(web.app.random.bytes());
    }
    Screen::Form(Box::new(form))
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
pub(super) fn keep_posted(form: &mut FormScreen, posted: &Posted) {
    form.answers = posted.answers(&form.page.form);
    if let Some(id) = posted.operation_id {
        form.operation_id = id;
    }
    if let Some(secret) = &posted.secret {
        form.secret = secret.clone();
    }
}

pub(super) fn new_id(web: &Web) -> Uuid {
    web.app.random.uuid(web.app.clock.now())
}

fn blank(web: &Web, page: CompetitionPage, event: &str) -> Result<FormScreen, Failed> {
    let page = FormPage::of_event(page, event).ok_or(ErrorCode::NotFound)?;
    Ok(FormScreen::new(page, new_id(web), ReceiptSecret::from_bytes(web.app.random.bytes())))
}
