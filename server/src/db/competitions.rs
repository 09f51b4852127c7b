//! Competitions and their forms.

use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::competition::{CompetitionDefinition, CompetitionState};
use shared::form::FormDefinition;
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A competition with whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The association that runs it.
    pub association_id: Uuid,
    /// The union that answers for it.
    pub union_id: Uuid,
    /// Slug within the association.
    pub slug: String,
    /// State, as text.
    state: String,
    /// Counts up with every change.
    pub version: i32,
    /// Version of the form that is open.
    pub form_version: i32,
    /// What it is.
    pub definition: Json<CompetitionDefinition>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Slug of the association.
    pub association: String,
    /// Name of the association.
    pub association_name: Json<Localized>,
    /// Name of the union.
    pub union_name: Json<Localized>,
    /// Place of the union in the tree.
    pub path: String,
}

impl Row {
    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<CompetitionState> {
        super::from_text(&self.state)
            .ok_or_else(|| Error::Stored(format!("competition state {}", self.state)))
    }
}

/// The columns of [`Row`]; every query on competitions begins with it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT competitions.id, competitions.association_id, competitions.union_id, competitions.slug,
                    competitions.state, competitions.version, competitions.form_version, competitions.definition,
                    competitions.changed_at, associations.slug AS association,
                    associations.name AS association_name, unions.name AS union_name, unions.path
             FROM competitions
             JOIN associations ON associations.id = competitions.association_id
             JOIN unions ON unions.id = competitions.union_id ",
            $rest
        )
    };
}

/// The competition with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE competitions.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The competition with this slug.
///
/// # Errors
/// When the database does not answer.
pub async fn by_slug(conn: &mut Conn, association: &str, slug: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE associations.slug = $1 AND competitions.slug = $2");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(association).bind(slug).fetch_optional(c).await)?)
}

/// The competitions of an association.
///
/// # Errors
/// When the database does not answer.
pub async fn of_association(conn: &mut Conn, association: &str) -> Result<Vec<Row>> {
    let sql = select!("WHERE associations.slug = $1 ORDER BY competitions.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(association).fetch_all(c).await)?)
}

/// The competitions of unions within a range of paths.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!("WHERE unions.path >= $1 AND unions.path < $2 ORDER BY competitions.id DESC");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// A competition to store.
#[derive(Clone, Debug)]
pub struct NewCompetition<'a> {
    /// Id.
    pub id: Uuid,
    /// The association that runs it.
    pub association_id: Uuid,
    /// The union that answers for it.
    pub union_id: Uuid,
    /// What it is.
    pub definition: &'a CompetitionDefinition,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a competition as a draft.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, new: NewCompetition<'_>) -> Result<()> {
    let sql = "INSERT INTO competitions (id, association_id, union_id, slug, state, version, form_version,
                                         definition, created_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $8)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.association_id).bind(new.union_id).bind(&new.definition.slug)
        .bind(to_text(CompetitionState::Draft)).bind(new.definition.form_version.cast_signed())
        .bind(Json(new.definition)).bind(new.at).execute(c).await.map(drop))?;
    Ok(())
}

/// Replaces what a competition is; its state stays.
///
/// # Errors
/// When the database refuses.
pub async fn redefine(
    tx: &mut Tx,
    id: Uuid,
    definition: &CompetitionDefinition,
    at: DateTime<Utc>,
) -> Result<()> {
    let sql =
        "UPDATE competitions SET definition = $2, form_version = $3, version = version + 1, changed_at = $4
               WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(Json(definition)).bind(definition.form_version.cast_signed()).bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Moves a competition to another state.
///
/// # Errors
/// When the database refuses.
pub async fn set_state(tx: &mut Tx, id: Uuid, state: CompetitionState, at: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE competitions SET state = $2, version = version + 1, changed_at = $3 WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(to_text(state)).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// A form that was ever open.
///
/// # Errors
/// When the database does not answer.
pub async fn form(conn: &mut Conn, competition_id: Uuid, version: i32) -> Result<Option<FormDefinition>> {
    let sql = "SELECT form FROM forms WHERE competition_id = $1 AND version = $2";
    let form: Option<Json<FormDefinition>> =
        on!(conn, c => sqlx::query_scalar(sql).bind(competition_id).bind(version).fetch_optional(c).await)?;
    Ok(form.map(|Json(form)| form))
}

/// Keeps a form; one that was kept before stays as it was.
///
/// # Errors
/// When the database refuses.
pub async fn keep_form(tx: &mut Tx, competition_id: Uuid, form: &FormDefinition) -> Result<()> {
    let sql = "INSERT INTO forms (competition_id, version, form) VALUES ($1, $2, $3)
               ON CONFLICT (competition_id, version) DO NOTHING";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(competition_id).bind(form.version.cast_signed()).bind(Json(form)).execute(c).await.map(drop))?;
    Ok(())
}

/// The state of a competition, read within a write, so that it holds until the commit.
///
/// # Errors
/// When the database does not answer or the state is unknown.
pub async fn state(conn: &mut Conn, id: Uuid) -> Result<CompetitionState> {
    Ok(stamp(conn, id).await?.0)
}

/// The state and the version of a competition, read within a write.
///
/// # Errors
/// As of [`state`].
pub(super) async fn stamp(conn: &mut Conn, id: Uuid) -> Result<(CompetitionState, i32)> {
    let sql = "SELECT state, version FROM competitions WHERE id = $1";
    let (state, version): (String, i32) = on!(conn, c => sqlx::query_as(sql).bind(id).fetch_one(c).await)?;
    let known =
        super::from_text(&state).ok_or_else(|| Error::Stored(format!("competition state {state}")))?;
    Ok((known, version))
}
