//! The rules, run in the browser: the same code as on the server.

use crate::common::id;
use crate::widget::model::EntryScreen;
use shared::competition::{EntrantFacts, check_eligibility};
use shared::form::{check, check_field};
use shared::i18n::Violation;

/// Everything that is wrong with a form. A masked value sent back unchanged keeps what is stored, and is not judged.
pub fn all(entry: &EntryScreen) -> Vec<Violation> {
    let eligibility = &entry.page.eligibility;
    match check(&entry.page.form, &entry.answers, id::today()) {
        Ok(checked) => {
            let facts = EntrantFacts::from_answers(&checked.answers, checked.birth(), eligibility);
            check_eligibility(eligibility, &facts)
        }
        Err(violations) => {
            violations.into_iter().filter(|violation| !is_kept(entry, &violation.field)).collect()
        }
    }
}

/// Judges one field again, as it is left or typed into.
pub fn again(entry: &mut EntryScreen, key: &str) {
    let found = match is_kept(entry, key) {
        true => None,
        false => check_field(&entry.page.form, &entry.answers, key, id::today()),
    };
    entry.violations.retain(|violation| violation.field != key);
    if let Some(problem) = found {
        // In the order of the form, as the check of the whole has them.
        let place = |key: &str| entry.page.form.fields().position(|field| field.key == key);
        let at = entry.violations.iter().position(|violation| place(&violation.field) > place(key));
        let at = at.unwrap_or(entry.violations.len());
        entry.violations.insert(at, Violation::new(key, problem));
    }
}

fn is_kept(entry: &EntryScreen, key: &str) -> bool {
    entry.masked.get(key).is_some_and(|masked| entry.answers.get(key) == Some(masked))
}
