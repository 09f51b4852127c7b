//! A receipt without scripts: look up, see, correct, withdraw. The same address opens entries and applications.

use super::forms::{keep_posted, new_id, send, told};
use super::{Asked, applications, title};
use crate::domain::{public, receipts};
use crate::error::Error;
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::{Form, Path};
use axum::extract::State;
use axum::response::Response;
use frontend::Screen;
use frontend::widget::form_post::Posted;
use frontend::widget::model::{FormPage, FormScreen, LookupScreen, Notice, StatusScreen};
use shared::api::{ErrorCode, OpenReceipt, ReceiptEntry};
use shared::sync::{Action, CorrectEntry, Outcome, ReceiptSecret, WithdrawConsent, WithdrawEntry};

/// Where a receipt is looked up.
pub(crate) async fn show(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
) -> Result<Response, Failed> {
    let title = title(&web, &association, asked.lang).await?;
    Ok(asked.show(&web, &association, title, Screen::Lookup(LookupScreen::default())).await)
}

/// Opens a receipt and does what was asked with it.
pub(crate) async fn act(
    State(web): State<Web>,
    Path(association): Path<String>,
    asked: Asked,
    Form(posted): Form,
) -> Result<Response, Failed> {
    let title = title(&web, &association, asked.lang).await?;
    // A secret opens an entry or an application, and only its holder knows which.
    if let Some(secret) = &posted.secret
        && let Some(application) = applications::find(&web, &association, secret).await?
    {
        let screen = applications::act(&web, &association, application, &posted, secret).await?;
        return Ok(asked.show(&web, &association, title, screen).await);
    }
    let screen = match (posted.action.as_str(), &posted.secret) {
        ("confirm", Some(secret)) => {
            let action = Action::WithdrawEntry(WithdrawEntry { receipt: secret.clone() });
            act_on(&web, &association, &posted, action).await?
        }
        ("withhold", Some(secret)) => {
            let action = Action::WithdrawConsent(WithdrawConsent { receipt: secret.clone() });
            act_on(&web, &association, &posted, action).await?
        }
        ("edit" | "save", Some(secret)) => edit(&web, &association, &posted, secret).await?,
        _ => open(&web, &association, &posted, None).await?,
    };
    Ok(asked.show(&web, &association, title, screen).await)
}

/// Opens by secret, or by what was typed.
async fn open(
    web: &Web,
    association: &str,
    posted: &Posted,
    notice: Option<Notice>,
) -> Result<Screen, Failed> {
    let receipt = match &posted.secret {
        Some(secret) => Some(OpenReceipt::Secret { secret: secret.clone() }),
        None => posted.code.parse().ok().map(|code| {
            let mobile_last4 = posted.mobile_last4.clone();
            OpenReceipt::Code { code, mobile_last4 }
        }),
    };
    let opened = match receipt {
        Some(receipt) => receipts::open(&web.app, association, receipt).await,
        None => Err(ErrorCode::NotFound.into()),
    };
    match opened {
        Ok(entry) => Ok(Screen::Status(Box::new(StatusScreen {
            secret: posted.secret.clone(),
            entry,
            operation_id: new_id(web),
            confirm_withdraw: posted.action == "withdraw",
            notice,
        }))),
        Err(Error::Refused(code)) => {
            let code_typed = posted.code.clone();
            Ok(Screen::Lookup(LookupScreen {
                code: code_typed,
                error: Some(code),
                ..LookupScreen::default()
            }))
        }
        Err(error) => Err(error.into()),
    }
}

/// Does what was asked, and shows what became of the entry.
async fn act_on(web: &Web, association: &str, posted: &Posted, action: Action) -> Result<Screen, Failed> {
    let outcome = send(web, association, posted.operation_id.unwrap_or_else(|| new_id(web)), action).await;
    open(web, association, posted, told(&outcome).0).await
}

/// The form of a returned entry; on `save` it is sent, and shown again with what is wrong.
async fn edit(
    web: &Web,
    association: &str,
    posted: &Posted,
    secret: &ReceiptSecret,
) -> Result<Screen, Failed> {
    let found = receipts::open(&web.app, association, OpenReceipt::Secret { secret: secret.clone() }).await?;
    let Some(masked) = found.answers.clone().filter(|_| found.can_correct) else {
        return open(web, association, posted, None).await;
    };
    let ReceiptEntry { competition, event, reason, .. } = found;
    let page = public::competition(&web.app, association, &competition).await?;
    let page = FormPage::of_event(page, &event).ok_or(ErrorCode::NotFound)?;
    let mut form = FormScreen {
        answers: masked.clone(),
        correcting: true,
        masked,
        reason,
        ..FormScreen::new(page, new_id(web), secret.clone())
    };
    if posted.action != "save" {
        return Ok(Screen::Form(Box::new(form)));
    }
    keep_posted(&mut form, posted);
    let action = Action::CorrectEntry(CorrectEntry {
        receipt: secret.clone(),
        form_version: posted.form_version.unwrap_or(form.page.form.version),
        answers: form.answers.clone(),
    });
    let outcome = send(web, association, form.operation_id, action).await;
    if matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }) {
        return open(web, association, posted, None).await;
    }
    let (notice, violations) = told(&outcome);
    Ok(Screen::Form(Box::new(FormScreen { notice, violations, ..form })))
}
