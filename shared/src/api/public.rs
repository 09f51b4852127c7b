//! What anyone may read: competitions, places, results; and with a receipt, one's own entry.

use crate::competition::{CompetitionDefinition, CompetitionState, EntryState};
use crate::form::{Answers, FormDefinition};
use crate::i18n::Localized;
use crate::sync::ReceiptCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An association, as its visitors know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicAssociation {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: Localized,
    /// Name of the union that it is attached to.
    pub union: Localized,
}

/// The list that the widget opens on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCompetitions {
    /// Whose.
    pub association: PublicAssociation,
    /// Those that are open first; never a draft.
    pub competitions: Vec<CompetitionCard>,
}

/// A competition in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetitionCard {
    /// Id.
    pub id: Uuid,
    /// Slug.
    pub slug: String,
    /// Title.
    pub title: Localized,
    /// What it is.
    pub summary: Localized,
    /// State.
    pub state: CompetitionState,
    /// Whether an entry would be accepted now: the state and the schedule both say so.
    pub open_now: bool,
    /// Entry opens.
    pub entry_opens: DateTime<Utc>,
    /// Entry closes.
    pub entry_closes: DateTime<Utc>,
    /// Places in all events.
    pub places: u32,
    /// Places left in all events.
    pub left: u32,
    /// Whether results can be read.
    pub has_results: bool,
}

/// A competition in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CompetitionPage {
    /// Public key that entries are sealed to while they wait on a device: base64 of an uncompressed point of P-256.
    pub seal: String,
    /// Whose.
    pub association: PublicAssociation,
    /// The head.
    pub card: CompetitionCard,
    /// What it is, with rules, schedule and events.
    pub definition: CompetitionDefinition,
    /// Places per event.
    pub places: Vec<EventPlaces>,
    /// The whole entry form: base fields and the competition's own.
    pub form: FormDefinition,
}

/// Places of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventPlaces {
    /// Code of the event.
    pub event: String,
    /// Places in total.
    pub places: u32,
    /// Places left.
    pub left: u32,
}

/// Opens a receipt: with the secret, or with the short code and the mobile's last four digits (to read only).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "by", rename_all = "snake_case")]
pub enum OpenReceipt {
    /// With the secret of the QR code or the saved link.
    Secret {
        /// The secret.
        secret: crate::sync::ReceiptSecret,
    },
    /// With what can be written on paper.
    Code {
        /// The short code.
        code: ReceiptCode,
        /// Last four digits of the mobile given with the entry.
        mobile_last4: String,
    },
}

/// One's own entry, opened by a receipt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReceiptEntry {
    /// Id of the entry.
    pub id: Uuid,
    /// Short code.
    pub code: ReceiptCode,
    /// Slug of the association.
    pub association: String,
    /// Slug of the competition.
    pub competition: String,
    /// Title of the competition.
    pub title: Localized,
    /// Code of the event.
    pub event: String,
    /// Title of the event.
    pub event_title: Localized,
    /// State of the entry.
    pub state: EntryState,
    /// State of the competition.
    pub competition_state: CompetitionState,
    /// Version of the entry.
    pub version: u32,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// When it was last decided on or changed.
    pub changed_at: DateTime<Utc>,
    /// What staff wrote, when returned or ineligible.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Masked name.
    pub name: String,
    /// Whether it may be corrected now (returned, and opened with the secret).
    pub can_correct: bool,
    /// Whether it may be withdrawn now (and was opened with the secret).
    pub can_withdraw: bool,
    /// Whether the name may be published, as agreed to.
    pub publication: bool,
    /// Whether the competition is for union members only.
    #[serde(default)]
    pub for_members: bool,
    /// Answers for correction, personal numbers masked; only when `can_correct`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<Answers>,
    /// The own result, once published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<PublicResult>,
}

/// How final results are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResultsStage {
    /// On public notice.
    Provisional,
    /// Final.
    Confirmed,
}

/// Published results of a competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicResults {
    /// Title of the competition.
    pub title: Localized,
    /// The latest version.
    pub version: u32,
    /// How final.
    pub stage: ResultsStage,
    /// When this version was published.
    pub published_at: DateTime<Utc>,
    /// End of the public notice.
    pub notice_until: DateTime<Utc>,
    /// By event, then rank.
    pub results: Vec<PublicResult>,
    /// Earlier versions, newest first, with what changed after each.
    #[serde(default)]
    pub earlier: Vec<ResultsVersion>,
    /// Why the latest version corrected the one before; empty for the first.
    #[serde(default)]
    pub reason: String,
    /// What the latest version changed, in words, one line each.
    #[serde(default)]
    pub changed: Vec<Localized>,
}

/// An earlier published version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResultsVersion {
    /// Version.
    pub version: u32,
    /// When it was published.
    pub published_at: DateTime<Utc>,
    /// Its rows.
    pub results: Vec<PublicResult>,
}

/// One line of published results.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicResult {
    /// Code of the event.
    pub event: String,
    /// Title of the event.
    pub event_title: Localized,
    /// Rank; none for who was absent or missed a mark.
    pub rank: Option<u32>,
    /// Number of the entrant in public (the receipt's first five characters).
    pub number: String,
    /// Masked name; none without consent to publication (PIPL art. 25).
    pub name: Option<String>,
    /// Employer; none without consent.
    pub employer: Option<String>,
    /// Theory mark as shown; `None` when absent.
    pub theory: Option<String>,
    /// Practical mark as shown; `None` when absent.
    pub practical: Option<String>,
    /// Total as shown.
    pub total: Option<String>,
    /// Title of the award.
    pub award: Option<Localized>,
    /// Why this rank, in words.
    pub explanation: Localized,
}
