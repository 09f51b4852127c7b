//! What a form is made of.

use crate::i18n::Localized;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A form: what is asked, in which order, under which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FormDefinition {
    /// Counts up with every change after publication; an operation names the version it answers.
    pub version: u32,
    /// The sections, in order.
    pub sections: Vec<Section>,
}

/// A group of fields that is understood at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Section {
    /// Stable key.
    pub key: String,
    /// Heading.
    pub title: Localized,
    /// The fields, in order.
    pub fields: Vec<Field>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Field {
    /// Stable key: lower-case letters, digits, `_`.
    pub key: String,
    /// The question.
    pub label: Localized,
    /// How to answer, and why it is asked.
    #[serde(default)]
    pub hint: Localized,
    /// What an answer is.
    pub kind: FieldKind,
    /// Whether an answer must be given (while the condition holds).
    #[serde(default)]
    pub required: bool,
    /// Asked only while this holds; else the answer is dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

/// What an answer to a field is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// A person's name.
    Name,
    /// The number of an identity document, whose kind another field (`type_field`) tells.
    IdNumber {
        /// Key of the choice field with the kind of document.
        type_field: String,
    },
    /// A mainland mobile number.
    Mobile,
    /// Free text.
    Text {
        /// Most characters.
        max: u32,
        /// Several lines.
        #[serde(default)]
        multiline: bool,
    },
    /// A number.
    Number {
        /// Least value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        min: Option<Decimal>,
        /// Greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
        max: Option<Decimal>,
        /// Most decimal places.
        #[serde(default)]
        decimals: u32,
    },
    /// A date.
    Date {
        /// Earliest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<NaiveDate>,
        /// Latest.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<NaiveDate>,
    },
    /// One of a list.
    Choice {
        /// The list.
        options: Vec<Choice>,
    },
    /// Several of a list.
    Choices {
        /// The list.
        options: Vec<Choice>,
        /// Fewest.
        #[serde(default)]
        min: u32,
        /// Most; `None` for all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<u32>,
    },
    /// A consent. `required` on the field says whether one can go on without it.
    Consent {
        /// What is consented to; kept with the consent as its version.
        text: Localized,
        /// Version of that text, such as `2026-1`.
        text_version: String,
    },
}

/// One option of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Choice {
    /// Stable value.
    pub value: String,
    /// What the worker reads.
    pub label: Localized,
}

/// When a field is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Condition {
    /// Key of the field that decides; it stands earlier in the form.
    pub field: String,
    /// Holds when the answer is (or contains) one of these.
    pub is: Vec<String>,
}

impl FormDefinition {
    /// All fields, in order.
    pub fn fields(&self) -> impl Iterator<Item = &Field> {
        self.sections.iter().flat_map(|section| &section.fields)
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&Field> {
        self.fields().find(|field| field.key == key)
    }
}
