//! Employers: those that a union covers, and those that none covers yet.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::drive::Count;
use shared::union::{PartialDate, Party};
use sqlx::types::Json;
use uuid::Uuid;

/// An employer as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union that covers it, or the federation in whose ledger it stands.
    pub union_id: Uuid,
    /// Whether the union covers it.
    pub covered: bool,
    /// Counts up with every change.
    pub version: i32,
    /// 单位名称.
    pub name: String,
    /// The name as it is compared, see `domain::facts::employer_key`.
    pub name_key: String,
    /// 单位统一社会信用代码; empty when it is not known.
    pub uscc: String,
    /// 单位地址.
    pub address: String,
    /// 单位所在政区: code.
    pub division: String,
    /// 单位性质类别.
    pub nature: String,
    /// 经济类型.
    pub economic_type: String,
    /// 单位所属行业.
    pub industry: String,
    /// Whether it has a party organisation, as text.
    pub party: String,
    /// 职工人数.
    pub workers: Option<Json<Count>>,
    /// 会员人数, as told.
    pub members: Option<Json<Count>>,
    /// Since when it is covered, as far as it is known.
    pub covered_on: Option<String>,
    /// Why there is no union yet; of a covered one, why some are no members yet.
    pub reason: String,
    /// What is planned.
    pub plan: String,
    /// By when.
    pub plan_by: Option<NaiveDate>,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Row {
    /// Whether it has a party organisation.
    pub fn party(&self) -> Party {
        super::from_text(&self.party).unwrap_or_default()
    }

    /// Since when it is covered.
    pub fn covered_on(&self) -> Option<PartialDate> {
        self.covered_on.as_deref().and_then(|date| date.parse().ok())
    }
}

/// Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT employers.id, employers.union_id, employers.covered, employers.version, employers.name,
                    employers.name_key, employers.uscc, employers.address, employers.division, employers.nature,
                    employers.economic_type, employers.industry, employers.party, employers.workers,
                    employers.members, employers.covered_on, employers.reason, employers.plan, employers.plan_by,
                    employers.created_at, employers.changed_at
             FROM employers ",
            $rest
        )
    };
}

/// The employer with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE employers.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The employers that a union covers, or that stand in its ledger; in the order in which they were added.
///
/// # Errors
/// When the database does not answer.
pub async fn of_union(conn: &mut Conn, union_id: Uuid) -> Result<Vec<Row>> {
    let sql = select!("WHERE employers.union_id = $1 ORDER BY employers.id");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(union_id).fetch_all(c).await)?)
}

/// The unions that cover an employer of this name, as it is compared.
///
/// # Errors
/// When the database does not answer.
pub async fn covering(conn: &mut Conn, name_key: &str) -> Result<Vec<Uuid>> {
    let sql = "SELECT union_id FROM employers WHERE name_key = $1 AND covered";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(name_key).fetch_all(c).await)?)
}

/// The employers of the unions within a range of paths, in the order of the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN unions ON unions.id = employers.union_id WHERE unions.path >= $1 AND unions.path < $2
         ORDER BY unions.path, employers.id"
    );
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Writes an employer: a new one (version 1), or all of one whose version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn save(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = if row.version == 1 {
        "INSERT INTO employers (id, union_id, covered, version, name, name_key, uscc, address, division, nature,
                                economic_type, industry, party, workers, members, covered_on, reason, plan, plan_by,
                                changed_at, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20)"
    } else {
        "UPDATE employers SET union_id = $2, covered = $3, version = $4, name = $5, name_key = $6, uscc = $7,
                address = $8, division = $9, nature = $10, economic_type = $11, industry = $12, party = $13,
                workers = $14, members = $15, covered_on = $16, reason = $17, plan = $18, plan_by = $19,
                changed_at = $20
         WHERE id = $1 AND version = $4 - 1"
    };
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(row.id).bind(row.union_id).bind(row.covered).bind(row.version).bind(&row.name).bind(&row.name_key)
        .bind(&row.uscc).bind(&row.address).bind(&row.division).bind(&row.nature).bind(&row.economic_type)
        .bind(&row.industry).bind(&row.party).bind(row.workers).bind(row.members).bind(&row.covered_on)
        .bind(&row.reason).bind(&row.plan).bind(row.plan_by).bind(row.changed_at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
