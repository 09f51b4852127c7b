//! From a row of the workbook to a member, and back.

use super::super::identity::{Table, known_by};
use crate::App;
use crate::db::members::Row;
use crate::db::person::Person;
use crate::db::unions;
use crate::domain::facts::document_index;
use crate::error::Result;
use shared::form::base::key as base;
use shared::form::{Answer, Answers};
use shared::person::mask_mobile;
use shared::workbook::{ColumnSet, Values, column_key};
use sqlx::types::Json;
use std::collections::BTreeMap;

/// Keys that have a column of their own, or say what changed; all others make the profile.
const OWN: [&str; 11] = [
    base::NAME,
    base::ID_TYPE,
    base::ID_NUMBER,
    base::MOBILE,
    base::BIRTH,
    base::EMPLOYER,
    column_key::SEX,
    column_key::SEQUENCE,
    column_key::CHANGE,
    column_key::CHANGED_ON,
    column_key::CHANGE_REASON,
];
/// The group of those of whom the workbook does not tell it.
const OTHER_GROUP: &str = "other";

/// The keyed look-up of a row's document.
pub(super) fn index(app: &App, values: &Values) -> Vec<u8> {
    document_index(app, values.get(base::ID_TYPE), values.get(base::ID_NUMBER))
}

/// Titles of the columns in which a row differs from what is stored. A blank cell differs in nothing.
pub(super) fn differences(app: &App, set: &ColumnSet, values: &Values, known: &Row) -> Vec<String> {
    let person = &known.person;
    let differs = |key: &str| {
        let value = values.get(key);
        match key {
            _ if value.is_empty() => false,
            base::NAME => value != person.name,
            base::MOBILE => app.keys.index("mobile", value) != person.mobile_index,
            base::BIRTH => person.birth.map(|day| day.to_string()).as_deref() != Some(value),
            base::EMPLOYER => value != person.employer,
            column_key::SEX => person.sex.as_deref() != Some(value),
            key if OWN.contains(&key) => false,
            key => known.profile.get(key).and_then(Answer::as_text) != Some(value),
        }
    };
    set.columns.iter().filter(|column| differs(&column.key)).map(|column| column.title.clone()).collect()
}

/// Puts a row into a member; blank cells leave what is there.
pub(super) fn fill(app: &App, row: &mut Row, values: &Values) -> Result<()> {
    let person = &mut row.person;
    let set = |key: &str, stored: &mut String| {
        let value = values.get(key);
        if !value.is_empty() {
            value.clone_into(stored);
        }
    };
    set(base::NAME, &mut person.name);
    set(base::EMPLOYER, &mut person.employer);
    person.birth = values.day(base::BIRTH).or(person.birth);
    if !values.get(column_key::SEX).is_empty() {
        person.sex = Some(values.get(column_key::SEX).to_owned());
    }
    let profile = values.0.iter().filter(|(key, _)| !OWN.contains(&key.as_str()));
    row.profile.0.extend(profile.map(|(key, value)| (key.clone(), Answer::from(value.as_str()))));
    let mobile = values.get(base::MOBILE);
    person.mobile_mask = mask_mobile(mobile);
    person.mobile_index = app.keys.index("mobile", mobile);
    // Sealed again as a whole: a sealed value says nothing of what it was before.
    row.person = Table::Members.seal(app, row.id, &row.person, values.get(base::ID_NUMBER), mobile)?;
    Ok(())
}

/// The person of a row, before anything is sealed.
pub(super) fn new(app: &App, values: &Values, union: &unions::Row) -> Person {
    let group = match union.worker_groups.as_slice() {
        [one] => one.clone(),
        _ => OTHER_GROUP.to_owned(),
    };
    Person {
        worker_group: group,
        division: union.division.clone(),
        ..known_by(app, values.get(base::ID_TYPE), values.get(base::ID_NUMBER), values.get(base::MOBILE))
    }
}

/// No profile yet.
pub(super) fn no_profile() -> Json<Answers> {
    Json(BTreeMap::new())
}

/// What the workbook tells of a member, by key; what changed is added by the caller.
pub(super) fn values(app: &App, row: &Row) -> Result<BTreeMap<String, String>> {
    let (number, mobile) = Table::Members.open(app, row.id, &row.person)?;
    let person = &row.person;
    let profile = row.profile.iter().filter_map(|(key, answer)| Some((key.as_str(), answer.as_text()?)));
    let mut values: BTreeMap<String, String> =
        profile.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let birth = person.birth.map(|day| day.to_string()).unwrap_or_default();
    let own = [
        (base::NAME, person.name.clone()),
        (base::ID_TYPE, person.id_type.clone()),
        (base::ID_NUMBER, number),
        (base::MOBILE, mobile),
        (base::BIRTH, birth),
        (base::EMPLOYER, person.employer.clone()),
        (column_key::SEX, person.sex.clone().unwrap_or_default()),
    ];
    values.extend(own.map(|(key, value)| (key.to_owned(), value)));
    Ok(values)
}
