//! How many applications and members there are, by union and state.
//!
//! They are counted where rows are written; see migration 0008. Only those that came through one drive are counted when
//! they are asked for.

use super::person_list::{Filter, List};
use super::{Conn, on};
use crate::error::Result;
use std::collections::HashMap;
use uuid::Uuid;

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

/// How many there are by union and state, of the unions, group, division and source asked for, whatever the rest of the
/// filter.
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
    if filter.source.is_some() {
        return of_source(conn, list, filter).await;
    }
    let sql = match list {
        List::Applications => counted!("application_counts", "counts.filed", ", counts.filed"),
        List::Members => counted!("member_counts", "FALSE", ""),
    };
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.union_id).bind(filter.group.as_deref())
        .bind(filter.division.as_deref()).fetch_all(c).await)?)
}

async fn of_source(conn: &mut Conn, list: List, filter: &Filter) -> Result<Vec<Group>> {
    macro_rules! counted {
        ($what:literal, $of:literal, $filed:literal, $join:literal, $by:literal) => {
            concat!(
                "SELECT ",
                $of,
                ".union_id, ",
                $of,
                ".state, ",
                $filed,
                " AS filed, COUNT(DISTINCT ",
                $of,
                ".id) AS counted
                 FROM sources JOIN applications ON applications.source_id = sources.id ",
                $join,
                "
                 JOIN unions ON unions.id = ",
                $of,
                ".union_id
                 WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR ",
                $of,
                ".union_id = $3)
                   AND ($4 IS NULL OR ",
                $of,
                ".worker_group = $4) AND ($5 IS NULL OR ",
                $of,
                ".division = $5)
                   AND (sources.id = $6 OR sources.drive_id = $6)",
                $what,
                "
                 GROUP BY ",
                $of,
                ".union_id, ",
                $of,
                ".state",
                $by
            )
        };
    }
    let sql = match list {
        List::Applications => counted!(
            " AND applications.name <> ''",
            "applications",
            "(applications.filed_at IS NOT NULL)",
            "",
            ", (applications.filed_at IS NOT NULL)"
        ),
        List::Members => counted!(
            " AND members.name <> ''",
            "members",
            "FALSE",
            "JOIN members ON members.id = applications.member_id",
            ""
        ),
    };
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.union_id).bind(filter.group.as_deref())
        .bind(filter.division.as_deref()).bind(filter.source).fetch_all(c).await)?)
}

/// How many members the unions within a range of paths have now; those without any are left out.
///
/// # Errors
/// When the database does not answer.
pub async fn members(conn: &mut Conn, paths: (&str, &str)) -> Result<HashMap<Uuid, i64>> {
    let sql = "SELECT counts.union_id, CAST(SUM(counts.counted) AS BIGINT)
               FROM member_counts AS counts JOIN unions ON unions.id = counts.union_id
               WHERE unions.path >= $1 AND unions.path < $2 AND counts.state IN ('active', 'transferring')
                 AND counts.counted > 0
               GROUP BY counts.union_id";
    let rows: Vec<(Uuid, i64)> =
        on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?;
    Ok(rows.into_iter().collect())
}

/// A union with rows in a state, of a group and a division.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, sqlx::FromRow)]
pub(super) struct Narrow {
    pub union_id: Uuid,
    pub state: String,
    pub worker_group: String,
    pub division: String,
}

/// Where there are rows of the unions, group and division asked for.
pub(super) async fn narrow(conn: &mut Conn, list: List, filter: &Filter) -> Result<Vec<Narrow>> {
    macro_rules! narrow {
        ($table:literal) => {
            concat!(
                "SELECT DISTINCT counts.union_id, counts.state, counts.worker_group, counts.division FROM ",
                $table,
                " AS counts JOIN unions ON unions.id = counts.union_id
                 WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR counts.union_id = $3)
                   AND ($4 IS NULL OR counts.worker_group = $4) AND ($5 IS NULL OR counts.division = $5)
                   AND counts.counted > 0"
            )
        };
    }
    let sql = match list {
        List::Applications => narrow!("application_counts"),
        List::Members => narrow!("member_counts"),
    };
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(&filter.paths.0).bind(&filter.paths.1).bind(filter.union_id).bind(filter.group.as_deref())
        .bind(filter.division.as_deref()).fetch_all(c).await)?)
}
