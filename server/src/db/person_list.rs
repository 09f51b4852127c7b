//! The staff's lists of applications and of members: filters and search.
//!
//! Which unions have rows in which state, group and division is known from [`super::person_counts`]. A page is put
//! together from the newest of each, which one index holds in order.

use super::newest::{self, Page};
use super::person_counts::{self, Group, Narrow};
use super::search::Search;
use super::statement::Statement;
use super::{Conn, sources};
use crate::error::Result;
use uuid::Uuid;

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
    /// Only these states, as text.
    pub states: Option<Vec<String>>,
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
pub(super) enum Place {
    /// Of a union in a state.
    Union(Uuid, String),
    /// Of a union in a state, of a group and a division.
    Narrow(Narrow),
    /// That came through a code, in a state.
    Source(Uuid, String),
}

impl newest::List for (List, &Filter) {
    type Place = Place;

    fn table(&self) -> &'static str {
        self.0.table()
    }

    fn push_place(&self, sql: &mut Statement, place: &Place) {
        let (id, state) = match place {
            Place::Union(id, state) => (*id, state),
            Place::Narrow(narrow) => (narrow.union_id, &narrow.state),
            Place::Source(id, state) => (*id, state),
        };
        let column = if matches!(place, Place::Source(..)) { "source_id = " } else { "union_id = " };
        sql.push(column).bind(id).push(" AND state = ").bind(state.as_str());
        match place {
            Place::Union(..) => {}
            Place::Narrow(narrow) => {
                sql.push(" AND worker_group = ").bind(narrow.worker_group.as_str());
                sql.push(" AND division = ").bind(narrow.division.as_str());
            }
            // A code may bring people to unions that the caller does not see.
            Place::Source(..) => self.push_scope(sql.push(" AND ")),
        }
    }

    fn push_scope(&self, sql: &mut Statement) {
        let filter = self.1;
        sql.push("EXISTS (SELECT unions.id FROM unions WHERE unions.id = union_id AND unions.path >= ");
        sql.bind(filter.paths.0.as_str()).push(" AND unions.path < ").bind(filter.paths.1.as_str()).push(")");
        if let Some(states) = &filter.states {
            // None of them is as good as a state that there is not.
            sql.push(" AND state IN (''");
            for state in states {
                sql.push(", ").bind(state.as_str());
            }
            sql.push(")");
        }
        if let Some(id) = filter.union_id {
            sql.push(" AND union_id = ").bind(id);
        }
    }

    fn push_rest(&self, sql: &mut Statement) {
        let (list, filter) = self;
        if let Some(group) = &filter.group {
            sql.push(" AND worker_group = ").bind(group.as_str());
        }
        if let Some(division) = &filter.division {
            sql.push(" AND division = ").bind(division.as_str());
        }
        if let Some(source) = filter.source {
            sql.push(match list {
                List::Applications => " AND source_id IN (",
                List::Members => {
                    " AND id IN (SELECT applications.member_id FROM applications WHERE applications.source_id IN ("
                }
            });
            sql.push("SELECT sources.id FROM sources WHERE sources.id = ").bind(source);
            sql.push(" OR sources.drive_id = ").bind(source);
            sql.push(if *list == List::Members { "))" } else { ")" });
        }
        if let (List::Applications, Some(filed)) = (list, filter.filed) {
            sql.push(if filed { " AND filed_at IS NOT NULL" } else { " AND filed_at IS NULL" });
        }
        sql.push(" AND name <> ''");
    }

    fn search(&self) -> Option<&Search> {
        self.1.search.as_ref()
    }

    fn has_receipts(&self) -> bool {
        self.0 == List::Applications
    }

    /// Members of one drive: thousands, which are found by its applications.
    fn is_short(&self) -> bool {
        self.0 == List::Members && self.1.source.is_some()
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
    limit: usize,
) -> Result<Page> {
    let places = places(conn, list, filter, groups).await?;
    newest::page(conn, &(list, filter), &places, before, limit).await
}

/// Where rows may stand that pass; one index holds the rows of each in order.
async fn places(conn: &mut Conn, list: List, filter: &Filter, groups: &[Group]) -> Result<Vec<Place>> {
    let asked = |state: &str| filter.states.as_ref().is_none_or(|asked| asked.iter().any(|one| one == state));
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
