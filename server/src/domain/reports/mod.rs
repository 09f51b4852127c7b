//! Monthly reports: each federation with the unions that stand directly below it, and all of them rolled up.

mod behind;
mod change;
mod read;
mod sheet;
mod units;

pub(super) use change::{adjust, close, set_target};
pub use read::{joined_on, records, report};
pub use sheet::sheet;
