//! What staff read of unions, employers, and monthly reports.

use crate::drive::{Count, DriveMethod};
use crate::i18n::Localized;
use crate::report::{Figure, Figures, Line, Month};
use crate::sync::{EmployerFacts, UnionFacts};
use crate::union::{Alert, ChronicleKind, Coverage, FoundingStep, Level, PartialDate, UnionKind};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A union of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnionRow {
    /// Id.
    pub id: Uuid,
    /// The union above, within what the caller sees.
    pub parent_id: Option<Uuid>,
    /// How deep it stands below the caller's own union.
    pub depth: u32,
    /// Name.
    pub name: Localized,
    /// Kind.
    pub kind: UnionKind,
    /// Level.
    pub level: Level,
    /// Code of its division.
    pub division: String,
    /// What it covers.
    pub scope: Option<Coverage>,
    /// Method of building.
    pub method: Option<DriveMethod>,
    /// Where its founding stands; none where no step is recorded.
    pub stage: Option<FoundingStep>,
    /// Since when it stands there, as far as it is known.
    pub since: Option<PartialDate>,
    /// When it was founded, as far as it is known.
    pub founded_on: Option<PartialDate>,
    /// Last day of the term.
    pub term_ends_on: Option<NaiveDate>,
    /// Workers, as told.
    pub workers: Option<Count>,
    /// Members, as told.
    pub told_members: Option<Count>,
    /// Members whom the system holds.
    pub members: u32,
    /// Employers that it covers.
    pub employers: u32,
    /// What is late.
    pub alerts: Vec<Alert>,
}

/// A union in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnionPage {
    /// The union.
    pub row: UnionRow,
    /// Version of what is told of it; 0 when nothing is.
    pub version: u32,
    /// What is told of it; the phone is masked.
    pub facts: UnionFacts,
    /// The next higher union, which approves.
    pub above: Option<Localized>,
    /// Its founding steps, in their order.
    pub steps: Vec<StepRow>,
    /// Employers that it covers, or that stand in its ledger.
    pub employers: Vec<EmployerRow>,
    /// What the record of work tells of it, figures that were told among it.
    pub chronicle: Vec<ChronicleRow>,
    /// Whether the caller may change it.
    pub may_edit: bool,
}

/// A founding step as recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StepRow {
    /// Id.
    pub id: Uuid,
    /// The step.
    pub step: FoundingStep,
    /// When, as far as it is known.
    pub on: Option<PartialDate>,
    /// Number of the document.
    pub document_number: String,
    /// Whether it was made sure that no near relative of the main manager sits on the committee.
    pub no_relatives: bool,
    /// More.
    pub note: String,
    /// Counts up with every correction.
    pub version: u32,
    /// Account of whoever recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// Files.
    pub files: Vec<FileRow>,
}

/// A file that proves a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FileRow {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Bytes.
    pub size: u32,
}

/// An employer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmployerRow {
    /// Id.
    pub id: Uuid,
    /// Counts up with every change.
    pub version: u32,
    /// The union that covers it, or the federation in whose ledger it stands.
    pub union_id: Uuid,
    /// Its name.
    pub union: Localized,
    /// What is told of it.
    pub facts: EmployerFacts,
    /// Whether its plan was due and it is not covered.
    pub overdue: bool,
}

/// An employer in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EmployerPage {
    /// The employer.
    pub row: EmployerRow,
    /// Whether the caller may change it.
    pub may_edit: bool,
}

/// Which employers to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct EmployerFilter {
    /// Only those that a union covers, or only those of the ledger of the unbuilt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered: Option<bool>,
}

/// Which monthly report to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ReportFilter {
    /// The month, such as `2026-11`.
    pub month: Month,
    /// The union whose part of the tree is reported; the caller's own if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<Uuid>,
    /// Only this federation with the unions directly below it, for the records of one unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Uuid>,
    /// The figure whose records are asked for; those who joined if none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", param(inline))]
    pub figure: Option<Figure>,
}

/// A monthly report: each federation with the unions that stand directly below it, and all of them together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Report {
    /// The month.
    pub month: Month,
    /// Name of the union whose part of the tree it is.
    pub union: Localized,
    /// Unit by unit, in the order of the tree.
    pub units: Vec<UnitReport>,
    /// All units together.
    pub total: Figures,
    /// Numbers that were told and not counted, which stand beside the total and never in it.
    pub besides: Vec<Told>,
}

