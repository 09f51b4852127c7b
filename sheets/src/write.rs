//! Cells to bytes.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Workbook, XlsxError,
};
use shared::workbook::{ColumnKind, ColumnSet};

/// Sheet of the words for dropdowns; a list written into the cell itself may have 255 characters only.
const LISTS: &str = "字典";
/// Rows that have dropdowns at least, so that a template can be filled in.
const ROOM: u32 = 2_000;
/// Last row of the format.
const LAST: u32 = 1_048_575;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The library refused.
    #[error("spreadsheet: {0}")]
    Library(#[from] XlsxError),
    /// More rows than the format can hold.
    #[error("more rows than a sheet can hold")]
    TooLong,
}

/// Writes a sheet of a column set: the header, then the rows, each cell as text in the order of the columns. Numbers of
/// documents so keep all their digits, and nothing that was typed is ever run as a formula. Columns with words have
/// dropdowns.
///
/// # Errors
/// See [`WriteError`].
pub fn write(set: &ColumnSet, rows: &[Vec<String>]) -> Result<Vec<u8>, WriteError> {
    let count = u32::try_from(rows.len()).map_err(|_| WriteError::TooLong)?;
    if count >= LAST {
        return Err(WriteError::TooLong);
    }
    let mut workbook = Workbook::new();
    let text = Format::new().set_num_format("@");
    let head =
        Format::new().set_bold().set_text_wrap().set_align(FormatAlign::VerticalCenter).set_num_format("@");
    let sheet = workbook.add_worksheet().set_name(&set.title)?;
    for (place, column) in (0_u16..).zip(&set.columns) {
        sheet.set_column_format(place, &text)?;
        sheet.set_column_width(place, width(&column.kind))?;
        sheet.write_string_with_format(0, place, &column.title, &head)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (row, values) in (1_u32..).zip(rows) {
        for (place, value) in (0_u16..).zip(values) {
            if !value.is_empty() {
                sheet.write_string_with_format(row, place, value, &text)?;
            }
        }
    }
    let lists: Vec<(u16, Vec<String>)> = (0_u16..)
        .zip(&set.columns)
        .map(|(place, column)| {
            (place, column.kind.words().into_iter().map(|(_, word)| word).collect::<Vec<_>>())
        })
        .filter(|(_, words)| !words.is_empty())
        .collect();
    for (at, (place, words)) in (0_u16..).zip(&lists) {
        let name = rust_xlsxwriter::utility::column_number_to_name(at);
        let from = format!("={LISTS}!${name}$1:${name}${}", words.len());
        let dropdown = DataValidation::new()
            .allow_list_formula(Formula::new(from))
            .set_error_title("请从列表中选择")?
            .set_error_message("此列只能填写下拉列表中的内容。")?
            .set_error_style(DataValidationErrorStyle::Stop);
        sheet.add_data_validation(1, *place, count.max(ROOM), *place, &dropdown)?;
    }
    if !lists.is_empty() {
        let sheet = workbook.add_worksheet().set_name(LISTS)?;
        for (at, (_, words)) in (0_u16..).zip(&lists) {
            for (row, word) in (0_u32..).zip(words) {
                sheet.write_string(row, at, word)?;
            }
        }
        sheet.set_hidden(true);
    }
    Ok(workbook.save_to_buffer()?)
}

/// Width of a column, in characters.
fn width(kind: &ColumnKind) -> f64 {
    match kind {
        ColumnKind::Sequence => 6.0,
        ColumnKind::Document | ColumnKind::Uscc => 22.0,
        ColumnKind::Text { max } if *max > 50 => 28.0,
        _ => 14.0,
    }
}

#[cfg(test)]
mod tests {
    use crate::read;
    use shared::workbook::{Cell, built_in};

    #[test]
    fn what_was_written_reads_as_text_and_is_never_a_formula() {
        for set in built_in().unwrap() {
            let row: Vec<String> = set.columns.iter().map(|column| format!("=1+1 {}", column.key)).collect();
            let bytes = super::write(&set, &[row]).unwrap();
            let sheets = read(&bytes).unwrap();
            assert_eq!(sheets[0].name, set.title);
            let cells = |row: usize| &sheets[0].rows[row].cells;
            let titles = set.columns.iter().map(|column| Cell::Text(column.title.clone()));
            assert_eq!(*cells(0), titles.collect::<Vec<_>>());
            assert!(cells(1).iter().all(|cell| matches!(cell, Cell::Text(text) if text.starts_with("=1+1"))));
        }
    }
}
