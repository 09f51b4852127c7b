//! Founding steps of unions, and the files that prove them.

use super::{Conn, Tx, on};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::union::{FoundingStep, PartialDate, Recorded};
use uuid::Uuid;

/// A step as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union.
    pub union_id: Uuid,
    /// The step, as text.
    pub step: String,
    /// Counts up with every correction.
    pub version: i32,
    /// When, as far as it is known.
    pub happened_on: Option<String>,
    /// Number of the document.
    pub document_number: String,
    /// Whether it was made sure that no near relative of the main manager sits on the committee.
    pub no_relatives: bool,
    /// More.
    pub note: String,
    /// Who recorded it.
    pub staff_id: Option<Uuid>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Account of whoever recorded it; read with the row, not written.
    pub account: Option<String>,
}

impl Row {
    /// The step.
    ///
    /// # Errors
    /// When this version of the program does not know it.
    pub fn step(&self) -> Result<FoundingStep> {
        super::from_text(&self.step).ok_or_else(|| Error::Stored(format!("founding step {}", self.step)))
    }

    /// When, as far as it is known.
    pub fn on(&self) -> Option<PartialDate> {
        self.happened_on.as_deref().and_then(|date| date.parse().ok())
    }

    /// As the rules see it.
    ///
    /// # Errors
    /// As of [`Row::step`].
    pub fn recorded(&self) -> Result<Recorded> {
        Ok(Recorded { id: self.id, step: self.step()?, on: self.on() })
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT founding_steps.id, founding_steps.union_id, founding_steps.step, founding_steps.version,
                    founding_steps.happened_on, founding_steps.document_number, founding_steps.no_relatives,
                    founding_steps.note, founding_steps.staff_id, founding_steps.at, staff.account
             FROM founding_steps LEFT JOIN staff ON staff.id = founding_steps.staff_id ",
            $rest
        )
    };
}

/// The step with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE founding_steps.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The steps of a union, in the order in which they were recorded.
///
/// # Errors
/// When the database does not answer.
pub async fn of_union(conn: &mut Conn, union_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("WHERE founding_steps.union_id = $1 ORDER BY founding_steps.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(union_id).fetch_all(c).await)?)
}

/// The steps of the unions within a range of paths, union by union, in the order in which they were recorded.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN unions ON unions.id = founding_steps.union_id WHERE unions.path >= $1 AND unions.path < $2
         ORDER BY unions.path, founding_steps.id"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Writes a step: a new one (version 1), or a correction of one whose version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = if row.version == 1 {
        "INSERT INTO founding_steps (id, union_id, step, version, happened_on, document_number, no_relatives, note,
                                     staff_id, at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
    } else {
        "UPDATE founding_steps SET union_id = $2, step = $3, version = $4, happened_on = $5, document_number = $6,
                no_relatives = $7, note = $8, staff_id = $9, at = $10
         WHERE id = $1 AND version = $4 - 1"
    };
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.union_id).bind(&row.step).bind(row.version).bind(&row.happened_on)
        .bind(&row.document_number).bind(row.no_relatives).bind(&row.note).bind(row.staff_id).bind(row.at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A file, without what is in it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct File {
    /// Id.
    pub id: Uuid,
    /// The step that it proves.
    pub step_id: Uuid,
    /// Name.
    pub name: String,
    /// Media type, as its first bytes tell.
    pub media_type: String,
    /// Bytes.
    pub size: i32,
    /// Who added it.
    pub staff_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a file.
///
/// # Errors
/// When the database refuses.
pub async fn insert_file(tx: &mut Tx, file: &File, content: &[u8]) -> Result<()> {
    let sql = "INSERT INTO attachments (id, step_id, name, media_type, size, content, staff_id, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(file.id).bind(file.step_id).bind(&file.name).bind(&file.media_type).bind(file.size).bind(content)
        .bind(file.staff_id).bind(file.at).execute(c).await.map(drop))?;
    Ok(())
}

/// The files of a union's steps.
///
/// # Errors
/// When the database does not answer.
pub async fn files_of_union(conn: &mut Conn, union_id: Uuid) -> Result<Vec<File>> {
    let sql = "SELECT attachments.id, attachments.step_id, attachments.name, attachments.media_type, attachments.size,
                      attachments.staff_id, attachments.at
               FROM attachments JOIN founding_steps ON founding_steps.id = attachments.step_id
               WHERE founding_steps.union_id = $1 ORDER BY attachments.id";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(union_id).fetch_all(c).await)?)
}

/// A file with what is in it.
///
/// # Errors
/// When the database does not answer.
pub async fn file(conn: &mut Conn, id: Uuid) -> Result<Option<(File, Vec<u8>)>> {
    let sql = "SELECT id, step_id, name, media_type, size, staff_id, at FROM attachments WHERE id = $1";
    let file: Option<File> = on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?;
    let Some(file) = file else { return Ok(None) };
    let sql = "SELECT content FROM attachments WHERE id = $1";
    let content = on!(conn, c => sqlx::query_scalar(sql).bind(id).fetch_one(c).await)?;
    Ok(Some((file, content)))
}
