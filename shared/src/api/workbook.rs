//! The real-name workbook over HTTP.

use crate::i18n::{Localized, Problem, Violation};
use crate::sync::{CommitteeDecision, Confirmation, Outcome};
use crate::workbook::SheetKind;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What can be imported and exported, and for which unions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkbookPage {
    /// The kinds of sheets.
    pub sheets: Vec<SheetChoice>,
    /// The unions within the caller's part of the tree; the caller's own first.
    pub unions: Vec<WorkbookUnion>,
    /// Whether the caller may import.
    pub may_import: bool,
}

/// A kind of sheet: the columns of one province.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SheetChoice {
    /// Key.
    pub key: String,
    /// Name.
    pub name: Localized,
    /// What its rows are.
    pub sheet: SheetKind,
}

/// A union to import into or to export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkbookUnion {
    /// Id.
    pub id: Uuid,
    /// Name.
    pub name: Localized,
    /// Whether it has members of its own, which can be imported.
    pub takes_members: bool,
}

/// A file to look at. Nothing of it is kept.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkbookFile {
    /// Key of the kind of sheet.
    pub set: String,
    /// The union that the members belong to.
    pub union_id: Uuid,
    /// The `.xlsx` file, in base64; 8 MB at most before that.
    pub file: String,
}

/// What an import would do, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkbookPreview {
    /// Stands for the file and for every verdict; the import names it, and is refused when anything changed since.
    pub digest: String,
    /// Name of the sheet that was read.
    pub sheet: String,
    /// Number of the header's row.
    pub header_row: u32,
    /// The rows below it, in order.
    pub rows: Vec<PreviewRow>,
    /// How many rows of each verdict.
    pub counts: RowCounts,
}

/// A row and its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PreviewRow {
    /// Its number in the file.
    pub row: u32,
    /// Masked name.
    pub name: String,
    /// Masked number of the document.
    pub document: String,
    /// What becomes of it.
    pub verdict: RowVerdict,
    /// Titles of the columns in which it differs from what is stored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<String>,
    /// Why it is refused.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<RowReason>,
    /// What to look at, though it is taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Localized>,
}

/// Why a row is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowReason {
    /// Title of the column.
    pub column: String,
    /// Why, and what to do about it; `field` is the key of the column.
    pub violation: Violation,
}

impl RowReason {
    /// A reason.
    pub fn new(column: impl Into<String>, key: impl Into<String>, problem: Problem) -> Self {
        RowReason { column: column.into(), violation: Violation::new(key, problem) }
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RowVerdict {
    /// Somebody new, or somebody who joins again.
    New,
    /// Somebody who is there, with other values.
    Changed,
    /// Nothing differs.
    Unchanged,
    /// Refused; see the reasons.
    Refused,
    /// A note, a signature, a sum: no row of the table.
    Note,
}

impl RowVerdict {
    /// All verdicts.
    pub const ALL: [RowVerdict; 5] =
        [RowVerdict::New, RowVerdict::Changed, RowVerdict::Unchanged, RowVerdict::Refused, RowVerdict::Note];
}

/// How many rows of each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowCounts {
    /// New members.
    pub new: u32,
    /// Changed members.
    pub changed: u32,
    /// Members as they are.
    pub unchanged: u32,
    /// Refused rows.
    pub refused: u32,
    /// Notes.
    pub note: u32,
}

impl RowCounts {
    /// The count of a verdict.
    pub fn of(&self, verdict: RowVerdict) -> u32 {
        match verdict {
            RowVerdict::New => self.new,
            RowVerdict::Changed => self.changed,
            RowVerdict::Unchanged => self.unchanged,
            RowVerdict::Refused => self.refused,
            RowVerdict::Note => self.note,
        }
    }

    /// Counts verdicts.
    pub fn count(verdicts: impl Iterator<Item = RowVerdict>) -> Self {
        let mut counts = RowCounts::default();
        for verdict in verdicts {
            match verdict {
                RowVerdict::New => counts.new += 1,
                RowVerdict::Changed => counts.changed += 1,
                RowVerdict::Unchanged => counts.unchanged += 1,
                RowVerdict::Refused => counts.refused += 1,
                RowVerdict::Note => counts.note += 1,
            }
        }
        counts
    }
}

/// Imports a file as it was previewed.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportWorkbook {
    /// UUIDv7, made by the sender; the same id with the same content gets the first answer again.
    pub id: Uuid,
    /// When it was sent, by the sender's clock.
    pub captured_at: DateTime<Utc>,
    /// The file.
    #[serde(flatten)]
    pub file: WorkbookFile,
    /// The digest of the preview.
    pub digest: String,
    /// What happens to the good rows when others are refused.
    pub rows: GoodRows,
    /// The committee's decision that takes new members in; needed when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<CommitteeDecision>,
    /// How it is known that the new members want to be; needed when there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<Confirmation>,
}

/// What happens to the good rows when others are refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum GoodRows {
    /// All good rows are imported.
    All,
    /// Nothing is imported unless every row is good.
    OnlyIfNoneRefused,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ImportedWorkbook {
    /// As of any operation.
    pub outcome: Outcome,
    /// What was done with the rows; of a repeated import, what they are now.
    pub counts: RowCounts,
}

/// Asks for a sheet with personal data in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ExportWorkbook {
    /// Key of the kind of sheet.
    pub set: String,
    /// The union, with those below it.
    pub union_id: Uuid,
    /// What for; goes into the audit log.
    pub purpose: String,
}
