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
    /// What every hash with this code begins with: its first 48 bits as hexadecimal digits, for look-ups by hash.
    pub fn hash_prefix(&self) -> String {
        let digit =
            |letter: u8| ALPHABET.iter().position(|other| *other == letter).unwrap_or_default() as u64;
        let bits = self.0.bytes().fold(0, |bits, letter| bits << 5 | digit(letter));
        format!("{:012x}", bits >> 2)
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
    fn a_code_tells_how_its_hash_begins() {
        for byte in 0..=255 {
            let hash = ReceiptSecret::from_bytes([byte; 16]).hash();
            assert_eq!(hash.code().hash_prefix(), hash.as_str()[..12]);
        }
    }

    #[test]
    fn a_secret_never_shows_in_debug_output() {
        let secret = ReceiptSecret::from_bytes([0xab; 16]);
        assert!(!format!("{secret:?}").contains("ab"));
        assert_eq!(secret.to_string().parse(), Ok(secret));
    }
}
