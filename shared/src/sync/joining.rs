//! Operations of joining a union.

use super::{ReceiptHash, ReceiptSecret};
use crate::form::Answers;
use crate::membership::ApplicationState;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A worker applies to join.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitApplication {
    /// Version of the form that was answered.
    pub form_version: u32,
    /// What was typed.
    pub answers: Answers,
    /// Hash of the secret that the device made; opens status, correction and withdrawal later.
    pub receipt: ReceiptHash,
    /// The code that was scanned or followed, which tells venue and drive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The signature under the application statement, where the drive asks for one; see
    /// [`check_signature`](crate::form::check_signature). None where it could not be drawn: then one signs at the union.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<String>,
}

/// A worker corrects a returned application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectApplication {
    /// Proves that the application is the sender's.
    pub receipt: ReceiptSecret,
    /// Version of the form that was answered.
    pub form_version: u32,
    /// All answers. A masked value sent back unchanged keeps what is stored.
    pub answers: Answers,
}

/// A worker takes an application back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawApplication {
    /// Proves that the application is the sender's.
    pub receipt: ReceiptSecret,
}

/// A worker completes one field of the full profile: of the application, or of the member that it made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompleteProfile {
    /// Proves that the application is the sender's.
    pub receipt: ReceiptSecret,
    /// Key of the field, see [`profile_form`](crate::membership::profile_form).
    pub field: String,
    /// A code of the field's options or a text; empty takes the field back.
    pub value: String,
}

/// What staff do with an application without the committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReviewApplication {
    /// The application.
    pub application_id: Uuid,
    /// Version that the sender saw; another one is a conflict.
    pub version: u32,
    /// What is done.
    pub review: Review,
    /// Why; the worker reads it. Needed for `return` and `reject`.
    #[serde(default)]
    pub reason: String,
}

/// What staff may do with an application without the committee. Approval is not among it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Review {
    /// Somebody looks at it, or again at one that was rejected.
    Take,
    /// Back to the worker for correction.
    Return,
    /// Not approved.
    Reject,
}

impl Review {
    /// All of them.
    pub const ALL: [Review; 3] = [Review::Take, Review::Return, Review::Reject];

    /// The state that it leads to.
    pub fn leads_to(self) -> ApplicationState {
        match self {
            Review::Take => ApplicationState::UnderReview,
            Review::Return => ApplicationState::Returned,
            Review::Reject => ApplicationState::Rejected,
        }
    }
}

/// A decision of the union's committee.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CommitteeDecision {
    /// Day of the meeting. Membership counts from it.
    pub on: NaiveDate,
    /// Number of the document, such as 秦快工字〔2026〕3号.
    pub document_number: String,
    /// Who decided: the members of the committee who were there.
    pub deciders: String,
}

/// An application as it was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationVersion {
    /// The application.
    pub id: Uuid,
    /// The version that the sender saw.
    pub version: u32,
}

/// A decision that takes workers in: all of them, or none. There is no approval without it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApproveApplications {
    /// The decision.
    pub decision: CommitteeDecision,
    /// Whom it takes in; at most 1,000. A violation names the application by its id.
    pub applications: Vec<ApplicationVersion>,
}

/// Approved applications whose memberships were filed with the superior (备案): all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileApplications {
    /// Which; at most 1,000. A violation names the application by its id.
    pub applications: Vec<ApplicationVersion>,
}

/// Staff enter an application for a worker who cannot (代填).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnterApplication {
    /// Slug of the association to whose pages the receipt belongs.
    pub association: String,
    /// What the worker would have sent.
    pub application: SubmitApplication,
    /// How it is known that the worker wants this. There is no entry without it.
    pub confirmation: Confirmation,
}

/// How it is known that a worker wants what was entered for him.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmation {
    /// Why staff entered it.
    pub reason: String,
    /// How the worker confirmed.
    pub by: ConfirmedBy,
    /// Day of the confirmation.
    pub on: NaiveDate,
    /// Who confirmed: the worker's or a colleague's name, and whom of the staff they spoke with.
    pub who: String,
}

/// How a worker confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ConfirmedBy {
    /// By telephone.
    Phone,
    /// By SMS.
    Sms,
    /// In WeChat.
    WeChat,
    /// On paper, signed.
    Paper,
}

impl ConfirmedBy {
    /// All of them.
    pub const ALL: [ConfirmedBy; 4] =
        [ConfirmedBy::Phone, ConfirmedBy::Sms, ConfirmedBy::WeChat, ConfirmedBy::Paper];
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_review_leads_around_the_committee(
            reviews in prop::collection::vec(prop::sample::select(Review::ALL.to_vec()), 0..30)
        ) {
            let mut state = ApplicationState::Submitted;
            for review in reviews {
                if state.check_step(review.leads_to()).is_ok() {
                    state = review.leads_to();
                }
                prop_assert_ne!(state, ApplicationState::Approved);
            }
        }
    }
}
