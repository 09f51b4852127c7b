//! Accounts of staff.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// An account with its union.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id.
    pub id: Uuid,
    /// The union they work for.
    pub union_id: Uuid,
    /// Account.
    pub account: String,
    /// Name to show.
    pub name: String,
    /// Role, as text.
    pub role: String,
    /// argon2id.
    pub password_hash: String,
    /// Closed for good.
    pub disabled: bool,
    /// Place of the union in the tree.
    pub path: String,
    /// Kind of the union, as text.
    pub kind: String,
    /// Name of the union.
    pub union_name: Json<Localized>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT staff.id, staff.union_id, staff.account, staff.name, staff.role, staff.password_hash,
                    staff.disabled, unions.path, unions.kind, unions.name AS union_name
             FROM staff JOIN unions ON unions.id = staff.union_id ",
            $rest
        )
    };
}

/// The account with this name.
///
/// # Errors
/// When the database does not answer.
pub async fn by_account(conn: &mut Conn, account: &str) -> Result<Option<Row>> {
    let sql = select!("WHERE staff.account = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(account).fetch_optional(c).await)?)
}

/// The account with this id.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE staff.id = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// An account to add.
#[derive(Clone, Debug)]
pub struct NewStaff {
    /// Id.
    pub id: Uuid,
    /// The union they work for.
    pub union_id: Uuid,
    /// Account.
    pub account: String,
    /// Name to show.
    pub name: String,
    /// Role, as text.
    pub role: String,
    /// argon2id.
    pub password_hash: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds an account; false when the name is taken.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, new: &NewStaff) -> Result<bool> {
    let sql = "INSERT INTO staff (id, union_id, account, name, role, password_hash, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.union_id).bind(&new.account).bind(&new.name).bind(&new.role)
        .bind(&new.password_hash).bind(new.at).execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}
