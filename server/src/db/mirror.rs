//! The database of a mirror: a file of its own, with the records of another server and how far they go.

use crate::error::{Error, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Sqlite, SqlitePool, Transaction};
use std::str::FromStr;
use uuid::Uuid;

/// One row in `state`; records by kind and id. A round is one snapshot and what followed it: records of an earlier one
/// go when the next snapshot is complete.
const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS state (
        id INTEGER PRIMARY KEY CHECK (id = 1), source TEXT NOT NULL, round INTEGER NOT NULL,
        cursor TEXT NOT NULL, snapshot_at TEXT
    ) STRICT;
    CREATE TABLE IF NOT EXISTS records (
        kind TEXT NOT NULL, id TEXT NOT NULL, digest TEXT NOT NULL, body TEXT NOT NULL, round INTEGER NOT NULL,
        PRIMARY KEY (kind, id)
    ) STRICT, WITHOUT ROWID;";

/// The database of a mirror.
#[derive(Clone, Debug)]
pub struct Mirror(SqlitePool);

/// How far a mirror goes.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct State {
    /// Address of the server that is mirrored.
    pub source: String,
    /// Counts snapshots.
    pub round: i64,
    /// The place in the feed from which to go on; during a snapshot that of its first page, empty before it.
    pub cursor: String,
    /// The place in the snapshot from which to go on; none once it is complete.
    pub snapshot_at: Option<String>,
}

/// A record as it is kept: its body is the text that came.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: String,
    /// Digest that came with it.
    pub digest: String,
    /// Body, JSON.
    pub body: String,
}

/// A record that came; without a body it is removed.
#[derive(Clone, Debug)]
pub struct Came {
    /// Kind.
    pub kind: String,
    /// Id.
    pub id: Uuid,
    /// Digest and body.
    pub body: Option<(String, String)>,
}

impl Mirror {
    /// Opens `sqlite:FILE`, and makes the file if needed.
    ///
    /// # Errors
    /// When the address is of another kind or the file cannot be opened.
    pub async fn open(url: &str) -> Result<Mirror> {
        if !url.starts_with("sqlite:") {
            return Err(Error::Stored("a mirror is kept in sqlite:FILE".into()));
        }
        let options = SqliteConnectOptions::from_str(url)?.create_if_missing(true);
        let options = options.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
        sqlx::raw_sql(SCHEMA).execute(&pool).await?;
        Ok(Mirror(pool))
    }

    /// How far it goes; none in a new file.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn state(&self) -> Result<Option<State>> {
        let sql = "SELECT source, round, cursor, snapshot_at FROM state WHERE id = 1";
        Ok(sqlx::query_as(sql).fetch_optional(&self.0).await?)
    }

    /// Writes records and how far they go, or none of it.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn apply(&self, came: &[Came], state: &State) -> Result<()> {
        let mut tx = self.0.begin().await?;
        for one in came {
            write(&mut tx, one, state.round).await?;
        }
        if state.snapshot_at.is_none() {
            // Records that a complete snapshot did not bring are gone.
            let sql = "DELETE FROM records WHERE round <> $1";
            sqlx::query(sql).bind(state.round).execute(&mut *tx).await?;
        }
        let sql = "INSERT INTO state (id, source, round, cursor, snapshot_at) VALUES (1, $1, $2, $3, $4)
                   ON CONFLICT (id) DO UPDATE SET source = excluded.source, round = excluded.round,
                       cursor = excluded.cursor, snapshot_at = excluded.snapshot_at";
        sqlx::query(sql)
            .bind(&state.source)
            .bind(state.round)
            .bind(&state.cursor)
            .bind(&state.snapshot_at)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }

    /// Records after one, by kind and then by id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn after(&self, kind: &str, id: &str, limit: i64) -> Result<Vec<Kept>> {
        let sql = "SELECT kind, id, digest, body FROM records WHERE (kind, id) > ($1, $2) ORDER BY kind, id LIMIT $3";
        Ok(sqlx::query_as(sql).bind(kind).bind(id).bind(limit).fetch_all(&self.0).await?)
    }

    /// Closes the file.
    pub async fn close(&self) {
        self.0.close().await;
    }
}

async fn write(tx: &mut Transaction<'_, Sqlite>, one: &Came, round: i64) -> Result<()> {
    let id = one.id.to_string();
    let query = match &one.body {
        Some((digest, body)) => sqlx::query(
            "INSERT INTO records (kind, id, digest, body, round) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (kind, id) DO UPDATE SET digest = excluded.digest, body = excluded.body,
                 round = excluded.round",
        )
        .bind(&one.kind)
        .bind(id)
        .bind(digest)
        .bind(body)
        .bind(round),
        None => sqlx::query("DELETE FROM records WHERE kind = $1 AND id = $2").bind(&one.kind).bind(id),
    };
    query.execute(&mut **tx).await?;
    Ok(())
}
