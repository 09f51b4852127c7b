//! From an address to a screen, through the JSON API.

use super::keep;
use frontend::common::{id, net};
use frontend::widget::model::{EntryScreen, LookupScreen, ReceiptScreen};
use frontend::widget::route::Route;
use frontend::{Chrome, Screen};
use shared::api::{CompetitionPage, ErrorCode, OpenReceipt, PublicCompetitions, PublicResults, ReceiptEntry};
use shared::form::Answers;
use shared::sync::ReceiptSecret;

/// Address of the association's part of the API.
pub(super) fn api(chrome: &Chrome, path: &str) -> String {
    format!("{}/api/v1/associations/{}{path}", chrome.server, chrome.association)
}

/// The screen at an address, and the association's name where it was told.
pub(super) async fn screen(route: &Route, chrome: &Chrome) -> (Screen, String) {
    let loaded = match route {
        Route::List => list(chrome).await,
        Route::Competition(slug) => page(slug, chrome).await.map(|page| {
            let title = page.association.name.get(chrome.lang).to_owned();
            (Screen::Competition(Box::new(page)), title)
        }),
        Route::Enter(slug, event) => page(slug, chrome).await.and_then(|page| {
            let title = page.association.name.get(chrome.lang).to_owned();
            Ok((Screen::Entry(Box::new(form(page, event)?)), title))
        }),
        Route::Results(slug) => results(slug, chrome).await.map(|screen| (screen, chrome.title.clone())),
        Route::Receipt => Ok((lookup(chrome), chrome.title.clone())),
    };
    loaded.unwrap_or_else(|code| (Screen::Failed(route.clone(), code), chrome.title.clone()))
}

async fn list(chrome: &Chrome) -> Result<(Screen, String), ErrorCode> {
    let data: PublicCompetitions = net::get(&api(chrome, "/competitions"), chrome.lang).await.map_err(|e| e.code())?;
    let title = data.association.name.get(chrome.lang).to_owned();
    Ok((Screen::List(Box::new(data)), title))
}

/// A competition with its form.
pub(super) async fn page(slug: &str, chrome: &Chrome) -> Result<CompetitionPage, ErrorCode> {
    net::get(&api(chrome, &format!("/competitions/{slug}")), chrome.lang).await.map_err(|error| error.code())
}

async fn results(slug: &str, chrome: &Chrome) -> Result<Screen, ErrorCode> {
    let url = api(chrome, &format!("/competitions/{slug}/results"));
    let results: PublicResults = net::get(&url, chrome.lang).await.map_err(|error| error.code())?;
    Ok(Screen::Results(Box::new(results), slug.to_owned()))
}

/// The entry form, with what was typed earlier in this visit.
pub(super) fn form(page: CompetitionPage, event: &str) -> Result<EntryScreen, ErrorCode> {
    let draft = keep::draft(page.card.id, event);
    let (answers, operation_id, secret) = match draft {
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
    let kept = keep::receipts(&chrome.association).into_iter().map(|kept| (kept.secret, kept.title)).collect();
    Screen::Lookup(LookupScreen { code: String::new(), error: None, kept })
}

/// Opens a receipt.
pub(super) async fn open(receipt: OpenReceipt, confirm_withdraw: bool, chrome: &Chrome) -> Result<Screen, ErrorCode> {
    let secret = match &receipt {
        OpenReceipt::Secret { secret } => Some(secret.clone()),
        OpenReceipt::Code { .. } => None,
    };
    let entry: ReceiptEntry =
        net::post(&api(chrome, "/receipt"), &receipt, chrome.lang).await.map_err(|error| error.code())?;
    Ok(Screen::Receipt(Box::new(ReceiptScreen {
        code: entry.code.clone(),
        secret,
        entry: Some(entry),
        fresh: false,
        pending: false,
        not_kept: false,
        operation_id: id::uuid().ok_or(ErrorCode::Internal)?,
        confirm_withdraw,
        notice: None,
    })))
}

/// The form of a returned entry.
pub(super) async fn correction(secret: ReceiptSecret, chrome: &Chrome) -> Result<Screen, ErrorCode> {
    let receipt = OpenReceipt::Secret { secret: secret.clone() };
    let entry: ReceiptEntry =
        net::post(&api(chrome, "/receipt"), &receipt, chrome.lang).await.map_err(|error| error.code())?;
    let Some(masked) = entry.answers.filter(|_| entry.can_correct) else { return Err(ErrorCode::Forbidden) };
    let page = page(&entry.competition, chrome).await?;
    Ok(Screen::Entry(Box::new(EntryScreen {
        page,
        event: entry.event,
        answers: masked.clone(),
        violations: Vec::new(),
        notice: None,
        operation_id: id::uuid().ok_or(ErrorCode::Internal)?,
        secret,
        correcting: true,
        masked,
        reason: entry.reason,
        sending: false,
    })))
}
