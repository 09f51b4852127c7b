//! The full profile without scripts: shown, and saved field by field.

use super::applications::find;
use super::forms::{new_id, send, told};
use crate::http::Web;
use crate::http::error::Failed;
use frontend::Screen;
use frontend::widget::form_post::Posted;
use frontend::widget::model::{FormPage, FormScreen, ProfileScreen};
use shared::api::{ErrorCode, ReceiptApplication};
use shared::form::Answer;
use shared::membership::completeness;
use shared::sync::{Action, CompleteProfile, Outcome, ReceiptSecret};

/// The profile as it is.
pub(super) fn show(web: &Web, application: ReceiptApplication, secret: &ReceiptSecret) -> ProfileScreen {
    let page = FormPage::of_profile();
    let operation_ids = page.form.fields().map(|_| new_id(web)).collect();
    let completeness = completeness(&application.profile);
    let form =
        FormScreen { answers: application.profile, ..FormScreen::new(page, new_id(web), secret.clone()) };
    ProfileScreen { form, completeness, saved: None, operation_ids }
}

/// Saves one field, and shows the profile with it, or with what is wrong with it.
pub(super) async fn complete(
    web: &Web,
    association: &str,
    posted: &Posted,
    secret: &ReceiptSecret,
) -> Result<Screen, Failed> {
    let sent = posted.answers(&FormPage::of_profile().form).into_iter().next();
    let Some((field, Answer::Text(value))) = sent else { return Err(ErrorCode::Invalid.into()) };
    let action = Action::CompleteProfile(CompleteProfile {
        receipt: secret.clone(),
        field: field.clone(),
        value: value.clone(),
    });
    let outcome = send(web, association, posted.operation_id.unwrap_or_else(|| new_id(web)), action).await;
    let application = find(web, association, secret).await?.ok_or(ErrorCode::NotFound)?;
    let mut screen = show(web, application, secret);
    if matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }) {
        screen.saved = Some(field);
    } else {
        (screen.form.notice, screen.form.violations) = told(&outcome);
        // What was typed stands there still.
        screen.form.answers.insert(field, Answer::Text(value));
    }
    Ok(Screen::Profile(Box::new(screen)))
}
