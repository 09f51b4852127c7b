//! Consents, each a record.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A consent to store.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The entry.
    pub entry_id: Uuid,
    /// The version of the entry with which it was given.
    pub entry_version: i32,
    /// Key of the consent field.
    pub purpose: String,
    /// Version of the text that was shown.
    pub text_version: String,
    /// Given or not.
    pub given: bool,
    /// When.
    pub at: DateTime<Utc>,
    /// Kept as long as the entry.
    pub retain_until: NaiveDate,
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!("SELECT entry_id, entry_version, purpose, text_version, given, at, retain_until ", $rest)
    };
}

/// Adds a consent.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO consents (entry_id, entry_version, purpose, text_version, given, at, retain_until)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.entry_id).bind(row.entry_version).bind(&row.purpose).bind(&row.text_version).bind(row.given)
        .bind(row.at).bind(row.retain_until).execute(c).await.map(drop))?;
    Ok(())
}

/// Consents of an entry, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_entry(conn: &mut Conn, entry_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("FROM consents WHERE entry_id = $1 ORDER BY entry_version DESC, purpose");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(entry_id).fetch_all(c).await)?)
}
