//! Applications to join a union.

use super::person::{Person, bind_person, person_columns};
use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use shared::membership::ApplicationState;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use std::collections::HashMap;
use uuid::Uuid;

/// An application as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The association on whose pages it was made.
    pub association_id: Uuid,
    /// The union that decides on it.
    pub union_id: Uuid,
    /// Why that union, as text.
    pub routed_by: String,
    /// The code through which the worker came.
    pub source_id: Option<Uuid>,
    /// State, as text.
    pub(crate) state: String,
    /// Counts up with every change.
    pub version: i32,
    /// Version of the form that was answered.
    pub form_version: i32,
    /// Who.
    #[sqlx(flatten)]
    pub person: Person,
    /// All other answers.
    pub answers: Json<Answers>,
    /// What was completed of the full profile.
    pub profile: Json<Answers>,
    /// Hash of the receipt's secret.
    pub receipt_hash: String,
    /// Short code of the receipt.
    pub receipt_code: String,
    /// What staff wrote last.
    pub reason: String,
    /// The decision that approved it.
    pub decision_id: Option<Uuid>,
    /// The membership that it led to.
    pub member_id: Option<Uuid>,
    /// When the membership was filed with the superior (备案).
    pub filed_at: Option<DateTime<Utc>>,
    /// When it was captured, by the device's clock.
    pub captured_at: DateTime<Utc>,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Personal data is kept until then, or as long as that of the member if it led to a membership.
    pub retain_until: NaiveDate,
}

impl Row {
    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<ApplicationState> {
        super::from_text(&self.state)
            .ok_or_else(|| Error::Stored(format!("application state {}", self.state)))
    }

    /// Whether it waits for staff or for its worker.
    pub fn waits(&self) -> bool {
        self.state().is_ok_and(ApplicationState::is_open)
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: ApplicationState) {
        self.state = to_text(state);
    }
}

/// Begins a query on applications. Columns by name: a newer release may have added some, and this one still reads its
/// own.
macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT applications.id, applications.association_id, applications.union_id, applications.routed_by,
                    applications.source_id, applications.state, applications.version, applications.form_version, ",
            $crate::db::person::person_columns!("applications."),
            ", applications.answers, applications.profile, applications.receipt_hash, applications.receipt_code, applications.reason,
               applications.decision_id, applications.member_id, applications.filed_at, applications.captured_at,
               applications.submitted_at, applications.changed_at, applications.retain_until FROM applications ",
            $rest
        )
    };
}
/// The application with this id, unless its personal data was erased.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE applications.id = $1 AND applications.name <> ''");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The applications with these ids, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Row>> {
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new(select!("WHERE applications.id IN ("));
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(") AND applications.name <> '' ORDER BY applications.id DESC");
        query.build_query_as().persistent(false).fetch_all(c).await
    })?)
}

/// The versions of the applications with these ids, as they are now.
///
/// # Errors
/// When the database does not answer.
pub async fn versions(conn: &mut Conn, ids: &[Uuid]) -> Result<HashMap<Uuid, i32>> {
    let rows: Vec<(Uuid, i32)> = on!(conn, c => {
        let mut query = QueryBuilder::new("SELECT id, version FROM applications WHERE id IN (");
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(")").build_query_as().persistent(false).fetch_all(c).await
    })?;
    Ok(rows.into_iter().collect())
}

/// How many other documents applied with this mobile. Families share phones, so this only warns.
///
/// # Errors
/// When the database does not answer.
pub async fn sharing_mobile(conn: &mut Conn, person: &Person) -> Result<i64> {
    let sql = "SELECT COUNT(DISTINCT id_index) FROM applications WHERE mobile_index = $1 AND id_index <> $2";
    Ok(on!(conn, c => sqlx::query_scalar(sql)
        .bind(&person.mobile_index).bind(&person.id_index).fetch_one(c).await)?)
}

/// The application that a receipt's secret opens.
///
/// # Errors
/// When the database does not answer.
pub async fn by_receipt(conn: &mut Conn, receipt_hash: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE receipt_hash = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(receipt_hash).fetch_optional(c).await)?)
}

