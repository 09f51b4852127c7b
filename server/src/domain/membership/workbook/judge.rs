//! Every row of a file against what is stored.

use super::{invalid, is_organisations, person, set_of, takes_members, union_of};
use crate::App;
use crate::crypto::hex;
use crate::db::{member_rows, members, unions};
use crate::domain::building::sheet;
use crate::domain::{Staff, record};
use crate::error::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use shared::api::{ErrorCode, PreviewRow, RowCounts, RowReason, RowVerdict, WorkbookFile, WorkbookPreview};
use shared::form::base::key as base;
use shared::i18n::notice::RollWarning;
use shared::i18n::{Problem, Text as _};
use shared::membership::{MembershipChange, MembershipState};
use shared::person::{mask_document, mask_name};
use shared::workbook::{ColumnSet, MAX_ROWS, Read, ReadRow, SheetProblem, Values, column_key, read_sheet};
use sheets::{MAX_BYTES, ReadError};

/// A file with the verdict on each row.
pub(super) struct Judged {
    pub union: unions::Row,
    pub sheet: String,
    pub header_row: u32,
    pub rows: Vec<Row>,
    pub digest: String,
}

/// A row with its verdict.
pub(super) struct Row {
    pub number: u32,
    pub values: Values,
    pub index: Vec<u8>,
    pub known: Option<members::Row>,
    pub verdict: RowVerdict,
    changed: Vec<String>,
    reasons: Vec<RowReason>,
    warnings: Vec<shared::i18n::Localized>,
}

impl Judged {
    pub fn counts(&self) -> RowCounts {
        RowCounts::count(self.rows.iter().map(|row| row.verdict))
    }
}

/// What an import of a file would do. Keeps nothing.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not import; [`crate::Error::Invalid`] for a file that cannot be read, or that
/// has no table of this kind.
pub async fn preview(app: &App, staff: &Staff, file: WorkbookFile) -> Result<WorkbookPreview> {
    if !staff.role.may_manage() {
        record::refused(app, staff, "workbook.preview", None).await?;
        return Err(ErrorCode::Forbidden.into());
    }
    if is_organisations(app, &file.set) {
        return sheet::preview(app, staff, &file).await;
    }
    let judged = judge(app, staff, &file).await?;
    let counts = judged.counts();
    let rows = judged.rows.into_iter().map(|row| PreviewRow {
        row: row.number,
        name: mask_name(row.values.get(base::NAME)),
        document: mask_document(row.values.get(base::ID_NUMBER)),
        verdict: row.verdict,
        changed: row.changed,
        reasons: row.reasons,
        warnings: row.warnings,
    });
    Ok(WorkbookPreview {
        digest: judged.digest,
        sheet: judged.sheet,
        header_row: judged.header_row,
        rows: rows.collect(),
        counts,
    })
}

/// A file with the table that was read in it.
pub struct Opened {
    /// The kind of sheet.
    pub set: ColumnSet,
    /// The union that it is for.
    pub union: unions::Row,
    /// Name of the sheet with the table.
    pub sheet: String,
    /// The table.
    pub read: Read,
    /// The file itself.
    pub bytes: Vec<u8>,
}

/// Opens a file and reads its table.
///
/// # Errors
/// [`crate::Error::Invalid`] for a file that cannot be read, or that has no table of this kind.
pub async fn open(app: &App, staff: &Staff, file: &WorkbookFile) -> Result<Opened> {
    let set = set_of(app, &file.set)?;
    let union = union_of(&mut app.db.read().await?, staff, file.union_id).await?;
    let bytes = STANDARD.decode(&file.file).map_err(|_| invalid("file", Problem::FileUnreadable))?;
    let today = app.clock.today();
    tokio::task::spawn_blocking(move || {
        let (sheet, read) = table(&set, &bytes, today)?;
        Ok(Opened { set, union, sheet, read, bytes })
    })
    .await
    // The library gave up on a file in its own way.
    .map_err(|_| invalid("file", Problem::FileUnreadable))?
}

/// Reads a file and judges each row.
pub(super) async fn judge(app: &App, staff: &Staff, file: &WorkbookFile) -> Result<Judged> {
    let Opened { set, union, sheet, read, bytes } = open(app, staff, file).await?;
    if !takes_members(&union) {
        return Err(invalid("union_id", Problem::UnionTakesNobody));
    }
    let mut conn = app.db.read().await?;
    let people = |row: &ReadRow| {
        let there = !row.note && !row.values.get(base::ID_TYPE).is_empty();
        if there { person::index(app, &row.values) } else { Vec::new() }
    };
    let indexes: Vec<Vec<u8>> = read.rows.iter().map(people).collect();
    let asked: Vec<Vec<u8>> = indexes.iter().filter(|index| !index.is_empty()).cloned().collect();
    let mut known = member_rows::of_people(&mut conn, &asked).await?;
    let mut rows = Vec::with_capacity(read.rows.len());
    for (row, index) in read.rows.into_iter().zip(indexes) {
        let member = if row.problems.is_empty() { known.remove(&index) } else { None };
        rows.push(verdict(app, &set, &union, row, index, member)?);
    }
    let digest = digest(app, &set, &union, &bytes, &rows);
    Ok(Judged { union, sheet, header_row: read.header_row, rows, digest })
}

