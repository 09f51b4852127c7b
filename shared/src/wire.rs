//! JSON read by hand, for the browser's program.
//!
//! Derived readers are made anew for every type that they read; of the widget's program they were a third. These share
//! one reader of values, and are lenient: what a form of a later version adds is passed over.

mod competition;
mod form;
mod joining;
mod submit;

pub use submit::submission;

use crate::sync::{ReceiptHash, ReceiptSecret};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Map, Value};
use uuid::Uuid;

/// The values of an object by name.
pub type Values = Map<String, Value>;

/// Something that is read from a JSON value by hand.
pub trait FromWire: Sized {
    /// The value, if it is one of these.
    fn from_wire(value: &Value) -> Option<Self>;
}

/// Something that is written as a JSON value by hand.
pub trait ToWire {
    /// The value.
    fn to_wire(&self) -> Value;
}

/// A value by name; `None` when it is missing or something else.
pub fn value<T: FromWire>(values: &Values, name: &str) -> Option<T> {
    T::from_wire(values.get(name)?)
}

/// An object of values by name.
pub fn object(pairs: impl IntoIterator<Item = (String, Value)>) -> Value {
    let mut values = Values::new();
    // One by one: to collect a map, all pairs are sorted first, by code made anew for every place that collects.
    for (name, value) in pairs {
        values.insert(name, value);
    }
    Value::Object(values)
}

/// An object of the fields of a record.
pub fn record<const N: usize>(fields: [(&str, Value); N]) -> Value {
    object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)))
}

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

impl FromWire for bool {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl FromWire for u32 {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromWire for usize {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_u64()?.try_into().ok()
    }
}

impl FromWire for i64 {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

macro_rules! as_text {
    ($($name:ty),+) => { $(
        impl FromWire for $name {
            fn from_wire(value: &Value) -> Option<Self> {
                value.as_str()?.parse().ok()
            }
        }
        impl ToWire for $name {
            fn to_wire(&self) -> Value {
                Value::String(self.to_string())
            }
        }
    )+ };
}
as_text!(String, Uuid, ReceiptSecret, ReceiptHash);

impl FromWire for NaiveDate {
    fn from_wire(value: &Value) -> Option<Self> {
        crate::form::parse::date(value.as_str()?)
    }
}

impl FromWire for Decimal {
    fn from_wire(value: &Value) -> Option<Self> {
        crate::form::parse::number(value.as_str()?)
    }
}

impl<T: FromWire> FromWire for Vec<T> {
    fn from_wire(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::from_wire).collect()
    }
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
