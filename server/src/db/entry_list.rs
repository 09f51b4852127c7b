//! The staff's list of entries: filters, search, counts.

use super::entries::Row;
use super::{Conn, entries, on};
use crate::error::Result;
use sqlx::types::Json;
use uuid::Uuid;

/// Which entries to list. Every part that is `None` lets all pass.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Range of union paths that the caller sees.
    pub paths: (String, String),
    /// Only this competition.
    pub competition_id: Option<Uuid>,
    /// Only this event.
    pub event: Option<String>,
    /// Only this state, as text.
    pub state: Option<String>,
    /// Name holding this, in small letters; escaped for `LIKE`.
    pub name_like: Option<String>,
    /// Receipt code beginning with this.
    pub code_like: Option<String>,
    /// Keyed look-up of a document's last four characters.
    pub id_tail_index: Option<Vec<u8>>,
}

/// An entry with the definition of its competition.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Listed {
    /// The entry.
    #[sqlx(flatten)]
    pub entry: Row,
    /// Title of the competition and of its events.
    pub definition: Json<shared::competition::CompetitionDefinition>,
}

/// Who passes the filter. A search term may match as any of its three kinds.
macro_rules! passing {
    ($after:literal) => {
        concat!(
            "JOIN competitions ON competitions.id = entries.competition_id
              JOIN unions ON unions.id = competitions.union_id
              WHERE unions.path >= $1 AND unions.path < $2
                AND ($3 IS NULL OR entries.competition_id = $3)
                AND ($4 IS NULL OR entries.event = $4)
                AND ($5 IS NULL OR entries.state = $5)
                AND (($6 IS NULL AND $7 IS NULL AND $8 IS NULL)
                     OR LOWER(entries.name) LIKE $6 ESCAPE '\\'
                     OR entries.receipt_code LIKE $7 ESCAPE '\\'
                     OR entries.id_tail_index = $8) ",
            $after
        )
    };
}

/// Entries that pass, newest first, before an id.
///
/// # Errors
/// When the database does not answer.
pub async fn page(conn: &mut Conn, filter: &Filter, before: Uuid, limit: i64) -> Result<Vec<Listed>> {
    let sql = entries::select!(
        ", competitions.definition",
        passing!("AND entries.id < $9 ORDER BY entries.id DESC LIMIT $10")
    );
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.competition_id).bind(filter.event.as_deref())
        .bind(filter.state.as_deref()).bind(filter.name_like.as_deref()).bind(filter.code_like.as_deref())
        .bind(filter.id_tail_index.as_deref()).bind(before).bind(limit).fetch_all(c).await)?)
}

/// How many pass, by state.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(conn: &mut Conn, filter: &Filter) -> Result<Vec<(String, i64)>> {
    let sql = concat!("SELECT entries.state, COUNT(*) FROM entries ", passing!("GROUP BY entries.state"));
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.competition_id).bind(filter.event.as_deref())
        .bind(filter.state.as_deref()).bind(filter.name_like.as_deref()).bind(filter.code_like.as_deref())
        .bind(filter.id_tail_index.as_deref()).fetch_all(c).await)?)
}

/// How many entries each competition in scope has, by state.
///
/// # Errors
/// When the database does not answer.
pub async fn counts_by_competition(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<(Uuid, String, i64)>> {
    let sql = "SELECT entries.competition_id, entries.state, COUNT(*) FROM entries
               JOIN competitions ON competitions.id = entries.competition_id
               JOIN unions ON unions.id = competitions.union_id
               WHERE unions.path >= $1 AND unions.path < $2
               GROUP BY entries.competition_id, entries.state";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}
