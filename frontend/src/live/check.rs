//! The rules, run in the browser: the same code as on the server.

use frontend::common::id;
use frontend::widget::model::EntryScreen;
use shared::competition::{EntrantFacts, check_eligibility};
use shared::form::{check, check_field};
use shared::i18n::Violation;

/// Everything that is wrong with a form. A masked value sent back unchanged keeps what is stored, and is not judged.
pub(super) fn all(entry: &EntryScreen) -> Vec<Violation> {
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
pub(super) fn again(entry: &mut EntryScreen, key: &str) {
    let found = match is_kept(entry, key) {
        true => None,
        false => check_field(&entry.page.form, &entry.answers, key, id::today()),
    };
    let place = entry.violations.iter().position(|violation| violation.field == key);
    match (found, place) {
        (Some(problem), Some(at)) => entry.violations[at].problem = problem,
        (Some(problem), None) => entry.violations.push(Violation::new(key, problem)),
        (None, Some(at)) => drop(entry.violations.remove(at)),
        (None, None) => {}
    }
    let place = |key: &str| entry.page.form.fields().position(|field| field.key == key);
    entry.violations.sort_by_key(|violation| place(&violation.field));
}

fn is_kept(entry: &EntryScreen, key: &str) -> bool {
    entry.masked.get(key).is_some_and(|masked| entry.answers.get(key) == Some(masked))
}
