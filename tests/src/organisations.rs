//! The organisation sheet as unions fill it in: a title, a header, a row for each employer or union.

use rust_xlsxwriter::Workbook;
use shared::workbook::{ColumnSet, SheetKind, built_in};

/// A row, as keys of columns with what stands in them.
pub type Cells = &'static [(&'static str, &'static str)];

/// The province's sheet of unions and employers.
pub fn organisations_set() -> ColumnSet {
    let sets = built_in().expect("the product's sheets");
    sets.into_iter().find(|set| set.sheet == SheetKind::Organisations).expect("a sheet of organisations")
}

/// Writes a sheet of these rows: its header is row 3.
pub fn organisations(rows: &[Cells]) -> Vec<u8> {
    let set = organisations_set();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "工会组织信息采集表").unwrap();
    let place = |key: &str| {
        let at = set.columns.iter().position(|column| column.key == key).expect("a column");
        u16::try_from(at).expect("few columns")
    };
    for column in &set.columns {
        sheet.write_string(2, place(&column.key), &column.title).unwrap();
    }
    for (row, cells) in (3..).zip(rows) {
        for (key, text) in *cells {
            sheet.write_string(row, place(key), *text).unwrap();
        }
    }
    workbook.save_to_buffer().expect("a file")
}
