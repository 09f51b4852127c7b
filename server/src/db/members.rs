//! Members: one row for each person, and everything that changed a membership.

use super::person::{Person, bind_person, person_columns};
use super::{Conn, Tx, on, to_text};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use shared::membership::{MembershipChange, MembershipState};
use sqlx::QueryBuilder;
use sqlx::types::Json;
use uuid::Uuid;

/// A member as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id; stays the same for the person through every union.
    pub id: Uuid,
    /// The union.
    pub union_id: Uuid,
    /// State, as text.
    pub(crate) state: String,
    /// Counts up with every change.
    pub version: i32,
    /// Who.
    #[sqlx(flatten)]
    pub person: Person,
    /// The full profile beyond the columns.
    pub profile: Json<Answers>,
    /// Membership counts from this day, that of the committee's decision.
    pub joined_on: NaiveDate,
    /// The day on which it ended or was put aside.
    pub ended_on: Option<NaiveDate>,
    /// When the row was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Row {
    /// State.
    ///
    /// # Errors
    /// When this version of the program does not know the state.
    pub fn state(&self) -> Result<MembershipState> {
        super::from_text(&self.state).ok_or_else(|| Error::Stored(format!("membership state {}", self.state)))
    }

    /// Sets the state.
    pub fn set_state(&mut self, state: MembershipState) {
        self.state = to_text(state);
    }
}

/// Begins a query on members. Columns by name: a newer release may have added some, and this one still reads its own.
macro_rules! select {
    ($rest:expr) => {
        concat!(
            "SELECT members.id, members.union_id, members.state, members.version, ",
            $crate::db::person::person_columns!("members."),
            ", members.profile, members.joined_on, members.ended_on, members.created_at, members.changed_at
             FROM members ",
            $rest
        )
    };
}
pub(super) use select;

/// The member with this id, unless the personal data was erased.
///
/// # Errors
/// When the database does not answer.
pub async fn by_id(conn: &mut Conn, id: Uuid) -> Result<Option<Row>> {
    let sql = select!("WHERE members.id = $1 AND members.name <> ''");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id).fetch_optional(c).await)?)
}

/// The members with these ids, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn by_ids(conn: &mut Conn, ids: &[Uuid]) -> Result<Vec<Row>> {
    Ok(on!(conn, c => {
        let mut query = QueryBuilder::new(select!("WHERE members.id IN ("));
        let mut list = query.separated(", ");
        for id in ids {
            list.push_bind(id);
        }
        query.push(") ORDER BY members.id DESC").build_query_as().persistent(false).fetch_all(c).await
    })?)
}

/// The member who is the person with this keyed look-up.
///
/// # Errors
/// When the database does not answer.
pub async fn of_person(conn: &mut Conn, id_index: &[u8]) -> Result<Option<Row>> {
    let sql = select!("WHERE members.id_index = $1");
    Ok(on!(conn, c => sqlx::query_as(sql).bind(id_index).fetch_optional(c).await)?)
}

/// Adds a member.
///
/// # Errors
/// When the database refuses; a person who has a row already is a unique violation.
pub async fn insert(tx: &mut Tx, row: &Row) -> Result<()> {
    let sql = concat!(
        "INSERT INTO members (",
        person_columns!(""),
        ", id, union_id, state, version, profile, joined_on, ended_on, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23)"
    );
    on!(&mut **tx, c => bind_person!(sqlx::query(sql), row.person)
        .bind(row.id).bind(row.union_id).bind(&row.state).bind(row.version).bind(&row.profile)
        .bind(row.joined_on).bind(row.ended_on).bind(row.created_at).bind(row.changed_at)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Writes back all that may change of a member, if the version is still the one before `row.version`.
///
/// # Errors
/// When the database refuses.
pub async fn update(tx: &mut Tx, row: &Row) -> Result<bool> {
    let sql = "UPDATE members SET name = $1, id_type = $2, id_sealed = $3, id_mask = $4, id_index = $5,
                   id_tail_index = $6, mobile_sealed = $7, mobile_mask = $8, mobile_index = $9, birth = $10, sex = $11,
                   worker_group = $12, employer = $13, division = $14, union_id = $16, state = $17, version = $18,
                   profile = $19, joined_on = $20, ended_on = $21, changed_at = $22
               WHERE id = $15 AND version = $18 - 1";
    let rows = on!(&mut **tx, c => bind_person!(sqlx::query(sql), row.person)
        .bind(row.id).bind(row.union_id).bind(&row.state).bind(row.version).bind(&row.profile)
        .bind(row.joined_on).bind(row.ended_on).bind(row.changed_at)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Something that changed a membership.
#[derive(Clone, Debug)]
pub struct NewEvent {
    /// Id.
    pub id: Uuid,
    /// The member.
    pub member_id: Uuid,
    /// The union for which it counts.
    pub union_id: Uuid,
    /// What changed.
    pub change: MembershipChange,
    /// The day that counts.
    pub happened_on: NaiveDate,
    /// Why: a code of [`MembershipReason`](shared::membership::MembershipReason), or empty.
    pub reason: String,
    /// The decision behind it.
    pub decision_id: Option<Uuid>,
    /// The application behind it.
    pub application_id: Option<Uuid>,
    /// Who recorded it.
    pub staff_id: Option<Uuid>,
    /// When it was recorded.
    pub at: DateTime<Utc>,
}

/// Adds an event.
///
/// # Errors
/// When the database refuses.
pub async fn insert_event(tx: &mut Tx, event: &NewEvent) -> Result<()> {
    let sql = "INSERT INTO membership_events
                   (id, member_id, union_id, change, happened_on, reason, decision_id, application_id, staff_id, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(event.id).bind(event.member_id).bind(event.union_id).bind(to_text(event.change))
        .bind(event.happened_on).bind(&event.reason).bind(event.decision_id).bind(event.application_id)
        .bind(event.staff_id).bind(event.at).execute(c).await.map(drop))?;
    Ok(())
}

/// Something that changed a membership, with the decision behind it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    /// The day that counts.
    pub happened_on: NaiveDate,
    /// What changed, as text.
    pub change: String,
    /// The union for which it counts.
    pub union_id: Uuid,
    /// Why, as text.
    pub reason: String,
    /// The decision.
    pub decision_id: Option<Uuid>,
    /// Number of the decision's document.
    pub document_number: Option<String>,
    /// Who decided.
    pub deciders: Option<String>,
}

/// What changed a membership, newest first.
///
/// # Errors
/// When the database does not answer.
pub async fn events(conn: &mut Conn, member_id: Uuid) -> Result<Vec<Event>> {
    let sql = "SELECT membership_events.happened_on, membership_events.change, membership_events.union_id,
                      membership_events.reason, membership_events.decision_id, decisions.document_number,
                      decisions.deciders
               FROM membership_events LEFT JOIN decisions ON decisions.id = membership_events.decision_id
               WHERE membership_events.member_id = $1 ORDER BY membership_events.at DESC, membership_events.change";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(member_id).fetch_all(c).await)?)
}
