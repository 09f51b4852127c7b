//! The steward's code on this device: kept for the day, checked where there is a network.

use crate::queue::rfc3339;
use chrono::{DateTime, Utc};
use frontend::Chrome;
use frontend::browser::page::api;
use frontend::browser::{json, net};
use serde_json::Value;
use shared::api::ErrorCode;
use shared::sync::StewardCode;
use shared::wire::{record, value};
use web_sys::Storage;

/// What is known of the code.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pass {
    pub code: StewardCode,
    /// What staff call it; empty while it was not checked.
    pub label: String,
    /// Slug of its competition; empty while it was not checked.
    pub competition: String,
    pub ends_at: Option<DateTime<Utc>>,
    /// Whether it stood when it was last checked.
    pub stands: bool,
}

impl Pass {
    /// A code that nobody has checked.
    pub fn unchecked(code: StewardCode) -> Pass {
        Pass { code, label: String::new(), competition: String::new(), ends_at: None, stands: true }
    }

    /// Asks the server what the code opens.
    ///
    /// # Errors
    /// `not_found` for an unknown code; `unavailable` without a network.
    pub async fn check(code: StewardCode, chrome: &Chrome) -> Result<Pass, ErrorCode> {
        let body = json::text(&record([("code", code.to_string().into())]));
        let told = net::post(&api(chrome, "/steward"), &body, chrome.lang).await?;
        Pass::read(code, &told).ok_or(ErrorCode::Internal)
    }

    fn read(code: StewardCode, told: &Value) -> Option<Pass> {
        let values = told.as_object()?;
        let ends_at: String = value(values, "ends_at")?;
        Some(Pass {
            code,
            label: value(values, "label")?,
            competition: value(values, "competition")?,
            ends_at: ends_at.parse().ok(),
            stands: value(values, "stands")?,
        })
    }

    /// The code that this device was given.
    pub fn kept(association: &str) -> Option<Pass> {
        let told = json::parse(&storage()?.get_item(&name(association)).ok()??)?;
        let code = told.get("code").and_then(Value::as_str)?.parse().ok()?;
        Pass::read(code, &told).or_else(|| {
            let code = told.get("code").and_then(Value::as_str)?.parse().ok()?;
            Some(Pass::unchecked(code))
        })
    }

    /// Keeps it.
    pub fn keep(&self, association: &str) {
        let ends_at = self.ends_at.map(rfc3339);
        let told = record([
            ("code", self.code.to_string().into()),
            ("label", self.label.clone().into()),
            ("competition", self.competition.clone().into()),
            ("ends_at", ends_at.unwrap_or_default().into()),
            ("stands", self.stands.into()),
        ]);
        if let Some(storage) = storage() {
            // Refused, the code is typed again on the next visit.
            let _ = storage.set_item(&name(association), &json::text(&told));
        }
    }

    /// Forgets it.
    pub fn forget(association: &str) {
        if let Some(storage) = storage() {
            let _ = storage.remove_item(&name(association));
        }
    }
}

fn name(association: &str) -> String {
    format!("rollcall:steward:{association}")
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
