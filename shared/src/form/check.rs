//! Answers against a form: valid answers, or every violation at once.

use super::base::key;
use super::{Answer, Answers, Condition, Field, FieldKind, FormDefinition, parse, value};
use crate::i18n::{Problem, Violation};
use crate::person::{DocumentFacts, DocumentKind, check_document, full_years};
use chrono::NaiveDate;
use std::fmt;

/// Youngest age of who may fill in a form with an identity document.
pub const MIN_AGE: u32 = 16;

/// Answers that hold. Its debug output names the fields without their values.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// The answers as stored: only fields that are asked, each in its normal form; fields left empty are not
    /// among them, consents always are. Checking these again gives the same.
    pub answers: Answers,
    /// The identity document, when the form asks for one.
    pub document: Option<DocumentFacts>,
    /// The consents asked, given or not.
    pub consents: Vec<ConsentAnswer>,
}

/// A consent as it was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentAnswer {
    /// Key of the field.
    pub key: String,
    /// Version of the text that was shown.
    pub text_version: String,
    /// Given or not.
    pub given: bool,
}

impl Checked {
    /// The text answered to a field; empty when it was not asked or left empty.
    pub fn text(&self, key: &str) -> &str {
        self.answers.get(key).and_then(Answer::as_text).unwrap_or_default()
    }

    /// The date of birth: from the document where its number holds one, else as answered.
    pub fn birth(&self) -> Option<NaiveDate> {
        let told = self.document.as_ref().and_then(|document| document.birth);
        told.or_else(|| parse::date(self.text(key::BIRTH)))
    }

    /// Whether the consent of this field was given.
    pub fn consented(&self, key: &str) -> bool {
        self.consents.iter().any(|consent| consent.key == key && consent.given)
    }
}

impl fmt::Debug for Checked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let keys: Vec<&String> = self.answers.keys().collect();
        f.debug_struct("Checked")
            .field("answered", &keys)
            .field("document", &self.document)
            .finish_non_exhaustive()
    }
}

/// The fields that are asked given these answers, in order: those without a condition, and those whose
/// condition holds on a field that stands earlier and is asked itself.
pub fn asked<'a>(form: &'a FormDefinition, answers: &Answers) -> Vec<&'a Field> {
    let mut asked: Vec<&Field> = Vec::new();
    for field in form.fields() {
        let holds = |when: &Condition| {
            asked.iter().filter(|earlier| earlier.key == when.field).any(|earlier| {
                value::chosen(&earlier.kind, answers.get(&earlier.key))
                    .iter()
                    .any(|value| when.is.contains(value))
            })
        };
        if field.when.as_ref().is_none_or(holds) {
            asked.push(field);
        }
    }
    asked
}

/// Checks answers against a form. `today` is the day in China.
///
/// Answers to fields that are not asked are dropped. HTML is text like any other; whoever shows it escapes it.
///
/// # Errors
/// Every violation, in the order of the form, at most one per field; then the answers to fields that the form
/// does not have.
pub fn check(form: &FormDefinition, answers: &Answers, today: NaiveDate) -> Result<Checked, Vec<Violation>> {
    let mut checked = Checked::default();
    let mut violations = Vec::new();
    let asked = asked(form, answers);
    for field in &asked {
        if let Err(problem) = check_one(field, answers, today, &mut checked) {
            // A number cannot be judged without its kind; the kind's own violation says enough.
            let said = matches!(problem, Problem::DocumentKindMissing) && type_is_refused(field, &violations);
            if !said {
                violations.push(Violation::new(&field.key, problem));
            }
        }
    }
    let birth = check_birth(&asked, &checked, today);
    if let Some(violation) = birth.filter(|new| violations.iter().all(|earlier| earlier.field != new.field)) {
        let place = |key: &str| asked.iter().position(|field| field.key == key);
        let later = violations.iter().position(|earlier| place(&earlier.field) > place(&violation.field));
        violations.insert(later.unwrap_or(violations.len()), violation);
    }
    let unknown = answers.keys().filter(|key| form.field(key).is_none());
    violations.extend(unknown.map(|key| Violation::new(key, Problem::FieldUnknown)));
    if violations.is_empty() { Ok(checked) } else { Err(violations) }
}

/// What is wrong with one field as it stands, for checks while typing; `None` too when it is not asked.
pub fn check_field(form: &FormDefinition, answers: &Answers, key: &str, today: NaiveDate) -> Option<Problem> {
    let violations = check(form, answers, today).err()?;
    violations.into_iter().find(|violation| violation.field == key).map(|violation| violation.problem)
}

fn check_one(
    field: &Field,
    answers: &Answers,
    today: NaiveDate,
    checked: &mut Checked,
) -> Result<(), Problem> {
    let answer = match answers.get(&field.key) {
        Some(answer) => value::normal(&field.kind, answer)?,
        None => None,
    };
    let stored = match (&field.kind, answer) {
        (FieldKind::Consent { text_version, .. }, answer) => {
            let given = answer == Some(Answer::Yes(true));
            if field.required && !given {
                return Err(Problem::ConsentNeeded);
            }
            let (key, text_version) = (field.key.clone(), text_version.clone());
            checked.consents.push(ConsentAnswer { key, text_version, given });
            Answer::Yes(given)
        }
        (_, None) if field.required => return Err(Problem::Required),
        (_, None) => return Ok(()),
        (FieldKind::IdNumber { type_field }, Some(typed)) => {
            let kind =
                DocumentKind::from_code(checked.text(type_field)).ok_or(Problem::DocumentKindMissing)?;
            let facts = check_document(kind, typed.as_text().unwrap_or_default(), today)?;
            let number = facts.number.clone();
            checked.document.get_or_insert(facts);
            Answer::Text(number)
        }
        (_, Some(answer)) => answer,
    };
    checked.answers.insert(field.key.clone(), stored);
    Ok(())
}

fn type_is_refused(field: &Field, violations: &[Violation]) -> bool {
    match &field.kind {
        FieldKind::IdNumber { type_field } => {
            violations.iter().any(|violation| violation.field == *type_field)
        }
        _ => false,
    }
}

/// The date of birth against today, against the document, and against [`MIN_AGE`].
fn check_birth(asked: &[&Field], checked: &Checked, today: NaiveDate) -> Option<Violation> {
    let told = checked.document.as_ref().and_then(|document| document.birth);
    if let Some(answered) = parse::date(checked.text(key::BIRTH)) {
        if answered > today {
            return Some(Violation::new(key::BIRTH, Problem::DateTooLate { max: today }));
        }
        if told.is_some_and(|told| told != answered) {
            return Some(Violation::new(key::BIRTH, Problem::BirthMismatch));
        }
    }
    let age = full_years(checked.birth()?, today)?;
    if age >= MIN_AGE {
        return None;
    }
    let tells_birth = |field: &&&Field| match told {
        Some(_) => matches!(field.kind, FieldKind::IdNumber { .. }),
        None => field.key == key::BIRTH,
    };
    let field = asked.iter().find(tells_birth)?;
    Some(Violation::new(&field.key, Problem::AgeBelow { min: MIN_AGE, on: today }))
}

#[cfg(test)]
mod tests;
