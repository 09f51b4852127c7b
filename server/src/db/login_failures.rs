//! Failed log-ins, by a keyed hash of the account that was typed, whether or not there is such an account.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};

/// Until when log-ins to an account are refused, if they were locked.
///
/// # Errors
/// When the database does not answer.
pub async fn locked_until(conn: &mut Conn, account_index: &[u8]) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT locked_until FROM login_failures WHERE account_index = $1";
    let found: Option<Option<DateTime<Utc>>> =
        on!(conn, c => sqlx::query_scalar(sql).bind(account_index).fetch_optional(c).await)?;
    Ok(found.flatten())
}

/// Counts a failure, and gives how many there are now.
///
/// # Errors
/// When the database refuses.
pub async fn count(tx: &mut Tx, account_index: &[u8], at: DateTime<Utc>) -> Result<i32> {
    let sql = "INSERT INTO login_failures (account_index, failures, last_at) VALUES ($1, 1, $2)
               ON CONFLICT (account_index)
               DO UPDATE SET failures = login_failures.failures + 1, last_at = excluded.last_at
               RETURNING failures";
    Ok(on!(&mut **tx, c => sqlx::query_scalar(sql).bind(account_index).bind(at).fetch_one(c).await)?)
}

/// Locks an account for a while; the count begins again.
///
/// # Errors
/// When the database refuses.
pub async fn lock(tx: &mut Tx, account_index: &[u8], until: DateTime<Utc>) -> Result<()> {
    let sql = "UPDATE login_failures SET failures = 0, locked_until = $2 WHERE account_index = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(account_index).bind(until).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets the failures of an account, after a success.
///
/// # Errors
/// When the database refuses.
pub async fn forget(tx: &mut Tx, account_index: &[u8]) -> Result<()> {
    let sql = "DELETE FROM login_failures WHERE account_index = $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(account_index).execute(c).await.map(drop))?;
    Ok(())
}

/// Forgets accounts whose last failure was before a time.
///
/// # Errors
/// When the database refuses.
pub async fn forget_before(tx: &mut Tx, last: DateTime<Utc>) -> Result<()> {
    let sql = "DELETE FROM login_failures WHERE last_at < $1";
    on!(&mut **tx, c => sqlx::query(sql).bind(last).execute(c).await.map(drop))?;
    Ok(())
}
