//! The staff's lists of applications and of members: filters, search, counts.
//!
//! How many there are of each union, state, group and division is counted where rows are written; see migration 0008.
//! A page is put together from the newest of each union and state, which one index holds in order, so that it costs
//! the same however many there are.

use super::{Conn, on};
use crate::error::Result;
use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

/// Unions and states whose newest rows are looked at one by one. Who sees more of them sees much of what there is, and
/// finds enough among the newest of all.
const GROUPS: usize = 64;

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
    /// Only through this code, or any code of this drive; of applications.
    pub source: Option<Uuid>,
    /// Only what matches a search.
    pub search: Option<Search>,
}

/// What a search term may mean; whoever matches one of them is found.
#[derive(Clone, Debug)]
pub struct Search {
    /// Name holding this, in small letters; escaped for `LIKE`.
    pub name_like: Option<String>,
    /// Hash of the receipt from the first on and before the second; of applications.
    pub receipts: Option<(String, String)>,
    /// Keyed look-up of a document's last four characters.
    pub id_tail_index: Option<Vec<u8>>,
}

/// How many of a union are in a state.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Group {
    /// The union.
    pub union_id: Uuid,
    /// State, as text.
    pub state: String,
    /// Filed with the superior; of applications.
    pub filed: bool,
    /// How many: at least one.
    pub counted: i64,
}

/// How many there are by union and state, of the unions, group and division asked for, whatever the rest of the filter.
///
/// # Errors
/// When the database does not answer.
pub async fn counts(conn: &mut Conn, list: List, filter: &Filter) -> Result<Vec<Group>> {
    macro_rules! counted {
        ($table:literal, $filed:literal, $by:literal) => {
            concat!(
                "SELECT counts.union_id, counts.state, ",
                $filed,
                " AS filed, CAST(SUM(counts.counted) AS BIGINT) AS counted FROM ",
                $table,
                " AS counts JOIN unions ON unions.id = counts.union_id
                 WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR counts.union_id = $3)
                   AND ($4 IS NULL OR counts.worker_group = $4) AND ($5 IS NULL OR counts.division = $5)
                   AND counts.counted > 0
                 GROUP BY counts.union_id, counts.state",
                $by
            )
        };
    }
    let sql = match list {
        List::Applications => counted!("application_counts", "counts.filed", ", counts.filed"),
        List::Members => counted!("member_counts", "FALSE", ""),
    };
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.union_id).bind(filter.group.as_deref())
        .bind(filter.division.as_deref()).fetch_all(c).await)?)
}

/// Ids of the rows that pass, newest first, before an id. `groups` are what [`counts`] told.
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
    let asked = |group: &&Group| filter.state.as_ref().is_none_or(|state| *state == group.state);
    let mut places: Vec<(Uuid, &str)> =
        groups.iter().filter(asked).map(|group| (group.union_id, group.state.as_str())).collect();
    places.sort_unstable();
    places.dedup();
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

/// Ids of the newest that pass, from each place where they may stand; tells whether there is such a place.
fn push_found<DB>(
    query: &mut QueryBuilder<DB>,
    list: List,
    filter: &Filter,
    places: &[(Uuid, &str)],
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
        if let (Some(source), List::Applications) = (filter.source, list) {
            query
                .push(" AND source_id IN (SELECT sources.id FROM sources WHERE sources.id = ")
                .push_bind(source);
            query.push(" OR sources.drive_id = ").push_bind(source).push(")");
        }
        query
            .push(" AND name <> '' AND id < ")
            .push_bind(before)
            .push(" ORDER BY id DESC LIMIT ")
            .push_bind(limit);
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
        if places.len() > GROUPS || filter.source.is_some() {
            part(query, &|query| {
                push_scope(query);
                push_name(query);
            });
        } else {
            for (union_id, state) in places {
                part(query, &|query| {
                    query.push("union_id = ").push_bind(*union_id);
                    query.push(" AND state = ").push_bind((*state).to_owned());
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
