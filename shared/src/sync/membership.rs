//! Operations on memberships: transfers, and decisions on members.

use super::{CommitteeDecision, ReceiptSecret};
use crate::membership::{MembershipReason, MembershipStep, TransferVerdict};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Staff offer a transfer to an applicant who is a member of another union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OfferTransfer {
    /// The application.
    pub application_id: Uuid,
    /// Version that the sender saw; another one is a conflict.
    pub version: u32,
}

/// A worker answers an offer, with the receipt of the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AnswerTransferOffer {
    /// Proves that the application is the sender's.
    pub receipt: ReceiptSecret,
    /// Version of the transfer that the sender saw; another one is a conflict.
    pub version: u32,
    /// Whether the worker wants it. A no takes the application back.
    pub accept: bool,
}

/// One side of a transfer says yes or no.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideTransfer {
    /// The transfer.
    pub transfer_id: Uuid,
    /// Version that the sender saw; another one is a conflict.
    pub version: u32,
    /// What is said.
    pub verdict: TransferVerdict,
    /// Why; the other side and the worker read it. Needed for `refuse`.
    #[serde(default)]
    pub reason: String,
    /// The committee's decision. Needed for `accept`, which approves the application.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<CommitteeDecision>,
}

/// A decision on a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeMembership {
    /// The member.
    pub member_id: Uuid,
    /// Version that the sender saw; another one is a conflict.
    pub version: u32,
    /// What was decided.
    pub step: MembershipStep,
    /// Why; one that fits the step.
    pub reason: MembershipReason,
    /// Who decided, when, under which number. The change counts from its day; the number may be left out where
    /// [`MembershipStep::needs_document`] says so.
    pub decision: CommitteeDecision,
}
