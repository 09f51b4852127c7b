//! A copy of the embedded database while it is written to, and the way back.

use super::Db;
use super::open::OpenError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Why there is no copy.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// PostgreSQL has tools of its own.
    #[error("{0}")]
    NotEmbedded(&'static str),
    /// A file is in the way.
    #[error("{} is there already and is not overwritten", .0.display())]
    InTheWay(PathBuf),
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        error: std::io::Error,
    },
    /// The file is no sound database.
    #[error("{} is damaged: {why}", path.display())]
    Damaged {
        /// Which.
        path: PathBuf,
        /// What SQLite found.
        why: String,
    },
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The copy cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

/// Copies the embedded database, as it is at one moment, into a new file. Writes go on meanwhile.
///
/// # Errors
/// See [`BackupError`].
pub async fn backup(url: &str, to: &Path) -> Result<(), BackupError> {
    if file(url).is_none() {
        return Err(BackupError::NotEmbedded("this is PostgreSQL: use pg_dump"));
    }
    if to.exists() {
        return Err(BackupError::InTheWay(to.to_owned()));
    }
    // Under another name until it is whole, so that no half copy is taken for one.
    let half = to.with_extension("half");
    remove(&half)?;
    let mut conn = SqliteConnectOptions::from_str(url)?.connect().await?;
    sqlx::query("VACUUM INTO $1").bind(half.display().to_string()).execute(&mut conn).await?;
    conn.close().await?;
    sound(&half).await?;
    sync(&half)?;
    put_in_place(&half, to)
}

/// Puts a copy in the place of an embedded database that is not there (any more), and opens it, which brings its
/// schema up to date.
///
/// # Errors
/// See [`BackupError`].
pub async fn restore(url: &str, from: &Path) -> Result<Db, BackupError> {
    let Some(place) = file(url) else {
        return Err(BackupError::NotEmbedded(
            "this is PostgreSQL: use pg_restore, and then `rollcall restore` without --from",
        ));
    };
    for kept in ["", "-wal", "-shm"].map(|end| PathBuf::from(format!("{}{end}", place.display()))) {
        if kept.exists() {
            return Err(BackupError::InTheWay(kept));
        }
    }
    sound(from).await?;
    let half = place.with_extension("half");
    std::fs::copy(from, &half).map_err(|error| BackupError::File { path: half.clone(), error })?;
    sync(&half)?;
    put_in_place(&half, &place)?;
    Ok(Db::open(url).await?)
}

/// The file of an embedded database.
fn file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(path.split('?').next().unwrap_or_default()))
}

/// Gives a file that is whole its name.
fn put_in_place(half: &Path, to: &Path) -> Result<(), BackupError> {
    std::fs::rename(half, to).map_err(|error| BackupError::File { path: to.to_owned(), error })
}

fn remove(path: &Path) -> Result<(), BackupError> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(BackupError::File { path: path.to_owned(), error })
        }
        _ => Ok(()),
    }
}

fn sync(path: &Path) -> Result<(), BackupError> {
    let synced = std::fs::OpenOptions::new().write(true).open(path).and_then(|file| file.sync_all());
    synced.map_err(|error| BackupError::File { path: path.to_owned(), error })
}

async fn sound(path: &Path) -> Result<(), BackupError> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true).immutable(true);
    let mut conn = options.connect().await?;
    let said: String = sqlx::query_scalar("PRAGMA integrity_check(1)").fetch_one(&mut conn).await?;
    conn.close().await?;
    match said.as_str() {
        "ok" => Ok(()),
        _ => Err(BackupError::Damaged { path: path.to_owned(), why: said }),
    }
}
