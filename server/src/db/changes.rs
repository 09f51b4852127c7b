//! The change feed.

use super::writer::Head;
use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::sync::ChangeKind;
use sqlx::types::Json;
use uuid::Uuid;

/// A change to write.
#[derive(Clone, Debug)]
pub struct NewChange {
    /// When.
    pub at: DateTime<Utc>,
    /// The operation behind it; none for imports.
    pub operation_id: Option<Uuid>,
    /// The union whose matter it is; tells who may read it.
    pub union_id: Uuid,
    /// The record.
    pub record_id: Uuid,
    /// The record's version after it.
    pub version: i32,
    /// What happened.
    pub kind: ChangeKind,
}

/// A change with its place in the feed.
#[derive(Clone, Debug)]
pub(super) struct Added {
    pub seq: i64,
    pub change: NewChange,
}

/// A change as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Place in the feed.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The operation behind it.
    pub operation_id: Option<Uuid>,
    /// The record.
    pub record_id: Uuid,
    /// The record's version after it.
    pub version: i32,
    /// What happened.
    pub kind: Json<ChangeKind>,
}

/// Appends a change. Numbers follow the order of commits, since the writer holds `log_head`: whoever has read
/// up to a number has missed nothing below it.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &mut Tx, change: NewChange) -> Result<()> {
    let Added { seq, change } = next(&mut tx.head, change);
    let sql = "INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(seq).bind(change.at).bind(change.operation_id).bind(change.union_id)
        .bind(change.record_id).bind(change.version).bind(Json(&change.kind))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Appends many changes, in order.
///
/// # Errors
/// When the database refuses.
pub async fn append_all(tx: &mut Tx, changes: Vec<NewChange>) -> Result<()> {
    let added: Vec<Added> = changes.into_iter().map(|change| next(&mut tx.head, change)).collect();
    for chunk in added.chunks(super::CHUNK) {
        on!(&mut **tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind) ",
            );
            query.push_values(chunk, |mut values, row| {
                let change = &row.change;
                values.push_bind(row.seq).push_bind(change.at).push_bind(change.operation_id);
                values.push_bind(change.union_id).push_bind(change.record_id).push_bind(change.version);
                values.push_bind(Json(&change.kind));
            });
            query.build().persistent(false).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// The next place in the feed for a change.
pub(super) fn next(head: &mut Head, change: NewChange) -> Added {
    head.change_seq += 1;
    Added { seq: head.change_seq, change }
}

/// Changes of unions within a range of paths after a place in the feed, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn after(conn: &mut Conn, paths: (&str, &str), seq: i64, limit: i64) -> Result<Vec<Row>> {
    let sql = "SELECT changes.seq, changes.at, changes.operation_id, changes.record_id, changes.version, changes.kind
               FROM changes JOIN unions ON unions.id = changes.union_id
               WHERE changes.seq > $1 AND unions.path >= $2 AND unions.path < $3
               ORDER BY changes.seq LIMIT $4";
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(seq).bind(paths.0).bind(paths.1).bind(limit).fetch_all(c).await)?)
}

/// The end of the feed: the life that it is in, and the place of its last change.
///
/// # Errors
/// When the database does not answer.
pub async fn end(conn: &mut Conn) -> Result<(i64, i64)> {
    let sql = "SELECT epoch, change_seq FROM log_head WHERE id = 1";
    Ok(on!(conn, c => sqlx::query_as(sql).fetch_one(c).await)?)
}

/// Begins a new life of the feed: whoever followed it begins anew.
///
/// # Errors
/// When the database refuses.
pub async fn begin_epoch(tx: &mut Tx, epoch: i64) -> Result<()> {
    let sql = "UPDATE log_head SET epoch = $1 WHERE id = 1";
    on!(&mut **tx, c => sqlx::query(sql).bind(epoch).execute(c).await.map(drop))?;
    Ok(())
}
