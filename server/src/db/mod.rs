//! The database layer: two databases, one SQL text.
//!
//! Queries are functions by entity. Reads take a [`Conn`]; writes take a [`Tx`], which only the [writer]
//! hands out. Both are enums over the two drivers, and [`on!`] expands one query body for each of them.

pub mod applications;
pub mod associations;
pub mod audit;
pub mod backup;
pub mod batch;
pub mod ceremonies;
pub mod changes;
mod checkpoints;
pub mod chronicle;
pub mod collected;
mod commit;
pub mod committee;
pub mod competitions;
pub mod confirmations;
pub mod consents;
pub mod deliveries;
pub mod drives;
pub mod employers;
pub mod entries;
pub mod entry_counts;
pub mod entry_list;
pub mod erasure;
mod flush;
pub mod founding;
pub mod funnel;
pub mod known;
mod listen;
pub mod login_failures;
mod look;
pub mod marks;
pub mod member_rows;
pub mod members;
pub mod mirror;
pub mod newest;
pub mod operations;
mod pace;
pub mod partners;
pub mod person;
pub mod person_counts;
pub mod person_list;
pub mod places;
pub mod reports;
pub mod results;
pub mod retention;
pub mod scans;
pub mod search;
pub mod servers;
pub mod sessions;
pub mod signatures;
mod sizes;
pub mod sources;
pub mod staff;
mod statement;
pub mod stewards;
pub mod tallies;
pub mod transfers;
pub mod tree;
pub mod union_profiles;
pub mod unions;
pub mod writer;

mod open;

use crate::error::{Error, Result};
use sqlx::pool::PoolConnection;
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use tokio::sync::watch;
use writer::Writer;

pub use open::{OpenError, create_postgres_database};
pub use writer::{Tx, Verdict};

/// A boxed future of reads that borrows a connection.
pub type Reads<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// A database with its writer. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    readers: Pool,
    writer: Writer,
    competitions: known::Competitions,
    tree: tree::Kept,
    scans: scans::Gathered,
    beside: Beside,
}

/// What goes on beside reading and writing.
#[derive(Debug)]
enum Beside {
    /// Copying the embedded database's log.
    Checkpoints(checkpoints::Checkpoints),
    /// Hearing what other servers write.
    Listener(listen::Listener),
}

/// A pool of one of the two drivers.
#[derive(Clone, Debug)]
pub(crate) enum Pool {
    /// The embedded database.
    Sqlite(SqlitePool),
    /// PostgreSQL.
    Postgres(PgPool),
}

/// A connection of one of the two drivers.
#[derive(Debug)]
pub enum Conn {
    /// The embedded database.
    Sqlite(PoolConnection<Sqlite>),
    /// PostgreSQL.
    Postgres(PoolConnection<Postgres>),
}

/// Expands a query body for the driver that a [`Conn`] holds.
macro_rules! on {
    ($conn:expr, $c:ident => $body:expr) => {
        match $conn {
            $crate::db::Conn::Sqlite(conn) => {
                let $c = &mut **conn;
                $body
            }
            $crate::db::Conn::Postgres(conn) => {
                let $c = &mut **conn;
                $body
            }
        }
    };
}
pub(crate) use on;

/// Rows of one statement that writes or looks for many. SQLite takes 32,766 values; the widest row has 28.
const CHUNK: usize = 500;

/// Whether a statement about so many rows is worth keeping prepared: one row is what most find; other numbers seldom
/// come back, and would push the rest out of the connection's store.
fn is_common(rows: usize) -> bool {
    rows == 1
}

impl Pool {
    async fn acquire(&self) -> sqlx::Result<Conn> {
        Ok(match self {
            Pool::Sqlite(pool) => Conn::Sqlite(pool.acquire().await?),
            Pool::Postgres(pool) => Conn::Postgres(pool.acquire().await?),
        })
    }

    async fn close(&self) {
        match self {
            Pool::Sqlite(pool) => pool.close().await,
            Pool::Postgres(pool) => pool.close().await,
        }
    }
}

impl Db {
    fn over_sqlite(readers: SqlitePool, writer: SqlitePool, copier: SqlitePool) -> Self {
        let log = Arc::new(checkpoints::Log::default());
        let writer = Writer::start(Pool::Sqlite(writer), log.clone());
        let beside = Beside::Checkpoints(checkpoints::Checkpoints::start(copier, log));
        Self::of(Pool::Sqlite(readers), writer, beside)
    }

