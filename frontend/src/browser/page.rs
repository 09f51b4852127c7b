//! A competition's page as the entry form needs it, and the form, blank.

use super::net;
use crate::Chrome;
use crate::common::id;
use crate::widget::model::{EntryPage, EntryScreen};
use serde_json::Value;
use shared::api::ErrorCode;
use shared::form::Answers;
use shared::sync::ReceiptSecret;
use shared::wire::value;

/// Address of the association's part of the API.
pub fn api(chrome: &Chrome, path: &str) -> String {
    format!("{}/api/v1/associations/{}{path}", chrome.server, chrome.association)
}

/// The form of an event.
///
/// # Errors
/// The server's code; `not_found` also when the competition has no such event.
pub async fn page(slug: &str, event: &str, chrome: &Chrome) -> Result<EntryPage, ErrorCode> {
    let page = net::get(&api(chrome, &format!("/competitions/{slug}")), chrome.lang).await?;
    read(&page, event).ok_or(ErrorCode::NotFound)
}

/// The parts of a competition's page that the form needs.
pub fn read(page: &Value, event: &str) -> Option<EntryPage> {
    let (page, card) = (page.as_object()?, page.get("card")?.as_object()?);
    let definition = page.get("definition")?.as_object()?;
    let events = definition.get("events")?.as_array()?;
    let event = events.iter().find(|one| one.get("code").and_then(Value::as_str) == Some(event))?;
    Some(EntryPage {
        id: value(card, "id")?,
        slug: value(card, "slug")?,
        title: value(card, "title")?,
        event_title: value(event.as_object()?, "title")?,
        eligibility: value(definition, "eligibility")?,
        form: value(page, "form")?,
        seal: value(page, "seal")?,
    })
}

/// The form of an event, with nothing in it.
///
/// # Errors
/// `internal` in a browser without a cryptographic generator.
pub fn blank(page: EntryPage, event: &str) -> Result<EntryScreen, ErrorCode> {
    Ok(EntryScreen {
        page,
        event: event.to_owned(),
        answers: Answers::new(),
        violations: Vec::new(),
        notice: None,
        operation_id: id::uuid().ok_or(ErrorCode::Internal)?,
        secret: secret()?,
        correcting: false,
        masked: Answers::new(),
        reason: String::new(),
        sending: false,
        unkept: false,
    })
}

/// A receipt's secret, new.
///
/// # Errors
/// As of [`blank`].
pub fn secret() -> Result<ReceiptSecret, ErrorCode> {
    id::random().map(ReceiptSecret::from_bytes).ok_or(ErrorCode::Internal)
}
