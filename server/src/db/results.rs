//! Published results, every version as it was published.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use shared::api::PublicResult;
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A published version.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The competition.
    pub competition_id: Uuid,
    /// Version, from 1.
    pub version: i32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// End of the public notice.
    pub notice_until: DateTime<Utc>,
    /// When it became final.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Why it corrected the version before.
    pub reason: String,
    /// The lines.
    pub result_rows: Json<Vec<StoredResult>>,
    /// What it changed against the version before, in words.
    pub changed: Json<Vec<Localized>>,
    /// Kept as long as the entries.
    pub retain_until: NaiveDate,
}

/// A line with the entry behind it, so that a consent taken back later still counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredResult {
    /// The entry.
    pub entry_id: Uuid,
    /// The line as published.
    pub result: PublicResult,
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT competition_id, version, published_at, notice_until, confirmed_at, reason, result_rows, changed,
             retain_until ", $rest)
    };
}

/// Published versions of a competition, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_competition(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("FROM results WHERE competition_id = $1 ORDER BY version DESC");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(competition_id).fetch_all(c).await)?)
}

/// Latest version and end of notice of the published competitions in a range of paths.
///
/// # Errors
/// When the database does not answer.
pub async fn latest_in_scope(
    conn: &mut Conn,
    paths: (&str, &str),
) -> Result<Vec<(Uuid, i32, DateTime<Utc>)>> {
    let sql = "SELECT results.competition_id, results.version, results.notice_until FROM results
               JOIN competitions ON competitions.id = results.competition_id
               JOIN unions ON unions.id = competitions.union_id
               WHERE unions.path >= $1 AND unions.path < $2
                 AND results.version = (SELECT MAX(newer.version) FROM results newer
                                        WHERE newer.competition_id = results.competition_id)";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// The entries of a competition whose names may be published. An entry that is gone is not among them.
///
/// # Errors
/// When the database does not answer.
pub async fn published_names(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT id FROM entries WHERE competition_id = $1 AND publication = $2";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(competition_id).bind(true).fetch_all(c).await)?)
}

/// Adds a version; false when that version is there already.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql =
        "INSERT INTO results (competition_id, version, published_at, notice_until, confirmed_at, reason,
                                    result_rows, changed, retain_until)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.competition_id).bind(row.version).bind(row.published_at).bind(row.notice_until)
        .bind(row.confirmed_at).bind(&row.reason).bind(&row.result_rows).bind(&row.changed).bind(row.retain_until)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Marks a version as final.
///
/// # Errors
/// When the database refuses.
pub async fn confirm(tx: &mut Tx, competition_id: Uuid, version: i32, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE results SET confirmed_at = $3 WHERE competition_id = $1 AND version = $2";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(competition_id).bind(version).bind(at).execute(c).await.map(drop))?;
    Ok(())
}
