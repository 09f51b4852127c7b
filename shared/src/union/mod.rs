//! Unions: levels, kinds, credit codes, divisions.

mod division;
mod kind;
mod uscc;

pub use division::{DIVISIONS, Division, division};
pub use kind::{Level, UnionKind};
pub use uscc::{Uscc, check_uscc};
