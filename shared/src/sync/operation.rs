//! Operations: what can be submitted.

use super::building::{
    AdjustMonth, AttachFile, CloseMonth, EnrolRoll, RecordSteps, SaveChronicle, SaveEmployer, SaveUnion,
    SetTarget,
};
use super::drives::{AdvanceCeremony, CloseDrive, SaveCeremony, SaveDrive, SaveSource};
use super::joining::{
    ApproveApplications, CompleteProfile, CorrectApplication, EnterApplication, FileApplications,
    ReviewApplication, SubmitApplication, WithdrawApplication,
};
use super::membership::{AnswerTransferOffer, ChangeMembership, DecideTransfer, OfferTransfer};
use super::{Collected, ReceiptHash, ReceiptSecret};
use crate::competition::{CompetitionState, MarkPart};
use crate::form::Answers;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Something that a worker or an officer submits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Operation {
    /// UUIDv7, made on the device. The same id with the same content gets the first answer again.
    pub id: Uuid,
    /// When it was captured, by the device's clock; told, never trusted.
    pub captured_at: DateTime<Utc>,
    /// What is asked for.
    pub action: Action,
}

/// What an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Action {
    /// A worker enters an event.
    SubmitEntry(SubmitEntry),
    /// A worker corrects a returned entry, with the receipt.
    CorrectEntry(CorrectEntry),
    /// A worker withdraws, with the receipt.
    WithdrawEntry(WithdrawEntry),
    /// A worker takes a consent back, with the receipt.
    WithdrawConsent(WithdrawConsent),
    /// Staff decide on an entry.
    DecideEntry(DecideEntry),
    /// Staff move a competition along its life.
    AdvanceCompetition(AdvanceCompetition),
    /// A judge or officer records marks of one entry.
    RecordMarks(RecordMarks),
    /// Staff publish provisional results, or a corrected version of them.
    PublishResults(PublishResults),
    /// Staff confirm the published results.
    ConfirmResults(ConfirmResults),
    /// A worker applies to join a union.
    SubmitApplication(SubmitApplication),
    /// A worker corrects a returned application, with the receipt.
    CorrectApplication(CorrectApplication),
    /// A worker takes an application back, with the receipt.
    WithdrawApplication(WithdrawApplication),
    /// A worker completes a field of the full profile, with the receipt.
    CompleteProfile(CompleteProfile),
    /// Staff look at an application, return or reject it.
    ReviewApplication(ReviewApplication),
    /// Staff record a decision of the union's committee that takes workers in.
    ApproveApplications(ApproveApplications),
    /// Staff add a union, or change what is told of one.
    SaveUnion(SaveUnion),
    /// Staff record founding steps of a union.
    RecordSteps(RecordSteps),
    /// Staff add a file to a founding step.
    AttachFile(AttachFile),
    /// Staff add or change an employer.
    SaveEmployer(SaveEmployer),
    /// Staff add to the record of work.
    SaveChronicle(SaveChronicle),
    /// Staff record whom a committee took in at an earlier time.
    EnrolRoll(EnrolRoll),
    /// Staff set a month's target.
    SetTarget(SetTarget),
    /// Staff close a month.
    CloseMonth(CloseMonth),
    /// Staff correct a closed month in one that is open.
    AdjustMonth(AdjustMonth),
    /// Staff issue a code to a steward.
    IssueSteward(IssueSteward),
    /// Staff end a steward's code before its time.
    EndSteward(EndSteward),
    /// Staff record that memberships were filed with the superior.
    FileApplications(FileApplications),
    /// Staff enter an application for a worker.
    EnterApplication(EnterApplication),
    /// Staff offer a transfer to an applicant who is a member elsewhere.
    OfferTransfer(OfferTransfer),
    /// A worker answers the offer, with the receipt.
    AnswerTransferOffer(AnswerTransferOffer),
    /// One side of a transfer says yes or no.
    DecideTransfer(DecideTransfer),
    /// Staff record a decision on a member.
    ChangeMembership(ChangeMembership),
    /// Staff begin a membership drive, or change one.
    SaveDrive(SaveDrive),
    /// Staff make a code of a drive, or change what it knows.
    SaveSource(SaveSource),
    /// Staff end a drive.
    CloseDrive(CloseDrive),
    /// Staff plan a ceremony, or change one.
    SaveCeremony(SaveCeremony),
    /// Staff move a ceremony along; the step to the oath certifies the headcount.
    AdvanceCeremony(AdvanceCeremony),
}

