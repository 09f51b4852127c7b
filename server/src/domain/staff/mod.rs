//! What staff read: their part of the tree and nothing beside it.

mod audit;
mod competitions;
mod entries;
mod funnel;
mod membership;
mod today;
mod unions;

pub use audit::audit;
pub use competitions::{competition, competitions, marks, results};
pub use entries::{entries, entry, reveal};
pub use funnel::funnel;
pub use membership::{
    application, applications, associations, member, members, reveal_application, reveal_member, transfers,
};
pub use today::today;
pub use unions::{employers, overview, union, unions};
