//! Hearing what other servers on the same PostgreSQL write.

use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// The channel on which the database tells of changes; see the migration `0005_servers`.
const CHANNEL: &str = "rollcall_changes";
/// After the line was cut, before it is tried again.
const AGAIN: Duration = Duration::from_secs(1);

/// A task that rings when the database tells of changes.
#[derive(Debug)]
pub(super) struct Listener {
    pool: PgPool,
    task: JoinHandle<()>,
}

impl Listener {
    pub fn start(pool: PgPool, bell: Arc<watch::Sender<()>>) -> Self {
        let task = tokio::spawn(listen(pool.clone(), bell));
        Listener { pool, task }
    }

    pub async fn stop(&self) {
        self.task.abort();
        self.pool.close().await;
    }
}

async fn listen(pool: PgPool, bell: Arc<watch::Sender<()>>) {
    let mut again = tokio::time::interval(AGAIN);
    again.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        again.tick().await;
        if let Err(error) = listen_once(&pool, &bell).await {
            tracing::warn!(%error, "not hearing other servers; trying again");
        }
    }
}

async fn listen_once(pool: &PgPool, bell: &watch::Sender<()>) -> sqlx::Result<()> {
    let mut listener = PgListener::connect_with(pool).await?;
    listener.listen(CHANNEL).await?;
    loop {
        // Something may have been missed while the line was cut.
        bell.send_replace(());
        listener.recv().await?;
    }
}
