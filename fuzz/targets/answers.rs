//! A form definition from a file, and answers to it from anyone.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use serde::Deserialize;
use shared::form::base::entry_form;
use shared::form::{Answers, FormDefinition, asked, changed_fields, check};
use shared::i18n::Lang;

#[derive(Deserialize)]
struct Input {
    /// The fields of every entry, if left out.
    form: Option<FormDefinition>,
    answers: Answers,
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(Input { form, answers }) = serde_json::from_slice(bytes) else { return };
    let base = entry_form(&[], 1);
    let form = form.unwrap_or_else(|| base.clone());
    let _ = changed_fields(&base, &form);
    if form.validate().is_err() {
        return;
    }
    assert!(asked(&form, &answers).len() <= form.fields().count());
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    match check(&form, &answers, today) {
        Ok(checked) => {
            let again = check(&form, &checked.answers, today).expect("what was stored passes again");
            assert_eq!(again.answers, checked.answers, "checking again gives the same");
        }
        Err(violations) => {
            assert!(!violations.is_empty());
            for violation in violations {
                assert!(Lang::ALL.iter().all(|lang| !violation.text(*lang).is_empty()));
            }
        }
    }
});
