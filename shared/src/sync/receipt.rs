//! Receipts: proof that a worker holds from the moment of submitting, signal or none.
//!
//! The device makes a secret of 128 bits; the server only ever stores its hash. The short code is the
//! beginning of that hash, so that it can be read out on the phone and searched by staff, and opens nothing
//! by itself.

use crate::alphabet::{ALPHABET, normal};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::str::FromStr;

/// The secret of a receipt, 128 bits; whoever has it may see, correct and withdraw the entry.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptSecret([u8; 16]);

/// SHA-256 of the secret, in lower-case hexadecimal; what the server stores.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptHash(String);

/// The short code, ten characters shown as `XXXXX-XXXXX`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct ReceiptCode(String);

/// The text is no receipt of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReceipt;

impl fmt::Display for NotAReceipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a receipt")
    }
}

impl std::error::Error for NotAReceipt {}

impl ReceiptSecret {
    /// A secret from 16 random bytes.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        ReceiptSecret(bytes)
    }

    /// What the server stores.
    pub fn hash(&self) -> ReceiptHash {
        ReceiptHash(hex(&Sha256::digest(self.0)))
    }
}

impl ReceiptHash {
    /// The short code that belongs to it: its first 50 bits.
    pub fn code(&self) -> ReceiptCode {
        let bits = u64::from_str_radix(&self.0[..16], 16).unwrap_or_default();
        let digit = |at: u32| char::from(ALPHABET[(bits >> (59 - 5 * at) & 31) as usize]);
        ReceiptCode((0..10).map(digit).collect())
    }

    /// The hash with these bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        ReceiptHash(hex(&bytes))
    }

    /// Its bytes.
    pub fn to_bytes(&self) -> [u8; 32] {
        let digit = |at: usize| u8::from_str_radix(&self.0[2 * at..2 * at + 2], 16).unwrap_or_default();
        std::array::from_fn(digit)
    }

    /// The hexadecimal text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ReceiptCode {
    /// From which hash on, and before which, those lie whose codes begin like this: for look-ups by hash. `None` when no
    /// code begins so.
    pub fn hash_range(beginning: &str) -> Option<(String, String)> {
        let text = normal(beginning);
        if text.is_empty() || text.len() > 10 {
            return None;
        }
        let digit = |letter: u8| ALPHABET.iter().position(|other| *other == letter).map(|at| at as u64);
        let value = text.bytes().try_fold(0, |bits: u64, letter| Some(bits << 5 | digit(letter)?))?;
        // 52 bits, which are 13 hexadecimal digits, hold the 50 of a code.
        let rest = 52 - 5 * text.len();
        let (from, to) = (value << rest, (value + 1) << rest);
        // A letter beyond the hexadecimal digits ends the last range.
        let end = if to >> 52 == 0 { format!("{to:013x}") } else { "g".to_owned() };
        Some((format!("{from:013x}"), end))
    }

    /// The ten characters without the dash, as stored and searched.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl FromStr for ReceiptSecret {
    type Err = NotAReceipt;

    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let text = text.trim();
        if text.len() != 32 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(NotAReceipt);
        }
        u128::from_str_radix(text, 16).map(|bits| ReceiptSecret(bits.to_be_bytes())).map_err(|_| NotAReceipt)
    }
}

impl FromStr for ReceiptHash {
    type Err = NotAReceipt;

    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let hash = text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        if hash { Ok(ReceiptHash(text.to_owned())) } else { Err(NotAReceipt) }
    }
}

impl FromStr for ReceiptCode {
    type Err = NotAReceipt;

    fn from_str(text: &str) -> Result<Self, NotAReceipt> {
        let text = normal(text);
        let code = text.len() == 10 && text.bytes().all(|b| ALPHABET.contains(&b));
        if code { Ok(ReceiptCode(text)) } else { Err(NotAReceipt) }
    }
}

impl fmt::Display for ReceiptSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl fmt::Debug for ReceiptSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReceiptSecret(…)")
    }
}

impl fmt::Display for ReceiptHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ReceiptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (left, right) = self.0.split_at(5);
        write!(f, "{left}-{right}")
    }
}

macro_rules! as_text {
    ($($name:ident),+) => { $(
        impl TryFrom<String> for $name {
            type Error = NotAReceipt;
            fn try_from(text: String) -> Result<Self, NotAReceipt> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }
    )+ };
}
as_text!(ReceiptSecret, ReceiptHash, ReceiptCode);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_survives_being_read_out() {
        let code = ReceiptSecret::from_bytes([7; 16]).hash().code();
        let spoken = code.to_string().to_lowercase().replace('0', "o").replace('1', "l");
        assert_eq!(spoken.parse(), Ok(code));
    }

    #[test]
    fn a_beginning_of_a_code_tells_between_which_hashes_its_own_lies() {
        let hashes: Vec<ReceiptHash> =
            (0..=255).map(|byte| ReceiptSecret::from_bytes([byte; 16]).hash()).collect();
        for code in hashes.iter().map(ReceiptHash::code) {
            for length in 1..=10 {
                let beginning = &code.as_str()[..length];
                let (from, to) = ReceiptCode::hash_range(&beginning.to_lowercase()).unwrap();
                for hash in &hashes {
                    let within = from.as_str() <= hash.as_str() && hash.as_str() < to.as_str();
                    assert_eq!(within, hash.code().as_str().starts_with(beginning), "{beginning} {hash}");
                }
            }
        }
        assert_eq!(ReceiptCode::hash_range("Z").unwrap().1, "g");
        for none in ["", "U", "0123456789A", "张"] {
            assert_eq!(ReceiptCode::hash_range(none), None, "{none}");
        }
    }

    #[test]
    fn a_secret_never_shows_in_debug_output() {
        let secret = ReceiptSecret::from_bytes([0xab; 16]);
        assert!(!format!("{secret:?}").contains("ab"));
        assert_eq!(secret.to_string().parse(), Ok(secret));
    }
}
