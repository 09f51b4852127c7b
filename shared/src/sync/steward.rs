//! Stewards: helpers of an officer who collect entries of many people on one device, with a code for a competition.

use crate::alphabet::{ALPHABET, normal};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Characters of a code: 40 bits, enough where every guess is a request that is counted.
const LENGTH: usize = 8;
/// How long after the end of a code what was collected under it may still arrive.
const LATE: TimeDelta = TimeDelta::days(7);

/// The code of a steward, eight characters shown as `XXXX-XXXX`. The server keeps its keyed hash only.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct StewardCode(String);

/// The text is no code of a steward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACode;

/// That a steward collected an entry, and what the person signed with. Texts as they came: a bad one is refused with the
/// entry, and nothing of it is lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Collected {
    /// The steward's code.
    pub code: String,
    /// The person's signature; see [`check_signature`](crate::form::check_signature).
    pub signature: String,
}

/// Whether an entry counts as collected under a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// The code stands.
    InTime,
    /// The code has ended since, but stood when the entry was captured, as the device's clock says.
    Late,
    /// The code had ended.
    Ended,
}

/// Looks whether an entry counts as collected under a code that ends at a moment.
///
/// The device's clock is trusted for a week and no longer: it may say that the entry was captured before the end, and
/// nothing that arrives a week after the end is taken, whatever it says. Before the end it is not asked at all.
pub fn admission(ends: DateTime<Utc>, captured: DateTime<Utc>, arrived: DateTime<Utc>) -> Admission {
    if arrived < ends {
        Admission::InTime
    } else if captured < ends && arrived < ends + LATE {
        Admission::Late
    } else {
        Admission::Ended
    }
}

impl StewardCode {
    /// A code from random bytes.
    pub fn from_bytes(bytes: [u8; 5]) -> Self {
        let bits = bytes.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        let digit = |at: usize| char::from(ALPHABET[(bits >> (35 - 5 * at) & 31) as usize]);
        StewardCode((0..LENGTH).map(digit).collect())
    }

    /// The characters without the dash, as they are hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for StewardCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let text = normal(text);
        let code = text.len() == LENGTH && text.bytes().all(|byte| ALPHABET.contains(&byte));
        if code { Ok(StewardCode(text)) } else { Err(NotACode) }
    }
}

impl TryFrom<String> for StewardCode {
    type Error = NotACode;

    fn try_from(text: String) -> Result<Self, NotACode> {
        text.parse()
    }
}

impl From<StewardCode> for String {
    fn from(code: StewardCode) -> String {
        code.to_string()
    }
}

impl fmt::Display for StewardCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(LENGTH / 2);
        write!(f, "{left}-{right}")
    }
}

impl fmt::Display for NotACode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a steward's code")
    }
}

impl std::error::Error for NotACode {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_typed_by_hand() {
        let code = StewardCode::from_bytes([0x08, 0x42, 0x10, 0x84, 0x21]);
        assert_eq!(code.to_string(), "1111-1111");
        assert_eq!(" llii iI-L1".parse(), Ok(code));
        assert_eq!(StewardCode::from_bytes([255; 5]).as_str(), "ZZZZZZZZ");
        assert!("1111-111U".parse::<StewardCode>().is_err() && "1111-11111".parse::<StewardCode>().is_err());
    }

    #[test]
    fn the_devices_clock_is_trusted_for_a_week() {
        let ends: DateTime<Utc> = "2026-11-23T10:00:00Z".parse().unwrap();
        let hours = |hours: i64| ends + TimeDelta::hours(hours);
        // While the code stands, a clock may be as wrong as it likes.
        for captured in [-1_000, -1, 24, 1_000] {
            assert_eq!(admission(ends, hours(captured), hours(-1)), Admission::InTime);
        }
        assert_eq!(admission(ends, hours(-1), hours(0)), Admission::Late);
        assert_eq!(admission(ends, hours(-1), hours(7 * 24 - 1)), Admission::Late);
        assert_eq!(admission(ends, hours(-1), hours(7 * 24)), Admission::Ended);
        assert_eq!(admission(ends, hours(0), hours(1)), Admission::Ended);
    }
}
