//! The monthly report: what a month brought, and what it comes to.

mod figure;
mod figures;
mod month;

pub use figure::Figure;
pub use figures::{Figures, Line, Movement, tally};
pub use month::{Month, NotAMonth};
