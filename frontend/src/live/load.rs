//! From an address to a screen, through the JSON API. Only what the program shows is read.

use super::keep;
use frontend::common::{id, net};
use frontend::widget::model::{EntryPage, EntryScreen, LookupScreen};
use frontend::{Chrome, Screen};
use serde::Deserialize;
use shared::api::ErrorCode;
use shared::competition::Eligibility;
use shared::form::{Answers, FormDefinition};
use shared::i18n::Localized;
use shared::sync::ReceiptSecret;
use uuid::Uuid;

/// The parts of a competition's page that the form needs.
#[derive(Deserialize)]
struct Page {
    card: Card,
    definition: Definition,
    form: FormDefinition,
}

#[derive(Deserialize)]
struct Card {
    id: Uuid,
    slug: String,
    title: Localized,
}

#[derive(Deserialize)]
struct Definition {
    events: Vec<Event>,
    eligibility: Eligibility,
}

#[derive(Deserialize)]
struct Event {
    code: String,
    title: Localized,
}

/// Address of the association's part of the API.
pub(super) fn api(chrome: &Chrome, path: &str) -> String {
    format!("{}/api/v1/associations/{}{path}", chrome.server, chrome.association)
}

/// The form of an event.
pub(super) async fn page(slug: &str, event: &str, chrome: &Chrome) -> Result<EntryPage, ErrorCode> {
    let url = api(chrome, &format!("/competitions/{slug}"));
    let page: Page = net::get(&url, chrome.lang).await.map_err(|error| error.code())?;
    let event =
        page.definition.events.into_iter().find(|one| one.code == event).ok_or(ErrorCode::NotFound)?;
    Ok(EntryPage {
        id: page.card.id,
        slug: page.card.slug,
        title: page.card.title,
        event_title: event.title,
        eligibility: page.definition.eligibility,
        form: page.form,
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
    })
}

fn secret() -> Result<ReceiptSecret, ErrorCode> {
    id::random().map(ReceiptSecret::from_bytes).ok_or(ErrorCode::Internal)
}

/// Where receipts are looked up, with those on this device.
pub(super) fn lookup(chrome: &Chrome) -> Screen {
    let kept =
        keep::receipts(&chrome.association).into_iter().map(|kept| (kept.secret, kept.title)).collect();
    Screen::Lookup(LookupScreen { code: String::new(), error: None, kept })
}
