//! What is told of unions beyond their place in the tree.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::drive::{Count, DriveMethod};
use shared::union::{Coverage, Organ, PartialDate};
use sqlx::types::Json;
use uuid::Uuid;

/// Column of the sealed phone, which names the place that it is sealed for.
pub const PHONE: &str = "union_profiles.phone_sealed";

/// A profile as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The union.
    pub union_id: Uuid,
    /// Counts up with every change of the profile or of a founding step.
    pub version: i32,
    /// Unified social credit code of the union; empty when it has none.
    pub uscc: String,
    /// What it covers, as text.
    pub scope: Option<String>,
    /// Method by which it was built, as text.
    pub method: Option<String>,
    /// Form of organisation, as text.
    pub organ: Option<String>,
    /// Name of the party organisation that it is linked to.
    pub party: Option<String>,
    /// When it was founded, as far as it is known.
    pub founded_on: Option<String>,
    /// Years of a term, 3 or 5.
    pub term_years: Option<i32>,
    /// Last day of the term.
    pub term_ends_on: Option<NaiveDate>,
    /// Workers.
    pub workers: Option<Json<Count>>,
    /// Members, as told; what the system holds of members is counted elsewhere.
    pub members: Option<Json<Count>>,
    /// Whether the chair works for the union alone.
    pub full_time_chair: bool,
    /// Name of the chair.
    pub chair: String,
    /// Phone, sealed for [`PHONE`] and the union's id; empty when there is none.
    pub phone_sealed: String,
    /// Phone, masked.
    pub phone_mask: String,
    /// More.
    pub note: String,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Row {
    /// A profile of which nothing is known yet.
    pub fn empty(union_id: Uuid, at: DateTime<Utc>) -> Row {
        Row {
            union_id,
            version: 0,
            uscc: String::new(),
            scope: None,
            method: None,
            organ: None,
            party: None,
            founded_on: None,
            term_years: None,
            term_ends_on: None,
            workers: None,
            members: None,
            full_time_chair: false,
            chair: String::new(),
            phone_sealed: String::new(),
            phone_mask: String::new(),
            note: String::new(),
            changed_at: at,
        }
    }

    /// What it covers.
    pub fn scope(&self) -> Option<Coverage> {
        self.scope.as_deref().and_then(super::from_text)
    }

    /// Method by which it was built.
    pub fn method(&self) -> Option<DriveMethod> {
        self.method.as_deref().and_then(super::from_text)
    }

    /// Form of organisation.
    pub fn organ(&self) -> Option<Organ> {
        self.organ.as_deref().and_then(super::from_text)
    }

    /// When it was founded.
    pub fn founded_on(&self) -> Option<PartialDate> {
        self.founded_on.as_deref().and_then(|date| date.parse().ok())
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT union_profiles.union_id, union_profiles.version, union_profiles.uscc, union_profiles.scope,
                    union_profiles.method, union_profiles.organ, union_profiles.party, union_profiles.founded_on,
                    union_profiles.term_years, union_profiles.term_ends_on, union_profiles.workers,
                    union_profiles.members, union_profiles.full_time_chair, union_profiles.chair,
                    union_profiles.phone_sealed, union_profiles.phone_mask, union_profiles.note,
                    union_profiles.changed_at
             FROM union_profiles ",
            $rest
        )
    };
}

/// The profile of a union.
///
/// # Errors
/// When the database does not answer.
pub async fn of_union(conn: &mut Conn, union_id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE union_id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(union_id).fetch_optional(c).await)?)
}

/// The profiles of the unions within a range of paths, in the order of the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN unions ON unions.id = union_profiles.union_id WHERE unions.path >= $1 AND unions.path < $2
         ORDER BY unions.path"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Writes a profile: a new one (version 1), or all of one whose version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = if row.version == 1 {
        "INSERT INTO union_profiles (union_id, version, uscc, scope, method, organ, party, founded_on, term_years,
                                     term_ends_on, workers, members, full_time_chair, chair, phone_sealed, phone_mask,
                                     note, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"
    } else {
        "UPDATE union_profiles SET version = $2, uscc = $3, scope = $4, method = $5, organ = $6, party = $7,
                founded_on = $8, term_years = $9, term_ends_on = $10, workers = $11, members = $12,
                full_time_chair = $13, chair = $14, phone_sealed = $15, phone_mask = $16, note = $17, changed_at = $18
         WHERE union_id = $1 AND version = $2 - 1"
    };
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.union_id).bind(row.version).bind(&row.uscc).bind(&row.scope).bind(&row.method).bind(&row.organ)
        .bind(&row.party).bind(&row.founded_on).bind(row.term_years).bind(row.term_ends_on).bind(row.workers)
        .bind(row.members).bind(row.full_time_chair).bind(&row.chair).bind(&row.phone_sealed).bind(&row.phone_mask)
        .bind(&row.note).bind(row.changed_at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
