//! The grid of marks, as staff read it.

use crate::competition::MarkPart;
use crate::i18n::Localized;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The grid of marks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkGrid {
    /// The competition.
    pub competition_id: Uuid,
    /// Its title.
    pub title: Localized,
    /// Rows of eligible entries by event, then number.
    pub rows: Vec<MarkRow>,
    /// Whether marks may be changed now by this caller.
    pub may_mark: bool,
    /// Whether results are on public notice: marks then show only after a corrected version is published.
    pub published: bool,
    /// Whether entry has not closed yet: marks are recorded after that.
    pub before_closing: bool,
    /// Awards that could not be given as announced, in words.
    pub warnings: Vec<Localized>,
}

/// One entrant in the grid, with the ranking as it would be now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkRow {
    /// The entry.
    pub entry_id: Uuid,
    /// Public number.
    pub number: String,
    /// Masked name; empty for judges, who see codes only.
    pub name: String,
    /// Event code.
    pub event: String,
    /// Title of the event.
    pub event_title: Localized,
    /// Theory.
    pub theory: MarkCell,
    /// Practical.
    pub practical: MarkCell,
    /// Total as shown.
    pub total: Option<String>,
    /// Rank as it would be.
    pub rank: Option<u32>,
    /// Award as it would be.
    pub award: Option<Localized>,
    /// Why this rank, in words.
    pub explanation: Localized,
}

/// One mark in the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkCell {
    /// Part.
    pub part: MarkPart,
    /// Decimal text, `absent`, or empty.
    pub value: String,
    /// Version; 0 for none.
    pub version: u32,
}
