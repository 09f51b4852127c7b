//! States of competitions and entries, and the steps between them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a competition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CompetitionState {
    /// Only staff see it.
    Draft,
    /// Everyone sees it; entry is not open yet.
    Published,
    /// Entry is accepted, within the schedule.
    EntryOpen,
    /// No further entries; entries are checked and marks are recorded.
    EntryClosed,
    /// Provisional results are on public notice.
    PublicNotice,
    /// Results are final.
    Confirmed,
    /// Off; may go on later.
    Postponed,
    /// Will not take place.
    Cancelled,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Waits for a check.
    Submitted,
    /// With the worker for correction.
    Returned,
    /// May compete.
    Eligible,
    /// May not compete; its place is free again.
    Ineligible,
    /// Withdrawn by the worker; its place is free again.
    Withdrawn,
}

/// A step that the present state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransitionError<S> {
    /// The present state.
    pub from: S,
    /// The state that was asked for.
    pub to: S,
}

impl<S: fmt::Debug> fmt::Display for TransitionError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no step leads from {:?} to {:?}", self.from, self.to)
    }
}

impl<S: fmt::Debug> std::error::Error for TransitionError<S> {}
