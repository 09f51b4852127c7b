//! The servers that share a database.

use super::{Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Notes that a server is there, forgets those that were not seen since `gone`, and counts the rest.
///
/// # Errors
/// When the database refuses.
pub async fn see(tx: &mut Tx, id: Uuid, now: DateTime<Utc>, gone: DateTime<Utc>) -> Result<i64> {
    let seen = "INSERT INTO servers (id, seen_at) VALUES ($1, $2)
                ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at";
    let forget = "DELETE FROM servers WHERE seen_at < $1";
    let count = "SELECT COUNT(*) FROM servers";
    on!(&mut **tx, c => sqlx::query(seen).bind(id).bind(now).execute(c).await.map(drop))?;
    on!(&mut **tx, c => sqlx::query(forget).bind(gone).execute(c).await.map(drop))?;
    Ok(on!(&mut **tx, c => sqlx::query_scalar(count).fetch_one(c).await)?)
}
