//! Bytes to cells.

use crate::limits;
use calamine::{DataRef, Reader, Xlsx};
use shared::workbook::{Cell, SheetRow};
use std::io::Cursor;

/// Columns that are read; what lies beyond is no table of ours.
const WIDTH: u32 = 128;
/// Rows that are read: those of the largest table, and its title and notes.
const HEIGHT: u32 = 25_000;
/// Most bytes of text in a sheet: one shared string may stand in a million cells.
const TEXT: usize = 64 << 20;
/// The first bytes of the old binary format.
const OLD: [u8; 4] = [0xD0, 0xCF, 0x11, 0xE0];

/// A sheet with its rows that hold anything.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// The rows, in order.
    pub rows: Vec<SheetRow>,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is no spreadsheet, or a broken one.
    #[error("the file is no readable .xlsx")]
    Unreadable,
    /// It is of the old binary format.
    #[error("the file is an old .xls")]
    Old,
    /// It is too large, or becomes so when it is inflated.
    #[error("the file is too large")]
    TooLarge,
    /// A sheet has more rows than are taken.
    #[error("a sheet has too many rows")]
    TooLong,
}

/// Reads all sheets of an `.xlsx` file. Formulas are not evaluated: the value stands that was last computed. Of merged
/// cells in one column each shows the value.
///
/// # Errors
/// See [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, ReadError> {
    if bytes.starts_with(&OLD) {
        return Err(ReadError::Old);
    }
    limits::check(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| ReadError::Unreadable)?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        // Charts and the like have no cells.
        if let Some(rows) = rows(&mut workbook, &name)? {
            sheets.push(Sheet { name, rows });
        }
    }
    if sheets.is_empty() { Err(ReadError::Unreadable) } else { Ok(sheets) }
}

/// The rows of a sheet, cell by cell: a range of everything between two cells far apart would fill the memory.
fn rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Option<Vec<SheetRow>>, ReadError> {
    let mut rows: Vec<SheetRow> = Vec::new();
    let (mut cells, mut text) = (0, 0);
    let Ok(mut reader) = workbook.worksheet_cells_reader(name) else { return Ok(None) };
    while let Some(found) = reader.next_cell().map_err(|_| ReadError::Unreadable)? {
        let (row, column) = found.get_position();
        let cell = cell(found.get_value());
        if column >= WIDTH || cell.is_blank() {
            continue;
        }
        if row >= HEIGHT {
            return Err(ReadError::TooLong);
        }
        if let Cell::Text(one) = &cell {
            text += one.len();
        }
        cells += 1;
        if cells > limits::MAX_CELLS || text > TEXT {
            return Err(ReadError::TooLarge);
        }
        put(&mut rows, row + 1, column, cell);
    }
    drop(reader);
    let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
    for region in merged.iter().take(HEIGHT as usize) {
        let ((top, left), (bottom, right)) = (region.start, region.end);
        if left != right || left >= WIDTH || bottom >= HEIGHT {
            continue;
        }
        let value = at(&rows, top + 1).and_then(|place| rows.get(place)?.cells.get(left as usize).cloned());
        let Some(value) = value.filter(|value| !value.is_blank()) else { continue };
        for row in top + 1..=bottom {
            // Only where there is a row: a merged cell makes none.
            if at(&rows, row + 1).is_some() {
                cells += 1;
                if cells > limits::MAX_CELLS {
                    return Err(ReadError::TooLarge);
                }
                put(&mut rows, row + 1, left, value.clone());
            }
        }
    }
    Ok(Some(rows))
}

/// The place of a row.
fn at(rows: &[SheetRow], number: u32) -> Option<usize> {
    rows.binary_search_by_key(&number, |row| row.number).ok()
}

/// Puts a cell into its row; rows and cells mostly come in order.
fn put(rows: &mut Vec<SheetRow>, number: u32, column: u32, cell: Cell) {
    let place = match rows.last() {
        Some(last) if last.number == number => Ok(rows.len() - 1),
        Some(last) if last.number < number => Err(rows.len()),
        _ => rows.binary_search_by_key(&number, |row| row.number),
    };
    let place = place.unwrap_or_else(|place| {
        rows.insert(place, SheetRow { number, cells: Vec::new() });
        place
    });
    let Some(row) = rows.get_mut(place) else { return };
    let column = column as usize;
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    if let Some(old) = row.cells.get_mut(column) {
        *old = cell;
    }
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(yes) => Cell::Text(if *yes { "是" } else { "否" }.to_owned()),
        DataRef::DateTime(date) => {
            // The library multiplies what it finds; only what can be a day may come so far.
            let day = (0.0..1e7).contains(&date.as_f64()).then(|| date.as_datetime()).flatten();
            day.map_or(Cell::Number(date.as_f64()), |day| Cell::Date(day.date()))
        }
        DataRef::Error(_) => Cell::Broken,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{Format, Workbook};
    use std::io::{Read as _, Write as _};
    use zip::write::SimpleFileOptions;

    fn bytes(mut workbook: Workbook) -> Vec<u8> {
        workbook.save_to_buffer().unwrap()
    }

    #[test]
    fn what_inflates_without_end_is_not_read() {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default()).unwrap();
        std::io::copy(&mut std::io::repeat(b' ').take(4 << 20), &mut archive).unwrap();
        assert_eq!(read(&archive.finish().unwrap().into_inner()), Err(ReadError::TooLarge));
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for part in 0..1_001 {
            archive.start_file(format!("{part}"), SimpleFileOptions::default()).unwrap();
            archive.write_all(b"x").unwrap();
        }
        assert_eq!(read(&archive.finish().unwrap().into_inner()), Err(ReadError::TooLarge));
        assert_eq!(read(&vec![b'x'; limits::MAX_BYTES + 1]), Err(ReadError::TooLarge));
    }

    #[test]
    fn two_cells_far_apart_cost_no_more_than_two() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "姓名").unwrap().write_string(20_000, 16_383, "far").unwrap();
        sheet.write_string(20_000, 1, "张三").unwrap();
        let sheets = read(&bytes(workbook)).unwrap();
        let numbers: Vec<_> = sheets[0].rows.iter().map(|row| (row.number, row.cells.len())).collect();
        assert_eq!(numbers, [(1, 1), (20_001, 2)]);
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(HEIGHT, 0, "below").unwrap();
        assert_eq!(read(&bytes(workbook)), Err(ReadError::TooLong));
    }

    #[test]
    fn merged_cells_of_a_column_all_show_the_value() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.merge_range(0, 0, 0, 3, "title", &Format::new()).unwrap();
        sheet.write_string(1, 0, "one").unwrap().write_string(2, 0, "two").unwrap();
        sheet.merge_range(1, 1, 2, 1, "employer", &Format::new()).unwrap();
        let sheets = read(&bytes(workbook)).unwrap();
        let text =
            |row: usize, cell: usize| sheets[0].rows[row].cells.get(cell).map(|cell| cell.text().unwrap());
        assert_eq!(text(1, 1), text(2, 1));
        assert_eq!(text(2, 1).as_deref(), Some("employer"));
        assert_eq!(text(0, 1), None, "a title is no column");
    }

    #[test]
    fn a_file_cut_short_is_refused_and_nothing_worse() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(0, 0, "姓名").unwrap();
        let whole = bytes(workbook);
        for length in (0..whole.len()).step_by(97) {
            assert!(read(&whole[..length]).is_err());
        }
    }
}
