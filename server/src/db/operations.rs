//! Accepted operations and their first answers.

use super::{Conn, Tx, is_common, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::sync::Outcome;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// An accepted operation.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id, made on the device.
    pub id: Uuid,
    /// Keyed hash of the content.
    pub content_hash: Vec<u8>,
    /// The first answer.
    pub outcome: Json<Outcome>,
    /// When it was accepted.
    pub at: DateTime<Utc>,
}

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

/// Of these operations, those that were accepted before.
///
/// # Errors
/// When the database does not answer.
pub async fn find_all(conn: &mut Conn, ids: &[Uuid]) -> Result<HashMap<Uuid, (Vec<u8>, Outcome)>> {
    let rows: Vec<Row> = on!(conn, c => {
        let mut query = QueryBuilder::new("SELECT id, content_hash, outcome, at FROM operations WHERE id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(")").build_query_as().persistent(is_common(ids.len())).fetch_all(c).await
    })?;
    Ok(rows.into_iter().map(|row| (row.id, (row.content_hash, row.outcome.0))).collect())
}

/// Keeps the answer of an accepted operation.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO operations (id, content_hash, outcome, at) VALUES ($1, $2, $3, $4)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.content_hash).bind(&row.outcome).bind(row.at).execute(c).await.map(drop))?;
    Ok(())
}
