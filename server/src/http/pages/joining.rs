//! The application form without scripts: on an association's page, and behind the short link of a code.

use super::forms::{self, keep_posted, new_id, send};
use super::{Asked, title};
use crate::domain::membership;
use crate::error::Error;
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::{Form, Path};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use frontend::Screen;
use frontend::widget::form_post::Posted;
use frontend::widget::model::{FormPage, FormScreen, ReceiptScreen};
use shared::api::{ErrorCode, OpenReceipt};
use shared::form::Answers;
use shared::i18n::{Problem, Violation};
use shared::sync::{Action, Outcome, ReceiptSecret, SubmitApplication};

/// The form, empty but for what is known.
pub(crate) async fn show(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    form(&web, &association, None, asked).await
}

/// The form, with what a code knows.
pub(crate) async fn show_through(
    State(web): State<Web>,
    Path((association, code)): Path<(String, String)>,
    asked: Asked,
) -> Result<Response, Failed> {
    form(&web, &association, Some(code), asked).await
}

/// The same behind a short link, as it stands in a QR code: no redirect, which would cost a second on a slow network.
pub(crate) async fn short(
    State(web): State<Web>,
    Path(code): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    match membership::door::association_of(&web.app, &code).await {
        Ok(association) => form(&web, &association, Some(code), asked).await,
        Err(Error::Refused(ErrorCode::NotFound)) => {
            let why = Violation::new("source", Problem::CodeUnknown);
            Ok(refused(&web, "", String::new(), why, asked).await)
        }
        Err(error) => Err(error.into()),
    }
}

/// Submits the form. The operation's id and the receipt's secret were made when the form was shown, so that sending it
/// twice is one application.
pub(crate) async fn submit(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
    Form(posted): Form,
) -> Result<Response, Failed> {
    take(&web, &association, None, posted, asked).await
}

/// Submits the form that a code opened.
pub(crate) async fn submit_through(
    State(web): State<Web>,
    Path((association, code)): Path<(String, String)>,
    asked: Asked,
    Form(posted): Form,
) -> Result<Response, Failed> {
    take(&web, &association, Some(code), posted, asked).await
}

async fn form(web: &Web, association: &str, code: Option<String>, asked: Asked) -> Result<Response, Failed> {
    let title = title(web, association, asked.lang).await?;
    match blank(web, association, code.as_deref(), &Answers::new()).await {
        Ok(form) => Ok(asked.show(web, association, title, Screen::Form(Box::new(form))).await),
        Err(Error::Invalid(violations)) => {
            let why = violations.into_iter().next().ok_or(ErrorCode::NotFound)?;
            Ok(refused(web, association, title, why, asked).await)
        }
        Err(error) => Err(error.into()),
    }
}

async fn take(
    web: &Web,
    association: &str,
    code: Option<String>,
    posted: Posted,
    asked: Asked,
) -> Result<Response, Failed> {
    let title = title(web, association, asked.lang).await?;
    // A code that ran out while somebody wrote is left behind, and what was written is kept.
    let typed = posted.texts();
    let (mut form, ran_out) = match blank(web, association, code.as_deref(), &typed).await {
        Err(Error::Invalid(violations)) => (blank(web, association, None, &typed).await?, violations),
        form => (form?, Vec::new()),
    };
    keep_posted(&mut form, &posted);
    if !ran_out.is_empty() {
        form.violations = ran_out;
        return Ok(asked.show(web, association, title, Screen::Form(Box::new(form))).await);
    }
    let action = Action::SubmitApplication(SubmitApplication {
        form_version: posted.form_version.unwrap_or(form.page.form.version),
        answers: form.answers.clone(),
        receipt: form.secret.hash(),
        source: form.page.code().cloned(),
        // The pad is a script; without one the page says that one signs at the union.
        signature: None,
    });
    let outcome = send(web, association, form.operation_id, action).await;
    let screen = match outcome {
        Outcome::Accepted { .. } | Outcome::Duplicate { .. } => receipt(web, association, form.secret).await,
        other => forms::refused(web, form, &other),
    };
    Ok(asked.show(web, association, title, screen).await)
}

/// The receipt, which says which union decides and why.
async fn receipt(web: &Web, association: &str, secret: ReceiptSecret) -> Screen {
    let opened = OpenReceipt::Secret { secret: secret.clone() };
    let found = membership::open(&web.app, association, opened).await.ok();
    Screen::Receipt(Box::new(ReceiptScreen {
        secret,
        joins: true,
        routed: found.map(|application| (application.union, application.routed_by)),
        pending: false,
        not_kept: false,
    }))
}

/// A code that leads nowhere now. No device keeps this page, so a mended code is found at the next try.
async fn refused(web: &Web, association: &str, title: String, why: Violation, asked: Asked) -> Response {
    let status = match why.problem {
        Problem::CodeExpired => StatusCode::GONE,
        _ => StatusCode::NOT_FOUND,
    };
    let mut response = asked.show(web, association, title, Screen::CodeRefused(Box::new(why))).await;
    *response.status_mut() = status;
    response
}

/// The form that nobody has filled in yet, in which the union that answers name can be chosen.
pub(super) async fn blank(
    web: &Web,
    association: &str,
    code: Option<&str>,
    answers: &Answers,
) -> Result<FormScreen, Error> {
    let page = membership::door::page(&web.app, association, code, answers).await?;
    let secret = ReceiptSecret::from_bytes(web.app.random.bytes());
    Ok(FormScreen::new(FormPage::of_joining(page), new_id(web), secret))
}
