//! Associations and the sites that may embed them.

use super::{Conn, Tx, on};
use crate::error::Result;
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// An association with the union that it is attached to.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union.
    pub union_id: Uuid,
    /// Slug, part of its address.
    pub slug: String,
    /// Name.
    pub name: Json<Localized>,
    /// Origins that may embed it, such as `https://courier.example`.
    pub allowed_origins: Json<Vec<String>>,
    /// Name of the union.
    pub union_name: Json<Localized>,
}

/// The association with this slug.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(conn: &mut Conn, slug: &str) -> Result<Option<Row>> {
    let sql = "SELECT associations.id, associations.union_id, associations.slug, associations.name,
                      associations.allowed_origins, unions.name AS union_name
               FROM associations JOIN unions ON unions.id = associations.union_id
               WHERE associations.slug = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(slug).fetch_optional(c).await)?)
}

/// The associations of unions above a place in the tree or below it.
///
/// # Errors
/// When the database does not answer.
pub async fn of_line(conn: &mut Conn, path: &str) -> Result<Vec<Row>> {
    let sql = "SELECT associations.id, associations.union_id, associations.slug, associations.name,
                      associations.allowed_origins, unions.name AS union_name
               FROM associations JOIN unions ON unions.id = associations.union_id
               WHERE (unions.path >= $1 AND unions.path < $2) OR substr($1, 1, length(unions.path)) = unions.path
               ORDER BY associations.slug";
    let (from, to) = super::path_range(path);
    Ok(on!(conn, c => sqlx::query_as(sql).bind(&from).bind(&to).fetch_all(c).await)?)
}

/// The associations of unions within a range of paths, by slug.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = "SELECT associations.id, associations.union_id, associations.slug, associations.name,
                      associations.allowed_origins, unions.name AS union_name
               FROM associations JOIN unions ON unions.id = associations.union_id
               WHERE unions.path >= $1 AND unions.path < $2 ORDER BY associations.slug";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Adds an association.
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    tx: &mut Tx,
    id: Uuid,
    union_id: Uuid,
    slug: &str,
    name: &Localized,
    allowed_origins: &[String],
) -> Result<()> {
    let sql =
        "INSERT INTO associations (id, union_id, slug, name, allowed_origins) VALUES ($1, $2, $3, $4, $5)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(union_id).bind(slug).bind(Json(name)).bind(Json(allowed_origins))
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Replaces the origins that may embed an association.
///
/// # Errors
/// When the database refuses.
pub async fn set_origins(tx: &mut Tx, slug: &str, allowed_origins: &[String]) -> Result<()> {
    let sql = "UPDATE associations SET allowed_origins = $2 WHERE slug = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(slug).bind(Json(allowed_origins)).execute(c).await.map(drop))?;
    Ok(())
}
