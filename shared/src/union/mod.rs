//! Unions: levels, kinds, credit codes, divisions; how they are built.

mod date;
mod division;
mod founding;
// It refuses in words that only staff are told.
#[cfg(feature = "staff")]
mod gates;
mod kind;
mod overdue;
mod profile;
mod uscc;

pub use date::{NotADate, PartialDate, Precision};
pub use division::{DIVISIONS, Division, division};
pub use founding::FoundingStep;
#[cfg(feature = "staff")]
pub use gates::{
    Attempt, COMMITTEE_FROM, FULL_TIME_FROM, Facts, Recorded, check_coverage, check_facts, check_step,
    fixed_term, has_committee, stage,
};
pub use kind::{Level, UnionKind};
pub use overdue::{Alert, TERM_NOTICE, alerts, term_end};
pub use profile::{ChronicleKind, Coverage, Organ, Party};
pub use uscc::{Uscc, check_uscc};
