//! How many servers share the database, so that limits hold across them.

use super::record::keep;
use crate::App;
use crate::db::servers;
use crate::error::Result;
use chrono::TimeDelta;
use std::convert::Infallible;
use uuid::Uuid;

/// A server that was not seen for so long is gone.
const GONE: TimeDelta = TimeDelta::seconds(30);

/// Says again and again that this server is there, and tells how many there are.
pub async fn keep_present(app: App, tell: impl Fn(u32)) -> Infallible {
    if !app.db.is_shared() {
        return std::future::pending().await;
    }
    let id = app.random.uuid(app.clock.now());
    let mut rounds = tokio::time::interval(app.config.present_every);
    loop {
        rounds.tick().await;
        match see(&app, id).await {
            Ok(count) => {
                metrics::gauge!("rollcall_servers").set(count as f64);
                tell(u32::try_from(count).unwrap_or(1).max(1));
            }
            Err(error) => tracing::warn!(%error, "counting servers"),
        }
    }
}

async fn see(app: &App, id: Uuid) -> Result<i64> {
    let now = app.clock.now();
    app.db
        .write(move |tx| Box::pin(async move { servers::see(tx, id, now, now - GONE).await.map(keep) }))
        .await
}
