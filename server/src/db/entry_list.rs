//! The staff's list of entries: filters, search, counts.
//!
//! Which events have entries in which state, and how many, is known from [`super::entry_counts`]. The list is put
//! together from the newest of each, which one index holds in order: it costs the same however many entries there are.

use super::entries::Row;
use super::entry_counts::Group;
use super::search::Search;
use super::{Conn, entries, on};
use crate::error::Result;
use sqlx::types::Json;
use sqlx::{Database, Encode, QueryBuilder, Type};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Groups whose newest entries are looked at one by one. Who sees more of them sees much of what there is, and finds
/// enough among the newest of all.
const GROUPS: usize = 64;

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

/// So many of the newest before an id.
#[derive(Clone, Copy, Debug)]
struct Newest {
    before: Uuid,
    limit: i64,
}

/// Entries of these groups that pass, newest first, before an id.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    conn: &mut Conn,
    filter: &Filter,
    groups: &[Group],
    before: Uuid,
    limit: i64,
) -> Result<Vec<Listed>> {
    let groups: Vec<&Group> = groups.iter().filter(|group| filter.lets_pass(group)).collect();
    if groups.is_empty() || filter.finds_nothing() {
        return Ok(Vec::new());
    }
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new(entries::select!(
            ", competitions.definition",
            // CROSS: the embedded database joins from left to right then, and reads only the rows of the page.
            "CROSS JOIN competitions WHERE competitions.id = entries.competition_id AND entries.id IN (
                 SELECT found.id FROM ("
        ));
        push_found(&mut query, filter, &groups, filter.state.as_deref(), Some(Newest { before, limit }));
        query.push(") AS found ORDER BY found.id DESC LIMIT ").push_bind(limit).push(") ORDER BY entries.id DESC");
        query.build_query_as().persistent(false).fetch_all(c).await
    })?)
}

/// How many of these groups pass in each state, whichever state is asked for.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(conn: &mut Conn, filter: &Filter, groups: &[Group]) -> Result<Vec<(String, i64)>> {
    let any_state = Filter { state: None, ..filter.clone() };
    let groups: Vec<&Group> = groups.iter().filter(|group| any_state.lets_pass(group)).collect();
    if filter.finds_nothing() || groups.is_empty() {
        return Ok(Vec::new());
    }
    if filter.search.is_none() {
        let mut by_state: BTreeMap<&str, i64> = BTreeMap::new();
        for group in groups {
            *by_state.entry(&group.state).or_default() += group.entries;
        }
        return Ok(by_state.into_iter().map(|(state, count)| (state.to_owned(), count)).collect());
    }
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new("SELECT found.state, COUNT(*) FROM (");
        push_found(&mut query, filter, &groups, None, None);
        query.push(") AS found GROUP BY found.state").build_query_as().persistent(false).fetch_all(c).await
    })?)
}

impl Filter {
    fn lets_pass(&self, group: &Group) -> bool {
        self.event.as_ref().is_none_or(|event| *event == group.event)
            && self.state.as_ref().is_none_or(|state| *state == group.state)
    }

    /// The search term is none of the things that can be searched for.
    fn finds_nothing(&self) -> bool {
        let nothing = |search: &Search| {
            search.name_like.is_none() && search.receipts.is_none() && search.id_tail_index.is_none()
        };
        self.search.as_ref().is_some_and(nothing)
    }
}

/// Ids and states of the entries that pass; with `newest` at least as many of the newest as asked for.
fn push_found<DB>(
    query: &mut QueryBuilder<DB>,
    filter: &Filter,
    groups: &[&Group],
    state: Option<&str>,
    newest: Option<Newest>,
) where
    DB: Database,
    for<'q> Uuid: Encode<'q, DB> + Type<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
    for<'q> Vec<u8>: Encode<'q, DB> + Type<DB>,
{
    let search = filter.search.as_ref();
    let name_like = search.and_then(|search| search.name_like.as_ref());
    let mut glue = "";
    let mut part = |query: &mut QueryBuilder<DB>, push: &dyn Fn(&mut QueryBuilder<DB>)| {
        query
            .push(glue)
            .push("SELECT part.id, part.state FROM (SELECT entries.id, entries.state FROM entries ");
        // Groups share no entry; what a search term means may be true of one entry in two ways.
        glue = if search.is_none() { " UNION ALL " } else { " UNION " };
        push(query);
        if let Some(Newest { before, limit }) = newest {
            query.push(" AND entries.id < ").push_bind(before);
            query.push(" ORDER BY entries.id DESC LIMIT ").push_bind(limit);
        }
        query.push(") AS part");
    };
    let push_name = |query: &mut QueryBuilder<DB>| {
        if let Some(like) = name_like {
            query.push(" AND LOWER(entries.name) LIKE ").push_bind(like.clone()).push(" ESCAPE '\\'");
        }
    };
    let push_scope = |query: &mut QueryBuilder<DB>| {
        query.push(
            "CROSS JOIN competitions CROSS JOIN unions
             WHERE competitions.id = entries.competition_id AND unions.id = competitions.union_id",
        );
        query.push(" AND unions.path >= ").push_bind(filter.paths.0.clone());
        query.push(" AND unions.path < ").push_bind(filter.paths.1.clone());
        if let Some(id) = filter.competition_id {
            query.push(" AND entries.competition_id = ").push_bind(id);
        }
        for (column, wanted) in [("event", filter.event.as_deref()), ("state", state)] {
            if let Some(wanted) = wanted {
                query.push(" AND entries.").push(column).push(" = ").push_bind(wanted.to_owned());
            }
        }
    };
    if search.is_none() || name_like.is_some() {
        if groups.len() > GROUPS {
            part(query, &|query| {
                push_scope(query);
                push_name(query);
            });
        } else {
            for group in groups {
                part(query, &|query| {
                    query.push("WHERE entries.competition_id = ").push_bind(group.competition_id);
                    query.push(" AND entries.event = ").push_bind(group.event.clone());
                    query.push(" AND entries.state = ").push_bind(group.state.clone());
                    push_name(query);
                });
            }
        }
    }
    if let Some((from, to)) = search.and_then(|search| search.receipts.as_ref()) {
        part(query, &|query| {
            push_scope(query);
            query.push(" AND entries.receipt_hash >= ").push_bind(from.clone());
            query.push(" AND entries.receipt_hash < ").push_bind(to.clone());
        });
    }
    if let Some(index) = search.and_then(|search| search.id_tail_index.as_ref()) {
        part(query, &|query| {
            push_scope(query);
            query.push(" AND entries.id_tail_index = ").push_bind(index.clone());
        });
    }
}
