//! Messages that travel: a stable code, and values by name.
//!
//! Written by hand, since the derived reader of an enum of eighty messages alone weighs more than all of the form.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The fields of a message on the wire.
pub type Values = Map<String, Value>;

/// Whether a variant's name in camel case is this code in snake case.
pub fn is_code(variant: &str, code: &str) -> bool {
    let mut code = code.chars();
    for (at, letter) in variant.chars().enumerate() {
        if letter.is_ascii_uppercase() && at > 0 && code.next() != Some('_') {
            return false;
        }
        if code.next() != Some(letter.to_ascii_lowercase()) {
            return false;
        }
    }
    code.next().is_none()
}

/// A value by name.
pub fn value<T: DeserializeOwned>(values: &Values, name: &str) -> Option<T> {
    serde_json::from_value(values.get(name)?.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn a_code_is_the_name_in_snake_case() {
        assert!(is_code("AgeBelow", "age_below") && is_code("Required", "required"));
        assert!(
            !is_code("AgeBelow", "age_below_x")
                && !is_code("AgeBelow", "agebelow")
                && !is_code("AgeBelow", "age")
        );
    }
}
