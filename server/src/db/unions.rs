//! The tree of unions.

use super::{Conn, Tx, on};
use crate::error::Result;
use shared::i18n::Localized;
use shared::union::{Coverage, Level, UnionKind};
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// A union.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union above; none at the top.
    pub parent_id: Option<Uuid>,
    /// Slug, unique.
    pub slug: String,
    /// Slugs from the top down, each ended by `/`.
    pub path: String,
    /// Level.
    pub level: String,
    /// Kind.
    pub kind: String,
    /// Division code.
    pub division: String,
    /// Name.
    pub name: Json<Localized>,
    /// Codes of the groups whose workers it takes.
    pub worker_groups: Json<Vec<String>>,
    /// What its profile tells that it covers, as text.
    pub scope: Option<String>,
}

impl Row {
    /// The kind; what is stored but unknown to this version reads as the plainest.
    pub fn union_kind(&self) -> UnionKind {
        super::from_text(&self.kind).unwrap_or(UnionKind::Federation)
    }

    /// The level.
    pub fn union_level(&self) -> Option<Level> {
        super::from_text(&self.level)
    }

    /// What it covers, as told or as its kind says.
    pub fn coverage(&self) -> Coverage {
        let told = self.scope.as_deref().and_then(super::from_text);
        Coverage::of(told, self.union_kind(), !self.worker_groups.is_empty())
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT unions.id, unions.parent_id, unions.slug, unions.path, unions.level, unions.kind,
                    unions.division, unions.name, unions.worker_groups, union_profiles.scope
             FROM unions LEFT JOIN union_profiles ON union_profiles.union_id = unions.id ",
            $rest
        )
    };
}

/// The union with this slug.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE unions.slug = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(slug).fetch_optional(c).await)?)
}

/// The union with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE unions.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The union at this place in the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn by_path(conn: &mut Conn, path: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE unions.path = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(path).fetch_optional(c).await)?)
}

/// The unions within a range of paths, parents first, and those below one by division, name and id.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!("WHERE unions.path >= $1 AND unions.path < $2");
    Ok(in_order(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?))
}

/// Puts a tree in order. Paths are made of slugs, and those of unions from the console are random.
fn in_order(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_unstable_by(|one, other| {
        (&one.division, &one.name.zh, one.id).cmp(&(&other.division, &other.name.zh, other.id))
    });
    let ranks: HashMap<String, usize> =
        rows.iter().enumerate().map(|(rank, row)| (row.path.clone(), rank)).collect();
    // The ranks of all above a union and its own.
    rows.sort_by_cached_key(|row| -> Vec<usize> {
        let ends = row.path.match_indices('/').map(|(end, _)| end);
        ends.filter_map(|end| ranks.get(row.path.get(..=end)?).copied()).collect()
    });
    rows
}

/// Sets the groups whose workers a union takes.
///
/// # Errors
/// When the database refuses.
pub async fn set_groups(tx: &mut Tx, id: Uuid, groups: &Json<Vec<String>>) -> Result<()> {
    let sql = "UPDATE unions SET worker_groups = $2 WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(id).bind(groups).execute(c).await.map(drop))?;
    Ok(())
}

/// All unions, parents first.
///
/// # Errors
/// When the database does not answer.
pub async fn all(conn: &mut Conn) -> Result<Vec<Row>> {
    let sql = select!("ORDER BY unions.path");
    Ok(on!(conn, c => sqlx::query_as(sql).fetch_all(c).await)?)
}

/// Adds a union.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = "INSERT INTO unions (id, parent_id, slug, path, level, kind, division, name, worker_groups)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.parent_id).bind(&row.slug).bind(&row.path).bind(&row.level)
        .bind(&row.kind).bind(&row.division).bind(&row.name).bind(&row.worker_groups).execute(c).await.map(drop))?;
    Ok(())
}
