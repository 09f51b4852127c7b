//! How many entries each event has in each state. Triggers count them where they are written; see the migration.

use super::{Conn, on, to_text};
use crate::error::Result;
use shared::competition::EntryState;
use uuid::Uuid;

/// The entries of one event in one state: at least one.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Group {
    /// The competition.
    pub competition_id: Uuid,
    /// Code of the event.
    pub event: String,
    /// State, as text.
    pub state: String,
    /// How many.
    pub entries: i64,
}

/// Of the competitions of unions within a range of paths, or of one of them; of all events or of one.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(
    conn: &mut Conn,
    paths: (&str, &str),
    competition_id: Option<Uuid>,
    event: Option<&str>,
) -> Result<Vec<Group>> {
    let sql = "SELECT entry_counts.competition_id, entry_counts.event, entry_counts.state, entry_counts.entries
               FROM entry_counts JOIN competitions ON competitions.id = entry_counts.competition_id
               JOIN unions ON unions.id = competitions.union_id
               WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR entry_counts.competition_id = $3)
                 AND ($4 IS NULL OR entry_counts.event = $4) AND entry_counts.entries > 0";
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(paths.0).bind(paths.1).bind(competition_id).bind(event).fetch_all(c).await)?)
}

/// How many entries of a competition are in a state.
///
/// # Errors
/// When the database does not answer.
pub async fn count(conn: &mut Conn, competition_id: Uuid, state: EntryState) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(entries), 0) AS BIGINT) FROM entry_counts WHERE competition_id = $1 AND state = $2";
    Ok(on!(conn, c => sqlx::query_scalar(sql)
        .bind(competition_id).bind(to_text(state)).fetch_one(c).await)?)
}
