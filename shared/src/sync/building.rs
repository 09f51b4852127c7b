//! Operations of building unions: what is told of them, founding steps, employers, the record of work, monthly reports.

use super::{CommitteeDecision, Confirmation};
use crate::drive::{Count, DriveMethod};
use crate::i18n::Localized;
use crate::report::{Line, Month};
use crate::union::{ChronicleKind, Coverage, FoundingStep, Level, Organ, PartialDate, Party, UnionKind};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Staff add a union, or change what is told of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveUnion {
    /// The union; a new one gets its id on the device.
    pub union_id: Uuid,
    /// Version that the sender saw, 0 for none; another one is a conflict.
    pub version: u32,
    /// Where a new union stands; none for one that is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new: Option<UnionPlace>,
    /// What is told of it.
    pub facts: UnionFacts,
}

/// Where a new union stands in the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnionPlace {
    /// The next higher union.
    pub parent_id: Uuid,
    /// Name.
    pub name: Localized,
    /// Kind.
    pub kind: UnionKind,
    /// Level at which it works.
    pub level: Level,
    /// Code of its division.
    pub division: String,
}

/// What is told of a union.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnionFacts {
    /// Unified social credit code; empty when it has none.
    #[serde(default)]
    pub uscc: String,
    /// What it covers.
    #[serde(default)]
    pub scope: Option<Coverage>,
    /// Codes of the groups whose workers it takes; an area without any takes all. Absent, they stay as they are.
    #[serde(default)]
    pub worker_groups: Option<Vec<String>>,
    /// Method of building.
    #[serde(default)]
    pub method: Option<DriveMethod>,
    /// Form of organisation.
    #[serde(default)]
    pub organ: Option<Organ>,
    /// Party organisation that it is linked to; empty for none.
    #[serde(default)]
    pub party: String,
    /// Years of a term, 3 or 5.
    #[serde(default)]
    pub term_years: Option<u32>,
    /// Last day of the term.
    #[serde(default)]
    pub term_ends_on: Option<NaiveDate>,
    /// When it was founded, as a workbook tells it of a union whose steps nobody recorded; none keeps what is there.
    #[serde(default)]
    pub founded_on: Option<PartialDate>,
    /// Workers.
    #[serde(default)]
    pub workers: Option<Count>,
    /// Members, as told.
    #[serde(default)]
    pub members: Option<Count>,
    /// Whether the chair works for the union alone.
    #[serde(default)]
    pub full_time_chair: bool,
    /// Name of the chair.
    #[serde(default)]
    pub chair: String,
    /// Phone. A masked one sent back unchanged keeps what is stored.
    #[serde(default)]
    pub phone: String,
    /// More.
    #[serde(default)]
    pub note: String,
}

/// Staff record founding steps of one union, or correct records of them; all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecordSteps {
    /// The union.
    pub union_id: Uuid,
    /// Version of what is told of it that the sender saw, 0 for none; another one is a conflict.
    pub version: u32,
    /// The steps, in their order; at most 30.
    pub steps: Vec<StepInput>,
}

/// A founding step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepInput {
    /// The step.
    pub step: FoundingStep,
    /// When, as far as it is known; none when no source tells, which the note explains.
    #[serde(default)]
    pub on: Option<PartialDate>,
    /// Number of the document.
    #[serde(default)]
    pub document_number: String,
    /// No near relative of the main manager sits on the committee (Trade Union Law, art. 10).
    #[serde(default)]
    pub no_relatives: bool,
    /// More.
    #[serde(default)]
    pub note: String,
    /// The record that this corrects; none for a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<Uuid>,
}

/// Staff add a file to a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachFile {
    /// The record of the step.
    pub step_id: Uuid,
    /// Name of the file.
    pub name: String,
    /// The file in base64: PDF, JPEG or PNG of at most 1 MiB.
    pub content: String,
}

/// Staff add an employer, or change what is told of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveEmployer {
    /// The employer; a new one gets its id on the device.
    pub employer_id: Uuid,
    /// Version that the sender saw, 0 for a new one; another one is a conflict.
    pub version: u32,
    /// The union that covers it, or the federation in whose ledger of the unbuilt it stands.
    pub union_id: Uuid,
    /// What is told of it.
    pub facts: EmployerFacts,
}

