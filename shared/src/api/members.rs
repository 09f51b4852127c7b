//! What staff read of applications, members and transfers.

use super::{ConsentRow, HistoryRow};
use crate::form::{Answers, FormDefinition};
use crate::i18n::Localized;
use crate::membership::{
    ApplicationState, MembershipChange, MembershipReason, MembershipState, MembershipStep, RoutedBy,
    TransferState, TransferVerdict,
};
use crate::person::Sex;
use crate::sync::ConfirmedBy;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A page of applications, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationRows {
    /// At most 50.
    pub rows: Vec<ApplicationRow>,
    /// Counts of the unions, group, division and source asked for, whatever their state and search.
    pub counts: ApplicationCounts,
    /// The caller's unions, for the filter.
    pub unions: Vec<ListedUnion>,
    /// Ask with this for the next page.
    pub next: Option<String>,
}

/// A union that has something to list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ListedUnion {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: Localized,
}

/// Applications on their way. Scanned, submitted, approved and filed are apart: membership counts from the decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationCounts {
    /// How often codes of these unions' drives were opened.
    pub scanned: u64,
    /// Wait for somebody to look at them.
    pub submitted: u64,
    /// Somebody looks at them.
    pub under_review: u64,
    /// With the worker.
    pub returned: u64,
    /// Approved; those that were filed are among them.
    pub approved: u64,
    /// Approved, and filed with the superior.
    pub filed: u64,
    /// Not approved.
    pub rejected: u64,
    /// Taken back.
    pub withdrawn: u64,
}

/// A person in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PersonRow {
    /// Masked name.
    pub name: String,
    /// Masked number of the document.
    pub document: String,
    /// Masked mobile.
    pub mobile: String,
    /// Employer.
    pub employer: String,
    /// Code of the group of workers.
    pub group: String,
    /// Division code.
    pub division: String,
}

/// An application in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationRow {
    /// Id.
    pub id: Uuid,
    /// Version; decisions name it.
    pub version: u32,
    /// Receipt code, `XXXXX-XXXXX`.
    pub code: String,
    /// Whose it is, masked.
    #[serde(flatten)]
    pub person: PersonRow,
    /// The union that decides.
    pub union: Localized,
    /// What the code is called through which the worker came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// State.
    pub state: ApplicationState,
    /// Filed with the superior.
    pub filed: bool,
    /// While it waits: another application of the same person waits, too.
    pub twice: bool,
    /// While it waits: the person is a member already, of this union or of another.
    pub member: bool,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
}

/// An application for staff, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApplicationDetail {
    /// The head.
    pub row: ApplicationRow,
    /// Why it came to this union.
    pub routed_by: RoutedBy,
    /// The form that was answered.
    pub form: FormDefinition,
    /// The answers; name, document and mobile masked.
    pub answers: Answers,
    /// Things that staff should look at, in words.
    pub warnings: Vec<Localized>,
    /// How the worker confirmed, when staff entered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationRow>,
    /// Whether it is signed; the signature itself is revealed with the numbers.
    pub signing: Signing,
    /// All other applications of the same person.
    pub others: Vec<SamePerson>,
    /// The membership of the same person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<SameMember>,
    /// The transfer that it became.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<TransferRow>,
    /// Consents.
    pub consents: Vec<ConsentRow>,
    /// What happened to it, newest first.
    pub history: Vec<HistoryRow>,
    /// Without membership, personal data is kept until then.
    pub retain_until: NaiveDate,
    /// What staff wrote last.
    pub reason: String,
    /// Whether this caller may see personal data in full.
    pub may_reveal: bool,
    /// Whether this caller may decide on it now.
    pub may_decide: bool,
    /// Whether this caller may offer a transfer now.
    pub may_offer: bool,
}

/// Whether an application is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Signing {
    /// The drive asks for no signature.
    NotAsked,
    /// It was not signed on the device: the worker signs at the union.
    AtTheUnion,
    /// Signed on the device.
    Signed,
}

