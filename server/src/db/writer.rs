//! The writer: one task that turns waiting writes into few commits.
//!
//! It takes what waits, opens one transaction, runs each write within a savepoint, commits once with full
//! durability, and only then answers all. Under load the cost of the disk is shared; idle, a lone write does
//! not wait for company. Holding the one row of `log_head` for the length of the transaction gives the feed
//! and the audit chain one order on both databases, also with several servers on one PostgreSQL.

use super::batch::{Batch, Needs};
use super::checkpoints::Log;
use super::commit::{Known, commit};
use super::pace::Pace;
use super::{Conn, Pool};
use crate::error::{Error, Result};
use std::future::Future;
use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;
use tokio::sync::{Mutex, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

/// Most writes in one commit; bounds how long the first of them waits.
const BATCH: usize = 256;
/// Writes that may wait before callers are told to come back.
const QUEUE: usize = 4_096;

/// How often the writer lets others run while some are about to queue.
const MOMENTS: usize = 64;

/// A boxed future that borrows a transaction.
pub type Work<'t, T> = Pin<Box<dyn Future<Output = Result<Verdict<T>>> + Send + 't>>;

/// What becomes of a write.
#[derive(Debug)]
pub enum Verdict<T> {
    /// Commit it, then answer.
    Keep(T),
    /// Undo what it did, and answer all the same: a refusal that was found half-way.
    Undo(T),
}

/// An open write transaction, with the ends of the feed and of the audit chain.
#[derive(Debug)]
pub struct Tx {
    pub(super) conn: Conn,
    pub(super) head: Head,
}

/// The ends of the two logs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub audit_seq: i64,
    pub audit_hash: Vec<u8>,
    pub change_seq: i64,
}

impl Deref for Tx {
    type Target = Conn;

