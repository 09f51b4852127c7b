//! Messages to partners that there is something new.

use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::api::DeliveryState;
use uuid::Uuid;

/// A message.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id; the partner knows by it what comes again.
    pub id: Uuid,
    /// Whom it is for.
    pub partner_id: Uuid,
    /// The place in the feed that it tells.
    pub cursor: String,
    /// State, as text.
    state: String,
    /// How often it was sent.
    pub attempts: i32,
    /// When it is sent next.
    pub next_at: DateTime<Utc>,
    /// What the partner answered last: a status, `timeout` or `unreachable`.
    pub answer: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Row {
    /// A message that is sent at once.
    pub fn new(id: Uuid, partner_id: Uuid, cursor: String, at: DateTime<Utc>) -> Row {
        let state = to_text(DeliveryState::Waiting);
        Row {
            id,
            partner_id,
            cursor,
            state,
            attempts: 0,
            next_at: at,
            answer: String::new(),
            created_at: at,
            changed_at: at,
        }
    }

    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<DeliveryState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("delivery state {}", self.state)))
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: DeliveryState) {
        self.state = to_text(state);
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, partner_id, cursor, state, attempts, next_at, answer, created_at, changed_at ",
            $rest
        )
    };
}

/// Messages whose time has come, oldest first.
///
/// # Errors
/// When the database does not answer.
pub async fn due(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<Row>> {
    let sql = select!("FROM deliveries WHERE state = 'waiting' AND next_at <= $1 ORDER BY next_at LIMIT $2");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(now).bind(limit).fetch_all(c).await)?)
}

/// The message with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("FROM deliveries WHERE id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// Messages to a partner, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_partner(conn: &mut Conn, partner_id: Uuid, limit: i64) -> Result<Vec<Row>> {
    let sql = select!("FROM deliveries WHERE partner_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(partner_id).bind(limit).fetch_all(c).await)?)
}

/// Adds a message.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO deliveries (id, partner_id, cursor, state, attempts, next_at, answer, created_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.partner_id).bind(&row.cursor).bind(&row.state).bind(row.attempts)
        .bind(row.next_at).bind(&row.answer).bind(row.created_at).bind(row.changed_at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back what may change of a message, if it was sent `attempts` times until now; false when another server was
/// faster.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row, attempts: i32) -> Result<bool> {
    let sql = "UPDATE deliveries SET state = $2, attempts = $3, next_at = $4, answer = $5, changed_at = $6
               WHERE id = $1 AND attempts = $7";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.state).bind(row.attempts).bind(row.next_at).bind(&row.answer)
        .bind(row.changed_at).bind(attempts).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Removes messages that arrived before a time.
///
/// # Errors
/// When the database refuses.
pub async fn forget_delivered(tx: &mut Tx, before: DateTime<Utc>) -> Result<()> {
    let sql = "DELETE FROM deliveries WHERE state = 'delivered' AND changed_at < $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(before).execute(c).await.map(drop))?;
    Ok(())
}
