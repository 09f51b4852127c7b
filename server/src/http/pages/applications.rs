//! The receipt of an application to join without scripts: see, correct, withdraw.

use super::forms::{keep_posted, new_id, send, told};
use super::{joining, profiles};
use crate::domain::membership;
use crate::error::Error;
use crate::http::Web;
use crate::http::error::Failed;
use frontend::Screen;
use frontend::widget::form_post::Posted;
use frontend::widget::model::{ApplicationScreen, FormScreen, Notice};
use shared::api::{ErrorCode, OpenReceipt, ReceiptApplication};
use shared::sync::{
    Action, AnswerTransferOffer, CorrectApplication, Outcome, ReceiptSecret, WithdrawApplication,
};

/// The application that a secret opens; none when it opens something else.
pub(super) async fn find(
    web: &Web,
    association: &str,
    secret: &ReceiptSecret,
) -> Result<Option<ReceiptApplication>, Failed> {
    let receipt = OpenReceipt::Secret { secret: secret.clone() };
    match membership::open(&web.app, association, receipt).await {
        Ok(application) => Ok(Some(application)),
        Err(Error::Refused(ErrorCode::NotFound)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Does what was asked with an application, and shows what became of it.
pub(super) async fn act(
    web: &Web,
    association: &str,
    application: ReceiptApplication,
    posted: &Posted,
    secret: &ReceiptSecret,
) -> Result<Screen, Failed> {
    match posted.action.as_str() {
        "withdraw_application" => {
            let action = Action::WithdrawApplication(WithdrawApplication { receipt: secret.clone() });
            let id = posted.operation_id.unwrap_or_else(|| new_id(web));
            let outcome = send(web, association, id, action).await;
            again(web, association, secret, told(&outcome).0).await
        }
        answer @ ("transfer_yes" | "transfer_no") => {
            let action = Action::AnswerTransferOffer(AnswerTransferOffer {
                receipt: secret.clone(),
                version: posted.version.unwrap_or_default(),
                accept: answer == "transfer_yes",
            });
            let id = posted.operation_id.unwrap_or_else(|| new_id(web));
            let outcome = send(web, association, id, action).await;
            again(web, association, secret, told(&outcome).0).await
        }
        "profile" => Ok(Screen::Profile(Box::new(profiles::show(web, application, secret)))),
        "complete" => profiles::complete(web, association, posted, secret).await,
        "edit" | "save" => edit(web, association, application, posted, secret).await,
        asked => Ok(show(web, application, secret, asked == "withdraw", None)),
    }
}

fn show(
    web: &Web,
    application: ReceiptApplication,
    secret: &ReceiptSecret,
    confirm_withdraw: bool,
    notice: Option<Notice>,
) -> Screen {
    Screen::Application(Box::new(ApplicationScreen {
        secret: secret.clone(),
        application,
        operation_id: new_id(web),
        confirm_withdraw,
        notice,
    }))
}

/// Reads the application again, and shows it.
async fn again(
    web: &Web,
    association: &str,
    secret: &ReceiptSecret,
    notice: Option<Notice>,
) -> Result<Screen, Failed> {
    let application = find(web, association, secret).await?.ok_or(ErrorCode::NotFound)?;
    Ok(show(web, application, secret, false, notice))
}

/// The form of a returned application; on `save` it is sent, and shown again with what is wrong.
async fn edit(
    web: &Web,
    association: &str,
    application: ReceiptApplication,
    posted: &Posted,
    secret: &ReceiptSecret,
) -> Result<Screen, Failed> {
    let Some(masked) = application.answers.clone().filter(|_| application.can_correct) else {
        return Ok(show(web, application, secret, false, None));
    };
    let typed = if posted.action == "edit" { masked.clone() } else { posted.texts() };
    let mut form = FormScreen {
        answers: masked.clone(),
        correcting: true,
        masked,
        reason: application.reason,
        secret: secret.clone(),
        ..joining::blank(web, association, None, &typed).await?
    };
    if posted.action == "edit" {
        return Ok(Screen::Form(Box::new(form)));
    }
    keep_posted(&mut form, posted);
    let action = Action::CorrectApplication(CorrectApplication {
        receipt: secret.clone(),
        form_version: posted.form_version.unwrap_or(form.page.form.version),
        answers: form.answers.clone(),
    });
    let outcome = send(web, association, form.operation_id, action).await;
    if matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }) {
        return again(web, association, secret, None).await;
    }
    (form.notice, form.violations) = told(&outcome);
    Ok(Screen::Form(Box::new(form)))
}
