//! From flags to an [`App`].

use super::{Failure, Open};
use crate::App;
use crate::clock::Clock;
use crate::config::Config;
use crate::crypto::Keys;
use crate::db::Db;
use crate::random::Random;
use std::sync::Arc;

/// Opens the database and the keys.
pub(super) async fn app(open: &Open, config: Config) -> Result<App, Failure> {
    let random = Random::system()?;
    std::fs::create_dir_all(&open.data)
        .map_err(|error| format!("the data folder {} cannot be made: {error}", open.data.display()))?;
    let keys = match std::env::var("ROLLCALL_KEYS") {
        Ok(keys) => Keys::parse(&keys)?,
        Err(_) => {
            let path = open.key_file.clone().unwrap_or_else(|| open.data.join("keys"));
            Keys::from_file_or_new(&path, &random).map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    Ok(App {
        db: Db::open(&url(open)).await?,
        keys: Arc::new(keys),
        clock: Clock::system(),
        random,
        config: Arc::new(config),
    })
}

/// Address of the database.
pub(super) fn url(open: &Open) -> String {
    open.database.clone().unwrap_or_else(|| format!("sqlite:{}", open.data.join("rollcall.db").display()))
}
