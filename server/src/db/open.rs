//! Opening a database and bringing its schema up to date.

use super::Db;
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// Migrations are additive, and during a rolling upgrade a server of this release may start where a newer one has
/// migrated already.
fn beside_newer(mut migrator: Migrator) -> Migrator {
    migrator.set_ignore_missing(true);
    migrator
}

/// How long a request waits for a connection before it is told to retry.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(5);
/// Other programs (`rollcall staff add`, a backup) may hold SQLite's write lock for a moment.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);

/// Why a database could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address is neither `sqlite:FILE` nor `postgres://…`.
    #[error("the database address must begin with sqlite: or postgres:")]
    Address,
    /// The database does not answer or refuses.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the schema cannot be brought up to date: {0}")]
    Migrate(#[from] MigrateError),
}

impl Db {
    /// Opens `sqlite:FILE` or `postgres://…`, creates the file if needed, and brings the schema up to date.
    ///
    /// # Errors
    /// When the address is of another kind, the database does not answer, or a migration fails.
    pub async fn open(url: &str) -> Result<Db, OpenError> {
        if url.starts_with("sqlite:") {
            open_sqlite(url).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            open_postgres(url).await
        } else {
            Err(OpenError::Address)
        }
    }
}

async fn open_sqlite(url: &str) -> Result<Db, OpenError> {
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL: what is acknowledged has reached the disk.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        // The log is copied into the database beside the writer (see `checkpoints`); a commit does so only when that
        // has failed for 128 MB. Undo notes of statements are kept in memory rather than in a file.
        .pragma("wal_autocheckpoint", "32000")
        .pragma("temp_store", "memory")
        // What is erased is written over with zeros, in pages that nobody uses any more as well.
        .pragma("secure_delete", "on")
        // 8 MB: every commit that split a page looks through all pages that the writer keeps (`balance_nonroot` numbers
        // pages beyond the file for a moment), and to read one again from the system's memory costs little.
        .pragma("cache_size", "-8192")
        .pragma("mmap_size", "268435456");
    // A connection to a file does not break unnoticed, so none is tried before it is used.
    let pool = |most| {
        let options = SqlitePoolOptions::new().max_connections(most).acquire_timeout(ACQUIRE_TIMEOUT);
        options.test_before_acquire(false)
    };
    let write = pool(1).connect_with(options.clone()).await?;
    beside_newer(sqlx::migrate!("migrations/sqlite")).run(&write).await?;
    let copy = pool(1).connect_with(options.clone()).await?;
    let read = pool(4).connect_with(options.pragma("query_only", "on")).await?;
    Ok(Db::over_sqlite(read, write, copy))
}

async fn open_postgres(url: &str) -> Result<Db, OpenError> {
    let options = PgConnectOptions::from_str(url)?.application_name("rollcall");
    let pool = |most| PgPoolOptions::new().max_connections(most).acquire_timeout(ACQUIRE_TIMEOUT);
    // The writer looks things up by their keys. A plan that reads a whole table is the better one while the table is
    // small, and would be kept while it grows.
    let by_key = [("enable_seqscan", "off"), ("enable_hashjoin", "off"), ("enable_mergejoin", "off")];
    let kept = [("plan_cache_mode", "force_generic_plan"), ("jit", "off")];
    let write = pool(1).connect_with(options.clone().options(by_key).options(kept)).await?;
    beside_newer(sqlx::migrate!("migrations/postgres")).run(&write).await?;
    let read = pool(8).connect_with(options.clone()).await?;
    let listen = pool(1).connect_lazy_with(options);
    Ok(Db::over_postgres(read, write, listen))
}

/// Makes an empty database in a PostgreSQL cluster; for tests and benchmarks.
///
/// # Errors
/// When the cluster does not answer, the name is taken or the user may not.
pub async fn create_postgres_database(cluster: &str, name: &str) -> Result<(), OpenError> {
    use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
    let mut conn = PgConnectOptions::from_str(cluster)?.connect().await?;
    // A name cannot be a parameter; it is kept to what needs no quoting.
    let name: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
    conn.execute(AssertSqlSafe(format!("CREATE DATABASE {name}"))).await?;
    Ok(())
}
