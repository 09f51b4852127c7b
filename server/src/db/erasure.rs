//! Erasing personal data of applications and of former members. Their rows stay for the counts: union, state, group,
//! division, code, days; an erased row has no name, and is found by nobody.

use super::{Conn, Tx, on};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use sqlx::types::Json;
use uuid::Uuid;

/// What is to be erased.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Expired {
    /// The application or the member.
    pub id: Uuid,
    /// The union whose matter it is.
    pub union_id: Uuid,
    /// Its version.
    pub version: i32,
    /// What was completed of the full profile.
    pub profile: Json<Answers>,
}

/// Applications that led to no membership and are kept until a day before this one. One that became a transfer which is
/// under way is a matter of the member, and stays.
///
/// # Errors
/// When the database does not answer.
pub async fn applications(conn: &mut Conn, today: NaiveDate, limit: i64) -> Result<Vec<Expired>> {
    let sql = "SELECT id, union_id, version, profile FROM applications
               WHERE retain_until < $1 AND member_id IS NULL AND name <> '' AND NOT EXISTS (
                   SELECT 1 FROM transfers WHERE transfers.application_id = applications.id
                   AND transfers.state IN ('offered', 'requested', 'released', 'escalated'))
               ORDER BY retain_until, id LIMIT $2";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(today).bind(limit).fetch_all(c).await)?)
}

/// Members who left before a day. Whose membership is kept while out of work has not left.
///
/// # Errors
/// When the database does not answer.
pub async fn members(conn: &mut Conn, left_before: NaiveDate, limit: i64) -> Result<Vec<Expired>> {
    let sql = "SELECT id, union_id, version, profile FROM members
               WHERE state IN ('resigned', 'expelled') AND ended_on < $1 AND name <> ''
               ORDER BY ended_on, id LIMIT $2";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(left_before).bind(limit).fetch_all(c).await)?)
}

/// The applications that led to a membership, or to a transfer of it.
///
/// # Errors
/// When the database does not answer.
pub async fn applications_of(conn: &mut Conn, member_id: Uuid) -> Result<Vec<Expired>> {
    let sql = "SELECT id, union_id, version, profile FROM applications WHERE member_id = $1 AND name <> ''";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(member_id).fetch_all(c).await)?)
}

/// Erases an application: person, answers, receipt, reason; consents, confirmation and signature go with it.
///
/// # Errors
/// When the database refuses.
pub async fn erase_application(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let nothing: Vec<u8> = Vec::new();
    // Keyed look-ups and the receipt are unique; the row's own id takes their place and tells nothing.
    let sql = "UPDATE applications SET name = '', id_type = '', id_sealed = '', id_mask = '', id_index = $2,
                   id_tail_index = $3, mobile_sealed = '', mobile_mask = '', mobile_index = $3, birth = NULL, sex = NULL,
                   employer = '', answers = $4, profile = $4, receipt_hash = $5, receipt_code = '', reason = '',
                   repeats = EXISTS (
                       SELECT 1 FROM applications AS other
                       JOIN sources AS theirs ON theirs.id = other.source_id
                       JOIN sources AS own ON own.ceremony_id = theirs.ceremony_id
                       WHERE own.id = applications.source_id AND other.id_index = applications.id_index
                         AND other.id <> applications.id AND other.state <> 'withdrawn'),
                   version = version + 1, changed_at = $6
               WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(id.as_bytes().to_vec()).bind(&nothing).bind(Json(Answers::new())).bind(id.to_string())
        .bind(at).execute(c).await.map(drop))?;
    for sql in [
        "DELETE FROM application_consents WHERE application_id = $1",
        "DELETE FROM application_signatures WHERE application_id = $1",
        "DELETE FROM confirmations WHERE application_id = $1",
        "UPDATE transfers SET reason = '' WHERE application_id = $1",
    ] {
        on!(&mut **tx, c => sqlx::query(sql).bind(id).execute(c).await.map(drop))?;
    }
    Ok(())
}

/// Erases a former member, but for what reports count: group, division, sex and the given part of the profile.
///
/// # Errors
/// When the database refuses.
pub async fn erase_member(tx: &mut Tx, id: Uuid, counted: &Answers, at: DateTime<Utc>) -> Result<()> {
    // While the person is still known by the look-up: entries keep that they came before the membership.
    let joined = "UPDATE entries SET joined = TRUE
                  WHERE id_tail_index = (SELECT id_tail_index FROM members WHERE id = $1)
                    AND id_index = (SELECT id_index FROM members WHERE id = $1)
                    AND EXISTS (SELECT 1 FROM membership_events
                                WHERE membership_events.member_id = $1 AND membership_events.change = 'joined'
                                  AND membership_events.at >= entries.submitted_at)";
    on!(&mut **tx, c => sqlx::query(joined).bind(id).execute(c).await.map(drop))?;
    let sql = "UPDATE members SET name = '', id_type = '', id_sealed = '', id_mask = '', id_index = $2,
                   id_tail_index = $3, mobile_sealed = '', mobile_mask = '', mobile_index = $3, birth = NULL,
                   employer = '', profile = $4, version = version + 1, changed_at = $5
               WHERE id = $1";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(id).bind(id.as_bytes().to_vec()).bind(Vec::<u8>::new()).bind(Json(counted)).bind(at)
        .execute(c).await.map(drop))?;
    let transfers = "UPDATE transfers SET reason = '' WHERE member_id = $1";
    on!(&mut **tx, c => sqlx::query(transfers).bind(id).execute(c).await.map(drop))?;
    Ok(())
}
