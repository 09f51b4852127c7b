//! What the application form needs, and what a receipt of an application opens.

use super::PublicAssociation;
use crate::form::{Answers, FormDefinition};
use crate::i18n::Localized;
use crate::membership::{ApplicationState, MembershipState, RoutedBy, TransferState};
use crate::sync::ReceiptCode;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The application form, on an association's page or behind a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinPage {
    /// Public key that applications are sealed to while they wait on a device: base64 of an uncompressed point of P-256.
    pub seal: String,
    /// Id of the association.
    pub id: Uuid,
    /// Whose page.
    pub association: PublicAssociation,
    /// What the code knows; none without a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<JoinSource>,
    /// The form.
    pub form: FormDefinition,
}

/// What a code knows of who comes through it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct JoinSource {
    /// The code; goes with the application.
    pub code: String,
    /// What it is called, such as the name of a venue.
    pub label: String,
    /// Title of the drive.
    pub drive: Localized,
    /// Group of workers to begin with; empty for any.
    pub worker_group: String,
    /// Division to begin with; empty for any.
    pub division: String,
    /// The union that takes the application unless another is chosen; none leaves it to the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<Localized>,
    /// Whether the drive asks for a signature.
    #[serde(default)]
    pub signature: bool,
}

/// One's own application, opened by a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptApplication {
    /// Id of the application.
    pub id: Uuid,
    /// Short code.
    pub code: ReceiptCode,
    /// Slug of the association.
    pub association: String,
    /// The union that decides on it.
    pub union: Localized,
    /// Why that union.
    pub routed_by: RoutedBy,
    /// State.
    pub state: ApplicationState,
    /// Version.
    pub version: u32,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// When it was last decided on or changed.
    pub changed_at: DateTime<Utc>,
    /// What staff wrote, when returned or rejected.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Masked name.
    pub name: String,
    /// Whether it may be corrected now.
    pub can_correct: bool,
    /// Whether it may be taken back now.
    pub can_withdraw: bool,
    /// The transfer that it became: offered, while the worker may answer, and what came of it. The union that the worker
    /// would leave is not named: whoever holds somebody else's document number is not told whose member that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<ReceiptTransfer>,
    /// The member card, once the committee has approved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub card: Option<MemberCard>,
    /// Whether the full profile may be completed now.
    pub can_complete: bool,
    /// What was completed of the full profile; see [`profile_form`](crate::membership::profile_form).
    #[serde(default)]
    pub profile: Answers,
    /// Answers for correction, personal numbers masked; only when `can_correct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
}

/// A transfer, as the worker sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptTransfer {
    /// State; `offered` waits for the worker.
    pub state: TransferState,
    /// Version; the answer names it.
    pub version: u32,
    /// An offer that is not answered by then lapses; a union that has not answered by then loses the decision to the
    /// common superior.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
}

/// What a member card tells: to its holder, and to anyone who has its code. It holds no more personal data than this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberCard {
    /// The code behind `/verify/`, which proves that this server made the card.
    pub code: String,
    /// The member's union now.
    pub union: Localized,
    /// Masked name.
    pub name: String,
    /// Where the membership stands now.
    pub state: MembershipState,
    /// Member since.
    pub joined_on: NaiveDate,
    /// The day on which the membership ended or was put aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
}

/// A competition's people on the way from contestant to member: service before union.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FunnelRow {
    /// Id of the competition.
    pub competition_id: Uuid,
    /// Slug.
    pub competition: String,
    /// Title.
    pub title: Localized,
    /// People who entered, each once, without those who withdrew.
    pub contestants: u64,
    /// Those of them who joined a union after they had entered.
    pub joined: u64,
    /// Those of them who are members now, whenever they joined.
    pub members: u64,
}
