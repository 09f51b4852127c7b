//! Entries.

use super::{Conn, Tx, is_common, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::competition::EntryState;
use shared::form::Answers;
use shared::sync::ReceiptCode;
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

/// An entry as stored. Numbers of documents and mobiles are sealed; see [`crate::crypto`].
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The competition.
    pub competition_id: Uuid,
    /// Code of the event.
    pub event: String,
    /// State, as text.
    pub(crate) state: String,
    /// Counts up with every change.
    pub version: i32,
    /// Version of the form that was answered.
    pub form_version: i32,
    /// Name.
    pub name: String,
    /// Kind of document.
    pub id_type: String,
    /// Number of the document, sealed.
    pub id_sealed: String,
    /// Number of the document, masked.
    pub id_mask: String,
    /// Keyed look-up of the number.
    pub id_index: Vec<u8>,
    /// Keyed look-up of its last four characters.
    pub id_tail_index: Vec<u8>,
    /// Mobile, sealed.
    pub mobile_sealed: String,
    /// Mobile, masked.
    pub mobile_mask: String,
    /// Keyed look-up of the mobile.
    pub mobile_index: Vec<u8>,
    /// Birth date, when the document or the form tells it.
    pub birth: Option<NaiveDate>,
    /// Employer, as typed.
    pub employer: String,
    /// Employer without what is written differently each time; places per employer are counted by it.
    pub employer_key: String,
    /// Division code.
    pub division: String,
    /// All other answers.
    pub answers: Json<Answers>,
    /// Whether the name may be published.
    pub publication: bool,
    /// Hash of the receipt's secret.
    pub receipt_hash: String,
    /// Short code of the receipt.
    pub receipt_code: String,
    /// What staff wrote last.
    pub reason: String,
    /// When it was captured, by the device's clock.
    pub captured_at: DateTime<Utc>,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
    /// Personal data is kept until then.
    pub retain_until: NaiveDate,
}

impl Row {
    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<EntryState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("entry state {}", self.state)))
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: EntryState) {
        self.state = to_text(state);
    }
}

/// Begins a query on entries; `$also` are further columns. Columns by name: a newer release may have added some, and this
/// one still reads its own.
macro_rules! select {
    ($rest:expr) => {
        $crate::db::entries::select!("", $rest)
    };
    ($also:literal, $rest:expr) => {
        concat!(
            "SELECT entries.id, entries.competition_id, entries.event, entries.state, entries.version,
                    entries.form_version, entries.name, entries.id_type, entries.id_sealed,
                    entries.id_mask, entries.id_index, entries.id_tail_index, entries.mobile_sealed,
                    entries.mobile_mask, entries.mobile_index, entries.birth, entries.employer,
                    entries.employer_key, entries.division, entries.answers, entries.publication,
                    entries.receipt_hash, entries.receipt_code, entries.reason, entries.captured_at,
                    entries.submitted_at, entries.changed_at, entries.retain_until ",
            $also,
            " FROM entries ",
            $rest
        )
    };
}
pub(super) use select;

/// The entry with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE entries.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The entries with these ids.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Row>> {
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new(select!("WHERE entries.id IN ("));
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(")").build_query_as().persistent(is_common(ids.len())).fetch_all(c).await
    })?)
}

/// The entries of unions within a range of paths, and of one association if it is named, after an id.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(
    conn: &mut Conn,
    paths: (&str, &str),
    association: Option<&str>,
    after: Uuid,
    limit: i64,
) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN competitions ON competitions.id = entries.competition_id
               JOIN associations ON associations.id = competitions.association_id
               JOIN unions ON unions.id = competitions.union_id
               WHERE entries.id > $1 AND unions.path >= $2 AND unions.path < $3
                 AND ($4 IS NULL OR associations.slug = $4)
               ORDER BY entries.id LIMIT $5"
    );
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(after).bind(paths.0).bind(paths.1).bind(association).bind(limit).fetch_all(c).await)?)
}

/// The entry that a receipt's secret opens.
///
/// # Errors
/// When the database does not answer.
pub async fn by_receipt(conn: &mut Conn, receipt_hash: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE receipt_hash = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(receipt_hash).fetch_optional(c).await)?)
}

/// The entries with this short code; more than one only by a chance of one in 2^50.
///
/// # Errors
/// When the database does not answer.
pub async fn by_code(conn: &mut Conn, code: &ReceiptCode) -> Result<Vec<Row>> {
    // By the index of the hashes, which begin with the code.
    let Some((from, to)) = ReceiptCode::hash_range(code.as_str()) else { return Ok(Vec::new()) };
    let sql = select!("WHERE receipt_hash >= $1 AND receipt_hash < $2 AND receipt_code = $3");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(from).bind(to).bind(code.as_str()).fetch_all(c).await)?)
}

/// The entries of a competition in a state, by event.
///
/// # Errors
/// When the database does not answer.
pub async fn of_competition(conn: &mut Conn, competition_id: Uuid, state: EntryState) -> Result<Vec<Row>> {
    let sql = select!("WHERE competition_id = $1 AND state = $2 ORDER BY event, receipt_code");
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(competition_id).bind(to_text(state)).fetch_all(c).await)?)
}

/// How many other documents entered with this mobile. Families share phones, so this only warns.
///
/// # Errors
/// When the database does not answer.
pub async fn sharing_mobile(conn: &mut Conn, row: &Row) -> Result<i64> {
    let sql = "SELECT COUNT(DISTINCT id_index) FROM entries WHERE mobile_index = $1 AND id_index <> $2";
    Ok(on!(conn, c => sqlx::query_scalar(sql)
        .bind(&row.mobile_index).bind(&row.id_index).fetch_one(c).await)?)
}

/// Writes back all that may change of an entry, if its version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses; a person who holds a place already is a unique violation.
pub async fn update(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = "UPDATE entries SET state = $2, version = $3, form_version = $4, name = $5, id_type = $6, id_sealed = $7,
                   id_mask = $8, id_index = $9, id_tail_index = $10, mobile_sealed = $11, mobile_mask = $12,
                   mobile_index = $13, birth = $14, employer = $15, employer_key = $16, division = $17, answers = $18,
                   publication = $19, reason = $20, changed_at = $21
               WHERE id = $1 AND version = $3 - 1";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(&row.state).bind(row.version).bind(row.form_version).bind(&row.name).bind(&row.id_type)
        .bind(&row.id_sealed).bind(&row.id_mask).bind(&row.id_index).bind(&row.id_tail_index)
        .bind(&row.mobile_sealed).bind(&row.mobile_mask).bind(&row.mobile_index).bind(row.birth)
        .bind(&row.employer).bind(&row.employer_key).bind(&row.division).bind(&row.answers).bind(row.publication)
        .bind(&row.reason).bind(row.changed_at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
