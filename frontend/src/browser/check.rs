//! The rules, run in the browser: the same code as on the server.

use crate::common::id;
use crate::widget::model::FormScreen;
use shared::competition::{EntrantFacts, check_eligibility};
use shared::form::{check, check_field};
use shared::i18n::Violation;

/// Everything that is wrong with a form.
pub fn all(form: &FormScreen) -> Vec<Violation> {
    let eligibility = &form.page.eligibility;
    match check(&form.page.form, &form.answers, id::today()) {
        Ok(checked) => {
            let facts = EntrantFacts::from_answers(&checked.answers, checked.birth(), eligibility);
            check_eligibility(eligibility, &facts)
        }
        Err(violations) => violations,
    }
}

/// Judges one field again, as it is left or typed into.
pub fn again(form: &mut FormScreen, key: &str) {
    form.violations.retain(|violation| violation.field != key);
    if let Some(problem) = check_field(&form.page.form, &form.answers, key, id::today()) {
        // In the order of the form, as the check of the whole has them.
        let place = |key: &str| form.page.form.fields().position(|field| field.key == key);
        let at = form.violations.iter().position(|violation| place(&violation.field) > place(key));
        let at = at.unwrap_or(form.violations.len());
        form.violations.insert(at, Violation::new(key, problem));
    }
}
