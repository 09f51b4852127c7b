//! Membership drives: how members are reached, through which codes, and how they are counted.

mod count;
mod method;

pub use count::{Count, Qualifier, Sum};
pub use method::{DriveMethod, DriveState, SourceKind};
