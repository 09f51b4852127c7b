//! Sending: until the server has answered, with the same id each time.

use super::keep::{self, Kept, Waiting};
use super::load::api;
use super::{json, net};
use frontend::Chrome;
use frontend::common::id;
use js_sys::Promise;
use serde_json::Value;
use shared::i18n::Violation;
use shared::sync::{Refusal, SubmitEntry};
use shared::wire::{submission, value};
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;
use web_sys::AddEventListenerOptions;

/// Shortest and longest wait before sending again, in milliseconds; it doubles each time.
const AGAIN: (u32, u32) = (2_000, 60_000);
/// Most that is added at random, in milliseconds: those who lost the same network do not all come back together.
const SPREAD: u32 = 3_000;

/// What the server answered to an entry.
#[derive(Clone, Debug)]
pub enum Answered {
    /// It is in, now or from an earlier try.
    In,
    /// Refused, with the fields to mend.
    Refused(Refusal, Vec<Violation>),
    /// The id was used for something else.
    Conflict,
}

/// The body of the request that submits an entry.
pub(super) fn body(id: Uuid, submit: &SubmitEntry) -> String {
    let now = js_sys::Date::new_0().to_iso_string();
    json::text(&submission(id, &String::from(now), submit))
}

/// Sends once. Without an answer, the milliseconds after which the server asked to come back, if it did.
pub(super) async fn send(body: &str, chrome: &Chrome) -> Result<Answered, Option<u32>> {
    let answer = net::post(&api(chrome, "/operations"), body, chrome.lang).await.map_err(|_| None)?;
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
            Some(Answered::Refused(value(outcome, "refusal")?, violations))
        }
        _ => None,
    }
}

/// Sends again until answered, from `after` milliseconds on if the server said so.
pub(super) async fn send_until_answered(body: &str, chrome: &Chrome, after: Option<u32>) -> Answered {
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
        match send(body, chrome).await {
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

/// Writes down what an answer means for the device: the entry no longer waits; its receipt is kept.
pub(super) fn note(waiting: &Waiting, answered: &Answered, association: &str) {
    keep::answered(association, waiting.id);
    if matches!(answered, Answered::In) {
        let kept = Kept { secret: waiting.secret.clone(), title: waiting.title.clone() };
        keep::keep_receipt(association, kept);
        keep::drop_draft(waiting.competition_id, &waiting.event);
    }
}
