//! Session tokens.

use super::hex;
use crate::random::Random;
use sha2::{Digest, Sha256};
use std::fmt;

/// The token of a session: 256 random bits, in the cookie only. The database keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionToken(String);

impl SessionToken {
    /// A new token.
    pub fn new(random: &Random) -> Self {
        SessionToken(hex(&random.bytes::<32>()))
    }

    /// A token as a browser sent it.
    pub fn from_cookie(text: &str) -> Self {
        SessionToken(text.to_owned())
    }

    /// What stands in the cookie.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands in the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }
}

impl fmt::Debug for SessionToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionToken(…)")
    }
}
