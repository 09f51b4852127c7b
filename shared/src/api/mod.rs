//! What travels over HTTP besides operations.
//!
//! Names, mobiles and document numbers in these types are masked by the server unless a field's doc says
//! otherwise.

mod error;
mod public;
mod staff;

pub use error::{ErrorCode, ProblemDetails};
pub use public::{
    CompetitionCard, CompetitionPage, EventPlaces, OpenReceipt, PublicAssociation, PublicCompetitions,
    PublicResult, PublicResults, ReceiptEntry, ResultsStage, ResultsVersion,
};
pub use staff::{
    AuditRow, ConsentRow, CompetitionRow, EntryCounts, EntryDetail, EntryFilter, EntryRow, EntryRows, HistoryRow,
    Login, MarkCell, MarkGrid, MarkRow, Me, Reveal, Revealed, Role, Scope, StaffCompetition, Today, TodayItem,
    TodayKind,
};
