//! Setting up unions and associations.

use super::record::keep;
use crate::App;
use crate::db::{associations, audit, to_text, unions};
use crate::error::{Error, Result};
use shared::api::ErrorCode;
use shared::i18n::Localized;
use shared::union::{Level, UnionKind};
use sqlx::types::Json;
use uuid::Uuid;

/// A union to add.
#[derive(Clone, Debug)]
pub struct NewUnion<'a> {
    /// Slug, unique.
    pub slug: &'a str,
    /// Slug of the union above; none for the top.
    pub parent: Option<&'a str>,
    /// Level.
    pub level: Level,
    /// Kind.
    pub kind: UnionKind,
    /// Division code.
    pub division: &'a str,
    /// Name.
    pub name: Localized,
    /// Codes of the groups whose workers it takes.
    pub worker_groups: Vec<String>,
}

/// An association to add.
#[derive(Clone, Debug)]
pub struct NewAssociation<'a> {
    /// Slug, unique.
    pub slug: &'a str,
    /// Slug of the union that it is attached to.
    pub union: &'a str,
    /// Name.
    pub name: Localized,
    /// Origins that may embed it.
    pub allowed_origins: Vec<String>,
}

/// Adds a union below another.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the union above is not there; a database error when the slug is taken.
pub async fn add_union(app: &App, new: NewUnion<'_>) -> Result<Uuid> {
    let parent = match new.parent {
        Some(slug) => {
            let mut conn = app.db.read().await?;
            Some(unions::by_slug(&mut conn, slug).await?.ok_or(ErrorCode::NotFound)?)
        }
        None => None,
    };
    let above = parent.as_ref().map_or("", |parent| &parent.path);
    let at = app.clock.now();
    let row = unions::Row {
        id: app.random.uuid(at),
        parent_id: parent.as_ref().map(|parent| parent.id),
        slug: new.slug.to_owned(),
        path: format!("{above}{}/", new.slug),
        level: to_text(new.level),
        kind: to_text(new.kind),
        division: new.division.to_owned(),
        name: Json(new.name),
        worker_groups: Json(new.worker_groups),
        scope: None,
    };
    let id = row.id;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                unions::insert(tx, &row).await?;
                audit::append(tx, added(at, row.id, row.id, "union.add", &row.slug)).await?;
                Ok::<_, Error>(keep(()))
            })
        })
        .await?;
    Ok(id)
}

/// Adds an association.
///
/// # Errors
/// [`ErrorCode::NotFound`] when its union is not there; a database error when the slug is taken.
pub async fn add_association(app: &App, new: NewAssociation<'_>) -> Result<Uuid> {
    let mut conn = app.db.read().await?;
    let union = unions::by_slug(&mut conn, new.union).await?.ok_or(ErrorCode::NotFound)?;
    drop(conn);
    let at = app.clock.now();
    let id = app.random.uuid(at);
    let (slug, name, origins) = (new.slug.to_owned(), new.name, new.allowed_origins);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                associations::insert(tx, id, union.id, &slug, &name, &origins).await?;
                audit::append(tx, added(at, union.id, id, "association.add", &slug)).await?;
                Ok::<_, Error>(keep(()))
            })
        })
        .await?;
    Ok(id)
}

/// Replaces the sites that may embed an association.
///
/// # Errors
/// When the database refuses.
pub async fn allow_origins(app: &App, association: &str, origins: Vec<String>) -> Result<()> {
    let mut conn = app.db.read().await?;
    let row = associations::by_slug(&mut conn, association).await?.ok_or(ErrorCode::NotFound)?;
    drop(conn);
    let at = app.clock.now();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                associations::set_origins(tx, &row.slug, &origins).await?;
                let detail = format!("{}: {}", row.slug, origins.join(", "));
                audit::append(tx, added(at, row.union_id, row.id, "association.origins", &detail))
                    .await
                    .map(keep)
            })
        })
        .await
}

fn added<'a>(
    at: chrono::DateTime<chrono::Utc>,
    union_id: Uuid,
    record_id: Uuid,
    action: &'a str,
    slug: &'a str,
) -> audit::NewRow<'a> {
    audit::NewRow {
        at,
        actor_id: None,
        actor: "system",
        union_id: Some(union_id),
        action,
        record_id: Some(record_id),
        result: "ok",
        detail: slug,
    }
}
