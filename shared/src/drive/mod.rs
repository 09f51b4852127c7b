//! Membership drives: how members are reached, through which codes, and how they are counted.

mod ceremony;
mod code;
mod count;
mod funnel;
mod method;
mod target;

pub use ceremony::{Arrivals, CeremonyState, CeremonyTotals, GroupTotal, Headcount, VenueTotal};
pub use code::{code, read_code};
pub use count::{Count, NotACount, Qualifier, Sum};
pub use funnel::{Breakdown, Funnel, FunnelLine, Scans, Tally};
pub use method::{DriveMethod, DriveState, SourceKind};
pub use target::{Target, check_targets, completion};
