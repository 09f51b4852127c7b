//! Skills competitions: the technical document and everything that follows from it.
//!
//! The rules of a competition are data ([`CompetitionDefinition`]); the code here only carries them out.
//! Marks are decimals, never floats.

mod document;
mod eligibility;
mod lifecycle;
mod ranking;
mod score;

pub use document::{
    Award, AwardAmount, CompetitionDefinition, Eligibility, Event, Module, Organiser, Quotas, RankOn, Rounding,
    RoundingMode, Schedule, Scoring, TechnicalDocument, TieBreak, TieFinal,
};
pub use eligibility::{EntrantFacts, check_eligibility};
pub use lifecycle::{CompetitionState, EntryState, TransitionError};
pub use ranking::{AwardWarning, Ranked, RankingInput, rank};
pub use score::{Mark, MarkError, MarkPart, Total, parse_mark, total};
