//! What was typed.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The answers to a form by field key. What was typed stays as typed until it is checked.
pub type Answers = BTreeMap<String, Answer>;

/// The answer to one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum Answer {
    /// A consent, given or not.
    Yes(bool),
    /// Anything typed or one option chosen.
    Text(String),
    /// The options chosen.
    Many(Vec<String>),
}

impl Answer {
    /// The text, when the answer is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Answer::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was answered: blank text, no option, a consent not given.
    pub fn is_empty(&self) -> bool {
        match self {
            Answer::Yes(yes) => !yes,
            Answer::Text(text) => text.trim().is_empty(),
            Answer::Many(many) => many.is_empty(),
        }
    }
}

impl From<&str> for Answer {
    fn from(text: &str) -> Self {
        Answer::Text(text.to_owned())
    }
}
