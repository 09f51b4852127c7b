//! The staff's lists of applications and of members: filters, search, counts.
//!
//! Which unions have rows in which state, group and division is known from [`super::person_counts`]. A page is put
//! together from the newest of each, which one index holds in order, so that it costs the same however many there are.

use super::person_counts::{self, Group, Narrow};
use super::search::Search;
use super::{Conn, on, sources};
use crate::error::Result;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

/// Places whose newest rows are looked at one by one. Who sees more of them sees much of what there is, and finds enough
/// among the newest of all.
const PLACES: usize = 64;

/// Which list. Whose personal data was erased stands in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Applications.
    Applications,
    /// Members.
    Members,
}

impl List {
    fn table(self) -> &'static str {
        match self {
            List::Applications => "applications",
            List::Members => "members",
        }
    }
}

/// Which rows to list. Every part that is `None` lets all pass.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Range of union paths that the caller sees.
    pub paths: (String, String),
    /// Only this union.
    pub union_id: Option<Uuid>,
    /// Only this state, as text.
    pub state: Option<String>,
    /// Only this group of workers.
    pub group: Option<String>,
    /// Only this division.
    pub division: Option<String>,
    /// Only through this code, or any code of this drive; members by the application that made them.
    pub source: Option<Uuid>,
    /// Only those that were filed, or that were not; of applications.
    pub filed: Option<bool>,
    /// Only what matches a search.
    pub search: Option<Search>,
}

/// Rows that one index holds in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// Of a union in a state.
    Union(Uuid, String),
    /// Of a union in a state, of a group and a division.
    Narrow(Narrow),
    /// That came through a code, in a state.
    Source(Uuid, String),
}

fn push_place<DB>(query: &mut QueryBuilder<DB>, place: &Place)
where
    DB: Database,
    for<'q> Uuid: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
{
    let (column, id, state) = match place {
        Place::Union(id, state) => ("union_id", *id, state),
        Place::Narrow(narrow) => ("union_id", narrow.union_id, &narrow.state),
        Place::Source(id, state) => ("source_id", *id, state),
    };
    query.push(column).push(" = ").push_bind(id).push(" AND state = ").push_bind(state.clone());
    if let Place::Narrow(narrow) = place {
        query.push(" AND worker_group = ").push_bind(narrow.worker_group.clone());
        query.push(" AND division = ").push_bind(narrow.division.clone());
    }
}

/// Ids of the rows that pass, newest first, before an id. `groups` are what [`counts`](person_counts::counts) told.
///
/// # Errors
/// When the database does not answer.
pub async fn page(
    conn: &mut Conn,
    list: List,
    filter: &Filter,
    groups: &[Group],
    before: Uuid,
    limit: i64,
) -> Result<Vec<Uuid>> {
    let places = places(conn, list, filter, groups).await?;
    if places.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new("SELECT found.id FROM (");
        if !push_found(&mut query, list, filter, &places, before, limit) {
            return Ok(Vec::new());
        }
        query.push(") AS found ORDER BY found.id DESC LIMIT ").push_bind(limit);
        query.build_query_scalar().persistent(false).fetch_all(c).await
    })?)
}

/// Where rows may stand that pass; one index holds the rows of each in order.
async fn places(conn: &mut Conn, list: List, filter: &Filter, groups: &[Group]) -> Result<Vec<Place>> {
    let asked = |state: &str| filter.state.as_ref().is_none_or(|asked| asked == state);
    let filed = |group: &Group| filter.filed.is_none_or(|asked| asked == group.filed);
    let states = groups.iter().filter(|group| asked(&group.state) && filed(group));
    let mut places: Vec<Place> = match (filter.source, list) {
        _ if groups.is_empty() => Vec::new(),
        (Some(source), List::Applications) => {
            let sources = sources::at(conn, source).await?;
            let states: Vec<&String> = states.map(|group| &group.state).collect();
            let of = |id: &Uuid| states.iter().map(|state| Place::Source(*id, (*state).clone())).collect();
            sources.iter().flat_map(|id| -> Vec<Place> { of(id) }).collect()
        }
        _ if filter.group.is_some() || filter.division.is_some() => {
            let narrow = person_counts::narrow(conn, list, filter).await?.into_iter();
            narrow.filter(|one| asked(&one.state)).map(Place::Narrow).collect()
        }
        _ => states.map(|group| Place::Union(group.union_id, group.state.clone())).collect(),
    };
    places.sort_unstable();
    places.dedup();
    Ok(places)
}

