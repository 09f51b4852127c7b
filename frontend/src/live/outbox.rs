//! Sending: until the server has answered, with the same id each time.

use super::keep::{self, About, Kept};
use frontend::Chrome;
use frontend::browser::page::api;
use frontend::browser::{json, net};
use frontend::common::id;
use frontend::widget::model::Pending;
use js_sys::Promise;
use serde_json::Value;
use shared::form::Answers;
use shared::i18n::Violation;
use shared::sync::Refusal;
use shared::wire::{FromWire, ToWire, submission, value};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AddEventListenerOptions;

/// Shortest and longest wait before sending again, in milliseconds; it doubles each time.
const AGAIN: (u32, u32) = (2_000, 60_000);
/// Most that is added at random, in milliseconds: those who lost the same network do not all come back together.
const SPREAD: u32 = 3_000;

#[wasm_bindgen(module = "/src/live/outbox.js")]
extern "C" {
    async fn can_keep() -> JsValue;
    #[wasm_bindgen(catch)]
    async fn put(association: &str, id: &str, about: &str, key: &str, text: &str)
    -> Result<JsValue, JsValue>;
    async fn list(association: &str) -> JsValue;
    #[wasm_bindgen(catch, js_name = drop)]
    async fn forget(association: &str, id: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = send)]
    async fn send_sealed(url: &str, lang: &str, id: &str) -> Result<JsValue, JsValue>;
}

/// A submission on its way.
pub(super) struct Waiting {
    pub about: About,
    /// What was typed, as long as this page lives.
    pub typed: Option<Answers>,
    /// The request as it is, where it cannot be sealed and kept: then only this page has it.
    pub plain: Option<Value>,
}

/// What the server answered to a submission.
pub(super) enum Answered {
    /// It is in, now or from an earlier try.
    In,
    /// Refused, with the fields to mend; with what was typed, if the server gave it back.
    Refused(Refusal, Vec<Violation>, Option<Answers>),
    /// The id was used for something else.
    Conflict,
    /// It no longer waits: another tab has sent it, or it was removed.
    Gone,
}

/// Whether a submission can wait in this browser.
pub(super) async fn keeps() -> bool {
    can_keep().await.is_truthy()
}

/// Seals a submission and keeps it until it is acknowledged. Where that fails the page itself keeps it.
pub(super) async fn keep(waiting: &mut Waiting, action: Value, seal: &str, association: &str) {
    let now = js_sys::Date::new_0().to_iso_string();
    let id = waiting.about.id;
    let request = submission(id, &String::from(now), action);
    let operation = request.get("operations").and_then(|all| all.get(0)).map(json::text).unwrap_or_default();
    let about = json::text(&waiting.about.to_wire());
    match put(association, &id.to_string(), &about, seal, &operation).await {
        // From now on nobody who picks up this device can read it.
        Ok(_) => keep::drop_draft(association, &waiting.about.path),
        Err(_) => waiting.plain = Some(request),
    }
}

/// What waits from earlier visits, oldest first.
pub(super) async fn waiting(association: &str) -> Vec<Waiting> {
    let list = list(association).await.as_string().and_then(|list| json::parse(&list));
    let texts = list.as_ref().and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let about = texts.filter_map(|text| About::from_wire(&json::parse(text)?));
    about.map(|about| Waiting { about, typed: None, plain: None }).collect()
}

/// The same, as it is shown.
pub(super) async fn pending(association: &str) -> Vec<Pending> {
    let shown = |one: Waiting| Pending {
        id: one.about.id,
        title: one.about.title,
        code: one.about.secret.hash().code(),
    };
    waiting(association).await.into_iter().map(shown).collect()
}

/// Removes what was never sent.
pub(super) async fn remove(association: &str, id: Uuid) {
    let _ = forget(association, &id.to_string()).await;
}

/// Sends once. Without an answer, the milliseconds after which the server asked to come back, if it did.
pub(super) async fn send(waiting: &Waiting, chrome: &Chrome) -> Result<Answered, Option<u32>> {
    let answer = match &waiting.plain {
        Some(request) => net::post(&api(chrome, "/operations"), &json::text(request), chrome.lang)
            .await
            .map_err(|_| None)?,
        None => {
            let id = waiting.about.id.to_string();
            let sent =
                send_sealed(&api(chrome, "/sealed"), chrome.lang.tag(), &id).await.map_err(|_| None)?;
            match sent.as_string().filter(|text| !text.is_empty()) {
                Some(text) => json::parse(&text).ok_or(None)?,
                None => return Ok(Answered::Gone),
            }
        }
    };
    let after = || value(answer.get("outcomes")?.get(0)?.as_object()?, "after_ms");
    read(&answer).ok_or_else(after)
}

fn read(answer: &Value) -> Option<Answered> {
    let outcome = answer.get("outcomes")?.get(0)?.as_object()?;
    match outcome.get("outcome").and_then(Value::as_str)? {
        "accepted" | "duplicate" => Some(Answered::In),
        "conflict" => Some(Answered::Conflict),
        "rejected" => {
            let violations = value(outcome, "violations").unwrap_or_default();
            Some(Answered::Refused(value(outcome, "refusal")?, violations, value(outcome, "answers")))
        }
        _ => None,
    }
}

/// Sends again until answered, from `after` milliseconds on if the server said so.
pub(super) async fn send_until_answered(waiting: &Waiting, chrome: &Chrome, after: Option<u32>) -> Answered {
    let (mut after, mut wait) = (after, AGAIN.0);
    loop {
        match after {
            // The server spreads those who come back by itself, and lets in who comes when told to.
            Some(after) => time_or_network(after).await,
            None => {
                let jitter = id::random().map_or(0, u32::from_be_bytes) % SPREAD;
                time_or_network(wait + jitter).await;
                wait = (wait * 2).min(AGAIN.1);
            }
        }
        match send(waiting, chrome).await {
            Ok(answered) => return answered,
            Err(told) => after = told,
        }
    }
}

/// Waits for some milliseconds, or until the browser says that there is a network again.
async fn time_or_network(millis: u32) {
    let either = Promise::new(&mut |done, _| {
        let Some(window) = web_sys::window() else { return };
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, millis.cast_signed());
        let once = AddEventListenerOptions::new();
        once.set_once(true);
        let _ =
            window.add_event_listener_with_callback_and_add_event_listener_options("online", &done, &once);
    });
    let _ = JsFuture::from(either).await;
}

/// Writes down what an answer means for the device: it no longer waits; its receipt is kept.
pub(super) async fn note(waiting: &Waiting, answered: &Answered, association: &str) {
    if matches!(answered, Answered::Gone) {
        return;
    }
    let about = &waiting.about;
    let is_in = matches!(answered, Answered::In);
    if is_in {
        // First the receipt: if this page ends in between, the entry is only sent once more.
        let kept = Kept { secret: about.secret.clone(), title: about.title.clone() };
        keep::keep_receipt(association, kept);
        keep::drop_draft(association, &about.path);
    }
    if is_in || waiting.plain.is_some() {
        // Nobody waits for a slow storage to hear the answer.
        let (association, id) = (association.to_owned(), about.id);
        spawn_local(async move { remove(&association, id).await });
        return;
    }
    remove(association, about.id).await;
}