/// All applications of the person with this keyed look-up, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(conn: &mut Conn, id_index: &[u8]) -> Result<Vec<Row>> {
    let sql = select!("WHERE id_index = $1 ORDER BY id DESC");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id_index).fetch_all(c).await)?)
}

/// How many applications of each of these people wait, by their keyed look-ups.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting_of_people(conn: &mut Conn, people: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, i64>> {
    if people.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Vec<u8>, i64)> = on!(conn, c => {
        let mut query = QueryBuilder::new("SELECT id_index, COUNT(*) FROM applications WHERE id_index IN (");
        let mut list = query.separated(", ");
        for person in people {
            list.push_bind(person);
        }
        query.push(") AND state IN ('submitted', 'under_review', 'returned') GROUP BY id_index");
        query.build_query_as().persistent(false).fetch_all(c).await
    })?;
    Ok(rows.into_iter().collect())
}

/// Adds an application.
///
/// # Errors
/// When the database refuses; a receipt that is in use is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = concat!(
        "INSERT INTO applications (",
        person_columns!(""),
        ", id, association_id, union_id, routed_by, source_id, state, version, form_version, answers, receipt_hash,
           receipt_code, reason, captured_at, submitted_at, changed_at, retain_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25, $26, $27, $28, $29, $30)"
    );
    on!(&mut **tx, c => bind_person!(sqlx::query(sql), row.person)
        .bind(row.id).bind(row.association_id).bind(row.union_id).bind(&row.routed_by).bind(row.source_id)
        .bind(&row.state).bind(row.version).bind(row.form_version).bind(&row.answers).bind(&row.receipt_hash)
        .bind(&row.receipt_code).bind(&row.reason).bind(row.captured_at).bind(row.submitted_at)
        .bind(row.changed_at).bind(row.retain_until)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of an application, if its version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = "UPDATE applications SET name = $1, id_type = $2, id_sealed = $3, id_mask = $4, id_index = $5,
                   id_tail_index = $6, mobile_sealed = $7, mobile_mask = $8, mobile_index = $9, birth = $10, sex = $11,
                   worker_group = $12, employer = $13, division = $14, union_id = $16, routed_by = $17, state = $18,
                   version = $19, form_version = $20, answers = $21, reason = $22, decision_id = $23, member_id = $24,
                   filed_at = $25, changed_at = $26, retain_until = $27
               WHERE id = $15 AND version = $19 - 1";
    let rows = on!(&mut **tx, c => bind_person!(sqlx::query(sql), row.person)
        .bind(row.id).bind(row.union_id).bind(&row.routed_by).bind(&row.state).bind(row.version)
        .bind(row.form_version).bind(&row.answers).bind(&row.reason).bind(row.decision_id).bind(row.member_id)
        .bind(row.filed_at).bind(row.changed_at).bind(row.retain_until)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Writes the profile of an application, if it is still the one that was read.
///
/// # Errors
/// When the database refuses.
pub async fn set_profile(tx: &mut Tx, read: &Row, profile: &Answers) -> Result<bool> {
    let sql = "UPDATE applications SET profile = $2 WHERE id = $1 AND profile = $3";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(read.id).bind(Json(profile)).bind(&read.profile)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// A consent with an application.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Consent {
    /// Key of the consent field.
    pub purpose: String,
    /// Version of the text that was shown.
    pub text_version: String,
    /// Given or not.
    pub given: bool,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds a consent that was given, or not, with a version of an application.
///
/// # Errors
/// When the database refuses.
pub async fn insert_consent(tx: &mut Tx, row: &Row, consent: &Consent) -> Result<()> {
    let sql = "INSERT INTO application_consents (application_id, application_version, purpose, text_version, given, at)
               VALUES ($1, $2, $3, $4, $5, $6)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.version).bind(&consent.purpose).bind(&consent.text_version).bind(consent.given)
        .bind(consent.at).execute(c).await.map(drop))?;
    Ok(())
}

/// The consents of an application, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn consents(conn: &mut Conn, id: Uuid) -> Result<Vec<Consent>> {
    let sql = "SELECT purpose, text_version, given, at FROM application_consents
               WHERE application_id = $1 ORDER BY application_version DESC, purpose";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_all(c).await)?)
}
