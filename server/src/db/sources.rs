//! The codes of membership drives.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::drive::{DriveState, read_code};
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

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
    /// Who looks after it.
    pub host: String,
    /// The group of whoever comes through it; empty for any.
    pub worker_group: String,
    /// The division of whoever comes through it; empty for any.
    pub division: String,
    /// The union that they join; none leaves it to the rules.
    pub union_id: Option<Uuid>,
    /// The ceremony whose venue it is.
    pub ceremony_id: Option<Uuid>,
    /// No longer taken from then on.
    pub expires_at: Option<DateTime<Utc>>,
    /// Counts up with every change.
    pub version: i32,
    /// Title of the drive.
    pub drive_title: Json<Localized>,
    /// State of the drive, as text.
    pub drive_state: String,
    /// First day of the drive.
    pub starts_on: NaiveDate,
    /// Last day of the drive.
    pub ends_on: NaiveDate,
    /// Whether the drive asks applicants to sign.
    pub signature: bool,
    /// Slug of the association on whose pages workers apply.
    pub association: String,
}

impl Source {
    /// Whether it is taken at a moment, on a day in China: its drive is open and within its days, and it has not expired.
    pub fn is_open(&self, at: DateTime<Utc>, day: NaiveDate) -> bool {
        let open = super::from_text(&self.drive_state) == Some(DriveState::Open);
        let within = self.starts_on <= day && day <= self.ends_on;
        open && within && self.expires_at.is_none_or(|expires| at < expires)
    }
}

/// The columns of [`Source`]; every query on codes begins with it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT sources.id, sources.drive_id, sources.code, sources.kind, sources.label, sources.host,
                    sources.worker_group, sources.division, sources.union_id, sources.ceremony_id,
                    sources.expires_at, sources.version, drives.title AS drive_title,
                    drives.state AS drive_state, drives.starts_on, drives.ends_on, drives.signature,
                    associations.slug AS association
             FROM sources JOIN drives ON drives.id = sources.drive_id
             JOIN associations ON associations.id = drives.association_id ",
            $rest
        )
    };
}

/// The source with this code, as it was typed or as it was meant.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Source>> {
    let sql = select!("WHERE sources.code IN ($1, $2) ORDER BY sources.code = $1 DESC LIMIT 1");
    let meant = read_code(code);
    Ok(on!(conn, c => sqlx::query_as(sql).bind(code).bind(&meant).fetch_optional(c).await)?)
}

/// The source with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Source>> {
    let sql = select!("WHERE sources.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The sources of a drive, in the order in which they were made.
///
/// # Errors
/// When the database does not answer.
pub async fn of_drive(conn: &mut Conn, drive_id: Uuid) -> Result<Vec<Source>> {
    let sql = select!("WHERE sources.drive_id = $1 ORDER BY sources.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(drive_id).fetch_all(c).await)?)
}

/// The code with this id, or those of the drive with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn at(conn: &mut Conn, id: Uuid) -> Result<Vec<Uuid>> {
    let sql = "SELECT id FROM sources WHERE id = $1 OR drive_id = $1 ORDER BY id";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(id).fetch_all(c).await)?)
}

/// Adds a code.
///
/// # Errors
/// When the database refuses; a code that is in use is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Source, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO sources (id, drive_id, code, kind, label, host, worker_group, division, union_id,
                                    ceremony_id, expires_at, version, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.drive_id).bind(&row.code).bind(&row.kind).bind(&row.label).bind(&row.host)
        .bind(&row.worker_group).bind(&row.division).bind(row.union_id).bind(row.ceremony_id)
        .bind(row.expires_at).bind(row.version).bind(at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of a code, if its version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Source) -> Result<bool> {
    let sql = "UPDATE sources SET kind = $2, label = $3, host = $4, worker_group = $5, division = $6, union_id = $7,
                   ceremony_id = $8, expires_at = $9, version = $10
               WHERE id = $1 AND version = $10 - 1";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.kind).bind(&row.label).bind(&row.host).bind(&row.worker_group)
        .bind(&row.division).bind(row.union_id).bind(row.ceremony_id).bind(row.expires_at).bind(row.version)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
