//! A fresh database of either kind for each test.

use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    /// The embedded one.
    Sqlite,
    /// PostgreSQL; the cluster is named by `ROLLCALL_TEST_POSTGRES`, which `cargo xtask test` sets.
    Postgres,
}

/// A fresh, empty database. The file goes when this is dropped; a PostgreSQL database goes with its cluster.
#[derive(Debug)]
pub struct Fresh {
    /// Its address.
    pub url: String,
    /// Folder of the file, and of the server's keys.
    pub dir: TempDir,
}

static COUNT: AtomicU32 = AtomicU32::new(0);

impl Database {
    /// Both kinds.
    pub const ALL: [Database; 2] = [Database::Sqlite, Database::Postgres];

    /// Makes a fresh database.
    pub async fn fresh(self) -> Fresh {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let url = match self {
            Database::Sqlite => format!("sqlite:{}", dir.path().join("rollcall.db").display()),
            Database::Postgres => postgres().await,
        };
        Fresh { url, dir }
    }
}

async fn postgres() -> String {
    let cluster = std::env::var("ROLLCALL_TEST_POSTGRES")
        .expect("ROLLCALL_TEST_POSTGRES names a PostgreSQL cluster for tests; `cargo xtask test` starts one");
    let name = format!("rollcall_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    server::db::create_postgres_database(&cluster, &name).await.expect("a fresh PostgreSQL database");
    let (base, query) =
        cluster.split_once('?').map_or((cluster.as_str(), None), |(base, query)| (base, Some(query)));
    let (server, _) = base.rsplit_once('/').expect("an address with a database");
    match query {
        Some(query) => format!("{server}/{name}?{query}"),
        None => format!("{server}/{name}"),
    }
}
