//! The audit log: append-only, each row chained to the one before by hash.

use super::writer::Head;
use super::{Conn, Tx, on};
use crate::crypto::hex;
use crate::error::Result;
use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A row to write.
#[derive(Clone, Copy, Debug)]
pub struct NewRow<'a> {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, when it is staff.
    pub actor_id: Option<Uuid>,
    /// Who: a staff account, `worker`, `system`, or `unknown` at a log-in to no account.
    pub actor: &'a str,
    /// The union whose matter it is; tells who may read the row.
    pub union_id: Option<Uuid>,
    /// What: a stable name such as `entry.submit`.
    pub action: &'a str,
    /// On which record.
    pub record_id: Option<Uuid>,
    /// `ok` or an error code.
    pub result: &'a str,
    /// More; never personal data.
    pub detail: &'a str,
}

/// A row as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Place in the log, from 1 without gaps.
    pub seq: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who, when it is staff.
    pub actor_id: Option<Uuid>,
    /// Who.
    pub actor: String,
    /// The union whose matter it is.
    pub union_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// On which record.
    pub record_id: Option<Uuid>,
    /// Result.
    pub result: String,
    /// More.
    pub detail: String,
    /// Covers all of the row and the hash before it.
    pub hash: Vec<u8>,
}

impl Row {
    /// What the hash of this row must be after `before`.
    pub fn expected_hash(&self, before: &[u8]) -> Vec<u8> {
        hash(
            before,
            self.seq,
            &NewRow {
                at: self.at,
                actor_id: self.actor_id,
                actor: &self.actor,
                union_id: self.union_id,
                action: &self.action,
                record_id: self.record_id,
                result: &self.result,
                detail: &self.detail,
            },
        )
    }
}

/// SHA-256 over the hash before and every column, each with its length, so that no text can slide from one
/// column into the next.
fn hash(before: &[u8], seq: i64, row: &NewRow<'_>) -> Vec<u8> {
    let id = |id: Option<Uuid>| id.map(|id| hex(id.as_bytes())).unwrap_or_default();
    let mut digest = Sha256::new();
    digest.update(before);
    let columns = [
        seq.to_string(),
        row.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        id(row.actor_id),
        row.actor.to_owned(),
        id(row.union_id),
        row.action.to_owned(),
        id(row.record_id),
        row.result.to_owned(),
        row.detail.to_owned(),
    ];
    for column in &columns {
        digest.update((column.len() as u64).to_be_bytes());
        digest.update(column.as_bytes());
    }
    digest.finalize().to_vec()
}

