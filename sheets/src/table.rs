//! A plain table, for reports.

use crate::WriteError;
use rust_xlsxwriter::{Format, Workbook};

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text; never run as a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Nothing.
    Empty,
}

/// Writes a table: the head, then the rows. Numbers are numbers, so that they can be added up.
///
/// # Errors
/// See [`WriteError`].
pub fn table(title: &str, head: &[String], rows: &[Vec<Value>]) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold().set_text_wrap();
    let sheet = workbook.add_worksheet().set_name(title)?;
    for (place, name) in (0_u16..).zip(head) {
        sheet.set_column_width(place, if place == 0 { 32.0 } else { 11.0 })?;
        sheet.write_string_with_format(0, place, name, &bold)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    for (row, values) in (1_u32..).zip(rows) {
        for (place, value) in (0_u16..).zip(values) {
            match value {
                Value::Text(text) => drop(sheet.write_string(row, place, text)?),
                Value::Number(number) => drop(sheet.write_number(row, place, *number as f64)?),
                Value::Empty => {}
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::workbook::Cell;

    #[test]
    fn numbers_are_numbers_and_texts_are_texts() {
        let head = ["单位".to_owned(), "入会".to_owned()];
        let bytes = table("月报", &head, &[vec![Value::Text("=1+1".into()), Value::Number(635)]]).unwrap();
        let sheets = crate::read(&bytes).unwrap();
        let cells = &sheets[0].rows[1].cells;
        assert_eq!(cells[0], Cell::Text("=1+1".into()));
        assert!(matches!(&cells[1], Cell::Number(number) if *number == 635.0), "{cells:?}");
    }
}
