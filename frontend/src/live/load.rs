//! From an address to a screen, through the JSON API. Only what the program shows is read.

use super::{keep, outbox};
use frontend::browser::{json, net, page};
use frontend::widget::model::{FormPage, FormScreen, LookupScreen};
use frontend::{Chrome, Screen};
use shared::api::ErrorCode;
use shared::i18n::Localized;
use shared::membership::RoutedBy;
use shared::sync::ReceiptSecret;
use shared::wire::{ToWire, record, value};

/// The form, with what was typed earlier in this visit.
pub(super) fn form(page: FormPage, chrome: &Chrome) -> Result<FormScreen, ErrorCode> {
    let draft = keep::draft(&chrome.association, &page.to.path());
    let mut form = page::blank(page)?;
    if let Some(draft) = draft {
        (form.answers, form.operation_id, form.secret) = (draft.answers, draft.operation_id, draft.secret);
    }
    Ok(form)
}

/// The union that decides on an application, and why it does.
pub(super) async fn routed(secret: &ReceiptSecret, chrome: &Chrome) -> Option<(Localized, RoutedBy)> {
    let body = json::text(&record([("by", "secret".into()), ("secret", secret.to_wire())]));
    let told = net::post(&page::api(chrome, "/application"), &body, chrome.lang).await.ok()?;
    let told = told.as_object()?;
    Some((value(told, "union")?, value(told, "routed_by")?))
}

/// Where receipts are looked up, with those on this device and with what waits on it.
pub(super) async fn lookup(chrome: &Chrome) -> Screen {
    let pending = outbox::pending(&chrome.association).await;
    let kept =
        keep::receipts(&chrome.association).into_iter().map(|kept| (kept.secret, kept.title)).collect();
    Screen::Lookup(LookupScreen { kept, pending, ..LookupScreen::default() })
}
