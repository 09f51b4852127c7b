//! For PostgreSQL: all tables in one statement, which stays prepared, since a list of any length is one parameter.

use super::super::batch::{Added, New};
use super::super::writer::Head;
use super::{COUNT_AGAIN, columns};
use crate::error::Result;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::sync::LazyLock;

/// Types of the columns.
const ENTRIES: &str =
    "uuid uuid text text int int text text text text bytea bytea text text bytea date text text text jsonb
    bool text text text timestamptz timestamptz timestamptz date";
const CONSENTS: &str = "uuid int text text bool timestamptz date";
const COLLECTED: &str = "uuid uuid text bool date";
const PLACES: &str = "uuid text text text int";
const OPERATIONS: &str = "uuid bytea jsonb timestamptz";
const CHANGES: &str = "bigint timestamptz uuid uuid uuid int jsonb";
const AUDIT: &str = "bigint timestamptz uuid text uuid text uuid text text bytea";

/// A parameter for each column of each table, and three for the ends of the logs.
static WRITE: LazyLock<String> = LazyLock::new(|| {
    let mut parameter = 0;
    let mut insert = |name: &str, columns: &str, types: &str, more: &str| {
        let lists: Vec<String> = types
            .split_whitespace()
            .map(|of| {
                parameter += 1;
                format!("${parameter}::{of}[]")
            })
            .collect();
        format!(
            "{name}_ AS (INSERT INTO {name} ({columns}) SELECT * FROM UNNEST({}) {more})",
            lists.join(", ")
        )
    };
    let inserts = [
        insert("entries", columns::ENTRIES, ENTRIES, ""),
        insert("consents", columns::CONSENTS, CONSENTS, ""),
        insert("collected", columns::COLLECTED, COLLECTED, ""),
        insert("places", columns::PLACES, PLACES, COUNT_AGAIN),
        insert("operations", columns::OPERATIONS, OPERATIONS, ""),
        insert("changes", columns::CHANGES, CHANGES, ""),
        insert("audit", columns::AUDIT, AUDIT, ""),
    ];
    let [audit_seq, audit_hash, change_seq] = [1, 2, 3].map(|at| parameter + at);
    format!(
        "WITH {} UPDATE log_head SET audit_seq = ${audit_seq}, audit_hash = ${audit_hash}, change_seq = ${change_seq}
         WHERE id = 1",
        inserts.join(", ")
    )
});

/// Writes everything, and the ends of the logs.
///
/// # Errors
/// When the database refuses.
pub(super) async fn write(conn: &mut PgConnection, added: &Added, end: &Head) -> Result<()> {
    /// A list of one thing of each row.
    macro_rules! lists {
        ($query:expr, $rows:expr, $row:pat => $($value:expr),+ $(,)?) => {
            $query$(.bind($rows.iter().map(|$row| $value).collect::<Vec<_>>()))+
        };
    }
    let rows = &added.rows;
    let consents: Vec<_> = rows.iter().flat_map(|new| &new.consents).collect();
    let collected: Vec<_> = rows.iter().filter_map(|new| new.collected.as_ref()).collect();
    let query = sqlx::query(WRITE.as_str());
    let query = lists!(query, rows, New { entry: row, .. } => row.id, row.competition_id, row.event.as_str(),
        row.state.as_str(), row.version, row.form_version, row.name.as_str(), row.id_type.as_str(),
        row.id_sealed.as_str(), row.id_mask.as_str(), row.id_index.as_slice(), row.id_tail_index.as_slice(),
        row.mobile_sealed.as_str(), row.mobile_mask.as_str(), row.mobile_index.as_slice(), row.birth,
        row.employer.as_str(), row.employer_key.as_str(), row.division.as_str(), Json(&row.answers.0),
        row.publication, row.receipt_hash.as_str(), row.receipt_code.as_str(), row.reason.as_str(), row.captured_at,
        row.submitted_at, row.changed_at, row.retain_until);
    let query = lists!(query, consents, row => row.entry_id, row.entry_version, row.purpose.as_str(),
        row.text_version.as_str(), row.given, row.at, row.retain_until);
    let query = lists!(query, collected, row => row.entry_id, row.steward_id, row.signature_sealed.as_str(), row.late,
        row.retain_until);
    let query = lists!(query, added.places, row => row.0.competition_id, row.0.event.as_str(), row.0.scope,
        row.0.key.as_str(), row.1);
    let query = lists!(query, rows, New { operation: row, .. } => row.id, row.content_hash.as_slice(),
        Json(&row.outcome.0), row.at);
    let query = lists!(query, rows, New { change: row, .. } => row.seq, row.change.at, row.change.operation_id,
        row.change.union_id, row.change.record_id, row.change.version, Json(&row.change.kind));
    let query = lists!(query, rows, New { audit: row, .. } => row.seq, row.at, row.actor_id, row.actor.as_str(),
        row.union_id, row.action.as_str(), row.record_id, row.result.as_str(), row.detail.as_str(),
        row.hash.as_slice());
    let query = query.bind(end.audit_seq).bind(&end.audit_hash).bind(end.change_seq);
    query.execute(conn).await?;
    Ok(())
}
