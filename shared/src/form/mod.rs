//! A form as data: sections, fields, conditions; and answers checked against it.
//!
//! Every entry form begins with the [`base`] fields that the law and the product need; the rest is data of
//! the competition. The same [`check`](fn@check) runs in the browser while typing and on the server again.

pub mod answer;
pub mod base;
mod check;
mod definition;

pub use answer::{Answer, Answers};
pub use check::{Checked, changed_fields, check, check_field};
pub use definition::{Choice, Condition, Field, FieldKind, FormDefinition, Section};