/// What is told of an employer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmployerFacts {
    /// Name.
    pub name: String,
    /// Whether the union covers it; otherwise it stands in the ledger of the unbuilt.
    pub covered: bool,
    /// Unified social credit code; empty when it is not known.
    #[serde(default)]
    pub uscc: String,
    /// Address.
    #[serde(default)]
    pub address: String,
    /// Code of its division.
    pub division: String,
    /// 单位性质类别.
    #[serde(default)]
    pub nature: String,
    /// 经济类型.
    #[serde(default)]
    pub economic_type: String,
    /// 所属行业.
    #[serde(default)]
    pub industry: String,
    /// Whether it has a party organisation.
    #[serde(default)]
    pub party: Party,
    /// Workers.
    #[serde(default)]
    pub workers: Option<Count>,
    /// Members, as told.
    #[serde(default)]
    pub members: Option<Count>,
    /// Since when it is covered.
    #[serde(default)]
    pub covered_on: Option<PartialDate>,
    /// Why there is no union yet; of a covered one, why some are no members yet.
    #[serde(default)]
    pub reason: String,
    /// What is planned.
    #[serde(default)]
    pub plan: String,
    /// By when.
    #[serde(default)]
    pub plan_by: Option<NaiveDate>,
}

/// Staff add to the record of work, or change a row of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SaveChronicle {
    /// The row; a new one gets its id on the device.
    pub chronicle_id: Uuid,
    /// Version that the sender saw, 0 for a new one; another one is a conflict.
    pub version: u32,
    /// The union whose work it is.
    pub union_id: Uuid,
    /// What it tells of. (`kind` is the name of the operation.)
    pub about: ChronicleKind,
    /// What.
    pub title: Localized,
    /// When, as far as it is known.
    #[serde(default)]
    pub happened_on: Option<PartialDate>,
    /// Until when, for what lasted.
    #[serde(default)]
    pub until: Option<PartialDate>,
    /// The number that goes with it.
    #[serde(default)]
    pub count: Option<Count>,
    /// The method of building behind it.
    #[serde(default)]
    pub method: Option<DriveMethod>,
    /// More.
    #[serde(default)]
    pub note: Localized,
}

/// Staff record whom a committee took in at an earlier time, from its roll: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EnrolRoll {
    /// The union.
    pub union_id: Uuid,
    /// The committee's decision.
    pub decision: CommitteeDecision,
    /// How it is known that they wanted it: what they signed, and who keeps it.
    pub confirmation: Confirmation,
    /// Whom it took in; at most 1,000.
    pub people: Vec<RollPerson>,
}

/// A person on a roll.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RollPerson {
    /// Name.
    pub name: String,
    /// Number of the resident identity card.
    pub id_number: String,
    /// Mobile.
    pub mobile: String,
    /// Code of the group of workers.
    pub worker_group: String,
    /// Employer.
    pub employer: String,
    /// Code of the division.
    pub division: String,
}

// Names and numbers have no place in logs.
impl std::fmt::Debug for RollPerson {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RollPerson").finish_non_exhaustive()
    }
}

/// Staff set how many members a federation is to take in within a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetTarget {
    /// The federation.
    pub union_id: Uuid,
    /// The month.
    pub month: Month,
    /// How many.
    pub target: u32,
}

/// Staff close a month: its figures are frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CloseMonth {
    /// The federation.
    pub union_id: Uuid,
    /// The month.
    pub month: Month,
    /// Problems, in words.
    #[serde(default)]
    pub problems: String,
}

/// Staff correct a closed month by an adjustment of one that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AdjustMonth {
    /// The federation.
    pub union_id: Uuid,
    /// The open month in which it counts.
    pub month: Month,
    /// The closed month that was wrong.
    pub of: Month,
    /// The line.
    pub line: Line,
    /// By how many; negative takes away.
    pub by: i32,
    /// Why.
    pub reason: String,
}
