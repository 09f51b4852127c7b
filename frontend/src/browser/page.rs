//! What a form needs of what it is for, and the form, blank.

use super::net;
use crate::Chrome;
use crate::common::id;
use crate::widget::model::{FormPage, FormScreen};
use crate::widget::route::Route;
use serde_json::Value;
use shared::api::ErrorCode;
use shared::competition::Eligibility;
use shared::i18n::Localized;
use shared::sync::ReceiptSecret;
use shared::wire::value;

/// Address of the association's part of the API.
pub fn api(chrome: &Chrome, path: &str) -> String {
    format!("{}/api/v1/associations/{}{path}", chrome.server, chrome.association)
}

/// What the form at an address needs.
///
/// # Errors
/// The server's code; `not_found` also when the competition has no such event.
pub async fn page(to: &Route, chrome: &Chrome) -> Result<FormPage, ErrorCode> {
    let path = match to {
        Route::Enter(slug, _) => format!("/competitions/{slug}"),
        Route::Join(Some(code)) => format!("/join?code={code}"),
        _ => "/join".to_owned(),
    };
    let page = net::get(&api(chrome, &path), chrome.lang).await?;
    read(&page, to).ok_or(ErrorCode::NotFound)
}

/// The parts of a competition's page, or of an association's, that the form at an address needs.
pub fn read(page: &Value, to: &Route) -> Option<FormPage> {
    let page = page.as_object()?;
    let (id, title, subject, eligibility) = match to {
        Route::Enter(_, code) => {
            let (card, definition) = (page.get("card")?.as_object()?, page.get("definition")?.as_object()?);
            let events = definition.get("events")?.as_array()?;
            let event = events.iter().find(|one| one.get("code").and_then(Value::as_str) == Some(code))?;
            let subject = value(event.as_object()?, "title")?;
            (value(card, "id")?, value(card, "title")?, subject, value(definition, "eligibility")?)
        }
        _ => {
            let name: Localized = value(page.get("association")?.as_object()?, "name")?;
            (value(page, "id")?, name.clone(), name, Eligibility::default())
        }
    };
    Some(FormPage {
        to: to.clone(),
        id,
        title,
        subject,
        eligibility,
        source: value(page, "source"),
        form: value(page, "form")?,
        seal: value(page, "seal")?,
    })
}

/// The form, with nothing in it but what is known.
///
/// # Errors
/// `internal` in a browser without a cryptographic generator.
pub fn blank(page: FormPage) -> Result<FormScreen, ErrorCode> {
    Ok(FormScreen::new(page, id::uuid().ok_or(ErrorCode::Internal)?, secret()?))
}

/// A receipt's secret, new.
///
/// # Errors
/// As of [`blank`].
pub fn secret() -> Result<ReceiptSecret, ErrorCode> {
    id::random().map(ReceiptSecret::from_bytes).ok_or(ErrorCode::Internal)
}
