//! Opening what devices sealed to this server's public key: HPKE (RFC 9180).

use super::{CryptoError, Keys};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::DhP256HkdfSha256;
use hpke::{Deserializable as _, Kem, OpModeR, Serializable as _, single_shot_open};

/// The key pair that devices seal to.
pub(super) struct SealPair {
    private: <DhP256HkdfSha256 as Kem>::PrivateKey,
    public: String,
}

impl Keys {
    /// The public key that devices seal to: base64 of the uncompressed point. It belongs to the index key, and so stays
    /// the same as long as that does.
    pub fn seal_public(&self) -> &str {
        &self.seal_pair().public
    }

    /// Opens what was sealed to the public key.
    ///
    /// # Errors
    /// When it was sealed to another key, for another place, or changed.
    pub fn unseal(
        &self,
        key: &str,
        info: &str,
        place: &str,
        enc: &str,
        body: &str,
    ) -> Result<Vec<u8>, CryptoError> {
        let pair = self.seal_pair();
        if key != pair.public {
            return Err(CryptoError::Broken);
        }
        let form = |_| CryptoError::Form;
        let enc = STANDARD.decode(enc).map_err(form)?;
        let body = STANDARD.decode(body).map_err(form)?;
        let enc = <DhP256HkdfSha256 as Kem>::EncappedKey::from_bytes(&enc).map_err(|_| CryptoError::Form)?;
        single_shot_open::<AesGcm256, HkdfSha256, DhP256HkdfSha256>(
            &OpModeR::Base,
            &pair.private,
            &enc,
            info.as_bytes(),
            &body,
            place.as_bytes(),
        )
        .map_err(|_| CryptoError::Broken)
    }

    fn seal_pair(&self) -> &SealPair {
        self.seal.get_or_init(|| {
            let secret = self.index_bytes("outbox/1", b"first");
            let secret = [secret, self.index_bytes("outbox/1", b"second")].concat();
            let (private, public) = DhP256HkdfSha256::derive_keypair(&secret);
            SealPair { private, public: STANDARD.encode(public.to_bytes()) }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    #[test]
    fn nobody_opens_what_was_sealed_to_another_or_for_another_place() {
        let keys = Keys::generate(&Random::seeded(1));
        let other = Keys::generate(&Random::seeded(2));
        let public = STANDARD.decode(keys.seal_public()).unwrap();
        assert_eq!(public.len(), 65, "an uncompressed point");
        assert_ne!(keys.seal_public(), other.seal_public());
        for (key, enc) in [(other.seal_public(), ""), (keys.seal_public(), "?"), (keys.seal_public(), "AAAA")]
        {
            assert!(keys.unseal(key, "info", "place", enc, "AAAA").is_err());
        }
    }
}
