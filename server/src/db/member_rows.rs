//! Members by the thousand, for the workbook: each table in few statements.

use super::members::{NewEvent, Row, select};
use super::{CHUNK, Conn, Tx, on, to_text};
use crate::error::Result;
use chrono::NaiveDate;
use shared::membership::MembershipChange;
use sqlx::QueryBuilder;
use std::collections::HashMap;
use uuid::Uuid;

/// The members among these people, by their keyed look-ups.
///
/// # Errors
/// When the database does not answer.
pub async fn of_people(conn: &mut Conn, people: &[Vec<u8>]) -> Result<HashMap<Vec<u8>, Row>> {
    let mut found = HashMap::new();
    for chunk in people.chunks(CHUNK) {
        let rows: Vec<Row> = on!(&mut *conn, c => {
            let mut query = QueryBuilder::new(select!("WHERE members.id_index IN ("));
            let mut list = query.separated(", ");
            for one in chunk {
                list.push_bind(one);
            }
            query.push(")").build_query_as().persistent(false).fetch_all(c).await
        })?;
        found.extend(rows.into_iter().map(|row| (row.person.id_index.clone(), row)));
    }
    Ok(found)
}

/// Adds members.
///
/// # Errors
/// When the database refuses; a person who has a row already is a unique violation.
pub async fn insert_all(tx: &mut Tx, rows: &[Row]) -> Result<()> {
    for chunk in rows.chunks(CHUNK) {
        on!(&mut **tx, c => {
            let mut query = QueryBuilder::new(
                "INSERT INTO members (id, union_id, state, version, name, id_type, id_sealed, id_mask, id_index,
                     id_tail_index, mobile_sealed, mobile_mask, mobile_index, birth, sex, worker_group, employer,
                     division, profile, joined_on, ended_on, created_at, changed_at) ",
            );
            query.push_values(chunk, |mut values, row| {
                let person = &row.person;
                values.push_bind(row.id).push_bind(row.union_id).push_bind(&row.state).push_bind(row.version);
                values.push_bind(&person.name).push_bind(&person.id_type).push_bind(&person.id_sealed);
                values.push_bind(&person.id_mask).push_bind(&person.id_index).push_bind(&person.id_tail_index);
                values.push_bind(&person.mobile_sealed).push_bind(&person.mobile_mask);
                values.push_bind(&person.mobile_index).push_bind(person.birth).push_bind(&person.sex);
                values.push_bind(&person.worker_group).push_bind(&person.employer).push_bind(&person.division);
                values.push_bind(&row.profile).push_bind(row.joined_on).push_bind(row.ended_on);
                values.push_bind(row.created_at).push_bind(row.changed_at);
            });
            query.build().persistent(false).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Adds events.
///
/// # Errors
/// When the database refuses.
pub async fn insert_events(tx: &mut Tx, events: &[NewEvent]) -> Result<()> {
    for chunk in events.chunks(CHUNK) {
        on!(&mut **tx, c => {
            let mut query = QueryBuilder::new(
                "INSERT INTO membership_events (id, member_id, union_id, change, happened_on, reason, decision_id,
                     application_id, staff_id, at) ",
            );
            query.push_values(chunk, |mut values, event| {
                values.push_bind(event.id).push_bind(event.member_id).push_bind(event.union_id);
                values.push_bind(to_text(event.change)).push_bind(event.happened_on).push_bind(&event.reason);
                values.push_bind(event.decision_id).push_bind(event.application_id).push_bind(event.staff_id);
                values.push_bind(event.at);
            });
            query.build().persistent(false).execute(c).await.map(drop)
        })?;
    }
    Ok(())
}

/// Those who are members, or whose membership is kept, of unions within a range of paths, after an id, by id.
///
/// # Errors
/// When the database does not answer.
pub async fn on_the_roll(conn: &mut Conn, paths: (&str, &str), after: Uuid, limit: i64) -> Result<Vec<Row>> {
    let sql = select!(
        "JOIN unions ON unions.id = members.union_id
         WHERE unions.path >= $1 AND unions.path < $2 AND members.id > $3
         AND members.state IN ('active', 'transferring', 'retained')
         ORDER BY members.id LIMIT $4"
    );
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(paths.0).bind(paths.1).bind(after).bind(limit).fetch_all(c).await)?)
}

/// What changed a membership, as the workbook tells it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    member_id: Uuid,
    change: String,
    /// The day that counts.
    pub happened_on: NaiveDate,
    /// Why: a code, or empty.
    pub reason: String,
}

impl Event {
    /// What changed; none when this version of the program does not know it.
    pub fn change(&self) -> Option<MembershipChange> {
        super::from_text(&self.change)
    }
}

/// All events of these members, each member's in the order in which they were recorded.
///
/// # Errors
/// When the database does not answer.
pub async fn events(conn: &mut Conn, members: &[Uuid]) -> Result<HashMap<Uuid, Vec<Event>>> {
    let mut found: HashMap<Uuid, Vec<Event>> = HashMap::new();
    for chunk in members.chunks(CHUNK) {
        let rows: Vec<Event> = on!(&mut *conn, c => {
            let mut query = QueryBuilder::new(
                "SELECT member_id, change, happened_on, reason FROM membership_events WHERE member_id IN (",
            );
            let mut list = query.separated(", ");
            for one in chunk {
                list.push_bind(one);
            }
            query.push(") ORDER BY member_id, id").build_query_as().persistent(false).fetch_all(c).await
        })?;
        for row in rows {
            found.entry(row.member_id).or_default().push(row);
        }
    }
    Ok(found)
}
