//! Decisions of a union's committee.

use super::{Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A decision as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union.
    pub union_id: Uuid,
    /// Day of the meeting.
    pub decided_on: NaiveDate,
    /// Number of the document.
    pub document_number: String,
    /// Who decided.
    pub deciders: String,
    /// Who recorded it.
    pub staff_id: Uuid,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// Adds a decision.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO decisions (id, union_id, decided_on, document_number, deciders, staff_id, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.union_id).bind(row.decided_on).bind(&row.document_number).bind(&row.deciders)
        .bind(row.staff_id).bind(row.at).execute(c).await.map(drop))?;
    Ok(())
}