    fn over_postgres(readers: PgPool, writer: PgPool, listener: PgPool) -> Self {
        let writer = Writer::start(Pool::Postgres(writer), Arc::default());
        let beside = Beside::Listener(listen::Listener::start(listener, writer.bell.clone()));
        Self::of(Pool::Postgres(readers), writer, beside)
    }

    fn of(readers: Pool, writer: Writer, beside: Beside) -> Self {
        let (competitions, tree) = (known::Competitions::default(), tree::Kept::default());
        Db(Arc::new(Parts { readers, writer, competitions, tree, scans: scans::Gathered::default(), beside }))
    }

    /// Changes whenever somebody has written, here or on another server. One may be missed while the line to the
    /// database is cut, so whoever waits looks by himself once in a while.
    pub fn bell(&self) -> watch::Receiver<()> {
        self.0.writer.bell.subscribe()
    }

    /// Whether other servers may share this database.
    pub fn is_shared(&self) -> bool {
        matches!(self.0.readers, Pool::Postgres(_))
    }

    /// A connection to read with.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read(&self) -> sqlx::Result<Conn> {
        self.0.readers.acquire().await
    }

    /// Runs reads that all see the database at one moment. They go on to their end even if the caller does not wait.
    ///
    /// # Errors
    /// What the reads return; when the database does not answer.
    pub async fn read_at_once<T, F>(&self, reads: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Conn) -> Reads<'c, T> + Send + 'static,
    {
        let db = self.clone();
        // A task of its own: a connection must not go back to the others with its transaction open.
        let all = tokio::spawn(async move {
            let mut conn = db.read().await?;
            let begin = match &conn {
                Conn::Sqlite(_) => "BEGIN",
                Conn::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            };
            on!(&mut conn, c => sqlx::query(begin).execute(c).await.map(drop))?;
            let read = reads(&mut conn).await;
            on!(&mut conn, c => sqlx::query("ROLLBACK").execute(c).await.map(drop))?;
            read
        });
        all.await.map_err(|error| Error::Write(format!("reading ended early: {error}")))?
    }

    /// Whether both reading and writing work: a read that the database answers, and a writer that lives.
    pub async fn is_ready(&self) -> bool {
        let alive = async {
            let mut conn = self.read().await?;
            on!(&mut conn, c => sqlx::query_scalar::<_, i32>("SELECT 1").fetch_one(c).await)
        };
        !self.0.writer.has_stopped() && alive.await.is_ok()
    }

    /// Leaves nothing of what was erased in the embedded database's log.
    pub async fn forget(&self) {
        if let Beside::Checkpoints(checkpoints) = &self.0.beside {
            checkpoints.empty().await;
        }
    }

    /// Writes that wait for the writer.
    pub fn writes_waiting(&self) -> usize {
        self.0.writer.waiting()
    }

    /// The name of the kind of database, for logs and benchmarks.
    pub fn kind(&self) -> &'static str {
        match self.0.readers {
            Pool::Sqlite(_) => "sqlite",
            Pool::Postgres(_) => "postgres",
        }
    }

    /// Finishes what waits to be written, then closes every connection.
    pub async fn close(&self) {
        // The last second's; without them the counts are a little low, which is all that is lost.
        let _ = self.write_scans().await;
        self.0.writer.stop().await;
        match &self.0.beside {
            Beside::Checkpoints(checkpoints) => checkpoints.stop().await,
            Beside::Listener(listener) => listener.stop().await,
        }
        self.0.readers.close().await;
    }
}

/// Ends of a scope's range of paths: a node sees `from <= path < to`.
///
/// A path ends with `/`, whose successor is `0`; a range is found by index, which `LIKE` is not on both databases.
pub(crate) fn path_range(path: &str) -> (String, String) {
    let stem = path.strip_suffix('/').unwrap_or(path);
    (path.to_owned(), format!("{stem}0"))
}

/// The text of a plain enum as it is stored and sent: its serde name.
pub(crate) fn to_text<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The plain enum with this text.
pub(crate) fn from_text<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(text.to_owned())).ok()
}