/// Another application of the same person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SamePerson {
    /// Its id; none in another part of the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The union.
    pub union: Localized,
    /// State.
    pub state: ApplicationState,
    /// When it was submitted.
    pub submitted_at: DateTime<Utc>,
    /// Employer, to tell them apart; empty in another part of the tree.
    pub employer: String,
    /// Masked mobile; empty in another part of the tree.
    pub mobile: String,
}

/// The membership of an applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SameMember {
    /// Its id; none in another part of the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Uuid>,
    /// The union.
    pub union: Localized,
    /// State.
    pub state: MembershipState,
    /// Since when.
    pub joined_on: NaiveDate,
}

/// How a worker confirmed what staff entered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmationRow {
    /// Why staff entered it.
    pub reason: String,
    /// How the worker confirmed.
    pub by: ConfirmedBy,
    /// Day of the confirmation.
    pub on: NaiveDate,
    /// Who confirmed.
    pub who: String,
}

/// A page of members, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRows {
    /// At most 50.
    pub rows: Vec<MemberRow>,
    /// Counts of the unions, group, division and source asked for, whatever their state and search.
    pub counts: MemberCounts,
    /// The caller's unions, for the filter.
    pub unions: Vec<ListedUnion>,
    /// Ask with this for the next page.
    pub next: Option<String>,
}

/// Members by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberCounts {
    /// Members.
    pub active: u64,
    /// Members whose transfer is under way.
    pub transferring: u64,
    /// Kept while out of work.
    pub retained: u64,
    /// Left.
    pub resigned: u64,
    /// Expelled.
    pub expelled: u64,
}

/// A member in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberRow {
    /// Id.
    pub id: Uuid,
    /// Version; decisions name it.
    pub version: u32,
    /// Who it is, masked.
    #[serde(flatten)]
    pub person: PersonRow,
    /// The union.
    pub union: Localized,
    /// State.
    pub state: MembershipState,
    /// Member since.
    pub joined_on: NaiveDate,
    /// The day on which the membership ended or was put aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
}

/// A member for staff, masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberDetail {
    /// The head.
    pub row: MemberRow,
    /// Sex, when the document tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// Age today, when the birth date is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<u32>,
    /// The full profile beyond the head, by the keys of [`profile_key`](crate::membership::profile_key).
    pub profile: Answers,
    /// What changed the membership, newest first.
    pub events: Vec<MembershipEvent>,
    /// Transfers, newest first.
    pub transfers: Vec<TransferRow>,
    /// What happened to the record, newest first.
    pub history: Vec<HistoryRow>,
    /// The decisions that are possible now, for this caller.
    pub steps: Vec<MembershipStep>,
    /// Whether this caller may see personal data in full.
    pub may_reveal: bool,
}

/// Something that changed a membership, with the decision behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MembershipEvent {
    /// The day that counts.
    pub on: NaiveDate,
    /// What changed.
    pub change: MembershipChange,
    /// The union for which it counts.
    pub union: Localized,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<MembershipReason>,
    /// Number of the decision's document; empty without one.
    pub document_number: String,
    /// Who decided; empty without a decision.
    pub deciders: String,
    /// How it is known that the member wanted it, where a roll brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationRow>,
}

/// A transfer, for staff of either side and of their superior.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TransferRow {
    /// Id.
    pub id: Uuid,
    /// Version; verdicts name it.
    pub version: u32,
    /// The member; none outside the caller's part of the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<Uuid>,
    /// The application; none outside the caller's part of the tree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application_id: Option<Uuid>,
    /// Masked name.
    pub name: String,
    /// The union that the worker leaves.
    pub from: Localized,
    /// The union that the worker joins.
    pub to: Localized,
    /// The common superior of both.
    pub superior: Localized,
    /// State.
    pub state: TransferState,
    /// Whose turn it is should answer by then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// Whether that has passed, by the server's clock.
    pub overdue: bool,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
    /// What was written last.
    pub reason: String,
    /// What this caller may say now.
    pub may_say: Vec<TransferVerdict>,
}
