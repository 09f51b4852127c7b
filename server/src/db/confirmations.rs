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

/// How it is known that the people of a roll want what it says, as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct OfRoll {
    /// The decision that takes them in.
    pub decision_id: Uuid,
    /// Why staff entered them.
    pub reason: String,
    /// How they confirmed, as text.
    pub confirmed_by: String,
    /// Day of the confirmation.
    pub confirmed_on: NaiveDate,
    /// Who confirmed, and who keeps what was signed.
    pub who: String,
}

/// Adds the confirmation of a roll.
///
/// # Errors
/// When the database refuses.
pub async fn insert_of_roll(tx: &mut Tx, row: &OfRoll) -> Result<()> {
    let sql = "INSERT INTO roll_confirmations (decision_id, reason, confirmed_by, confirmed_on, who)
               VALUES ($1, $2, $3, $4, $5)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.decision_id).bind(&row.reason).bind(&row.confirmed_by).bind(row.confirmed_on).bind(&row.who)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// The confirmations of the rolls that took a member in.
///
/// # Errors
/// When the database does not answer.
pub async fn of_member(conn: &mut Conn, member_id: Uuid) -> Result<Vec<OfRoll>> {
    let sql =
        "SELECT roll_confirmations.decision_id, roll_confirmations.reason, roll_confirmations.confirmed_by,
                      roll_confirmations.confirmed_on, roll_confirmations.who
               FROM roll_confirmations
               JOIN membership_events ON membership_events.decision_id = roll_confirmations.decision_id
               WHERE membership_events.member_id = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(member_id).fetch_all(c).await)?)
}
