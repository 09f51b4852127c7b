//! Marks, every version of them.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A mark as it counts now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The entry.
    pub entry_id: Uuid,
    /// Part, as text.
    pub part: String,
    /// Version.
    pub version: i32,
    /// Decimal text, `absent`, or empty when it was cleared.
    pub value: String,
}

/// A version of a mark to store.
#[derive(Clone, Debug)]
pub struct NewMark<'a> {
    /// The mark.
    pub mark: &'a Row,
    /// Who recorded it.
    pub staff_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Kept as long as the entry.
    pub retain_until: NaiveDate,
}

/// The marks of a competition as they count now.
///
/// # Errors
/// When the database does not answer.
pub async fn of_competition(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<Row>> {
    let sql = "SELECT marks.entry_id, marks.part, marks.version, marks.value FROM marks
               JOIN entries ON entries.id = marks.entry_id
               WHERE entries.competition_id = $1
                 AND marks.version = (SELECT MAX(newer.version) FROM marks newer
                                      WHERE newer.entry_id = marks.entry_id AND newer.part = marks.part)";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(competition_id).fetch_all(c).await)?)
}

/// The marks of an entry as they count now.
///
/// # Errors
/// When the database does not answer.
pub async fn of_entry(conn: &mut Conn, entry_id: Uuid) -> Result<Vec<Row>> {
    let sql = "SELECT entry_id, part, version, value FROM marks
               WHERE entry_id = $1
                 AND version = (SELECT MAX(newer.version) FROM marks newer
                                WHERE newer.entry_id = marks.entry_id AND newer.part = marks.part)";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(entry_id).fetch_all(c).await)?)
}

/// Adds a version of a mark; false when that version is there already.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, new: NewMark<'_>) -> Result<bool> {
    let sql = "INSERT INTO marks (entry_id, part, version, value, staff_id, at, retain_until)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.mark.entry_id).bind(&new.mark.part).bind(new.mark.version).bind(&new.mark.value)
        .bind(new.staff_id).bind(new.at).bind(new.retain_until)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
