//! What a new version of a form asks anew.

use super::{Choice, Field, FieldKind, FormDefinition};

/// The keys of `new` that must be asked again of who answered `old`: fields that are new, and fields whose
/// answer may now mean something else, since the question, the condition, the kind of answer, an option that
/// could have been chosen, or the text of a consent changed.
///
/// Hints, order, bounds, further options and whether an answer is required do not count: they leave the
/// meaning of an answer as it was, and [`check`](fn@super::check) refuses whatever no longer fits.
pub fn changed_fields(old: &FormDefinition, new: &FormDefinition) -> Vec<String> {
    new.fields()
        .filter(|field| old.field(&field.key).is_none_or(|before| !means_the_same(before, field)))
        .map(|field| field.key.clone())
        .collect()
}

fn means_the_same(old: &Field, new: &Field) -> bool {
    old.label == new.label && old.when == new.when && same_kind(&old.kind, &new.kind)
}

fn same_kind(old: &FieldKind, new: &FieldKind) -> bool {
    use FieldKind::{Choice, Choices, Consent, Date, IdNumber, Mobile, Name, Number, Text};
    match (old, new) {
        (Name, Name) | (Mobile, Mobile) | (Text { .. }, Text { .. }) => true,
        (Number { .. }, Number { .. }) | (Date { .. }, Date { .. }) => true,
        (Choice { options: old }, Choice { options: new })
        | (Choices { options: old, .. }, Choices { options: new, .. }) => keeps_options(old, new),
        (IdNumber { .. } | Consent { .. }, IdNumber { .. } | Consent { .. }) => old == new,
        _ => false,
    }
}

fn keeps_options(old: &[Choice], new: &[Choice]) -> bool {
    old.iter().all(|option| new.contains(option))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::base::{entry_form, key};
    use crate::i18n::Localized;

    fn changed(change: impl FnOnce(&mut FormDefinition)) -> Vec<String> {
        let old = entry_form(&[], 1);
        let mut new = entry_form(&[], 2);
        change(&mut new);
        changed_fields(&old, &new)
    }

    #[test]
    fn a_new_version_alone_changes_nothing() {
        assert!(changed(|_| ()).is_empty());
    }

    #[test]
    fn hints_and_bounds_do_not_count() {
        let same = changed(|form| {
            form.sections[1].fields[0].hint = Localized::new("新的说明", "New hint");
            form.sections[1].fields[0].kind = FieldKind::Text { max: 20, multiline: true };
            form.sections[0].fields.swap(0, 4);
        });
        assert!(same.is_empty());
    }

    #[test]
    fn a_field_that_asks_something_else_is_asked_again() {
        assert_eq!(
            changed(|form| form.sections[1].fields[3].label = Localized::new("工龄", "Service")),
            ["years"]
        );
        assert_eq!(changed(|form| form.sections[0].fields[3].when = None), ["birth"]);
        assert_eq!(changed(|form| form.sections[1].fields[3].key = "seniority".into()), ["seniority"]);
        assert_eq!(changed(|form| form.sections[0].fields[4].kind = FieldKind::Name), ["mobile"]);
    }

    #[test]
    fn options_count_when_they_go_or_change() {
        let options = |form: &mut FormDefinition, change: fn(&mut Vec<Choice>)| {
            if let FieldKind::Choice { options } = &mut form.sections[1].fields[1].kind {
                change(options);
            }
        };
        assert_eq!(changed(|form| options(form, |all| drop(all.pop()))), [key::DIVISION]);
        assert_eq!(changed(|form| options(form, |all| all[0].label.zh.push('新'))), [key::DIVISION]);
        let more =
            |all: &mut Vec<Choice>| all.push(Choice { value: "130300".into(), label: Localized::default() });
        assert!(changed(|form| options(form, more)).is_empty());
    }

    #[test]
    fn a_new_consent_text_is_asked_again() {
        let new_text = |form: &mut FormDefinition| {
            if let FieldKind::Consent { text_version, .. } = &mut form.sections[2].fields[0].kind {
                *text_version = "2099-1".into();
            }
        };
        assert_eq!(changed(new_text), [key::CONSENT_DATA]);
    }
}
