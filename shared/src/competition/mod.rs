//! Skills competitions: the technical document and everything that follows from it.
//!
//! The rules of a competition are data ([`CompetitionDefinition`]); the code here only carries them out.
//! Marks are decimals, never floats.

mod award;
mod document;
mod eligibility;
mod explain;
mod fault;
mod lifecycle;
mod ranking;
mod score;
mod validate;

pub use award::{AwardReason, AwardWarning, Given};
pub use document::{
    Award, AwardAmount, CompetitionDefinition, Eligibility, Event, MembershipRule, Module, Organiser, Quotas,
    RankOn, Rounding, RoundingMode, Schedule, Scoring, TechnicalDocument, TieBreak, TieFinal,
};
pub use eligibility::{EntrantFacts, check_eligibility};
pub use fault::{DefinitionError, Fault};
pub use lifecycle::{CompetitionState, EntryState, TransitionError};
pub use ranking::{Ranked, RankingInput, rank};
pub use score::{Mark, MarkPart, Total, parse_mark, total};
