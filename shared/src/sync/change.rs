//! The change feed.

use super::{Record, RecordKind};
use crate::competition::{CompetitionState, EntryState};
use crate::drive::{CeremonyState, DriveState};
use crate::membership::{ApplicationState, MembershipState, TransferState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A place in the feed. Opaque to clients: send back what came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(transparent)]
pub struct Cursor(pub String);

/// A page of the feed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    /// In the order in which they became durable.
    pub changes: Vec<Change>,
    /// Ask after this next.
    pub next: Cursor,
    /// Whether more are there already.
    pub more: bool,
    /// What the changed records are now, each once; only when they were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<Record>,
}

/// Something that happened to a record. Carries no personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// Its place.
    pub cursor: Cursor,
    /// When the server wrote it.
    pub at: DateTime<Utc>,
    /// The operation behind it; none for imports.
    pub operation_id: Option<Uuid>,
    /// The record.
    pub record_id: Uuid,
    /// The record's version after it.
    pub version: u32,
    /// What happened.
    #[serde(flatten)]
    pub kind: ChangeKind,
}

/// What of the building of unions changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BuildingRecord {
    /// A union, or one of its founding steps.
    Union,
    /// An employer.
    Employer,
    /// The record of work.
    Chronicle,
    /// A month's report, target or adjustment.
    Month,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum ChangeKind {
    /// An entry was made, corrected, decided or withdrawn.
    Entry {
        /// The competition.
        competition_id: Uuid,
        /// Code of the event.
        event: String,
        /// State after the change.
        state: EntryState,
    },
    /// A competition was imported or moved on.
    Competition {
        /// State after the change.
        state: CompetitionState,
    },
    /// Marks of an entry were recorded.
    Marks {
        /// The competition.
        competition_id: Uuid,
    },
    /// A steward's code was issued or ended.
    Steward {
        /// The competition.
        competition_id: Uuid,
    },
    /// Results were published, corrected or confirmed.
    Results {
        /// The competition.
        competition_id: Uuid,
        /// Published version.
        results_version: u32,
        /// Whether they are final.
        confirmed: bool,
    },
    /// A record was removed: its time of retention is over (PIPL art. 19, 47).
    Removed {
        /// What it was.
        record: RecordKind,
        /// The competition.
        competition_id: Uuid,
    },
    /// An application to join was made, corrected, looked at, decided on or taken back.
    Application {
        /// State after the change.
        state: ApplicationState,
    },
    /// A committee's decision was recorded; the record is the decision.
    Decision {
        /// How many it took in.
        members: u32,
    },
    /// A membership began or changed.
    Membership {
        /// State after the change.
        state: MembershipState,
    },
    /// A transfer was offered, answered, decided on, or came to the common superior.
    Transfer {
        /// State after the change.
        state: TransferState,
    },
    /// The personal data of an application or of a former member was erased: its time of retention is over.
    Erased,
    /// A membership drive began, changed or ended.
    Drive {
        /// State after the change.
        state: DriveState,
    },
    /// A code of a drive was made or changed.
    Source {
        /// The drive.
        drive_id: Uuid,
    },
    /// A ceremony was planned, changed or moved on.
    Ceremony {
        /// State after the change.
        state: CeremonyState,
    },
    /// Something of the building of unions was added or changed.
    Building {
        /// What.
        record: BuildingRecord,
    },
}

impl ChangeKind {
    /// The competition whose matter it is, when that is not the record itself.
    pub fn competition_id(&self) -> Option<Uuid> {
        match self {
            ChangeKind::Entry { competition_id, .. }
            | ChangeKind::Marks { competition_id }
            | ChangeKind::Steward { competition_id }
            | ChangeKind::Results { competition_id, .. }
            | ChangeKind::Removed { competition_id, .. } => Some(*competition_id),
            ChangeKind::Competition { .. }
            | ChangeKind::Application { .. }
            | ChangeKind::Decision { .. }
            | ChangeKind::Membership { .. }
            | ChangeKind::Transfer { .. }
            | ChangeKind::Erased
            | ChangeKind::Drive { .. }
            | ChangeKind::Source { .. }
            | ChangeKind::Ceremony { .. }
            | ChangeKind::Building { .. } => None,
        }
    }
}
