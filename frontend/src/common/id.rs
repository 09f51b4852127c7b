//! Ids and secrets, made on the device.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use uuid::Uuid;

/// Random bytes of the browser's cryptographic generator; `None` in a browser without one.
pub fn random<const N: usize>() -> Option<[u8; N]> {
    let mut bytes = [0; N];
    let crypto = web_sys::window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Now, by the device's clock.
pub fn now() -> DateTime<Utc> {
    DateTime::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
}

/// Today in China, by the device's clock.
pub fn today() -> NaiveDate {
    match FixedOffset::east_opt(8 * 3600) {
        Some(china) => now().with_timezone(&china).date_naive(),
        None => now().date_naive(),
    }
}

/// A UUIDv7 of this moment; `None` in a browser without a cryptographic generator.
pub fn uuid() -> Option<Uuid> {
    let millis = js_sys::Date::now() as u64;
    Some(uuid::Builder::from_unix_timestamp_millis(millis, &random()?).into_uuid())
}