/// Appends a row to the chain.
///
/// # Errors
/// When the database refuses.
pub async fn append(tx: &mut Tx, row: NewRow<'_>) -> Result<()> {
    let row = next(&mut tx.head, row);
    let sql =
        "INSERT INTO audit (seq, at, actor_id, actor, union_id, action, record_id, result, detail, hash)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.seq).bind(row.at).bind(row.actor_id).bind(&row.actor).bind(row.union_id)
        .bind(&row.action).bind(row.record_id).bind(&row.result).bind(&row.detail).bind(&row.hash)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Appends many rows to the chain, in order.
///
/// # Errors
/// When the database refuses.
pub async fn append_all(tx: &mut Tx, rows: Vec<NewRow<'_>>) -> Result<()> {
    let rows: Vec<Row> = rows.into_iter().map(|row| next(&mut tx.head, row)).collect();
    for chunk in rows.chunks(super::CHUNK) {
        on!(&mut **tx, c => {
            let mut query = sqlx::QueryBuilder::new(
                "INSERT INTO audit (seq, at, actor_id, actor, union_id, action, record_id, result, detail, hash) ",
            );
            query.push_values(chunk, |mut values, row| {
                values.push_bind(row.seq).push_bind(row.at).push_bind(row.actor_id).push_bind(&row.actor);
                values.push_bind(row.union_id).push_bind(&row.action).push_bind(row.record_id);
                values.push_bind(&row.result).push_bind(&row.detail).push_bind(&row.hash);
            });
            query.build().persistent(false).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// The next row of the chain.
pub(super) fn next(head: &mut Head, row: NewRow<'_>) -> Row {
    let seq = head.audit_seq + 1;
    let hash = hash(&head.audit_hash, seq, &row);
    (head.audit_seq, head.audit_hash) = (seq, hash.clone());
    let NewRow { at, actor_id, actor, union_id, action, record_id, result, detail } = row;
    Row {
        seq,
        at,
        actor_id,
        actor: actor.to_owned(),
        union_id,
        action: action.to_owned(),
        record_id,
        result: result.to_owned(),
        detail: detail.to_owned(),
        hash,
    }
}

/// The end of the chain as the writer keeps it: number of rows and hash of the last.
///
/// # Errors
/// When the database does not answer.
pub async fn head(conn: &mut Conn) -> Result<(i64, Vec<u8>)> {
    let sql = "SELECT audit_seq, audit_hash FROM log_head WHERE id = 1";
    Ok(on!(conn, c => sqlx::query_as(sql).fetch_one(c).await)?)
}

/// Rows after a place in the log, oldest first; for verification.
///
/// # Errors
/// When the database does not answer.
pub async fn after(conn: &mut Conn, seq: i64, limit: i64) -> Result<Vec<Row>> {
    let sql = "SELECT seq, at, actor_id, actor, union_id, action, record_id, result, detail, hash FROM audit
               WHERE seq > $1 ORDER BY seq LIMIT $2";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(seq).bind(limit).fetch_all(c).await)?)
}

/// A row with the names that belong to it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Named {
    /// The row.
    #[sqlx(flatten)]
    pub row: Row,
    /// Name of the member of staff.
    pub actor_name: Option<String>,
    /// The competition that the record is, or belongs to.
    pub competition_id: Option<Uuid>,
    /// Receipt code of the entry that the record is.
    pub receipt_code: Option<String>,
}

/// Which rows to read.
#[derive(Clone, Debug)]
pub struct Filter<'a> {
    /// Of unions within this range of paths.
    pub paths: (&'a str, &'a str),
    /// Before this place in the log.
    pub before: i64,
    /// By this actor.
    pub actor: Option<&'a str>,
    /// With an action like this (a `LIKE` pattern).
    pub action: &'a str,
    /// About this record.
    pub record_id: Option<Uuid>,
}

macro_rules! select_named {
    ($rest:literal) => {
        concat!(
            "SELECT audit.seq, audit.at, audit.actor_id, audit.actor, audit.union_id, audit.action,
                    audit.record_id, audit.result, audit.detail, audit.hash, staff.name AS actor_name, entries.receipt_code,
                    COALESCE(competitions.id, entries.competition_id) AS competition_id
             FROM audit LEFT JOIN staff ON staff.id = audit.actor_id
             LEFT JOIN entries ON entries.id = audit.record_id
             LEFT JOIN competitions ON competitions.id = audit.record_id ",
            $rest
        )
    };
}

/// Rows that pass a filter, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn page(conn: &mut Conn, filter: &Filter<'_>, limit: i64) -> Result<Vec<Named>> {
    let sql = select_named!(
        "JOIN unions ON unions.id = audit.union_id
         WHERE unions.path >= $1 AND unions.path < $2 AND audit.seq < $3
         AND ($4 IS NULL OR audit.actor = $4) AND audit.action LIKE $5
         AND ($6 IS NULL OR audit.record_id = $6)
         ORDER BY audit.seq DESC LIMIT $7"
    );
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(filter.paths.0).bind(filter.paths.1).bind(filter.before).bind(filter.actor)
        .bind(filter.action).bind(filter.record_id).bind(limit).fetch_all(c).await)?)
}

/// Rows about one record, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_record(conn: &mut Conn, record_id: Uuid) -> Result<Vec<Named>> {
    let sql = select_named!("WHERE audit.record_id = $1 ORDER BY audit.seq DESC LIMIT 200");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(record_id).fetch_all(c).await)?)
}
