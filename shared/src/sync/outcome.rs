//! The five answers to an operation.

use super::{Operation, ReceiptCode};
use crate::i18n::Violation;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A batch of operations; each is answered on its own, in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Push {
    /// At most 1,000.
    pub operations: Vec<Operation>,
}

/// The answer to a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushAnswer {
    /// One per operation, in the same order.
    pub outcomes: Vec<Outcome>,
}

/// The answer to one operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// Done, and durable.
    Accepted {
        /// The record that was made or changed.
        record_id: Uuid,
        /// Its version after the operation.
        version: u32,
        /// The receipt's code, when the operation has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptCode>,
    },
    /// The same operation was accepted before: the first answer again.
    Duplicate {
        /// The record that was made or changed.
        record_id: Uuid,
        /// Its version after the operation.
        version: u32,
        /// The receipt's code, when the operation has one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptCode>,
    },
    /// Something else happened first; nothing was changed.
    Conflict {
        /// What stands in the way.
        conflict: Conflict,
    },
    /// Refused; nothing was changed.
    Rejected {
        /// Why, as a whole.
        refusal: Refusal,
        /// Which values, and why.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        violations: Vec<Violation>,
    },
    /// Busy: send the same operation again later.
    RetryLater {
        /// How long to wait, in milliseconds; the server spreads these.
        after_ms: u32,
    },
}

/// What stands in the way of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Conflict {
    /// This id was used for another content.
    OperationIdReused,
    /// The record changed since the sender saw it.
    VersionChanged,
}

/// Why an operation was refused as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Some values are wrong; see the violations.
    Invalid,
    /// The form changed since it was opened; fetch it again, keep the answers, ask the fields named.
    FormChanged,
    /// Entry is not open now.
    EntryNotOpen,
    /// This step is not possible from the present state.
    TransitionNotAllowed,
    /// The sender may not do this.
    Forbidden,
    /// No such record, or none that the sender may see.
    NotFound,
    /// The receipt opens nothing.
    ReceiptUnknown,
    /// Marks are missing, so results cannot be published.
    MarksIncomplete,
    /// The public notice has not ended yet.
    NoticeRunning,
    /// What was sealed on the device cannot be opened: it was changed, or sealed to another server's key.
    SealUnknown,
    /// The steward's code is none of this competition.
    StewardUnknown,
    /// The steward's code had ended when this was captured, or ended more than a week ago.
    StewardEnded,
}
