//! A workbook from anyone: whole files, the XML of a sheet within a sound file, and rows of cells.

#![no_main]

use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;
use shared::i18n::{Lang, Text as _};
use shared::workbook::{Cell, ColumnSet, SheetRow, built_in, read_sheet};
use std::io::{Cursor, Write as _};
use std::sync::LazyLock;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

static SETS: LazyLock<Vec<ColumnSet>> = LazyLock::new(|| built_in().expect("the product's sheets"));

/// A file around the XML of its one sheet and of its shared strings.
fn file(sheet: &[u8], strings: &[u8]) -> Vec<u8> {
    const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    const BOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    const LINKS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
        ("xl/sharedStrings.xml", strings),
    ];
    for (name, part) in parts {
        archive.start_file(name, stored).expect("a part");
        archive.write_all(part).expect("a part");
    }
    archive.finish().expect("a file").into_inner()
}

/// Lines of cells parted by tabs: `#` makes a number, `@` a day, `!` the error of a formula.
fn cells(text: &str) -> Vec<SheetRow> {
    let cell = |text: &str| match text.split_at_checked(1) {
        None => Cell::Empty,
        Some(("#", number)) => Cell::Number(number.parse().unwrap_or(f64::NAN)),
        Some(("@", days)) => {
            let days = days.parse().unwrap_or(0);
            Cell::Date(NaiveDate::from_num_days_from_ce_opt(days).unwrap_or_default())
        }
        Some(("!", _)) => Cell::Broken,
        _ => Cell::Text(text.to_owned()),
    };
    (1..)
        .zip(text.lines())
        .map(|(number, line)| SheetRow { number, cells: line.split('\t').map(cell).collect() })
        .collect()
}

/// Reads rows with both sheets of the province, and holds what was read against what reading promises.
fn judge(rows: &[SheetRow]) {
    let today = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
    for set in SETS.iter() {
        let Ok(read) = read_sheet(set, rows, today) else { continue };
        for row in &read.rows {
            for problem in &row.problems {
                assert!(Lang::ALL.iter().all(|lang| !problem.problem.text(*lang).is_empty()));
                assert!(set.columns.iter().any(|column| column.title == problem.column));
            }
            if row.note || !row.problems.is_empty() {
                continue;
            }
            // What was taken, written as an export writes it, reads as the same.
            let header = SheetRow {
                number: 1,
                cells: set.columns.iter().map(|one| Cell::Text(one.title.clone())).collect(),
            };
            let written =
                set.columns.iter().map(|one| Cell::Text(one.kind.written(row.values.get(&one.key))));
            let again = SheetRow { number: 2, cells: written.collect() };
            let again = read_sheet(set, &[header, again], today).expect("what was written reads");
            assert!(
                again.rows[0].values == row.values && again.rows[0].problems.is_empty(),
                "written and read again"
            );
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    if bytes.starts_with(b"PK") {
        sheets::read(bytes).into_iter().flatten().for_each(|sheet| judge(&sheet.rows));
    } else if bytes.starts_with(b"<") {
        let (sheet, strings) =
            bytes.split_at(bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len()));
        let strings = strings.get(1..).unwrap_or_default();
        sheets::read(&file(sheet, strings)).into_iter().flatten().for_each(|sheet| judge(&sheet.rows));
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        judge(&cells(text));
    }
});
