//! What was collected, in IndexedDB; see `queue.js`.

use chrono::{DateTime, Utc};
use frontend::Chrome;
use frontend::browser::json;
use frontend::browser::page::api;
use serde_json::Value;
use shared::form::Answers;
use shared::handover::{Parcel, SealedEntry};
use shared::i18n::Violation;
use shared::sync::{ReceiptHash, Refusal, StewardCode, SubmitEntry};
use shared::wire::{FromWire, ToWire, Values, record, submission, value};
use uuid::Uuid;
use wasm_bindgen::prelude::*;

/// Entries that are handed over at once: some 150 frames, which a camera reads within a minute.
pub(crate) const PARCEL: usize = 40;

#[wasm_bindgen(module = "/src/live/outbox.js")]
extern "C" {
    async fn can_keep() -> JsValue;
}

#[wasm_bindgen(module = "/src/steward/queue.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = collect)]
    async fn put(association: &str, id: &str, about: &str, key: &str, text: &str)
    -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = list)]
    async fn all(association: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = counts)]
    fn numbers(association: &str) -> String;
    #[wasm_bindgen(catch, js_name = remove)]
    async fn drop_one(association: &str, id: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = again)]
    async fn wait_again(association: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = send)]
    async fn send_some(
        url: &str,
        lang: &str,
        association: &str,
        steward: &str,
        only: &str,
    ) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = pack)]
    async fn oldest(association: &str, most: usize) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = take)]
    async fn put_all(association: &str, entries: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_name = let_go)]
    async fn drop_all(association: &str, ids: &str) -> Result<JsValue, JsValue>;
    async fn kept_for_later(addresses: &str) -> JsValue;
}

/// An entry on this device, as far as it is known without reading it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    pub id: Uuid,
    pub receipt: ReceiptHash,
    /// Slug of the competition.
    pub competition: String,
    /// Code of the event.
    pub event: String,
    /// When it was collected, as in RFC 3339.
    pub at: String,
    /// Why it was refused.
    pub why: Option<Refusal>,
    /// Which values were, as far as that tells nothing of them.
    pub wrong: Vec<Violation>,
}

impl Item {
    /// Whether another code of a steward would mend it.
    pub fn wants_code(&self) -> bool {
        matches!(self.why, Some(Refusal::StewardUnknown | Refusal::StewardEnded))
    }
}

impl FromWire for Item {
    fn from_wire(wire: &Value) -> Option<Self> {
        let values = wire.as_object()?;
        Some(Item {
            id: value(values, "id")?,
            receipt: value(values, "receipt")?,
            competition: value(values, "competition")?,
            event: value(values, "event")?,
            at: value(values, "at")?,
            // One of a later version is refused as well.
            why: values.get("why").map(|why| Refusal::from_wire(why).unwrap_or(Refusal::Invalid)),
            wrong: values
                .get("wrong")
                .and_then(Value::as_array)
                .map_or_else(Vec::new, |all| all.iter().filter_map(Violation::from_wire).collect()),
        })
    }
}

impl ToWire for Item {
    fn to_wire(&self) -> Value {
        record([
            ("id", self.id.to_wire()),
            ("receipt", self.receipt.to_wire()),
            ("competition", self.competition.to_wire()),
            ("event", self.event.to_wire()),
            ("at", self.at.to_wire()),
        ])
    }
}

/// Numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub collected: u32,
    pub taken: u32,
    pub sent: u32,
    pub given: u32,
    pub removed: u32,
}

impl Counts {
    /// How many should be here besides these: the browser's data was cleared, or some of it.
    pub fn lost(&self, here: usize) -> u32 {
        let here = u32::try_from(here).unwrap_or(u32::MAX);
        let gone = self.sent.saturating_add(self.given).saturating_add(self.removed);
        (self.collected.saturating_add(self.taken)).saturating_sub(gone).saturating_sub(here)
    }
}

/// What the server said to an entry.
#[derive(Clone, Debug)]
pub(crate) enum Told {
    In,
    Refused(Refusal, Vec<Violation>, Answers),
    Later(u32),
}

/// Whether anything can be kept in this browser.
pub(crate) async fn keeps() -> bool {
    can_keep().await.is_truthy()
}

/// Seals an entry and keeps it; false when it cannot be kept.
pub(crate) async fn collect(item: &Item, submit: &SubmitEntry, seal: &str, association: &str) -> bool {
    let request = submission(item.id, &item.at, submit.to_wire());
    let operation = request.get("operations").and_then(|all| all.get(0)).map(json::text).unwrap_or_default();
    put(association, &item.id.to_string(), &json::text(&item.to_wire()), seal, &operation).await.is_ok()
}

