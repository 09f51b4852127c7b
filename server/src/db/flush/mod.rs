//! What new entries add, written together. The two databases are best told in two ways; see ADR 0019.

mod postgres;
mod sqlite;

use super::batch::Added;
use super::writer::{Head, Tx};
use super::{Conn, on};
use crate::error::Result;

/// Columns of each table, in the order in which both databases are given their values.
mod columns {
    pub const ENTRIES: &str = "id, competition_id, event, state, version, form_version, name, id_type, id_sealed, id_mask,
        id_index, id_tail_index, mobile_sealed, mobile_mask, mobile_index, birth, employer, employer_key, division, answers,
        publication, receipt_hash, receipt_code, reason, captured_at, submitted_at, changed_at, retain_until";
    pub const CONSENTS: &str = "entry_id, entry_version, purpose, text_version, given, at, retain_until";
    pub const COLLECTED: &str = "entry_id, steward_id, signature_sealed, late, retain_until";
    pub const PLACES: &str = "competition_id, event, scope, key, taken";
    pub const OPERATIONS: &str = "id, content_hash, outcome, at";
    pub const CHANGES: &str = "seq, at, operation_id, union_id, record_id, version, kind";
    pub const AUDIT: &str = "seq, at, actor_id, actor, union_id, action, record_id, result, detail, hash";
}

/// What a place that was counted before is set to.
const COUNT_AGAIN: &str =
    "ON CONFLICT (competition_id, event, scope, key) DO UPDATE SET taken = excluded.taken";

const END: &str = "UPDATE log_head SET audit_seq = $1, audit_hash = $2, change_seq = $3 WHERE id = 1";

/// Writes everything in the middle of a transaction.
///
/// # Errors
/// When the database refuses.
pub(super) async fn flush(tx: &mut Tx, added: &Added) -> Result<()> {
    if added.rows.is_empty() {
        return Ok(());
    }
    match &mut tx.conn {
        Conn::Sqlite(conn) => sqlite::write(conn, added, None).await,
        Conn::Postgres(conn) => postgres::write(conn, added, &tx.head).await,
    }
}

/// Writes everything and the ends of the logs, if they are no longer where they were, and commits.
///
/// # Errors
/// When the database refuses.
pub(super) async fn finish(tx: &mut Tx, before: &Head, added: &Added) -> Result<()> {
    let Tx { conn, head } = tx;
    match (&mut *conn, added.rows.is_empty()) {
        (Conn::Sqlite(conn), false) => return sqlite::write(conn, added, Some(head)).await,
        (Conn::Postgres(conn), false) => postgres::write(conn, added, head).await?,
        (_, true) if head != before => {
            on!(conn, c => sqlx::query(END).bind(head.audit_seq).bind(&head.audit_hash).bind(head.change_seq)
                .execute(c).await.map(drop))?;
        }
        (_, true) => {}
    }
    on!(conn, c => sqlx::query("COMMIT").execute(c).await.map(drop))?;
    Ok(())
}
