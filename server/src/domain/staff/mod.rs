//! What staff read: their part of the tree and nothing beside it.

mod audit;
mod competitions;
mod entries;
mod funnel;
mod today;
mod unions;

pub use audit::audit;
pub use competitions::{competition, competitions, marks, results};
pub use entries::{entries, entry, reveal};
pub use funnel::funnel;
pub use today::today;
pub use unions::{employers, overview, union, unions};
