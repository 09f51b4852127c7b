//! One transaction of the writer: what waits, each write within a savepoint, and the ends of the logs.

use super::batch::{Batch, Memory, Needs};
use super::flush::flush;
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
    let mut tx = begin(pool).await?;
    let before = tx.head.clone();
    if known.left.as_ref() != Some(&before) {
        known.memory.clear();
    }
    if let Err(error) = run_all(&mut tx, batch, &before, &mut known.memory).await {
        // The connection may be gone; then so is the transaction.
        let _ = execute(&mut tx.conn, "ROLLBACK").await;
        return Err(error);
    }
    known.left = Some(tx.head);
    Ok(())
}

async fn run_all(tx: &mut Tx, batch: &mut [Box<dyn Job>], before: &Head, memory: &mut Memory) -> Result<()> {
    let mut rest = batch;
    while !rest.is_empty() {
        let entries = rest.iter().take_while(|job| job.needs().is_some()).count();
        let (now, later) = rest.split_at_mut(entries.max(1));
        match entries {
            0 => {
                run_one(tx, &mut now[0]).await?;
                memory.clear();
            }
            _ => enter_all(tx, now, memory).await?,
        }
        rest = later;
    }
    if tx.head != *before {
        let head = tx.head.clone();
        on!(&mut tx.conn, c => sqlx::query("UPDATE log_head SET audit_seq = $1, audit_hash = $2, change_seq = $3 WHERE id = 1")
            .bind(head.audit_seq).bind(head.audit_hash).bind(head.change_seq).execute(c).await.map(drop))?;
    }
    Ok(execute(&mut tx.conn, "COMMIT").await?)
}

/// New entries that stand next to each other in the queue.
async fn enter_all(tx: &mut Tx, jobs: &mut [Box<dyn Job>], memory: &mut Memory) -> Result<()> {
    let needs: Vec<&Needs> = jobs.iter().filter_map(|job| job.needs()).collect();
    let mut batch = Batch::read(&mut tx.conn, &mut tx.head, memory, &needs).await?;
    for job in jobs {
        job.decide(&mut batch);
    }
    let added = batch.finish();
    Ok(flush(&mut tx.conn, &added).await?)
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

async fn begin(pool: &Pool) -> sqlx::Result<Tx> {
    let mut conn = pool.acquire().await?;
    let head = match &conn {
        Conn::Sqlite(_) => {
            // Immediate: takes the write lock now instead of failing half-way.
            execute(&mut conn, "BEGIN IMMEDIATE").await?;
            "SELECT audit_seq, audit_hash, change_seq FROM log_head WHERE id = 1"
        }
        Conn::Postgres(_) => {
            execute(&mut conn, "BEGIN").await?;
            "SELECT audit_seq, audit_hash, change_seq FROM log_head WHERE id = 1 FOR UPDATE"
        }
    };
    let (audit_seq, audit_hash, change_seq) =
        on!(&mut conn, c => sqlx::query_as::<_, (i64, Vec<u8>, i64)>(head).fetch_one(c).await)?;
    Ok(Tx { conn, head: Head { audit_seq, audit_hash, change_seq } })
}

async fn execute(conn: &mut Conn, sql: &'static str) -> sqlx::Result<()> {
    on!(conn, c => sqlx::query(sql).execute(c).await.map(drop))
}
