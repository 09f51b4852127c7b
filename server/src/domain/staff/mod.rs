//! What staff read: their part of the tree and nothing beside it.

mod audit;
mod competitions;
mod employers;
mod entries;
mod funnel;
mod membership;
mod overview;
mod search;
mod today;
mod unions;

pub use audit::audit;
pub use competitions::{competition, competitions, marks, results};
pub(super) use employers::facts as employer_facts;
pub use employers::{employer, employers};
pub use entries::{entries, entry, reveal};
pub use funnel::funnel;
pub use membership::{
    application, applications, associations, member, members, reveal_application, reveal_member, transfers,
};
pub use overview::{chronicle, overview};
pub use today::today;
pub(super) use unions::facts;
pub use unions::{union, unions};
