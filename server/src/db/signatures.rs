//! Signatures under applications to join, sealed.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Keeps the signature of an application.
///
/// # Errors
/// When the database refuses.
pub async fn insert(tx: &mut Tx, application_id: Uuid, sealed: &str, at: DateTime<Utc>) -> Result<()> {
    let sql = "INSERT INTO application_signatures (application_id, signature_sealed, at) VALUES ($1, $2, $3)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(application_id).bind(sealed).bind(at).execute(c).await.map(drop))?;
    Ok(())
}

/// The sealed signature of an application; none when it was not signed on the device.
///
/// # Errors
/// When the database does not answer.
pub async fn of_application(conn: &mut Conn, application_id: Uuid) -> Result<Option<String>> {
    let sql = "SELECT signature_sealed FROM application_signatures WHERE application_id = $1";
    Ok(on!(conn, c => sqlx::query_scalar(sql).bind(application_id).fetch_optional(c).await)?)
}
