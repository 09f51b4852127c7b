//! What is removed once its time of retention is over.

use super::results::StoredResult;
use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::NaiveDate;
use sqlx::types::Json;
use uuid::Uuid;

/// Something whose time is over.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Expired {
    /// The entry, or the competition that these are results of.
    pub id: Uuid,
    /// Its version.
    pub version: i32,
    /// The competition.
    pub competition_id: Uuid,
    /// The union whose matter it is.
    pub union_id: Uuid,
}

/// Entries that are kept until a day before this one.
///
/// # Errors
/// When the database does not answer.
pub async fn expired_entries(conn: &mut Conn, today: NaiveDate, limit: i64) -> Result<Vec<Expired>> {
    let sql = "SELECT entries.id, entries.version, entries.competition_id, competitions.union_id
               FROM entries JOIN competitions ON competitions.id = entries.competition_id
               WHERE entries.retain_until < $1 ORDER BY entries.retain_until, entries.id LIMIT $2";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(today).bind(limit).fetch_all(c).await)?)
}

/// Published results that are kept with names until a day before this one.
///
/// # Errors
/// When the database does not answer.
pub async fn expired_results(conn: &mut Conn, today: NaiveDate) -> Result<Vec<Expired>> {
    let sql =
        "SELECT competitions.id, results.version, competitions.id AS competition_id, competitions.union_id
               FROM results JOIN competitions ON competitions.id = results.competition_id
               WHERE results.retain_until < $1 ORDER BY competitions.id, results.version";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(today).fetch_all(c).await)?)
}

/// Removes an entry with its marks and consents, and with the signature given to a steward.
///
/// # Errors
/// When the database refuses.
pub async fn remove_entry(tx: &mut Tx, id: Uuid) -> Result<()> {
    for sql in [
        "DELETE FROM marks WHERE entry_id = $1",
        "DELETE FROM consents WHERE entry_id = $1",
        "DELETE FROM collected WHERE entry_id = $1",
        "DELETE FROM entries WHERE id = $1",
    ] {
        on!(&mut **tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Replaces the lines of published results by ones without names, which are kept for good.
///
/// # Errors
/// When the database refuses.
pub async fn replace_results(
    tx: &mut Tx,
    competition_id: Uuid,
    version: i32,
    lines: &[StoredResult],
) -> Result<()> {
    let sql =
        "UPDATE results SET result_rows = $3, retain_until = $4 WHERE competition_id = $1 AND version = $2";
    let for_good = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(competition_id).bind(version).bind(Json(lines)).bind(for_good).execute(c).await.map(drop))?;
    Ok(())
}
