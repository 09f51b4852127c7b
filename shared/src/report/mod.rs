//! The monthly report: what a month brought, and what it comes to.

mod figures;
mod month;

pub use figures::{Figures, Line, Movement, tally};
pub use month::{Month, NotAMonth};
