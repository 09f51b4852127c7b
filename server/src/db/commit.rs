//! One transaction of the writer: what waits, each write within a savepoint, and the ends of the logs.

use super::batch::{Added, Batch, Memory, Needs};
use super::flush::{finish, flush};
use super::look::{Found, begin, look};
use super::writer::{Head, Job, Tx};
use super::{Conn, Pool, on};
use crate::error::Result;

/// What the writer remembers from one transaction to the next.
#[derive(Debug, Default)]
pub(super) struct Known {
    memory: Memory,
    /// The ends of the logs as this writer left them: while they are still there, nobody else has written.
    left: Option<Head>,
}

/// One transaction around all of a batch.
pub(super) async fn commit(pool: &Pool, batch: &mut [Box<dyn Job>], known: &mut Known) -> Result<()> {
    let mut tx = Tx { conn: pool.acquire().await?, head: Head::default() };
    if let Err(error) = run_all(&mut tx, batch, known).await {
        // The connection may be gone; then so is the transaction.
        let _ = execute(&mut tx.conn, "ROLLBACK").await;
        return Err(error);
    }
    known.left = Some(tx.head);
    Ok(())
}

async fn run_all(tx: &mut Tx, batch: &mut [Box<dyn Job>], known: &mut Known) -> Result<()> {
    let (head, found) = begin(&mut tx.conn, &needs(batch)).await?;
    if known.left.as_ref() != Some(&head) {
        known.memory.clear();
    }
    tx.head = head.clone();
    let (memory, mut found, mut added) = (&mut known.memory, Some(found), Added::default());
    let mut rest = batch;
    while !rest.is_empty() {
        let entries = needs(rest).len();
        let (now, later) = rest.split_at_mut(entries.max(1));
        // What was asked at the beginning was asked about the first.
        let found = found.take();
        match entries {
            0 => {
                run_one(tx, &mut now[0]).await?;
                memory.clear();
            }
            _ => {
                added = enter_all(tx, now, found, memory).await?;
                // The last goes with the end of the transaction.
                if !later.is_empty() {
                    flush(tx, &std::mem::take(&mut added)).await?;
                }
            }
        }
        rest = later;
    }
    finish(tx, &head, &added).await
}

/// What the new entries at the beginning of a queue need to know.
fn needs(jobs: &[Box<dyn Job>]) -> Vec<&Needs> {
    jobs.iter().map_while(|job| job.needs()).collect()
}

/// New entries that stand next to each other in the queue.
async fn enter_all(
    tx: &mut Tx,
    jobs: &mut [Box<dyn Job>],
    found: Option<Found>,
    memory: &mut Memory,
) -> Result<Added> {
    let needs = needs(jobs);
    let found = match found {
        Some(found) => found,
        None => look(&mut tx.conn, &needs).await?,
    };
    let mut batch = Batch::of(&mut tx.conn, &mut tx.head, memory, &needs, found).await?;
    for job in jobs {
        job.decide(&mut batch);
    }
    Ok(batch.finish())
}

/// Any other write, within a savepoint.
async fn run_one(tx: &mut Tx, job: &mut Box<dyn Job>) -> Result<()> {
    let head = tx.head.clone();
    execute(&mut tx.conn, "SAVEPOINT write_job").await?;
    if !job.run(tx).await {
        execute(&mut tx.conn, "ROLLBACK TO SAVEPOINT write_job").await?;
        tx.head = head;
    }
    Ok(execute(&mut tx.conn, "RELEASE SAVEPOINT write_job").await?)
}

async fn execute(conn: &mut Conn, sql: &'static str) -> sqlx::Result<()> {
    on!(conn, c => sqlx::query(sql).execute(c).await.map(drop))
}