/// The sheet with the table, read.
fn table(set: &ColumnSet, bytes: &[u8], today: NaiveDate) -> Result<(String, Read)> {
    let sheets = sheets::read(bytes).map_err(|error| {
        let problem = match error {
            ReadError::Unreadable => Problem::FileUnreadable,
            ReadError::Old => Problem::FileOld,
            ReadError::TooLarge => {
                Problem::FileTooLarge { max: u32::try_from(MAX_BYTES >> 20).unwrap_or(u32::MAX) }
            }
            ReadError::TooLong => too_many(),
        };
        invalid("file", problem)
    })?;
    let mut first = None;
    for sheet in sheets {
        match read_sheet(set, &sheet.rows, today) {
            Ok(read) => return Ok((sheet.name, read)),
            Err(problem) => drop(first.get_or_insert(problem)),
        }
    }
    Err(invalid(
        "file",
        match first {
            Some(SheetProblem::Columns(columns)) => Problem::ColumnsMissing { columns: columns.join("、") },
            Some(SheetProblem::TooLong) => too_many(),
            Some(SheetProblem::NoRows) => Problem::RowsMissing,
            None => Problem::FileUnreadable,
        },
    ))
}

fn too_many() -> Problem {
    Problem::RowsTooMany { max: u32::try_from(MAX_ROWS).unwrap_or(u32::MAX) }
}

/// The verdict on a row.
fn verdict(
    app: &App,
    set: &ColumnSet,
    union: &unions::Row,
    row: ReadRow,
    index: Vec<u8>,
    known: Option<members::Row>,
) -> Result<Row> {
    let reason = |key: &str, problem: Problem| {
        let title = set.column(key).map(|column| column.title.clone()).unwrap_or_default();
        RowReason::new(title, key, problem)
    };
    let mut judged = Row {
        number: row.number,
        values: row.values,
        index,
        known,
        verdict: RowVerdict::Note,
        changed: Vec::new(),
        reasons: row
            .problems
            .into_iter()
            .map(|one| RowReason::new(one.column, one.key, one.problem))
            .collect(),
        warnings: row.warnings.iter().map(shared::i18n::Text::both).collect(),
    };
    if row.note {
        return Ok(judged);
    }
    let refusal = if judged.reasons.is_empty() { against_the_roll(union, &judged)? } else { None };
    judged.reasons.extend(refusal.map(|(key, problem)| reason(key, problem)));
    judged.verdict = match &judged.known {
        _ if !judged.reasons.is_empty() => RowVerdict::Refused,
        Some(known) if stays(known, union, &judged.values)? => {
            judged.changed = person::differences(app, set, &judged.values, known);
            let told = judged.values.day(column_key::CHANGED_ON);
            if known.state()?.counts() && told.is_some_and(|told| told != known.joined_on) {
                judged.warnings.push(RollWarning::JoinedOnKept { on: known.joined_on }.both());
            }
            if judged.changed.is_empty() { RowVerdict::Unchanged } else { RowVerdict::Changed }
        }
        _ => RowVerdict::New,
    };
    Ok(judged)
}

/// Whether a row is of somebody who stands on the roll of the union already: as a member, or with a membership that is
/// kept and of which the row says the same.
fn stays(known: &members::Row, union: &unions::Row, values: &Values) -> Result<bool> {
    let kept = || change(values) == Some(MembershipChange::Retained);
    let state = known.state()?;
    Ok(known.union_id == union.id && (state.counts() || (state == MembershipState::Retained && kept())))
}

/// What a row says that changed.
pub(super) fn change(values: &Values) -> Option<MembershipChange> {
    crate::db::from_text(values.get(column_key::CHANGE))
}

/// Why a row that is right in itself cannot be taken: an import takes people in and mends what is told of them, and
/// nothing else.
fn against_the_roll(union: &unions::Row, row: &Row) -> Result<Option<(&'static str, Problem)>> {
    let change = change(&row.values);
    let comes = matches!(change, None | Some(MembershipChange::Joined | MembershipChange::TransferredIn));
    let step = Some((column_key::CHANGE, Problem::ImportStep));
    let Some(known) = &row.known else { return Ok(if comes { None } else { step }) };
    Ok(match known.state()? {
        state if state.counts() && known.union_id != union.id => {
            Some((base::ID_NUMBER, Problem::ImportElsewhere))
        }
        state if state.counts() => {
            if comes {
                None
            } else {
                step
            }
        }
        MembershipState::Expelled => Some((base::ID_NUMBER, Problem::ImportExpelled)),
        MembershipState::Retained
            if known.union_id == union.id && change == Some(MembershipChange::Retained) =>
        {
            None
        }
        _ if !comes => step,
        // An old roll must not bring back who left: only a later date says that somebody joined again.
        _ => match (row.values.day(column_key::CHANGED_ON), known.ended_on) {
            (Some(joins), Some(ended)) if joins > ended => None,
            (_, ended) => {
                let on = ended.unwrap_or(known.joined_on);
                Some((column_key::CHANGED_ON, Problem::ImportEnded { on }))
            }
        },
    })
}

/// Stands for the file and for every verdict, with the version of each member that it was made against.
fn digest(app: &App, set: &ColumnSet, union: &unions::Row, bytes: &[u8], rows: &[Row]) -> String {
    let verdicts: String = rows
        .iter()
        .map(|row| {
            let version = row.known.as_ref().map_or(0, |known| known.version);
            format!("{}:{:?}:{version};", row.number, row.verdict)
        })
        .collect();
    let file = app.keys.index_bytes("workbook-file", bytes);
    let all = [&file, set.key.as_bytes(), union.id.as_bytes(), verdicts.as_bytes()].concat();
    hex(&app.keys.index_bytes("workbook", &all))
}
