//! The record of work.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::drive::Count;
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A row as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union whose work it is.
    pub union_id: Uuid,
    /// What it tells of, as text.
    pub kind: String,
    /// Counts up with every change.
    pub version: i32,
    /// What.
    pub title: Json<Localized>,
    /// When, as far as it is known.
    pub happened_on: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// The number that goes with it.
    pub count: Option<Json<Count>>,
    /// Method of building, as text.
    pub method: Option<String>,
    /// More.
    pub note: Json<Localized>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT chronicle.id, chronicle.union_id, chronicle.kind, chronicle.version, chronicle.title,
                    chronicle.happened_on, chronicle.until, chronicle.count, chronicle.method, chronicle.note,
                    chronicle.at
             FROM chronicle ",
            $rest
        )
    };
}

/// The row with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE chronicle.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The rows of a union, as they were added.
///
/// # Errors
/// When the database does not answer.
pub async fn of_union(conn: &mut Conn, union_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("WHERE chronicle.union_id = $1 ORDER BY chronicle.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(union_id).fetch_all(c).await)?)
}

/// The rows of the unions within a range of paths, as they were added.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN unions ON unions.id = chronicle.union_id WHERE unions.path >= $1 AND unions.path < $2
         ORDER BY chronicle.id"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Writes a row: a new one (version 1), or all of one whose version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = if row.version == 1 {
        "INSERT INTO chronicle (id, union_id, kind, version, title, happened_on, until, count, method, note, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    } else {
        "UPDATE chronicle SET union_id = $2, kind = $3, version = $4, title = $5, happened_on = $6, until = $7,
                count = $8, method = $9, note = $10, at = $11
         WHERE id = $1 AND version = $4 - 1"
    };
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.union_id).bind(&row.kind).bind(row.version).bind(&row.title).bind(&row.happened_on)
        .bind(&row.until).bind(row.count).bind(&row.method).bind(&row.note).bind(row.at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
