//! A form as data: sections, fields, conditions; and answers checked against it.
//!
//! Every entry form begins with the [`base`] fields that the law and the product need; the rest is data of
//! the competition. The same [`check`](fn@check) runs in the browser while typing and on the server again.

pub mod answer;
pub mod base;
pub(crate) mod build;
mod change;
mod check;
mod consent;
mod definition;
pub(crate) mod parse;
mod signature;
mod validate;
mod value;

pub use answer::{Answer, Answers};
pub use change::changed_fields;
pub use check::{Checked, ConsentAnswer, MIN_AGE, asked, check, check_field};
pub use definition::{Choice, Condition, Field, FieldKind, FormDefinition, Section};
pub use signature::{SIGNATURE_BOX, SIGNATURE_BYTES, check_signature};
pub use validate::FormError;
