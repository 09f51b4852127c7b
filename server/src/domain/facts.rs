//! From checked answers to what is stored: numbers sealed and indexed, the rest as answers.

use super::record::Sent;
use crate::App;
use crate::clock::years_later;
use crate::crypto::Place;
use crate::db::{competitions, consents, entries};
use crate::error::{Error, Result};
use chrono::NaiveDate;
use shared::form::{Answer, Answers, Checked, ConsentAnswer, FormDefinition};
use shared::person::{mask_document, mask_mobile};
use shared::sync::ReceiptHash;
use sqlx::types::Json;
use uuid::Uuid;

/// Column of a sealed document number.
const DOCUMENT: &str = "entries.id_sealed";
/// Column of a sealed mobile.
const MOBILE: &str = "entries.mobile_sealed";
/// Fields with a column of their own.
const COLUMNS: [&str; 6] = ["name", "id_type", "id_number", "mobile", "employer", "division"];

/// An entry that is not stored yet.
pub(super) struct NewEntry<'a> {
    pub id: Uuid,
    pub competition: &'a competitions::Row,
    pub event: &'a str,
    pub form: &'a FormDefinition,
    pub checked: &'a Checked,
    pub receipt: &'a ReceiptHash,
    pub sent: &'a Sent,
}

impl NewEntry<'_> {
    /// The row to store.
    pub fn row(&self, app: &App) -> Result<entries::Row> {
        let retain_until = retain_until(self.competition, app.config.retention_years);
        let mut row = entries::Row {
            id: self.id,
            competition_id: self.competition.id,
            event: self.event.to_owned(),
            state: String::new(),
            version: 1,
            form_version: self.form.version.cast_signed(),
            name: String::new(),
            id_type: String::new(),
            id_sealed: String::new(),
            id_mask: String::new(),
            id_index: Vec::new(),
            id_tail_index: Vec::new(),
            mobile_sealed: String::new(),
            mobile_mask: String::new(),
            mobile_index: Vec::new(),
            birth: None,
            employer: String::new(),
            employer_key: String::new(),
            division: String::new(),
            answers: Json(Answers::new()),
            publication: false,
            receipt_hash: self.receipt.as_str().to_owned(),
            receipt_code: self.receipt.code().as_str().to_owned(),
            reason: String::new(),
            captured_at: self.sent.captured_at,
            submitted_at: self.sent.at,
            changed_at: self.sent.at,
            retain_until,
        };
        row.set_state(shared::competition::EntryState::Submitted);
        fill(app, &mut row, self.checked)?;
        Ok(row)
    }
}

/// Puts checked answers into a row.
pub(super) fn fill(app: &App, row: &mut entries::Row, checked: &Checked) -> Result<()> {
    let text = |key: &str| checked.text(key);
    let (number, mobile) = (text("id_number"), text("mobile"));
    let id_type = text("id_type");
    row.name = text("name").to_owned();
    row.id_type = id_type.to_owned();
    row.id_sealed = app.keys.seal(&app.random, Place { column: DOCUMENT, row: row.id }, number)?;
    row.id_mask = mask_document(number);
    row.id_index = document_index(app, id_type, number);
    row.id_tail_index = id_tail_index(app, number);
    row.mobile_sealed = app.keys.seal(&app.random, Place { column: MOBILE, row: row.id }, mobile)?;
    row.mobile_mask = mask_mobile(mobile);
    row.mobile_index = app.keys.index("mobile", mobile);
    row.birth = checked.birth();
    row.employer = text("employer").to_owned();
    row.employer_key = employer_key(text("employer"));
    row.division = text("division").to_owned();
    row.publication = checked.consented("consent_publication");
    row.answers = Json(
        checked
            .answers
            .iter()
            .filter(|(key, _)| !COLUMNS.contains(&key.as_str()))
            .map(|(key, answer)| (key.clone(), answer.clone()))
            .collect(),
    );
    Ok(())
}

/// All answers of an entry, with numbers in full. For checking a correction and for revealing.
pub(super) fn open(app: &App, row: &entries::Row) -> Result<Answers> {
    let number = app.keys.open(Place { column: DOCUMENT, row: row.id }, &row.id_sealed)?;
    let mobile = open_mobile(app, row)?;
    Ok(with_columns(row, &row.name, &number, &mobile))
}

/// The mobile in full.
pub(super) fn open_mobile(app: &App, row: &entries::Row) -> Result<String> {
    Ok(app.keys.open(Place { column: MOBILE, row: row.id }, &row.mobile_sealed)?)
}

/// All answers of an entry, with name and numbers masked.
pub(super) fn masked(row: &entries::Row) -> Answers {
    with_columns(row, &shared::person::mask_name(&row.name), &row.id_mask, &row.mobile_mask)
}

fn with_columns(row: &entries::Row, name: &str, number: &str, mobile: &str) -> Answers {
    let values = [name, &row.id_type, number, mobile, &row.employer, &row.division];
    let mut answers = row.answers.0.clone();
    answers.extend(COLUMNS.iter().zip(values).map(|(key, value)| ((*key).to_owned(), Answer::from(value))));
    answers
}

/// A correction as sent, with masked values that came back unchanged replaced by what is stored.
pub(super) fn unmask(app: &App, row: &entries::Row, sent: Answers) -> Result<Answers> {
    let shown = masked(row);
    let stored = open(app, row)?;
    Ok(sent
        .into_iter()
        .map(|(key, answer)| match stored.get(&key) {
            Some(kept) if shown.get(&key) == Some(&answer) => (key, kept.clone()),
            _ => (key, answer),
        })
        .collect())
}

/// The consents of an entry, as records.
pub(super) fn consent_rows(checked: &Checked, row: &entries::Row) -> Vec<consents::Row> {
    let record = |consent: &ConsentAnswer| consents::Row {
        entry_id: row.id,
        entry_version: row.version,
        purpose: consent.key.clone(),
        text_version: consent.text_version.clone(),
        given: consent.given,
        at: row.changed_at,
        retain_until: row.retain_until,
    };
    checked.consents.iter().map(record).collect()
}

/// Keyed look-up of a document: its kind and its whole number.
pub(super) fn document_index(app: &App, id_type: &str, number: &str) -> Vec<u8> {
    app.keys.index("document", &format!("{id_type}:{number}"))
}

/// Keyed look-up of the last four characters of a number.
pub(super) fn id_tail_index(app: &App, number: &str) -> Vec<u8> {
    let tail: Vec<char> = number.chars().rev().take(4).collect();
    app.keys.index("document-tail", &tail.into_iter().rev().collect::<String>().to_uppercase())
}

/// The employer without blanks, punctuation and case, which are written differently each time.
pub(super) fn employer_key(employer: &str) -> String {
    employer.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Personal data is kept for some years after the competition, and no longer (PIPL art. 19).
fn retain_until(competition: &competitions::Row, years: u32) -> NaiveDate {
    let schedule = &competition.definition.schedule;
    let last = schedule.practical_on.unwrap_or_else(|| schedule.entry_closes.date_naive());
    years_later(last, years)
}

/// Refuses with violations, if there are any.
pub(super) fn none_wrong(violations: Vec<shared::i18n::Violation>) -> Result<()> {
    if violations.is_empty() { Ok(()) } else { Err(Error::Invalid(violations)) }
}
