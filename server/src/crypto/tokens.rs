//! Tokens of sessions and of partners.

use super::hex;
use crate::random::Random;
use sha2::{Digest, Sha256};
use std::fmt;

/// A token: 256 random bits, with its holder only. The database keeps its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// A new token.
    pub fn new(random: &Random) -> Self {
        Token(hex(&random.bytes::<32>()))
    }

    /// A token as it was sent.
    pub fn from_text(text: &str) -> Self {
        Token(text.to_owned())
    }

    /// What its holder keeps.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stands in the database.
    pub fn hash(&self) -> Vec<u8> {
        Sha256::digest(&self.0).to_vec()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
