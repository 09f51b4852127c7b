//! Codes of stewards.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A code, with who issued it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The competition that it collects for.
    pub competition_id: Uuid,
    /// Keyed hash of the code.
    pub code_index: Vec<u8>,
    /// What staff call it.
    pub label: String,
    /// Who issued it.
    pub staff_id: Uuid,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When staff ended it.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Name of who issued it.
    pub staff_name: String,
    /// Account of who issued it.
    pub account: String,
}

impl Row {
    /// When it ends, or ended.
    pub fn ends_at(&self) -> DateTime<Utc> {
        self.revoked_at.map_or(self.expires_at, |revoked| revoked.min(self.expires_at))
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT steward_codes.id, steward_codes.competition_id, steward_codes.code_index, steward_codes.label,
                    steward_codes.staff_id, steward_codes.created_at, steward_codes.expires_at,
                    steward_codes.revoked_at, staff.name AS staff_name, staff.account
             FROM steward_codes JOIN staff ON staff.id = steward_codes.staff_id ",
            $rest
        )
    };
}

/// The code with this keyed hash.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(conn: &mut Conn, code_index: &[u8]) -> Result<Option<Row>> {
    let sql = select!("WHERE steward_codes.code_index = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(code_index).fetch_optional(c).await)?)
}

/// The code with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE steward_codes.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The codes of a competition, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_competition(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!(
        "WHERE steward_codes.competition_id = $1 ORDER BY steward_codes.created_at DESC, steward_codes.id DESC"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(competition_id).fetch_all(c).await)?)
}

/// Adds a code.
///
/// # Errors
/// When the database refuses; a code that there is already is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql =
        "INSERT INTO steward_codes (id, competition_id, code_index, label, staff_id, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.competition_id).bind(&row.code_index).bind(&row.label).bind(row.staff_id)
        .bind(row.created_at).bind(row.expires_at).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends a code; false when staff ended it before.
///
/// # Errors
/// When the database refuses.
pub async fn end(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<bool> {
    let sql = "UPDATE steward_codes SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(at).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
