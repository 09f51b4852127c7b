//! Membership drives and their codes.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
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
    /// When.
    pub at: DateTime<Utc>,
}

/// A code with what it knows of its drive.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Source {
    /// Id.
    pub id: Uuid,
    /// The drive.
    pub drive_id: Uuid,
    /// The code.
    pub code: String,
    /// What carries it, as text.
    pub kind: String,
    /// What it is called.
    pub label: String,
    /// The group of whoever comes through it; empty for any.
    pub worker_group: String,
    /// The division of whoever comes through it; empty for any.
    pub division: String,
    /// The union that they join; none leaves it to the rules.
    pub union_id: Option<Uuid>,
    /// No longer taken from then on.
    pub expires_at: Option<DateTime<Utc>>,
    /// Title of the drive.
    pub drive_title: Json<Localized>,
    /// State of the drive, as text.
    pub drive_state: String,
    /// First day of the drive.
    pub starts_on: NaiveDate,
    /// Last day of the drive.
    pub ends_on: NaiveDate,
    /// Slug of the association on whose pages workers apply.
    pub association: String,
}

/// The source with this code.
///
/// # Errors
/// When the database does not answer.
pub async fn source(conn: &mut Conn, code: &str) -> Result<Option<Source>> {
    let sql = "SELECT sources.id, sources.drive_id, sources.code, sources.kind, sources.label, sources.worker_group,
                      sources.division, sources.union_id, sources.expires_at, drives.title AS drive_title,
                      drives.state AS drive_state, drives.starts_on, drives.ends_on,
                      associations.slug AS association
               FROM sources JOIN drives ON drives.id = sources.drive_id
               JOIN associations ON associations.id = drives.association_id
               WHERE sources.code = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(code).fetch_optional(c).await)?)
}

/// Adds a drive, open.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, new: &NewDrive<'_>) -> Result<()> {
    let sql =
        "INSERT INTO drives (id, union_id, association_id, title, method, starts_on, ends_on, targets, state,
                                   version, created_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'open', 1, $9, $9)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.union_id).bind(new.association_id).bind(Json(new.title)).bind(&new.method)
        .bind(new.starts_on).bind(new.ends_on).bind(Json(serde_json::json!([]))).bind(new.at)
        .execute(c).await.map(drop))?;
    Ok(())
}
