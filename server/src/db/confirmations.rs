//! How it is known that workers want what staff entered for them.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A confirmation as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The application.
    pub application_id: Uuid,
    /// Why staff entered it.
    pub reason: String,
    /// How the worker confirmed, as text.
    pub confirmed_by: String,
    /// Day of the confirmation.
    pub confirmed_on: NaiveDate,
    /// Who confirmed.
    pub who: String,
    /// Who entered it.
    pub staff_id: Uuid,
    /// When it was entered.
    pub at: DateTime<Utc>,
}

/// Adds a confirmation.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql =
        "INSERT INTO confirmations (application_id, reason, confirmed_by, confirmed_on, who, staff_id, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.application_id).bind(&row.reason).bind(&row.confirmed_by).bind(row.confirmed_on).bind(&row.who)
        .bind(row.staff_id).bind(row.at).execute(c).await.map(drop))?;
    Ok(())
}

/// The confirmation of an application; none when the worker sent it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_application(conn: &mut Conn, application_id: Uuid) -> Result<Option<Row>> {
    let sql =
        "SELECT application_id, reason, confirmed_by, confirmed_on, who, staff_id, at FROM confirmations
               WHERE application_id = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(application_id).fetch_optional(c).await)?)
}
