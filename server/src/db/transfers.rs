//! Transfers of members between unions.

use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::membership::TransferState;
use uuid::Uuid;

/// A transfer as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The member.
    pub member_id: Uuid,
    /// The application that it began with.
    pub application_id: Uuid,
    /// The union that the worker leaves.
    pub from_union_id: Uuid,
    /// The union that the worker joins.
    pub to_union_id: Uuid,
    /// The nearest union above both.
    pub superior_id: Uuid,
    /// State, as text.
    pub(crate) state: String,
    /// Counts up with every change.
    pub version: i32,
    /// What was written last, by whoever refused.
    pub reason: String,
    /// The decision that took the worker in.
    pub decision_id: Option<Uuid>,
    /// Whose turn it is should answer by then; none once it is over.
    pub due_at: Option<DateTime<Utc>>,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Row {
    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<TransferState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("transfer state {}", self.state)))
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: TransferState) {
        self.state = to_text(state);
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT transfers.id, transfers.member_id, transfers.application_id, transfers.from_union_id,
                    transfers.to_union_id, transfers.superior_id, transfers.state, transfers.version,
                    transfers.reason, transfers.decision_id, transfers.due_at, transfers.offered_at,
                    transfers.changed_at FROM transfers ",
            $rest
        )
    };
}

/// The transfer with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The transfer of a member that is under way.
///
/// # Errors
/// When the database does not answer.
pub async fn open_of_member(conn: &mut Conn, member_id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE member_id = $1 AND state IN ('offered', 'requested', 'released', 'escalated')");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(member_id).fetch_optional(c).await)?)
}

/// The last transfer that an application became.
///
/// # Errors
/// When the database does not answer.
pub async fn of_application(conn: &mut Conn, application_id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE application_id = $1 ORDER BY id DESC LIMIT 1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(application_id).fetch_optional(c).await)?)
}

/// All transfers of a member, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_member(conn: &mut Conn, member_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("WHERE member_id = $1 ORDER BY id DESC");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(member_id).fetch_all(c).await)?)
}

/// Transfers under way in which unions within a range of paths have a say, the most urgent first. What its worker has
/// not answered is no matter of the old union.
///
/// # Errors
/// When the database does not answer.
pub async fn open_in_scope(conn: &mut Conn, paths: (&str, &str), limit: i64) -> Result<Vec<Row>> {
    let sql = select!(
        "WHERE state IN ('offered', 'requested', 'released', 'escalated')
           AND ((state <> 'offered' AND from_union_id IN (SELECT id FROM unions WHERE path >= $1 AND path < $2))
                OR to_union_id IN (SELECT id FROM unions WHERE path >= $1 AND path < $2))
         ORDER BY due_at, id LIMIT $3"
    );
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(paths.0).bind(paths.1).bind(limit).fetch_all(c).await)?)
}

/// Transfers that nobody answered in time, those of the common superior left out: it decides when it does.
///
/// # Errors
/// When the database does not answer.
pub async fn overdue(conn: &mut Conn, now: DateTime<Utc>, limit: i64) -> Result<Vec<Row>> {
    let sql = select!(
        "WHERE state IN ('offered', 'requested', 'released') AND due_at < $1 ORDER BY due_at, id LIMIT $2"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(now).bind(limit).fetch_all(c).await)?)
}

/// Adds a transfer.
///
/// # Errors
/// When the database refuses; a second one under way for a member is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO transfers (id, member_id, application_id, from_union_id, to_union_id, superior_id, state,
                                      version, reason, decision_id, due_at, offered_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.member_id).bind(row.application_id).bind(row.from_union_id).bind(row.to_union_id)
        .bind(row.superior_id).bind(&row.state).bind(row.version).bind(&row.reason).bind(row.decision_id)
        .bind(row.due_at).bind(row.offered_at).bind(row.changed_at).execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of a transfer, if the version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = "UPDATE transfers SET state = $2, version = $3, reason = $4, decision_id = $5, due_at = $6, changed_at = $7
               WHERE id = $1 AND version = $3 - 1";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.state).bind(row.version).bind(&row.reason).bind(row.decision_id).bind(row.due_at)
        .bind(row.changed_at).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
