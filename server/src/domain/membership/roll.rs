//! Members from a roll, who never applied here.

use super::identity::{Table, known_by};
use crate::App;
use crate::db::members;
use crate::db::person::Person;
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use shared::membership::MembershipState;
use shared::person::{DocumentFacts, DocumentKind};
use shared::sync::RollPerson;
use sqlx::types::Json;
use uuid::Uuid;

/// The row of an active member, as a roll tells of one. The person is checked already.
pub(in super::super) fn roll_member(
    app: &App,
    union_id: Uuid,
    (joined_on, at): (NaiveDate, DateTime<Utc>),
    (person, document): &(RollPerson, DocumentFacts),
) -> Result<members::Row> {
    let id = app.random.uuid(at);
    let (kind, number) = (DocumentKind::ResidentId.code(), document.number.as_str());
    let plain = Person {
        name: person.name.clone(),
        birth: document.birth,
        sex: document.sex.map(crate::db::to_text),
        worker_group: person.worker_group.clone(),
        employer: person.employer.clone(),
        division: person.division.clone(),
        ..known_by(app, kind, number, &person.mobile)
    };
    let mut row = members::Row {
        id,
        union_id,
        state: String::new(),
        version: 1,
        person: Table::Members.seal(app, id, &plain, number, &person.mobile)?,
        profile: Json(Answers::new()),
        joined_on,
        ended_on: None,
        created_at: at,
        changed_at: at,
    };
    row.set_state(MembershipState::Active);
    Ok(row)
}
