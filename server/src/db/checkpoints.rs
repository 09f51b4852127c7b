//! Copying the embedded database's log into the database, beside the writer.
//!
//! SQLite does so by itself within a commit, once the log is long, and the writes of that moment wait for it. Here another
//! connection copies while the writer goes on. What comes in meanwhile is little; the writer copies it between two commits
//! and may then begin the log anew.

use sqlx::SqlitePool;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Pages of the log, as estimated, after which they are copied: 16 MB.
const PAGES: usize = 4_000;
/// Pages that each commit writes, and each write in it: the ends of tables and of ordered indexes, and a page of each
/// index whose keys are random.
const PER_COMMIT: usize = 16;
const PER_WRITE: usize = 5;

/// Copies what is in the log and may be copied: whether somebody else was at it, pages in the log, pages copied.
const COPY: &str = "PRAGMA wal_checkpoint(PASSIVE)";

/// How long the log is, and how much of it is left to copy.
#[derive(Debug, Default)]
pub(super) struct Log {
    pages: AtomicUsize,
    long: Notify,
    little_left: AtomicBool,
}

impl Log {
    /// Counts a commit.
    pub fn grew(&self, writes: usize) {
        let more = PER_COMMIT + PER_WRITE * writes;
        if self.pages.fetch_add(more, Ordering::Relaxed) + more >= PAGES {
            self.long.notify_one();
        }
    }

    /// Copies the rest, between two commits, if it is little.
    pub async fn copy_rest(&self, writer: &SqlitePool) {
        if self.little_left.swap(false, Ordering::Relaxed)
            && let Err(error) = sqlx::query(COPY).execute(writer).await
        {
            tracing::warn!(%error, "the rest of the log is not copied");
        }
    }
}

/// The task that copies.
#[derive(Debug)]
pub(super) struct Checkpoints {
    pool: SqlitePool,
    task: JoinHandle<()>,
}

impl Checkpoints {
    pub fn start(pool: SqlitePool, log: Arc<Log>) -> Self {
        let task = tokio::spawn(copy_long_logs(pool.clone(), log));
        Checkpoints { pool, task }
    }

    /// Copies all of the log and empties it. Waits a while for whoever reads or writes, and leaves it as it is if they go
    /// on.
    pub async fn empty(&self) {
        match sqlx::query_scalar::<_, i64>("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.pool).await {
            Ok(0) => {}
            Ok(_) => {
                tracing::info!("the log is in use; what was erased stays in it until it is written over")
            }
            Err(error) => tracing::warn!(%error, "the log is not emptied"),
        }
    }

    pub async fn stop(&self) {
        self.task.abort();
        self.pool.close().await;
    }
}

async fn copy_long_logs(pool: SqlitePool, log: Arc<Log>) {
    loop {
        log.long.notified().await;
        log.pages.store(0, Ordering::Relaxed);
        // The second time, what came in during the first; during that even less comes in.
        for _ in 0..2 {
            if let Err(error) = sqlx::query(COPY).execute(&pool).await {
                tracing::warn!(%error, "the log is not copied; the writer will");
            }
        }
        log.little_left.store(true, Ordering::Relaxed);
    }
}
