//! Rolls of members as unions really send them: a workbook with any of twelve kinds of damage.

use crate::Person;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use shared::workbook::{ColumnSet, SheetKind, built_in};

/// A kind of damage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// A title above the table, in merged cells.
    Title,
    /// A line "filled in by, checked by" above the table.
    Signature,
    /// The header is far from row 1.
    LateHeader,
    /// One employer in merged cells beside two people.
    MergedCells,
    /// A note between the rows.
    NoteBetween,
    /// A sum, a note and numbered empty rows below the table.
    NotesBelow,
    /// A document number typed as a number: its last digits are gone.
    LostTail,
    /// Dates in three forms: text of two kinds, and a number shown as a date.
    ThreeDates,
    /// Full-width digits, blanks and an apostrophe.
    FullWidth,
    /// The error of a formula.
    FormulaError,
    /// A word that is on no list.
    UnknownWord,
    /// The same person twice.
    Repeated,
}

impl Damage {
    /// All twelve.
    pub const ALL: [Damage; 12] = [
        Damage::Title,
        Damage::Signature,
        Damage::LateHeader,
        Damage::MergedCells,
        Damage::NoteBetween,
        Damage::NotesBelow,
        Damage::LostTail,
        Damage::ThreeDates,
        Damage::FullWidth,
        Damage::FormulaError,
        Damage::UnknownWord,
        Damage::Repeated,
    ];
}

/// People of the damaged roll, by what becomes of their rows.
mod place {
    pub const LOST_TAIL: usize = 0;
    pub const DATES: [usize; 3] = [1, 2, 3];
    pub const FULL_WIDTH: usize = 4;
    pub const FORMULA: usize = 5;
    pub const WORD: usize = 6;
    pub const REPEATED: usize = 7;
    pub const MERGED: [usize; 2] = [8, 9];
}

/// The province's sheet of members.
pub fn members_set() -> ColumnSet {
    let sets = built_in().expect("the product's sheets");
    sets.into_iter().find(|set| set.sheet == SheetKind::Members).expect("a sheet of members")
}

fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic()).unwrap_or(c))
        .collect()
}

/// Writes a roll of these people, ten at least, with some damage. They joined on 1 March 2024.
pub fn roll(people: &[Person], damage: &[Damage]) -> Vec<u8> {
    assert!(people.len() >= 10, "each kind of damage has its person");
    let has = |one: Damage| damage.contains(&one);
    let set = members_set();
    let column = |key: &str| {
        let place = set.columns.iter().position(|column| column.key == key).expect("a column");
        u16::try_from(place).expect("few columns")
    };
    let last = column("migrant");
    let mut workbook = Workbook::new();
    let date = Format::new().set_num_format("yyyy/m/d");
    let sheet = workbook.add_worksheet();
    let mut row = 0;
    if has(Damage::Title) {
        sheet.merge_range(row, 0, row, last, "秦皇岛市快递行业工会会员实名制采集表", &Format::new()).unwrap();
        row += 1;
    }
    if has(Damage::Signature) {
        sheet
            .merge_range(
                row,
                0,
                row,
                last,
                "填报单位（盖章）：        填表人：        审核人：",
                &Format::new(),
            )
            .unwrap();
        row += 1;
    }
    row += if has(Damage::LateHeader) { 5 } else { 0 };
    for one in &set.columns {
        sheet.write_string(row, column(&one.key), &one.title).unwrap();
    }
    row += 1;
    let mut merged = None;
    for (at, person) in people.iter().enumerate() {
        let (mut number, mut mobile) = (person.document.clone(), person.mobile.clone());
        if has(Damage::FullWidth) && at == place::FULL_WIDTH {
            number = format!("'{}", full_width(&number.to_lowercase()));
            mobile = format!(" {} {} {}", &mobile[..3], full_width(&mobile[3..7]), &mobile[7..]);
        }
        let words = [
            ("name", person.name.as_str()),
            ("ethnicity", "汉"),
            ("employment", "在岗"),
            ("id_type", "居民身份证"),
            ("education", if has(Damage::UnknownWord) && at == place::WORD { "高中肄业" } else { "大专" }),
            ("skill", "无"),
            ("mobile", &mobile),
            ("household", "农业户口"),
            ("household_place", "河北省秦皇岛市"),
            ("change", "入会"),
            ("changed_on", "2024/03/01"),
            ("political", "群众"),
            ("employer", &person.employer),
            ("migrant", "是"),
        ];
        sheet.write_number(row, 0, u32::try_from(at + 1).unwrap()).unwrap();
        for (key, word) in words {
            sheet.write_string(row, column(key), word).unwrap();
        }
        sheet.write_string(row, column("id_number"), &number).unwrap();
        if has(Damage::LostTail) && at == place::LOST_TAIL {
            let digits: f64 = person.document[..17].parse::<f64>().unwrap() * 10.0;
            sheet.write_number(row, column("id_number"), digits).unwrap();
        }
        if has(Damage::ThreeDates) && place::DATES.contains(&at) {
            let born = &person.document[6..14];
            let (year, month, day) = (&born[..4], &born[4..6], &born[6..]);
            let cell = column("birth");
            match place::DATES.iter().position(|one| *one == at) {
                Some(0) => sheet.write_string(row, cell, format!("{year}.{month}.{day}")),
                Some(1) => sheet.write_string(row, cell, format!("{year}年{month}月{day}日")),
                _ => {
                    let day = ExcelDateTime::from_ymd(
                        year.parse().unwrap(),
                        month.parse().unwrap(),
                        day.parse().unwrap(),
                    );
                    sheet.write_datetime_with_format(row, cell, day.unwrap(), &date)
                }
            }
            .unwrap();
        }
        if has(Damage::FormulaError) && at == place::FORMULA {
            let broken = Formula::new("=VLOOKUP(A1,#REF!,2)").set_result("#REF!");
            sheet.write_formula(row, column("native_place"), broken).unwrap();
        }
        match place::MERGED.iter().position(|one| *one == at) {
            Some(0) if has(Damage::MergedCells) => merged = Some(row),
            Some(1) if has(Damage::MergedCells) => {
                let (from, cell) = (merged.expect("the row above"), column("employer"));
                sheet.write_blank(row, cell, &Format::new()).unwrap();
                sheet.merge_range(from, cell, row, cell, "河北迅捷快递有限公司", &Format::new()).unwrap();
            }
            _ => {}
        }
        row += 1;
        if has(Damage::NoteBetween) && at == 3 {
            sheet.write_string(row, 0, "注：以下人员由分公司填报，请于月底前核对。").unwrap();
            row += 1;
        }
    }
    if has(Damage::Repeated) {
        let person = &people[place::REPEATED];
        let own = [("name", &person.name), ("id_number", &person.document), ("mobile", &person.mobile)];
        for (key, word) in own {
            sheet.write_string(row, column(key), word).unwrap();
        }
        row += 1;
    }
    if has(Damage::NotesBelow) {
        for number in 0..3 {
            sheet.write_number(row, 0, 100 + number).unwrap();
            row += 1;
        }
        sheet.write_string(row, 0, "合计").unwrap();
        sheet.write_string(row, 1, format!("共 {} 人", people.len())).unwrap();
        sheet.write_string(row + 1, 0, "填表说明：日期格式为 yyyy/MM/dd，证件号码须为文本。").unwrap();
    }
    workbook.save_to_buffer().expect("a file")
}
