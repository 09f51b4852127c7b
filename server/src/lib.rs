//! Rollcall's server.
//!
//! `http -> domain -> {db, crypto}`: the HTTP layer knows no SQL, the database layer knows no HTTP, and the
//! use cases between them own their transactions. Time comes from a [`clock::Clock`], randomness from a
//! [`random::Random`], both passed in.

pub mod cli;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod db;
pub mod domain;
pub mod error;
pub mod http;
pub mod outbound;
pub mod random;

pub use error::{Error, Result};

use std::sync::Arc;

/// What every use case needs. Cheap to clone; holds no state of its own, so that several servers can stand
/// side by side.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub db: db::Db,
    /// Keys for personal data.
    pub keys: Arc<crypto::Keys>,
    /// Time.
    pub clock: clock::Clock,
    /// Randomness.
    pub random: random::Random,
    /// Settings.
    pub config: Arc<config::Config>,
}
