//! Counting how often codes are opened. Nobody is identified.

use crate::App;
use crate::db::sources;
use crate::error::Result;
use std::convert::Infallible;
use std::time::Duration;

/// Counts are written together, once in so long.
const EVERY: Duration = Duration::from_secs(1);

/// Notes that `/j/<code>` was opened by somebody; whether the request tells of a person is the caller's to know. Costs
/// no write. An unknown code counts nowhere.
///
/// # Errors
/// When the database does not answer.
pub async fn opened(app: &App, code: &str) -> Result<()> {
    let mut conn = app.db.read().await?;
    if let Some(source) = sources::by_code(&mut conn, code).await? {
        app.db.note_scan(source.id, app.clock.today());
    }
    Ok(())
}

/// Writes what was noted, again and again.
pub async fn keep_counting(app: App) -> Infallible {
    let mut rounds = tokio::time::interval(EVERY);
    loop {
        rounds.tick().await;
        if let Err(error) = app.db.write_scans().await {
            tracing::warn!(%error, "counting scans");
        }
    }
}