/// What is here, oldest first, with the numbers.
pub(crate) async fn list(association: &str) -> (Vec<Item>, Counts) {
    let all = all(association).await.ok().and_then(|all| json::parse(&all.as_string()?));
    let numbers = json::parse(&numbers(association)).unwrap_or_default();
    let number = |name: &str| numbers.as_object().and_then(|all| value(all, name)).unwrap_or_default();
    let counts = Counts {
        collected: number("collected"),
        taken: number("taken"),
        sent: number("sent"),
        given: number("given"),
        removed: number("removed"),
    };
    (all.and_then(|all| FromWire::from_wire(&all)).unwrap_or_default(), counts)
}

/// Removes an entry.
pub(crate) async fn remove(association: &str, id: Uuid) {
    let _ = drop_one(association, &id.to_string()).await;
}

/// What was refused for its code waits again.
pub(crate) async fn again(association: &str) {
    let _ = wait_again(association).await;
}

/// Sends some of what waits, or only one entry; none without an answer.
pub(crate) async fn send(
    chrome: &Chrome,
    code: &StewardCode,
    only: Option<Uuid>,
) -> Option<Vec<(Uuid, Told)>> {
    let only = only.map(|id| id.to_string()).unwrap_or_default();
    let url = api(chrome, "/sealed");
    let told =
        send_some(&url, chrome.lang.tag(), &chrome.association, &code.to_string(), &only).await.ok()?;
    let told = json::parse(&told.as_string()?)?;
    Some(told.as_array()?.iter().filter_map(|one| read(one.as_object()?)).collect())
}

fn read(outcome: &Values) -> Option<(Uuid, Told)> {
    let told = match outcome.get("outcome")?.as_str()? {
        "rejected" => Told::Refused(
            value(outcome, "refusal").unwrap_or(Refusal::Invalid),
            value(outcome, "violations").unwrap_or_default(),
            value(outcome, "answers").unwrap_or_default(),
        ),
        "retry_later" => Told::Later(value(outcome, "after_ms")?),
        _ => Told::In,
    };
    Some((value(outcome, "id")?, told))
}

/// The oldest entries, to be handed over.
pub(crate) async fn pack(association: &str) -> Option<Parcel> {
    let all = json::parse(&oldest(association, PARCEL).await.ok()?.as_string()?)?;
    let entry = |wire: &Value| {
        let (item, values) = (Item::from_wire(wire)?, wire.as_object()?);
        let raw = |name: &str| raw(&value::<String>(values, name)?);
        Some(SealedEntry {
            id: item.id,
            receipt: item.receipt,
            at: item.at.parse().unwrap_or_default(),
            competition: item.competition,
            event: item.event,
            key: raw("key")?,
            enc: raw("enc")?,
            body: raw("body")?,
        })
    };
    let entries = all.as_array()?.iter().map(entry).collect::<Option<_>>()?;
    Some(Parcel { association: association.to_owned(), entries })
}

/// Keeps what another device hands over; false when it cannot be kept.
pub(crate) async fn take(parcel: Parcel) -> bool {
    let wire = |entry: SealedEntry| {
        let item = Item {
            id: entry.id,
            receipt: entry.receipt,
            competition: entry.competition,
            event: entry.event,
            at: rfc3339(entry.at),
            why: None,
            wrong: Vec::new(),
        };
        let mut wire = item.to_wire();
        if let Value::Object(values) = &mut wire {
            for (name, bytes) in [("key", entry.key), ("enc", entry.enc), ("body", entry.body)] {
                values.insert(name.to_owned(), base64(&bytes)?.into());
            }
        }
        Some(wire)
    };
    let entries: Option<Vec<Value>> = parcel.entries.into_iter().map(wire).collect();
    match entries {
        Some(entries) => put_all(&parcel.association, &json::text(&Value::Array(entries))).await.is_ok(),
        None => false,
    }
}

/// Forgets what another device has.
pub(crate) async fn let_go(association: &str, ids: &[Uuid]) {
    let ids = Value::Array(ids.iter().map(ToWire::to_wire).collect());
    let _ = drop_all(association, &json::text(&ids)).await;
}

/// Whether this page and these addresses open without a network.
pub(crate) async fn ready(addresses: &[String]) -> bool {
    let addresses = Value::Array(addresses.iter().cloned().map(Value::String).collect());
    kept_for_later(&json::text(&addresses)).await.is_truthy()
}

/// The bytes of a base64 text: the browser's own reader gives one character for each.
fn raw(text: &str) -> Option<Vec<u8>> {
    let bytes = web_sys::window()?.atob(text).ok()?;
    bytes.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect()
}

fn base64(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().copied().map(char::from).collect();
    web_sys::window()?.btoa(&text).ok()
}

/// Now, as in RFC 3339.
pub(crate) fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// A moment as in RFC 3339, to the millisecond.
pub(crate) fn rfc3339(at: DateTime<Utc>) -> String {
    js_sys::Date::new(&(at.timestamp_millis() as f64).into()).to_iso_string().into()
}
