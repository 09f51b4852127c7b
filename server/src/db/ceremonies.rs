//! Ceremonies, and what was certified at their oaths.

use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::drive::{CeremonyState, CeremonyTotals};
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A ceremony with whose it is.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The drive.
    pub drive_id: Uuid,
    /// The code in the address of its screen.
    pub code: String,
    /// Title.
    pub title: Json<Localized>,
    /// Text of the oath.
    pub oath: Json<Localized>,
    /// When the oath is planned.
    pub oath_at: DateTime<Utc>,
    /// State, as text.
    state: String,
    /// Counts up with every change.
    pub version: i32,
    /// The union behind the drive.
    pub union_id: Uuid,
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
    pub fn state(&self) -> Result<CeremonyState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("ceremony state {}", self.state)))
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: CeremonyState) {
        self.state = to_text(state);
    }
}

/// The columns of [`Row`]; every query on ceremonies begins with it.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT ceremonies.id, ceremonies.drive_id, ceremonies.code, ceremonies.title, ceremonies.oath,
                    ceremonies.oath_at, ceremonies.state, ceremonies.version, drives.union_id,
                    unions.name AS union_name, unions.path
             FROM ceremonies JOIN drives ON drives.id = ceremonies.drive_id
             JOIN unions ON unions.id = drives.union_id ",
            $rest
        )
    };
}

/// The ceremony with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE ceremonies.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The ceremony whose screen has this code.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(conn: &mut Conn, code: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE ceremonies.code = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(code).fetch_optional(c).await)?)
}

/// The ceremonies of a drive, in the order in which they were planned.
///
/// # Errors
/// When the database does not answer.
pub async fn of_drive(conn: &mut Conn, drive_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("WHERE ceremonies.drive_id = $1 ORDER BY ceremonies.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(drive_id).fetch_all(c).await)?)
}

/// A ceremony to add.
#[derive(Clone, Debug)]
pub struct NewCeremony {
    /// Id.
    pub id: Uuid,
    /// The drive.
    pub drive_id: Uuid,
    /// The code in the address of its screen.
    pub code: String,
    /// Title.
    pub title: Localized,
    /// Text of the oath.
    pub oath: Localized,
    /// When the oath is planned.
    pub oath_at: DateTime<Utc>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a ceremony, planned.
///
/// # Errors
/// When the database refuses; a code that is in use is a unique violation.
pub async fn insert(tx: &mut Tx, new: &NewCeremony) -> Result<()> {
    let sql = "INSERT INTO ceremonies (id, drive_id, code, title, oath, oath_at, state, version, created_at, changed_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.drive_id).bind(&new.code).bind(Json(&new.title)).bind(Json(&new.oath))
        .bind(new.oath_at).bind(to_text(CeremonyState::Planned)).bind(new.at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of a ceremony, if its version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row, at: DateTime<Utc>) -> Result<bool> {
    let sql =
        "UPDATE ceremonies SET title = $2, oath = $3, oath_at = $4, state = $5, version = $6, changed_at = $7
               WHERE id = $1 AND version = $6 - 1";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.title).bind(&row.oath).bind(row.oath_at).bind(&row.state).bind(row.version).bind(at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A venue: id and what it is called.
pub type Venue = (Uuid, String);

/// The venues of a ceremony, in the order in which they were made.
///
/// # Errors
/// When the database does not answer.
pub async fn venues(conn: &mut Conn, ceremony_id: Uuid) -> Result<Vec<Venue>> {
    let sql = "SELECT id, label FROM sources WHERE ceremony_id = $1 ORDER BY id";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(ceremony_id).fetch_all(c).await)?)
}

/// Applications of one group at one venue.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Arrivals {
    /// The venue.
    pub source_id: Uuid,
    /// Code of the group.
    pub worker_group: String,
    /// Applications that were submitted and not taken back.
    pub submitted: i64,
    /// Of them approved.
    pub approved: i64,
}

/// Who arrived at the venues of a ceremony.
///
/// # Errors
/// When the database does not answer.
pub async fn arrivals(conn: &mut Conn, ceremony_id: Uuid) -> Result<Vec<Arrivals>> {
    let sql = "SELECT applications.source_id, applications.worker_group, COUNT(*) AS submitted,
                      COUNT(CASE WHEN applications.state = 'approved' THEN 1 END) AS approved
               FROM applications JOIN sources ON sources.id = applications.source_id
               WHERE sources.ceremony_id = $1 AND applications.state <> 'withdrawn'
               GROUP BY applications.source_id, applications.worker_group";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(ceremony_id).fetch_all(c).await)?)
}

/// How many people's applications those of a ceremony are.
///
/// # Errors
/// When the database does not answer.
pub async fn people(conn: &mut Conn, ceremony_id: Uuid) -> Result<i64> {
    let sql = "SELECT COUNT(DISTINCT applications.id_index)
               FROM applications JOIN sources ON sources.id = applications.source_id
               WHERE sources.ceremony_id = $1 AND applications.state <> 'withdrawn' AND NOT applications.repeats";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(ceremony_id).fetch_one(c).await)?)
}

/// What was certified at an oath.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Headcount {
    /// The ceremony.
    pub ceremony_id: Uuid,
    /// Who certified it.
    pub staff_id: Uuid,
    /// Their name at that time.
    pub certified_by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The totals of that moment.
    pub totals: Json<CeremonyTotals>,
}

/// Writes what is certified; there is no way to change it.
///
/// # Errors
/// When the database refuses; a second one is a unique violation.
pub async fn certify(tx: &mut Tx, row: &Headcount) -> Result<()> {
    let sql = "INSERT INTO headcounts (ceremony_id, staff_id, certified_by, at, totals) VALUES ($1, $2, $3, $4, $5)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.ceremony_id).bind(row.staff_id).bind(&row.certified_by).bind(row.at).bind(&row.totals)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// What was certified at the oath of a ceremony.
///
/// # Errors
/// When the database does not answer.
pub async fn headcount(conn: &mut Conn, ceremony_id: Uuid) -> Result<Option<Headcount>> {
    let sql = "SELECT ceremony_id, staff_id, certified_by, at, totals FROM headcounts WHERE ceremony_id = $1";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(ceremony_id).fetch_optional(c).await)?)
}