/// Ids of the newest that pass, from each place where they may stand; tells whether there is such a place.
fn push_found<DB>(
    query: &mut QueryBuilder<DB>,
    list: List,
    filter: &Filter,
    places: &[Place],
    before: Uuid,
    limit: i64,
) -> bool
where
    DB: Database,
    for<'q> Uuid: Encode<'q, DB> + Type<DB>,
    for<'q> i64: Encode<'q, DB> + Type<DB>,
    for<'q> String: Encode<'q, DB> + Type<DB>,
    for<'q> Vec<u8>: Encode<'q, DB> + Type<DB>,
{
    let mut glue = "";
    let mut part = |query: &mut QueryBuilder<DB>, push: &dyn Fn(&mut QueryBuilder<DB>)| {
        query.push(glue).push("SELECT part.id FROM (SELECT id FROM ").push(list.table()).push(" WHERE ");
        glue = " UNION ";
        push(query);
        for (column, wanted) in [("worker_group", &filter.group), ("division", &filter.division)] {
            if let Some(wanted) = wanted {
                query.push(" AND ").push(column).push(" = ").push_bind(wanted.clone());
            }
        }
        if let Some(source) = filter.source {
            query.push(match list {
                List::Applications => " AND source_id IN (",
                List::Members => {
                    " AND id IN (SELECT applications.member_id FROM applications WHERE applications.source_id IN ("
                }
            });
            query.push("SELECT sources.id FROM sources WHERE sources.id = ").push_bind(source);
            query.push(" OR sources.drive_id = ").push_bind(source);
            query.push(if list == List::Members { "))" } else { ")" });
        }
        if let (List::Applications, Some(filed)) = (list, filter.filed) {
            query.push(if filed { " AND filed_at IS NOT NULL" } else { " AND filed_at IS NULL" });
        }
        query.push(" AND name <> '' AND id < ").push_bind(before);
        query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
        query.push(") AS part");
    };
    let push_scope = |query: &mut QueryBuilder<DB>| {
        query.push("union_id IN (SELECT unions.id FROM unions WHERE unions.path >= ");
        query.push_bind(filter.paths.0.clone()).push(" AND unions.path < ");
        query.push_bind(filter.paths.1.clone()).push(")");
        if let Some(state) = &filter.state {
            query.push(" AND state = ").push_bind(state.clone());
        }
        if let Some(id) = filter.union_id {
            query.push(" AND union_id = ").push_bind(id);
        }
    };
    let search = filter.search.as_ref();
    let name_like = search.and_then(|search| search.name_like.as_ref());
    let push_name = |query: &mut QueryBuilder<DB>| {
        if let Some(like) = name_like {
            query.push(" AND LOWER(name) LIKE ").push_bind(like.clone()).push(" ESCAPE '\\'");
        }
    };
    if search.is_none() || name_like.is_some() {
        if places.len() > PLACES || (filter.source.is_some() && list == List::Members) {
            part(query, &|query| {
                push_scope(query);
                push_name(query);
            });
        } else {
            for place in places {
                part(query, &|query| {
                    push_place(query, place);
                    // A code may bring people to unions that the caller does not see.
                    if matches!(place, Place::Source(..)) {
                        query.push(" AND ");
                        push_scope(query);
                    }
                    push_name(query);
                });
            }
        }
    }
    let receipts = search.and_then(|search| search.receipts.as_ref());
    if let (Some((from, to)), List::Applications) = (receipts, list) {
        part(query, &|query| {
            query.push("receipt_hash >= ").push_bind(from.clone()).push(" AND receipt_hash < ");
            query.push_bind(to.clone()).push(" AND ");
            push_scope(query);
        });
    }
    if let Some(index) = search.and_then(|search| search.id_tail_index.as_ref()) {
        part(query, &|query| {
            query.push("id_tail_index = ").push_bind(index.clone()).push(" AND ");
            push_scope(query);
        });
    }
    !glue.is_empty()
}
