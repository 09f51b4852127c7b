//! From checked answers to a person's columns, and back.

use crate::App;
use crate::crypto::Place;
use crate::db::applications;
use crate::db::person::Person;
use crate::domain::facts::{document_index, id_tail_index};
use crate::error::Result;
use shared::form::base::key as base;
use shared::form::{Answer, Answers, Checked};
use shared::membership::key;
use shared::person::{mask_document, mask_mobile, mask_name};
use uuid::Uuid;

/// Fields with a column of their own.
const COLUMNS: [&str; 7] =
    [base::NAME, base::ID_TYPE, base::ID_NUMBER, base::MOBILE, key::GROUP, base::EMPLOYER, base::DIVISION];

/// The table that a person's sealed columns stand in; a sealed value opens nowhere else.
#[derive(Clone, Copy, Debug)]
pub(in crate::domain) enum Table {
    Applications,
    Members,
}

impl Table {
    fn document(self, row: Uuid) -> Place<'static> {
        let column = match self {
            Table::Applications => "applications.id_sealed",
            Table::Members => "members.id_sealed",
        };
        Place { column, row }
    }

    fn mobile(self, row: Uuid) -> Place<'static> {
        let column = match self {
            Table::Applications => "applications.mobile_sealed",
            Table::Members => "members.mobile_sealed",
        };
        Place { column, row }
    }

    /// A person's number and mobile in full.
    pub fn open(self, app: &App, row: Uuid, person: &Person) -> Result<(String, String)> {
        Ok((
            app.keys.open(self.document(row), &person.id_sealed)?,
            app.keys.open(self.mobile(row), &person.mobile_sealed)?,
        ))
    }

    /// The same person, sealed for a row of this table.
    pub fn seal(self, app: &App, row: Uuid, person: &Person, number: &str, mobile: &str) -> Result<Person> {
        Ok(Person {
            id_sealed: app.keys.seal(&app.random, self.document(row), number)?,
            mobile_sealed: app.keys.seal(&app.random, self.mobile(row), mobile)?,
            ..person.clone()
        })
    }
}

/// A person with masks and keyed look-ups of the numbers, before anything is sealed.
///
/// The look-ups are those of entries, so a contestant who becomes a member is found by them.
pub(super) fn known_by(app: &App, id_type: &str, number: &str, mobile: &str) -> Person {
    Person {
        id_type: id_type.to_owned(),
        id_mask: mask_document(number),
        id_index: document_index(app, id_type, number),
        id_tail_index: id_tail_index(app, number),
        mobile_mask: mask_mobile(mobile),
        mobile_index: app.keys.index("mobile", mobile),
        ..Person::default()
    }
}

/// A person as answered, sealed for a row of applications.
pub(super) fn person(app: &App, row: Uuid, checked: &Checked) -> Result<Person> {
    let text = |key: &str| checked.text(key).to_owned();
    let (number, mobile) = (text(base::ID_NUMBER), text(base::MOBILE));
    let sex = checked.document.as_ref().and_then(|document| document.sex);
    let plain = Person {
        name: text(base::NAME),
        birth: checked.birth(),
        sex: sex.map(crate::db::to_text),
        worker_group: text(key::GROUP),
        employer: text(base::EMPLOYER),
        division: text(base::DIVISION),
        ..known_by(app, checked.text(base::ID_TYPE), &number, &mobile)
    };
    Table::Applications.seal(app, row, &plain, &number, &mobile)
}

/// The answers that have no column.
pub(super) fn others(checked: &Checked) -> Answers {
    let own = |key: &String| !COLUMNS.contains(&key.as_str());
    checked
        .answers
        .iter()
        .filter(|(key, _)| own(key))
        .map(|(key, answer)| (key.clone(), answer.clone()))
        .collect()
}

/// All answers of an application, with name and numbers masked.
pub(in crate::domain) fn masked(row: &applications::Row) -> Answers {
    with_columns(row, &mask_name(&row.person.name), &row.person.id_mask, &row.person.mobile_mask)
}

/// Answers as sent, with masked values that came back unchanged replaced by what is stored.
pub(super) fn unmask(app: &App, row: &applications::Row, sent: Answers) -> Result<Answers> {
    let (number, mobile) = Table::Applications.open(app, row.id, &row.person)?;
    let (shown, stored) = (masked(row), with_columns(row, &row.person.name, &number, &mobile));
    let kept =
        |key: &str, answer: &Answer| stored.get(key).filter(|_| shown.get(key) == Some(answer)).cloned();
    Ok(sent
        .into_iter()
        .map(|(key, answer)| {
            let answer = kept(&key, &answer).unwrap_or(answer);
            (key, answer)
        })
        .collect())
}

fn with_columns(row: &applications::Row, name: &str, number: &str, mobile: &str) -> Answers {
    let person = &row.person;
    let values =
        [name, &person.id_type, number, mobile, &person.worker_group, &person.employer, &person.division];
    let mut answers = row.answers.0.clone();
    answers.extend(COLUMNS.iter().zip(values).map(|(key, value)| ((*key).to_owned(), Answer::from(value))));
    answers
}
