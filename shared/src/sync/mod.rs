//! A sign-up is an operation.
//!
//! Whatever a worker or an officer submits is an [`Operation`]: a value with an id made where it was captured.
//! One function on the server applies it and gives one of five [`Outcome`]s. So online is only the short case
//! of offline.

mod building;
mod change;
mod drives;
mod joining;
mod membership;
mod operation;
mod outcome;
mod receipt;
mod record;
mod sealed;
mod steward;

pub use building::{
    AdjustMonth, AttachFile, CloseMonth, EmployerFacts, EnrolRoll, RecordSteps, RollPerson, SaveChronicle,
    SaveEmployer, SaveUnion, SetTarget, StepInput, UnionFacts, UnionPlace,
};
pub use change::{BuildingRecord, Change, ChangeKind, Changes, Cursor};
pub use drives::{AdvanceCeremony, CloseDrive, SaveCeremony, SaveDrive, SaveSource};
pub use joining::{
    ApplicationVersion, ApproveApplications, CommitteeDecision, CompleteProfile, Confirmation, ConfirmedBy,
    CorrectApplication, EnterApplication, FileApplications, Review, ReviewApplication, SubmitApplication,
    WithdrawApplication,
};
pub use membership::{AnswerTransferOffer, ChangeMembership, DecideTransfer, OfferTransfer};
pub use operation::{
    Action, AdvanceCompetition, ConfirmResults, CorrectEntry, DecideEntry, Decision, EndSteward,
    IssueSteward, MarkInput, Operation, PublishResults, RecordMarks, SubmitEntry, WithdrawConsent,
    WithdrawEntry,
};
pub use outcome::{Conflict, Outcome, Push, PushAnswer, Refusal};
pub use receipt::{ReceiptCode, ReceiptHash, ReceiptSecret};
pub use record::{Checksum, CompetitionRecord, EntryRecord, Record, RecordBody, RecordKind, Snapshot};
pub use sealed::{PushSealed, SEAL_INFO, Sealed, SealedAnswer, SealedOutcome, seal_place};
pub use steward::{Admission, Collected, NotACode, StewardCode, admission};
