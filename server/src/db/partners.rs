//! Servers that mirror what they may see.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::i18n::Localized;
use shared::sync::RecordKind;
use sqlx::types::Json;
use uuid::Uuid;

/// A partner with what it sees.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union whose part of the tree it sees.
    pub union_id: Uuid,
    /// The one association that it is limited to.
    pub association_id: Option<Uuid>,
    /// Name, unique.
    pub name: String,
    /// Hash of its token.
    pub token_hash: Vec<u8>,
    /// Kinds of records that it may read.
    pub grants: Json<Vec<RecordKind>>,
    /// Where it is told of changes.
    pub hook_url: Option<String>,
    /// What signs those messages, sealed.
    pub hook_secret: Option<String>,
    /// Place in the feed up to which it was told.
    pub told_seq: i64,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When its token ceased to be valid.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Place of the union in the tree.
    pub path: String,
    /// Name of the union.
    pub union_name: Json<Localized>,
    /// Slug of the association.
    pub association: Option<String>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT partners.id, partners.union_id, partners.association_id, partners.name, partners.token_hash,
                    partners.grants, partners.hook_url, partners.hook_secret, partners.told_seq,
                    partners.created_at, partners.revoked_at, unions.path, unions.name AS union_name, associations.slug AS association
             FROM partners JOIN unions ON unions.id = partners.union_id
             LEFT JOIN associations ON associations.id = partners.association_id ",
            $rest
        )
    };
}

/// The partner with this token, unless it was revoked.
///
/// # Errors
/// When the database does not answer.
pub async fn by_token(conn: &mut Conn, token_hash: &[u8]) -> Result<Option<Row>> {
    let sql = select!("WHERE partners.token_hash = $1 AND partners.revoked_at IS NULL");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(token_hash).fetch_optional(c).await)?)
}

/// The partner with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE partners.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The partner with this name.
///
/// # Errors
/// When the database does not answer.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE partners.name = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(name).fetch_optional(c).await)?)
}

/// The partners of unions within a range of paths, by name.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!("WHERE unions.path >= $1 AND unions.path < $2 ORDER BY partners.name");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// The partners that want to be told and were not told of all up to a place in the feed.
///
/// # Errors
/// When the database does not answer.
pub async fn to_tell(conn: &mut Conn, seq: i64) -> Result<Vec<Row>> {
    let sql = select!(
        "WHERE partners.hook_url IS NOT NULL AND partners.revoked_at IS NULL AND partners.told_seq < $1"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(seq).fetch_all(c).await)?)
}

/// Adds a partner.
///
/// # Errors
/// When the database refuses; a name that is taken is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql =
        "INSERT INTO partners (id, union_id, association_id, name, token_hash, grants, hook_url, hook_secret,
                                     told_seq, created_at, revoked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.union_id).bind(row.association_id).bind(&row.name).bind(&row.token_hash)
        .bind(&row.grants).bind(&row.hook_url).bind(&row.hook_secret).bind(row.told_seq)
        .bind(row.created_at).bind(row.revoked_at).execute(c).await.map(drop))?;
    Ok(())
}

/// Revokes a partner's token.
///
/// # Errors
/// When the database refuses.
pub async fn revoke(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE partners SET revoked_at = $2 WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(id).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// Notes up to which place in the feed a partner was told; false when another server did so before.
///
/// # Errors
/// When the database refuses.
pub async fn told(tx: &mut Tx, id: Uuid, before: i64, seq: i64) -> Result<bool> {
    let sql = "UPDATE partners SET told_seq = $3 WHERE id = $1 AND told_seq = $2";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(before).bind(seq).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
