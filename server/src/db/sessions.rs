//! Sessions of staff, by the hash of their token.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// A session.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Whose.
    pub staff_id: Uuid,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub seen_at: DateTime<Utc>,
}

/// The session with this token.
///
/// # Errors
/// When the database does not answer.
pub async fn find(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Row>> {
    let sql = "SELECT staff_id, created_at, seen_at FROM sessions WHERE token_hash = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(token_hash).fetch_optional(c).await)?)
}

/// Begins a session.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, token_hash: &[u8], staff_id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO sessions (token_hash, staff_id, created_at, seen_at) VALUES ($1, $2, $3, $3)";
    on!(&mut **tx, c => sqlx::query(sql).bind(token_hash).bind(staff_id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes that a session was used.
///
/// # Errors
/// When the database refuses.
pub async fn see(tx: &mut Tx, token_hash: &[u8], at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(token_hash).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// When the database refuses.
pub async fn delete(tx: &mut Tx, token_hash: &[u8]) -> Result<()> {
    let sql = "DELETE FROM sessions WHERE token_hash = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(token_hash).execute(c).await.map(drop))?;
    Ok(())
}

/// Removes sessions that began, or were last used, before these times.
///
/// # Errors
/// When the database refuses.
pub async fn delete_expired(tx: &mut Tx, created: DateTime<Utc>, seen: DateTime<Utc>) -> Result<()> {
    let sql = "DELETE FROM sessions WHERE created_at < $1 OR seen_at < $2";
    on!(&mut **tx, c => sqlx::query(sql).bind(created).bind(seen).execute(c).await.map(drop))?;
    Ok(())
}
