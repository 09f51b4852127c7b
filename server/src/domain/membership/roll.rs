//! Members from a roll, who never applied here.

use super::identity::Table;
use crate::App;
use crate::db::members;
use crate::db::person::Person;
use crate::domain::facts::id_tail_index;
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use shared::membership::MembershipState;
use shared::person::{DocumentFacts, DocumentKind, mask_document, mask_mobile};
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
        id_type: kind.to_owned(),
        id_mask: mask_document(number),
        id_index: app.keys.index("document", &format!("{kind}:{number}")),
        id_tail_index: id_tail_index(app, number),
        mobile_mask: mask_mobile(&person.mobile),
        mobile_index: app.keys.index("mobile", &person.mobile),
        birth: document.birth,
        sex: document.sex.map(crate::db::to_text),
        worker_group: person.worker_group.clone(),
        employer: person.employer.clone(),
        division: person.division.clone(),
        ..Person::default()
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
