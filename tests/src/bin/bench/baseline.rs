//! The baseline: a bare axum handler that inserts one row, durable like the server's own.

use super::child::Child;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use clap::ValueEnum;
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, SqlitePool};
use std::process::Command;
use std::str::FromStr as _;
use tokio::net::TcpListener;
use tokio::sync::{mpsc, oneshot};

const INSERT: &str = "INSERT INTO entries (body) VALUES ($1)";
/// As many rows in one commit as the server takes.
const BATCH: usize = 256;

/// How rows are committed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Commit {
    /// One transaction per request.
    Alone,
    /// What waits shares one transaction.
    Together,
}

impl Commit {
    /// As on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Commit::Alone => "alone",
            Commit::Together => "together",
        }
    }
}

/// Starts it in a process of its own.
pub fn start(database: &str, commit: Commit) -> Child {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["baseline", database, commit.name()]);
    Child::saying_its_port(command)
}

#[derive(Clone)]
enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

type Row = (Bytes, oneshot::Sender<()>);

/// Serves until it is killed; says its port first.
pub async fn serve(database: &str, commit: Commit) {
    let pool = Pool::open(database, commit).await;
    let router = match commit {
        Commit::Alone => Router::new().route("/", post(insert)).with_state(pool),
        Commit::Together => {
            let (rows, waiting) = mpsc::channel(4 * BATCH);
            tokio::spawn(insert_together(pool, waiting));
            Router::new().route("/", post(queue)).with_state(rows)
        }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("an address").port());
    axum::serve(listener, router).await.expect("serving");
}

async fn insert(State(pool): State<Pool>, body: Bytes) -> Result<&'static str, StatusCode> {
    let done = match &pool {
        Pool::Sqlite(pool) => sqlx::query(INSERT).bind(&body[..]).execute(pool).await.map(drop),
        Pool::Postgres(pool) => sqlx::query(INSERT).bind(&body[..]).execute(pool).await.map(drop),
    };
    done.map(|()| "stored").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn queue(State(rows): State<mpsc::Sender<Row>>, body: Bytes) -> Result<&'static str, StatusCode> {
    let (done, stored) = oneshot::channel();
    rows.send((body, done)).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    stored.await.map(|()| "stored").map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn insert_together(pool: Pool, mut waiting: mpsc::Receiver<Row>) {
    let mut batch = Vec::with_capacity(BATCH);
    while waiting.recv_many(&mut batch, BATCH).await > 0 {
        match &pool {
            Pool::Sqlite(pool) => {
                let mut tx = pool.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
                for (body, _) in &batch {
                    sqlx::query(INSERT).bind(&body[..]).execute(&mut *tx).await.expect("an insert");
                }
                tx.commit().await.expect("a commit");
            }
            Pool::Postgres(pool) => {
                let mut tx = pool.begin().await.expect("a transaction");
                for (body, _) in &batch {
                    sqlx::query(INSERT).bind(&body[..]).execute(&mut *tx).await.expect("an insert");
                }
                tx.commit().await.expect("a commit");
            }
        }
        for (_, done) in batch.drain(..) {
            // A caller that has gone away does not wait.
            let _ = done.send(());
        }
    }
}

impl Pool {
    /// Opens a fresh database with the server's own settings for durability.
    async fn open(database: &str, commit: Commit) -> Pool {
        if database.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(database)
                .expect("an address")
                .create_if_missing(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full);
            // SQLite has one writer: more connections would only wait for its lock.
            let pool =
                SqlitePoolOptions::new().max_connections(1).connect_with(options).await.expect("a database");
            let table = "CREATE TABLE entries (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT";
            sqlx::query(table).execute(&pool).await.expect("a table");
            Pool::Sqlite(pool)
        } else {
            let connections = if commit == Commit::Alone { 32 } else { 1 };
            let pool = PgPoolOptions::new()
                .max_connections(connections)
                .connect(database)
                .await
                .expect("a database");
            let table = "CREATE TABLE entries (id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body BYTEA NOT NULL)";
            sqlx::query(table).execute(&pool).await.expect("a table");
            Pool::Postgres(pool)
        }
    }
}
