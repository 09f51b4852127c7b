//! A whole sheet: the header, and every row below it with what it says or why it is refused.

use super::SheetKind;
use super::columns::{ColumnSet, column_key};
use super::header::{Header, SheetRow};
use super::row::{CellProblem, Codes, RowKind, Values, kind, read};
use crate::form::base::key as base;
use crate::i18n::Problem;
use crate::person::DocumentWarning;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Most rows of a table.
pub const MAX_ROWS: usize = 20_000;

/// A sheet as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Number of the header's row.
    pub header_row: u32,
    /// The rows below it that hold anything, in order.
    pub rows: Vec<ReadRow>,
}

/// A row as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Whether it is a note, a signature or the like, and no row of the table.
    pub note: bool,
    /// What it says.
    pub values: Values,
    /// What staff should look at; no reason to refuse it.
    pub warnings: Vec<DocumentWarning>,
    /// Why it is refused; nothing when it can be taken.
    pub problems: Vec<CellProblem>,
}

/// Why a sheet as a whole cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetProblem {
    /// Required columns were not found; their titles.
    Columns(Vec<String>),
    /// More rows than [`MAX_ROWS`].
    TooLong,
    /// A header and nothing below it.
    NoRows,
}

/// Reads a sheet. `today` is the day in China. Every row that holds anything is told of: as data, as refused, or as a
/// note.
///
/// # Errors
/// See [`SheetProblem`].
pub fn read_sheet(set: &ColumnSet, rows: &[SheetRow], today: NaiveDate) -> Result<Read, SheetProblem> {
    let header = Header::find(set, rows).map_err(SheetProblem::Columns)?;
    let (mut read_rows, mut codes) = (Vec::new(), Codes::new());
    for row in rows.iter().filter(|row| row.number > header.row) {
        let note = match kind(set, &header, row) {
            RowKind::Blank => continue,
            RowKind::Note => true,
            RowKind::Data => false,
        };
        if read_rows.len() == MAX_ROWS {
            return Err(SheetProblem::TooLong);
        }
        let (values, document, problems) =
            if note { Default::default() } else { read(set, &header, row, today, &mut codes) };
        let warnings = document.map(|document| document.warnings).unwrap_or_default();
        read_rows.push(ReadRow { number: row.number, note, values, warnings, problems });
    }
    if read_rows.iter().all(|row| row.note) {
        return Err(SheetProblem::NoRows);
    }
    refuse_repeated(set, &mut read_rows);
    Ok(Read { header_row: header.row, rows: read_rows })
}

/// The first row of a person, or of an employer of a union, counts; the others are refused, each with the number of the
/// first.
fn refuse_repeated(set: &ColumnSet, rows: &mut [ReadRow]) {
    let (key, besides) = match set.sheet {
        SheetKind::Members => (base::ID_NUMBER, base::ID_TYPE),
        SheetKind::Organisations => (column_key::UNION_NAME, column_key::EMPLOYER_NAME),
    };
    let Some(column) = set.column(key) else { return };
    let mut first: HashMap<(String, String), u32> = HashMap::new();
    for row in rows.iter_mut().filter(|row| !row.note) {
        let value = row.values.get(key);
        if value.is_empty() || row.problems.iter().any(|problem| problem.key == key) {
            continue;
        }
        let who = (row.values.get(besides).to_owned(), value.to_owned());
        match first.get(&who) {
            None => drop(first.insert(who, row.number)),
            Some(number) => row.problems.push(CellProblem {
                key: key.to_owned(),
                column: column.title.clone(),
                problem: Problem::RowRepeated { row: *number },
            }),
        }
    }
}

#[cfg(test)]
mod tests;
