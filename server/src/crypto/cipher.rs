//! The field cipher: XChaCha20-Poly1305, bound to the place where the value is stored.

use super::{CryptoError, Keys};
use crate::random::Random;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use uuid::Uuid;

const NONCE: usize = 24;

/// Where a sealed value is stored. A value moved to another row or column does not open there.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// `table.column`.
    pub column: &'a str,
    /// The row.
    pub row: Uuid,
}

impl Place<'_> {
    fn bytes(&self) -> Vec<u8> {
        [self.column.as_bytes(), b"/", self.row.as_bytes()].concat()
    }
}

impl Keys {
    /// Seals a value with the newest key: `k<id>.<base64 of nonce and ciphertext>`.
    ///
    /// # Errors
    /// When the cipher refuses, which it does only for values of many gigabytes.
    pub fn seal(&self, random: &Random, place: Place<'_>, value: &str) -> Result<String, CryptoError> {
        let (id, key) = self.ciphers.last_key_value().ok_or(CryptoError::Broken)?;
        let nonce: [u8; NONCE] = random.bytes();
        let payload = Payload { msg: value.as_bytes(), aad: &place.bytes() };
        let sealed = XChaCha20Poly1305::new(key.into())
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| CryptoError::Broken)?;
        Ok(format!("k{id}.{}", STANDARD_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// When the text is no sealed value, its key is not there, or it belongs elsewhere.
    pub fn open(&self, place: Place<'_>, sealed: &str) -> Result<String, CryptoError> {
        let (id, body) = sealed.strip_prefix('k').and_then(|s| s.split_once('.')).ok_or(CryptoError::Form)?;
        let id = id.parse().map_err(|_| CryptoError::Form)?;
        let key = self.ciphers.get(&id).ok_or(CryptoError::UnknownKey(id))?;
        let body = STANDARD_NO_PAD.decode(body).map_err(|_| CryptoError::Form)?;
        let (nonce, sealed) = body.split_first_chunk::<NONCE>().ok_or(CryptoError::Form)?;
        let payload = Payload { msg: sealed, aad: &place.bytes() };
        let value = XChaCha20Poly1305::new(key.into())
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| CryptoError::Broken)?;
        String::from_utf8(value).map_err(|_| CryptoError::Broken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Place<'_> = Place { column: "entries.id", row: Uuid::from_u128(1) };

    #[test]
    fn a_value_opens_only_where_it_was_sealed() {
        let random = Random::seeded(1);
        let keys = Keys::generate(&random);
        let sealed = keys.seal(&random, HERE, "130399199001010014").unwrap();
        assert!(!sealed.contains("1303"));
        assert_eq!(keys.open(HERE, &sealed).unwrap(), "130399199001010014");
        let elsewhere =
            [Place { column: "entries.mobile", ..HERE }, Place { row: Uuid::from_u128(2), ..HERE }];
        for place in elsewhere {
            assert_eq!(keys.open(place, &sealed), Err(CryptoError::Broken));
        }
    }

    #[test]
    fn old_values_open_after_a_new_key_and_new_ones_use_it() {
        let random = Random::seeded(2);
        let old = Keys::generate(&random);
        let sealed = old.seal(&random, HERE, "13900000000").unwrap();
        let mut new = old;
        new.ciphers.insert(2, random.bytes());
        assert_eq!(new.open(HERE, &sealed).unwrap(), "13900000000");
        assert!(new.seal(&random, HERE, "x").unwrap().starts_with("k2."));
        new.ciphers.remove(&1);
        assert_eq!(new.open(HERE, &sealed), Err(CryptoError::UnknownKey(1)));
    }
}
