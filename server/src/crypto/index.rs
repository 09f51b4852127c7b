//! Keyed look-ups. A plain hash of an identity number can be searched through; an HMAC with a key cannot.

use super::Keys;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Of the 32 bytes of an HMAC, the first 16 are kept (RFC 2104, section 5): no two values meet by chance, and five
/// indexes of them stay half as large.
const BYTES: usize = 16;

impl Keys {
    /// A look-up value. `purpose` keeps equal texts of different fields apart.
    pub fn index(&self, purpose: &str, value: &str) -> Vec<u8> {
        self.index_bytes(purpose, value.as_bytes())
    }

    /// A look-up value of bytes.
    pub fn index_bytes(&self, purpose: &str, value: &[u8]) -> Vec<u8> {
        // HMAC takes keys of any length; this one has 32 bytes.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.index) else { return Vec::new() };
        mac.update(purpose.as_bytes());
        mac.update(b"\0");
        mac.update(value);
        mac.finalize().into_bytes()[..BYTES].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use crate::crypto::Keys;
    use crate::random::Random;

    #[test]
    fn purpose_and_key_both_matter() {
        let keys = Keys::generate(&Random::seeded(1));
        let other = Keys::generate(&Random::seeded(2));
        assert_eq!(keys.index("id", "1"), keys.index("id", "1"));
        assert_ne!(keys.index("id", "1"), keys.index("mobile", "1"));
        assert_ne!(keys.index("id", "1"), other.index("id", "1"));
    }
}
