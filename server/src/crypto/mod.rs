//! Personal data at rest: field cipher, keyed look-ups, and the keys of both.
//!
//! The keys come from outside the database (a file or the environment). Passwords and session tokens are
//! here too.

mod cards;
mod cipher;
mod index;
mod keys;
pub mod password;
mod sealing;
pub mod tokens;

pub use cipher::Place;
pub(crate) use keys::hex;
pub use keys::{KeyError, Keys};

/// Personal data could not be sealed or opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The sealed text does not have the form `k<id>.<base64>`.
    #[error("not a sealed value")]
    Form,
    /// No key with the id that the value names.
    #[error("no key {0}")]
    UnknownKey(u32),
    /// Another key, another place or changed content.
    #[error("the value does not belong here or was changed")]
    Broken,
}