    fn deref(&self) -> &Conn {
        &self.conn
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

/// A write that waits.
pub(super) trait Job: Send {
    /// What a new entry needs to know; none of any other write.
    fn needs(&self) -> Option<&Needs> {
        None
    }
    /// Decides on a new entry, in memory.
    fn decide(&mut self, _batch: &mut Batch<'_>) {}
    /// Runs any other write; tells whether to keep what it did.
    fn run<'t>(&'t mut self, _tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>> {
        Box::pin(std::future::ready(false))
    }
    /// Answers the caller, once the commit has succeeded or failed.
    fn answer(self: Box<Self>, committed: std::result::Result<(), String>);
}

struct Write<T, F> {
    work: Option<F>,
    result: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Write<T, F>
where
    T: Send + 'static,
    F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send,
{
    fn run<'t>(&'t mut self, tx: &'t mut Tx) -> Pin<Box<dyn Future<Output = bool> + Send + 't>> {
        Box::pin(async move {
            let Some(work) = self.work.take() else { return false };
            let (keep, result) = match work(tx).await {
                Ok(Verdict::Keep(value)) => (true, Ok(value)),
                Ok(Verdict::Undo(value)) => (false, Ok(value)),
                Err(error) => (false, Err(error)),
            };
            self.result = Some(result);
            keep
        })
    }

    fn answer(self: Box<Self>, committed: std::result::Result<(), String>) {
        answer(self.caller, self.result, committed);
    }
}

struct Entry<T, F> {
    needs: Needs,
    decide: Option<F>,
    result: Option<Result<T>>,
    caller: oneshot::Sender<Result<T>>,
}

impl<T, F> Job for Entry<T, F>
where
    T: Send + 'static,
    F: FnOnce(&mut Batch<'_>) -> Result<T> + Send,
{
    fn needs(&self) -> Option<&Needs> {
        Some(&self.needs)
    }

    fn decide(&mut self, batch: &mut Batch<'_>) {
        self.result = self.decide.take().map(|decide| decide(batch));
    }

    fn answer(self: Box<Self>, committed: std::result::Result<(), String>) {
        answer(self.caller, self.result, committed);
    }
}

/// Answers the caller, who if gone away asks again with the same operation id.
fn answer<T>(
    caller: oneshot::Sender<Result<T>>,
    result: Option<Result<T>>,
    committed: std::result::Result<(), String>,
) {
    let _ = caller.send(match (committed, result) {
        (Ok(()), Some(result)) => result,
        (Ok(()), None) => Err(Error::Write("the write did not run".into())),
        (Err(reason), _) => Err(Error::Write(reason)),
    });
}

/// An entry on its way to the queue.
#[derive(Debug)]
pub struct Coming(Arc<AtomicUsize>);

impl Drop for Coming {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The way to the writer. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Box<dyn Job>>,
    /// Entries that are being checked, and will queue in a moment.
    coming: Arc<AtomicUsize>,
    pub(super) pace: Arc<Pace>,
    /// Rings after every commit.
    pub(super) bell: Arc<watch::Sender<()>>,
    stop: Arc<watch::Sender<bool>>,
    task: Arc<Mutex<Option<JoinHandle<()>>>>,
}

impl Writer {
    pub(super) fn start(pool: Pool, log: Arc<Log>) -> Self {
        let (jobs, queue) = mpsc::channel(QUEUE);
        let (stop, stopped) = watch::channel(false);
        let coming = Arc::new(AtomicUsize::new(0));
        let pace = Arc::new(Pace::default());
        let bell = Arc::new(watch::Sender::new(()));
        let task =
            tokio::spawn(write_all(pool, queue, stopped, coming.clone(), pace.clone(), bell.clone(), log));
        Writer { jobs, coming, pace, bell, stop: Arc::new(stop), task: Arc::new(Mutex::new(Some(task))) }
    }

    pub(super) fn has_stopped(&self) -> bool {
        self.jobs.is_closed()
    }

    pub(super) fn waiting(&self) -> usize {
        self.jobs.max_capacity() - self.jobs.capacity()
    }

    pub(super) async fn stop(&self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.lock().await.take() {
            let _ = task.await;
        }
    }
}

impl super::Db {
    /// Runs a write in the writer's next transaction and returns once it is durable, or undone.
    ///
    /// # Errors
    /// What the work returns; [`Error::Write`] when the queue is full, the database does not answer or the
    /// commit fails, and then it is unknown only in the last case whether the write took place.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'t> FnOnce(&'t mut Tx) -> Work<'t, T> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        self.queue(Box::new(Write { work: Some(work), result: None, caller }))?;
        answered(answer).await
    }

    /// Announces an entry that will queue once it has been checked; until the guard is dropped the writer has a little
    /// patience.
    pub fn announce(&self) -> Coming {
        self.0.writer.coming.fetch_add(1, Ordering::Relaxed);
        Coming(self.0.writer.coming.clone())
    }

    /// Decides on a new entry in its turn, in memory, and returns once what it added is durable. Many share what they
    /// read and write.
    ///
    /// # Errors
    /// As of [`Db::write`](super::Db::write).
    pub async fn enter<T, F>(&self, needs: Needs, coming: Coming, decide: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut Batch<'_>) -> Result<T> + Send + 'static,
    {
        let (caller, answer) = oneshot::channel();
        self.queue(Box::new(Entry { needs, decide: Some(decide), result: None, caller }))?;
        drop(coming);
        answered(answer).await
    }

    fn queue(&self, job: Box<dyn Job>) -> Result<()> {
        self.0.writer.jobs.try_send(job).map_err(|_| Error::Write("too many writes are waiting".into()))
    }
}

async fn answered<T>(answer: oneshot::Receiver<Result<T>>) -> Result<T> {
    answer.await.map_err(|_| Error::Write("the writer has stopped".into()))?
}

async fn write_all(
    pool: Pool,
    mut queue: mpsc::Receiver<Box<dyn Job>>,
    mut stopped: watch::Receiver<bool>,
    coming: Arc<AtomicUsize>,
    pace: Arc<Pace>,
    bell: Arc<watch::Sender<()>>,
    log: Arc<Log>,
) {
    let mut batch = Vec::with_capacity(BATCH);
    let mut known = Known::default();
    // After a failure writes go one by one for a while, so that one that cannot be written fails alone.
    let mut one_by_one = 0;
    loop {
        let most = if one_by_one > 0 { 1 } else { BATCH };
        let got = tokio::select! {
            biased;
            got = queue.recv_many(&mut batch, most) => got,
            () = async { drop(stopped.wait_for(|stop| *stop).await) } => {
                queue.close();
                queue.recv_many(&mut batch, most).await
            }
        };
        if got == 0 {
            pool.close().await;
            return;
        }
        let began = Instant::now();
        one_by_one = usize::saturating_sub(one_by_one, 1);
        // Who is just being checked comes along: a commit costs far more than the moment that it takes them. A lone
        // write finds nobody coming.
        for _ in 0..MOMENTS {
            if batch.len() >= most || coming.load(Ordering::Relaxed) == 0 {
                break;
            }
            tokio::task::yield_now().await;
            while batch.len() < most
                && let Ok(job) = queue.try_recv()
            {
                batch.push(job);
            }
        }
        let committed = commit(&pool, &mut batch, &mut known).await.map_err(|error| {
            tracing::error!(%error, writes = batch.len(), "commit failed");
            one_by_one = if batch.len() > 1 { BATCH } else { one_by_one };
            known = Known::default();
            error.to_string()
        });
        metrics::histogram!("rollcall_writes_per_commit").record(batch.len() as f64);
        let writes = batch.len();
        for job in batch.drain(..) {
            job.answer(committed.clone());
        }
        if committed.is_ok() {
            pace.measure(writes, began.elapsed());
            bell.send_replace(());
        }
        if let Pool::Sqlite(pool) = &pool {
            log.grew(writes);
            log.copy_rest(pool).await;
        }
    }
}
