//! Accepted operations and their first answers.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::sync::Outcome;
use sqlx::types::Json;
use uuid::Uuid;

/// The content hash and the answer of an operation that was accepted before.
///
/// # Errors
/// When the database does not answer.
pub async fn find(conn: &mut Conn, id: Uuid) -> Result<Option<(Vec<u8>, Outcome)>> {
    let sql = "SELECT content_hash, outcome FROM operations WHERE id = $1";
    let row: Option<(Vec<u8>, Json<Outcome>)> =
        on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?;
    Ok(row.map(|(hash, Json(outcome))| (hash, outcome)))
}

/// Keeps the answer of an accepted operation.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    content_hash: &[u8],
    outcome: &Outcome,
    at: DateTime<Utc>,
) -> Result<()> {
    let sql = "INSERT INTO operations (id, content_hash, outcome, at) VALUES ($1, $2, $3, $4)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(content_hash).bind(Json(outcome)).bind(at).execute(c).await.map(drop))?;
    Ok(())
}
