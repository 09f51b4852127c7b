//! The staff's list of entries: filters and search.
//!
//! Which events have entries in which state, and how many, is known from [`super::entry_counts`]. The list is put
//! together from the newest of each, which one index holds in order.

use super::entries::Row;
use super::entry_counts::Group;
use super::newest::{self, List, Page};
use super::search::Search;
use super::statement::Statement;
use super::{Conn, entries, on};
use crate::error::Result;
use sqlx::QueryBuilder;
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
    /// Only what matches a search.
    pub search: Option<Search>,
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

impl List for Filter {
    type Place = Group;

    fn table(&self) -> &'static str {
        "entries"
    }

    fn push_place(&self, sql: &mut Statement, group: &Group) {
        sql.push("competition_id = ").bind(group.competition_id);
        sql.push(" AND event = ").bind(group.event.as_str());
        sql.push(" AND state = ").bind(group.state.as_str());
    }

    fn push_scope(&self, sql: &mut Statement) {
        // EXISTS, and no list of competitions: rows are read in their order, and each is looked up.
        sql.push(
            "EXISTS (SELECT competitions.id FROM competitions JOIN unions ON unions.id = competitions.union_id
             WHERE competitions.id = entries.competition_id AND unions.path >= ",
        );
        sql.bind(self.paths.0.as_str()).push(" AND unions.path < ").bind(self.paths.1.as_str()).push(")");
        if let Some(id) = self.competition_id {
            sql.push(" AND competition_id = ").bind(id);
        }
        if let Some(event) = &self.event {
            sql.push(" AND event = ").bind(event.as_str());
        }
        if let Some(state) = &self.state {
            sql.push(" AND state = ").bind(state.as_str());
        }
    }

    fn search(&self) -> Option<&Search> {
        self.search.as_ref()
    }
}

/// Ids of the entries that pass, newest first, before an id. `groups` are what [`in_scope`](super::entry_counts::in_scope)
/// told.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    conn: &mut Conn,
    filter: &Filter,
    groups: &[Group],
    before: Uuid,
    limit: usize,
) -> Result<Page> {
    let asked = |group: &&Group| filter.state.as_ref().is_none_or(|state| *state == group.state);
    let groups: Vec<Group> = groups.iter().filter(asked).cloned().collect();
    newest::page(conn, filter, &groups, before, limit).await
}

/// The entries with these ids, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Listed>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new(entries::select!(
            ", competitions.definition",
            "JOIN competitions ON competitions.id = entries.competition_id WHERE entries.id IN ("
        ));
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(") ORDER BY entries.id DESC").build_query_as().persistent(false).fetch_all(c).await
    })?)
}