/// A worker enters an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SubmitEntry {
    /// The competition.
    pub competition_id: Uuid,
    /// Code of the event within it.
    pub event: String,
    /// Version of the form that was answered.
    pub form_version: u32,
    /// What was typed.
    pub answers: Answers,
    /// Hash of the secret that the device made; opens status and withdrawal later.
    pub receipt: ReceiptHash,
    /// Collected by a steward, on a device for many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected: Option<Collected>,
}

/// A worker corrects a returned entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CorrectEntry {
    /// Proves that the entry is the sender's.
    pub receipt: ReceiptSecret,
    /// Version of the form that was answered.
    pub form_version: u32,
    /// All answers. A masked value sent back unchanged keeps what is stored.
    pub answers: Answers,
}

/// A worker withdraws.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawEntry {
    /// Proves that the entry is the sender's.
    pub receipt: ReceiptSecret,
}

/// A worker takes back the consent to publish the name (PIPL art. 15: as easily as it was given).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WithdrawConsent {
    /// Proves that the entry is the sender's.
    pub receipt: ReceiptSecret,
}

/// A decision on an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecideEntry {
    /// The entry.
    pub entry_id: Uuid,
    /// Version of the entry that the decider saw; another one is a conflict.
    pub version: u32,
    /// What was decided.
    pub decision: Decision,
    /// Why; the worker reads it. Needed for `return` and `ineligible`.
    #[serde(default)]
    pub reason: String,
}

/// What staff may decide on an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Back to the worker for correction.
    Return,
    /// May compete.
    Eligible,
    /// May not compete.
    Ineligible,
}

/// A step in the life of a competition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdvanceCompetition {
    /// The competition.
    pub competition_id: Uuid,
    /// The state that the sender saw; another one is a conflict.
    pub from: CompetitionState,
    /// The state to move to.
    pub to: CompetitionState,
}

/// Marks of one entry; only those named change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordMarks {
    /// The entry.
    pub entry_id: Uuid,
    /// The marks.
    pub marks: Vec<MarkInput>,
}

/// One mark as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MarkInput {
    /// Theory or practical.
    pub part: MarkPart,
    /// Version of this mark that the sender saw (0 for none); another one is a conflict.
    pub version: u32,
    /// A decimal, `absent`, or empty to clear.
    pub value: String,
}

/// Publication of provisional results, or of a corrected version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublishResults {
    /// The competition.
    pub competition_id: Uuid,
    /// Last published version that the sender saw (0 for none); another one is a conflict.
    pub after_version: u32,
    /// End of the public notice.
    pub notice_until: DateTime<Utc>,
    /// Why the earlier version is corrected; needed from the second version on.
    #[serde(default)]
    pub reason: String,
}

/// The published results become final.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmResults {
    /// The competition.
    pub competition_id: Uuid,
    /// The version to confirm.
    pub version: u32,
}

/// A code for a steward, made where it is issued: the server keeps its keyed hash only, and nobody reads it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct IssueSteward {
    /// The competition that it collects for.
    pub competition_id: Uuid,
    /// The code, 40 random bits as eight characters.
    pub code: super::StewardCode,
    /// What staff call it: who has it, or which device.
    pub label: String,
    /// For how many hours it stands, 1 to 744 (31 days).
    pub hours: u32,
}

/// A steward's code ends before its time. What was collected before still counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EndSteward {
    /// Id of the code.
    pub steward_id: Uuid,
}
