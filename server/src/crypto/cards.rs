//! Codes of members' cards: each proves that this server made it, and tells nobody whose it is.

use super::Keys;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// Of the HMAC, as many bytes are kept as the id has: nobody hits one by trying.
const TAG: usize = 16;

impl Keys {
    /// The code of a member's card: the member's id with a keyed hash of it, in 43 characters of base64 for addresses.
    pub fn card(&self, member: Uuid) -> String {
        let mut code = member.as_bytes().to_vec();
        if let Some(mac) = self.card_mac(member.as_bytes()) {
            code.extend_from_slice(&mac.finalize().into_bytes()[..TAG]);
        }
        BASE64_URL_SAFE_NO_PAD.encode(code)
    }

    /// The member whose card has this code; none when it was not made with these keys.
    pub fn card_of(&self, code: &str) -> Option<Uuid> {
        let code = BASE64_URL_SAFE_NO_PAD.decode(code).ok()?;
        let (id, tag) = code.split_at_checked(TAG)?;
        // Compares in constant time. A shorter tag would be easier to hit.
        let right = tag.len() == TAG && self.card_mac(id)?.verify_truncated_left(tag).is_ok();
        right.then(|| Uuid::from_slice(id).ok()).flatten()
    }

    fn card_mac(&self, id: &[u8]) -> Option<Hmac<Sha256>> {
        // HMAC takes keys of any length; this one has 32 bytes.
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.index).ok()?;
        // Another purpose than that of every look-up (`index.rs`).
        mac.update(b"card\0");
        mac.update(id);
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use crate::crypto::Keys;
    use crate::random::Random;
    use uuid::Uuid;

    #[test]
    fn only_a_code_of_these_keys_is_taken() {
        let (keys, other) = (Keys::generate(&Random::seeded(1)), Keys::generate(&Random::seeded(2)));
        let member = Uuid::from_u128(7);
        let code = keys.card(member);
        assert_eq!((code.len(), keys.card_of(&code)), (43, Some(member)));
        assert_eq!(other.card_of(&code), None);
        let changed = keys.card(Uuid::from_u128(8));
        let spliced = format!("{}{}", &changed[..21], &code[21..]);
        for wrong in ["", "x", &code[..42], &code[..22], &spliced] {
            assert_eq!(keys.card_of(wrong), None, "{wrong}");
        }
    }
}
