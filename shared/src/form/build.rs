//! Parts of the forms that the product itself asks, in both languages.

use super::{Choice, Field, FieldKind, Section};
use crate::i18n::Localized;

/// A section of the form.
pub(crate) fn section(key: &str, title: (&str, &str), fields: Vec<Field>) -> Section {
    Section { key: key.to_owned(), title: Localized::new(title.0, title.1), fields }
}

/// A field that must be answered.
pub(crate) fn field(key: &str, label: (&str, &str), hint: (&str, &str), kind: FieldKind) -> Field {
    Field {
        key: key.to_owned(),
        label: Localized::new(label.0, label.1),
        hint: Localized::new(hint.0, hint.1),
        kind,
        required: true,
        when: None,
    }
}

/// An option of a choice.
pub(crate) fn choice(value: &str, label: Localized) -> Choice {
    Choice { value: value.to_owned(), label }
}
