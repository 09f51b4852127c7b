//! What waits for a member of staff.

use crate::i18n::Localized;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What waits for me, most urgent first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Today {
    /// Now, by the server.
    pub now: DateTime<Utc>,
    /// The list.
    pub items: Vec<TodayItem>,
}

/// One thing that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TodayItem {
    /// What.
    pub kind: TodayKind,
    /// What it is about: a competition; a union where steps, terms or plans are late; or the caller's own.
    pub record_id: Uuid,
    /// Its title or name.
    pub title: Localized,
    /// How many.
    pub count: u32,
    /// By when; none without a date.
    pub due: Option<DateTime<Utc>>,
}

/// What may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TodayKind {
    /// Entries wait for a check.
    EntriesToCheck,
    /// Entries are with workers for correction.
    EntriesReturned,
    /// Entry should be opened: its time has come.
    EntryToOpen,
    /// Entry should be closed: its time is over.
    EntryToClose,
    /// Eligible entrants without all marks.
    MarksMissing,
    /// All marks are in; results can be published.
    ResultsToPublish,
    /// Marks differ from the published results; a corrected version is due.
    ResultsToCorrect,
    /// The public notice is over; results can be confirmed.
    ResultsToConfirm,
    /// The next step of founding a union is overdue.
    StepOverdue,
    /// The term of a union's committee ends soon, or is over.
    TermEnding,
    /// Plans of the ledger of the unbuilt were not kept.
    PlansOverdue,
    /// Applications to join wait for a check.
    ApplicationsToCheck,
    /// Applications are checked and wait for the committee's decision.
    ApplicationsToDecide,
    /// Approved applications are not filed with the superior.
    ApplicationsToFile,
    /// Transfers wait for the caller's union.
    TransfersToAnswer,
    /// Transfers came to the caller as the common superior, since nobody answered in time.
    TransfersEscalated,
}
