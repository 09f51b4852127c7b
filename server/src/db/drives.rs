//! Membership drives.

use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::drive::{DriveMethod, DriveState, Target};
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A drive to add.
#[derive(Clone, Debug)]
pub struct NewDrive<'a> {
    /// Id.
    pub id: Uuid,
    /// The union behind it.
    pub union_id: Uuid,
    /// The association on whose pages workers apply.
    pub association_id: Uuid,
    /// Title.
    pub title: &'a Localized,
    /// Method, as text.
    pub method: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Members to be reached.
    pub targets: &'a [Target],
    /// Whether applicants are asked to sign.
    pub signature: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// A drive with whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union behind it.
    pub union_id: Uuid,
    /// Title.
    pub title: Json<Localized>,
    /// Method, as text.
    method: String,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// Members to be reached.
    pub targets: Json<Vec<Target>>,
    /// Whether applicants are asked to sign.
    pub signature: bool,
    /// State, as text.
    state: String,
    /// Counts up with every change.
    pub version: i32,
    /// Slug of the association on whose pages workers apply.
    pub association: String,
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
    pub fn state(&self) -> Result<DriveState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("drive state {}", self.state)))
    }

    /// Method.
    ///
    /// # Errors
    /// When this version of the program does not know the method.
    pub fn method(&self) -> Result<DriveMethod> {
        super::from_text(&self.method).ok_or_else(|| Error::Stored(format!("drive method {}", self.method)))
    }

    /// Sets the method.
    pub fn set_method(&mut self, method: DriveMethod) {
        self.method = to_text(method);
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: DriveState) {
        self.state = to_text(state);
    }
}

/// The columns of [`Row`]; every query on drives begins with it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT drives.id, drives.union_id, drives.title, drives.method, drives.starts_on, drives.ends_on,
                    drives.targets, drives.signature, drives.state, drives.version, associations.slug AS association,
                    unions.name AS union_name, unions.path
             FROM drives JOIN associations ON associations.id = drives.association_id
             JOIN unions ON unions.id = drives.union_id ",
            $rest
        )
    };
}

/// The drive with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE drives.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The drives of unions within a range of paths, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!(
        "WHERE unions.path >= $1 AND unions.path < $2 ORDER BY drives.starts_on DESC, drives.id DESC"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Adds a drive, open.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, new: &NewDrive<'_>) -> Result<()> {
    let sql =
        "INSERT INTO drives (id, union_id, association_id, title, method, starts_on, ends_on, targets, state,
                                   version, created_at, changed_at, signature)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 1, $9, $9, $10)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.union_id).bind(new.association_id).bind(Json(new.title)).bind(&new.method)
        .bind(new.starts_on).bind(new.ends_on).bind(Json(new.targets)).bind(new.at).bind(new.signature)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of a drive, if its version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row, at: DateTime<Utc>) -> Result<bool> {
    let sql =
        "UPDATE drives SET title = $2, method = $3, starts_on = $4, ends_on = $5, targets = $6, state = $7,
                   version = $8, changed_at = $9, signature = $10
               WHERE id = $1 AND version = $8 - 1";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.title).bind(&row.method).bind(row.starts_on).bind(row.ends_on).bind(&row.targets)
        .bind(&row.state).bind(row.version).bind(at).bind(row.signature)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// How often codes of drives of unions within a range of paths were opened, of one union's drives if it is named.
///
/// # Errors
/// When the database does not answer.
pub async fn scanned(conn: &mut Conn, paths: (&str, &str), union_id: Option<Uuid>) -> Result<i64> {
    let sql = "SELECT CAST(COALESCE(SUM(scans.opened), 0) AS BIGINT) FROM scans
               JOIN sources ON sources.id = scans.source_id JOIN drives ON drives.id = sources.drive_id
               JOIN unions ON unions.id = drives.union_id
               WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR unions.id = $3)";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(paths.0).bind(paths.1).bind(union_id).fetch_one(c).await)?)
}

/// What codes are called.
///
/// # Errors
/// When the database does not answer.
pub async fn labels(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on!(conn, c => {
        let mut query = sqlx::QueryBuilder::new("SELECT id, label FROM sources WHERE id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(")").build_query_as().persistent(false).fetch_all(c).await
    })?)
}
