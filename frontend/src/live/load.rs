//! From an address to a screen, through the JSON API. Only what the program shows is read.

use super::{keep, outbox};
use frontend::browser::page;
use frontend::widget::model::{EntryPage, EntryScreen, LookupScreen};
use frontend::{Chrome, Screen};
use shared::api::ErrorCode;

/// The entry form, with what was typed earlier in this visit.
pub(super) fn form(page: EntryPage, event: &str) -> Result<EntryScreen, ErrorCode> {
    let draft = keep::draft(page.id, event);
    let mut entry = page::blank(page, event)?;
    if let Some(draft) = draft {
        (entry.answers, entry.operation_id, entry.secret) = (draft.answers, draft.operation_id, draft.secret);
    }
    Ok(entry)
}

/// Where receipts are looked up, with those on this device and with what waits on it.
pub(super) async fn lookup(chrome: &Chrome) -> Screen {
    let pending = outbox::pending(&chrome.association).await;
    let kept =
        keep::receipts(&chrome.association).into_iter().map(|kept| (kept.secret, kept.title)).collect();
    Screen::Lookup(LookupScreen { kept, pending, ..LookupScreen::default() })
}
