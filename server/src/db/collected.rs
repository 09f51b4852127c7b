//! Entries that stewards collected, with the signatures given to them.

use super::{Conn, on};
use crate::error::Result;
use chrono::NaiveDate;
use uuid::Uuid;

/// That an entry was collected.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The entry.
    pub entry_id: Uuid,
    /// The steward's code.
    pub steward_id: Uuid,
    /// The person's signature, sealed.
    pub signature_sealed: String,
    /// The code had ended when the entry arrived.
    pub late: bool,
    /// Kept as long as the entry.
    pub retain_until: NaiveDate,
}

/// How an entry was collected; none when it was not.
///
/// # Errors
/// When the database does not answer.
pub async fn of_entry(conn: &mut Conn, entry_id: Uuid) -> Result<Option<Row>> {
    let sql = "SELECT entry_id, steward_id, signature_sealed, late, retain_until FROM collected WHERE entry_id = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(entry_id).fetch_optional(c).await)?)
}

/// How many entries of a competition were collected, by the id of the steward's code.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<(Uuid, i64)>> {
    let sql = "SELECT collected.steward_id, COUNT(*) FROM collected
               JOIN steward_codes ON steward_codes.id = collected.steward_id
               WHERE steward_codes.competition_id = $1 GROUP BY collected.steward_id";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(competition_id).fetch_all(c).await)?)
}