/// A number that was told, with its qualifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    /// The union.
    pub union_id: Uuid,
    /// Its name.
    pub union: Localized,
    /// The number.
    pub count: Count,
}

/// The report of one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitReport {
    /// The federation.
    pub union_id: Uuid,
    /// Its name.
    pub union: Localized,
    /// Code of its division.
    pub division: String,
    /// The figures; frozen once the month is closed.
    pub figures: Figures,
    /// When the month was closed; none while it is open.
    pub closed_at: Option<DateTime<Utc>>,
    /// Problems, in words.
    pub problems: String,
    /// Adjustments that count in this month.
    pub adjustments: Vec<Adjustment>,
    /// The last month that was closed: what can be adjusted lies in it or before it.
    pub last_closed: Option<Month>,
    /// Changes of closed months that were recorded after their closing, and are in no month: they want an adjustment.
    pub late: u32,
    /// Whether the caller may close it now.
    pub may_close: bool,
    /// Whether the caller may set a target or adjust.
    pub may_adjust: bool,
}

/// A correction of a closed month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Adjustment {
    /// The closed month.
    pub of: Month,
    /// The line.
    pub line: Line,
    /// By how many.
    pub by: i32,
    /// Why.
    pub reason: String,
    /// Account of whoever recorded it.
    pub account: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// The records behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportRecords {
    /// What the report tells. Of a closed month it may differ from what the records come to: it was frozen, and what is
    /// known of a person may have been corrected since.
    pub told: i64,
    /// The records.
    pub records: Vec<ReportRecord>,
}

/// What a record behind a figure is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum BehindFigure {
    /// A member.
    Member,
    /// A union.
    Union,
    /// An employer.
    Employer,
    /// An adjustment of a closed month.
    Adjustment,
    /// A target that was set.
    Target,
}

/// A record behind a figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReportRecord {
    /// What it is of.
    pub of: BehindFigure,
    /// Id of the member, the union, the employer or the adjustment; of a target that of the federation.
    pub id: Uuid,
    /// Masked name of the member, name of the union or employer, reason of the adjustment, account of who set the target
    /// (empty where nobody noted it).
    pub name: Localized,
    /// What it adds to the figure.
    pub counts: i64,
    /// The union for which it counts.
    pub union_id: Uuid,
    /// Its name.
    pub union: Localized,
    /// Code of the group of workers; empty for unions and employers.
    pub worker_group: String,
    /// When, as far as it is known; of an adjustment, the month that was wrong; of a target, the day on which it was set,
    /// or its month.
    pub on: PartialDate,
}

/// The overview of the working model: what was done, and every figure with the records behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Overview {
    /// The record of work.
    pub chronicle: Vec<ChronicleRow>,
    /// Unions that were founded, in the order of their founding; those without a known date last.
    pub unions: Vec<UnionRow>,
    /// How many were founded on a date that is known.
    pub dated: u32,
    /// Members taken in at each mass enrolment, by group; counted from the members themselves.
    pub enrolments: Vec<Enrolment>,
}

/// A row of the record of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChronicleRow {
    /// Id.
    pub id: Uuid,
    /// The union whose work it is.
    pub union_id: Uuid,
    /// What it tells of.
    pub kind: ChronicleKind,
    /// Counts up with every change.
    pub version: u32,
    /// What.
    pub title: Localized,
    /// When, as far as it is known.
    pub happened_on: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
    /// The number that goes with it.
    pub count: Option<Count>,
    /// The method of building behind it.
    pub method: Option<DriveMethod>,
    /// More.
    pub note: Localized,
}

/// A row of the record of work with the records behind its number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChroniclePage {
    /// The row.
    pub row: ChronicleRow,
    /// Name of the union whose work it is.
    pub union: Localized,
    /// When it was last recorded.
    pub at: DateTime<Utc>,
    /// Of a mass enrolment, the members who were taken in on its day. Names are masked.
    pub joined: Vec<ReportRecord>,
    /// Whether the caller may change it.
    pub may_edit: bool,
}

/// Who joined on the day of a mass enrolment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrolment {
    /// The row of the record of work.
    pub chronicle_id: Uuid,
    /// The day.
    pub on: NaiveDate,
    /// How many, by code of the group.
    pub by_group: Vec<(String, u32)>,
    /// All of them.
    pub total: u32,
}
