//! From an address to a screen, through the JSON API. Only what the program shows is read.

use super::{keep, net, outbox};
use frontend::common::id;
use frontend::widget::model::{EntryPage, EntryScreen, LookupScreen};
use frontend::{Chrome, Screen};
use serde_json::Value;
use shared::api::ErrorCode;
use shared::form::Answers;
use shared::sync::ReceiptSecret;
use shared::wire::value;

/// Address of the association's part of the API.
pub(super) fn api(chrome: &Chrome, path: &str) -> String {
    format!("{}/api/v1/associations/{}{path}", chrome.server, chrome.association)
}

/// The form of an event.
pub(super) async fn page(slug: &str, event: &str, chrome: &Chrome) -> Result<EntryPage, ErrorCode> {
    let page = net::get(&api(chrome, &format!("/competitions/{slug}")), chrome.lang).await?;
    read(&page, event).ok_or(ErrorCode::NotFound)
}

/// The parts of a competition's page that the form needs.
fn read(page: &Value, event: &str) -> Option<EntryPage> {
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
/// The entry form, with what was typed earlier in this visit.
pub(super) fn form(page: EntryPage, event: &str) -> Result<EntryScreen, ErrorCode> {
    let (answers, operation_id, secret) = match keep::draft(page.id, event) {
        Some(draft) => (draft.answers, draft.operation_id, draft.secret),
        None => (Answers::new(), id::uuid().ok_or(ErrorCode::Internal)?, secret()?),
    };
    Ok(EntryScreen {
        page,
        event: event.to_owned(),
        answers,
        violations: Vec::new(),
        notice: None,
        operation_id,
        secret,
        correcting: false,
        masked: Answers::new(),
        reason: String::new(),
        sending: false,
        unkept: false,
    })
}

/// A receipt's secret, new.
pub(super) fn secret() -> Result<ReceiptSecret, ErrorCode> {
    id::random().map(ReceiptSecret::from_bytes).ok_or(ErrorCode::Internal)
}

/// Where receipts are looked up, with those on this device and with what waits on it.
pub(super) async fn lookup(chrome: &Chrome) -> Screen {
    let pending = outbox::pending(&chrome.association).await;
    let kept =
        keep::receipts(&chrome.association).into_iter().map(|kept| (kept.secret, kept.title)).collect();
    Screen::Lookup(LookupScreen { kept, pending, ..LookupScreen::default() })
}
