//! Records as a partner's server may mirror them: without personal data, but for masked names whose owners agreed to
//! their publication.

use super::Cursor;
use crate::api::PublicResults;
use crate::competition::{CompetitionDefinition, CompetitionState, EntryState};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Kinds of records. Also what a partner may be granted, kind by kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RecordKind {
    /// Competitions that were published.
    Competition,
    /// Entries.
    Entry,
    /// Published results of a competition, under the competition's id.
    Results,
}

impl RecordKind {
    /// Every kind, in the order of snapshots and checksums.
    pub const ALL: [RecordKind; 3] = [RecordKind::Competition, RecordKind::Entry, RecordKind::Results];

    /// Name, as it is sent.
    pub fn name(self) -> &'static str {
        match self {
            RecordKind::Competition => "competition",
            RecordKind::Entry => "entry",
            RecordKind::Results => "results",
        }
    }
}

/// A record as it is now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Record {
    /// Kind.
    pub kind: RecordKind,
    /// Id, unique within its kind.
    pub id: Uuid,
    /// SHA-256 of the body in canonical JSON (RFC 8785), in lower-case hexadecimal; none with the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// What it holds; none when it is gone, or no longer to be seen: remove it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<RecordBody>,
}

/// What a record holds, by its kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(untagged)]
pub enum RecordBody {
    /// A competition.
    Competition(Box<CompetitionRecord>),
    /// Results.
    Results(Box<PublicResults>),
    /// An entry.
    Entry(Box<EntryRecord>),
}

/// A published competition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetitionRecord {
    /// Slug of the association.
    pub association: String,
    /// Slug within it.
    pub slug: String,
    /// State.
    pub state: CompetitionState,
    /// Counts up with every change.
    pub version: u32,
    /// What it is.
    pub definition: CompetitionDefinition,
}

/// An entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EntryRecord {
    /// The competition.
    pub competition_id: Uuid,
    /// Code of the event.
    pub event: String,
    /// Short code of the receipt.
    pub code: String,
    /// State.
    pub state: EntryState,
    /// Counts up with every change.
    pub version: u32,
    /// Code of the division.
    pub division: String,
    /// Masked name; only while its owner agrees to its publication (PIPL art. 25).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it was accepted.
    pub submitted_at: DateTime<Utc>,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

/// A page of all records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// The place in the feed when this page was begun. Once the snapshot is complete, follow the feed from that of its
    /// first page: what changed meanwhile comes again.
    pub cursor: Cursor,
    /// By kind, then by id.
    pub records: Vec<Record>,
    /// Where the next page begins; none after the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// What all records come to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Checksum {
    /// The place in the feed for which it holds.
    pub cursor: Cursor,
    /// How many records.
    pub records: u64,
    /// SHA-256, in lower-case hexadecimal, over one line `kind id digest` for each record, each ended by a line feed,
    /// by kind and then by id.
    pub digest: String,
}
