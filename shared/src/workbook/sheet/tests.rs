//! Sheets as they really are.

use super::*;
use crate::person::check_character;
use crate::workbook::{Cell, ColumnSet, SheetKind, built_in, column_key};
use proptest::prelude::*;
use rstest::rstest;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

fn members() -> ColumnSet {
    built_in().unwrap().into_iter().find(|set| set.sheet == SheetKind::Members).unwrap()
}

/// The number of somebody who does not exist.
fn number(place: u32) -> String {
    let digits = format!("13039919900101{place:03}");
    let check = check_character(&digits).unwrap();
    format!("{digits}{check}")
}

/// A row by the keys of the set, other columns blank.
fn row(number: u32, values: &[(&str, Cell)]) -> SheetRow {
    let cell = |key: &str| values.iter().find(|(known, _)| *known == key).map(|(_, cell)| cell.clone());
    let cells = members().columns.iter().map(|column| cell(&column.key).unwrap_or_default()).collect();
    SheetRow { number, cells }
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn good(at: u32, id: &str) -> SheetRow {
    row(at, &[("name", text("张三")), ("id_number", text(id)), ("mobile", text("13900001234"))])
}

fn header(at: u32) -> SheetRow {
    SheetRow { number: at, cells: members().columns.iter().map(|column| text(&column.title)).collect() }
}

fn line(at: u32, words: &str) -> SheetRow {
    SheetRow { number: at, cells: vec![text(words)] }
}

fn problems(read: &Read, at: usize) -> Vec<(&str, &Problem)> {
    read.rows[at].problems.iter().map(|problem| (problem.key.as_str(), &problem.problem)).collect()
}

/// The header, word for word as in the province's workbook.
#[test]
fn the_columns_are_those_of_the_province() {
    let titles = |kind: SheetKind| {
        let sets = built_in().unwrap();
        let set = sets.into_iter().find(|set| set.sheet == kind).unwrap();
        set.columns.into_iter().map(|column| column.title).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        titles(SheetKind::Members),
        "序号, 姓名, 性别, 出生日期（格式：yyyy/MM/dd）, 民族, 就业状况, 有效证件类别, 证件号码, 学历, 技术等级, 移动电话, 户籍类型, 户籍所在地, 会籍变化类型, 会籍变化日期（格式：yyyy/MM/dd）, 会籍变化原因, 政治面貌, 工作单位, 籍贯, 是否农民工会员"
    );
    assert_eq!(
        titles(SheetKind::Organisations),
        "单位名称, 单位统一社会信用代码, 单位地址, 单位所在政区, 单位性质类别, 经济类型, 单位所属行业, 职工人数, 工会名称, 工会统一社会信用代码, 上级工会名称, 建会日期, 基层工会类型, 会员人数, 工会负责人, 联系电话"
    );
}

#[test]
fn the_sets_are_sound() {
    for set in built_in().unwrap() {
        assert_eq!(set.validate(), Ok(()), "{}", set.key);
        let json = serde_json::to_string(&set).unwrap();
        assert_eq!(serde_json::from_str::<ColumnSet>(&json).unwrap(), set);
    }
    let mut broken = members();
    broken.columns.retain(|column| column.key != "mobile");
    assert_eq!(broken.validate(), Err(crate::workbook::ColumnSetError::Missing("mobile")));
}

#[test]
fn the_table_is_found_between_title_signatures_and_notes() {
    let rows = [
        line(1, "秦皇岛市快递行业工会会员实名制采集表"),
        line(2, "填报单位（盖章）：            填表人：          审核人："),
        header(4),
        row(
            5,
            &[
                ("sequence", text("示例")),
                ("name", text("李四")),
                ("id_number", text(&number(2))),
                ("mobile", text("13900001234")),
            ],
        ),
        good(6, &number(1)),
        line(7, "注：以下为 2026 年新入会人员"),
        good(8, &number(3)),
        row(9, &[("sequence", Cell::Number(3.0))]),
        header(10),
        row(11, &[("sequence", text("合计")), ("name", text("共 2 人"))]),
        line(12, "填表说明：一、姓名须与身份证一致；二、日期格式为 yyyy/MM/dd。"),
    ];
    let read = read_sheet(&members(), &rows, today()).unwrap();
    assert_eq!(read.header_row, 4);
    let told: Vec<_> = read.rows.iter().map(|row| (row.number, row.note)).collect();
    assert_eq!(told, [(5, true), (6, false), (7, true), (8, false), (10, true), (11, true), (12, true)]);
    assert!(read.rows.iter().all(|row| row.problems.is_empty()), "{read:?}");
}

#[test]
fn a_header_in_two_rows_of_merged_cells_is_found() {
    let mut above = header(1);
    let mut below = SheetRow { number: 2, cells: vec![Cell::Empty; above.cells.len()] };
    // 会籍变化 stands over 类型, 日期, 原因 and nothing above the others changes.
    for place in 13..16 {
        below.cells[place] = above.cells[place].clone();
        above.cells[place] = if place == 13 { text("会籍变化") } else { Cell::Empty };
    }
    let read = read_sheet(&members(), &[above, below, good(3, &number(1))], today()).unwrap();
    assert_eq!((read.header_row, read.rows.len()), (2, 1));
}

#[test]
fn columns_may_stand_in_another_order_and_bear_other_names() {
    let cells = ["身份证号码", " 手 机 号 ", "*姓名", "学历(必填)"].map(text).to_vec();
    let values = [&number(1), "139-0000-1234", "张三", "专科"].map(text).to_vec();
    let rows = [SheetRow { number: 1, cells }, SheetRow { number: 2, cells: values }];
    let read = read_sheet(&members(), &rows, today()).unwrap();
    assert_eq!(problems(&read, 0), []);
    assert_eq!(read.rows[0].values.get("education"), "college");
    assert_eq!(read.rows[0].values.get("mobile"), "13900001234");
    assert_eq!(read.rows[0].values.get("birth"), "1990-01-01");
    assert_eq!(read.rows[0].values.get(column_key::SEX), "male");
}

#[test]
fn what_is_missing_is_named() {
    let cells = ["姓名", "性别", "民族", "手机"].map(text).to_vec();
    let refused = read_sheet(&members(), &[SheetRow { number: 1, cells }], today());
    assert_eq!(refused, Err(SheetProblem::Columns(vec!["证件号码".to_owned()])));
    let all = read_sheet(&members(), &[line(1, "张三")], today());
    assert_eq!(all, Err(SheetProblem::Columns(vec!["姓名".into(), "证件号码".into(), "移动电话".into()])));
    assert_eq!(read_sheet(&members(), &[header(1), line(2, "注：空表")], today()), Err(SheetProblem::NoRows));
}

#[rstest]
#[case("name", text("张3"), Problem::NameCharacter { found: "3".into() })]
#[case("name", Cell::Empty, Problem::Required)]
#[case("id_number", Cell::Number(130_399_199_001_010_000.0), Problem::CellLostTail)]
#[case("id_number", text("1.30399E+17"), Problem::CellLostTail)]
#[case("id_number", text("130399199001010000"), Problem::CellLostTail)]
#[case("id_number", text("13039919900101001"), Problem::IdLength { found: 17 })]
#[case("id_number", Cell::Broken, Problem::CellBroken)]
#[case("mobile", text("1390000123"), Problem::MobileShape)]
#[case("birth", text("1990.01"), Problem::CellDate)]
#[case("birth", text("1990/01/02"), Problem::BirthMismatch)]
#[case("sex", text("女"), Problem::SexMismatch)]
#[case("education", text("大学肄业"), Problem::ChoiceUnknown)]
#[case("changed_on", text("2026/11/25"), Problem::DateTooLate { max: today() })]
#[case("employer", text("a\u{202E}b"), Problem::UnsafeCharacter)]
fn a_row_is_refused_with_its_column_and_reason(
    #[case] key: &str,
    #[case] cell: Cell,
    #[case] problem: Problem,
) {
    let mut one = good(2, &number(1));
    let place = members().columns.iter().position(|column| column.key == key).unwrap();
    one.cells[place] = cell;
    let read = read_sheet(&members(), &[header(1), one, good(3, &number(3))], today()).unwrap();
    assert_eq!(problems(&read, 0), [(key, &problem)]);
    assert_eq!(problems(&read, 1), []);
}

#[test]
fn one_person_stands_once() {
    let rows = [header(1), good(2, &number(1)), good(3, &number(3)), good(4, &format!("'{}", number(1)))];
    let read = read_sheet(&members(), &rows, today()).unwrap();
    assert_eq!(problems(&read, 2), [("id_number", &Problem::RowRepeated { row: 2 })]);
}

#[test]
fn nothing_is_shown_by_debug_output() {
    let read = read_sheet(&members(), &[header(1), good(2, &number(1))], today()).unwrap();
    let shown = format!("{read:?}{:?}", good(2, &number(1)));
    assert!(!shown.contains("1303") && !shown.contains("张三"), "{shown}");
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        Just(Cell::Empty),
        Just(Cell::Broken),
        any::<f64>().prop_map(Cell::Number),
        (0.0..1e6).prop_map(Cell::Number),
        ".{0,20}".prop_map(Cell::Text),
        "[0-9E+./年月日-]{0,20}".prop_map(Cell::Text),
        (0..20_u32).prop_map(|place| Cell::Text(number(place))),
        Just(text("张三")),
        Just(text("13900001234")),
        (-9_000_i64..90_000)
            .prop_map(|days| Cell::Date(NaiveDate::default() + chrono::TimeDelta::days(days))),
    ]
}

proptest! {
    /// Whatever stands in the cells: no row is lost, and what is taken is what our own rules take.
    #[test]
    fn every_row_is_told_of(rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..22), 1..12)) {
        let set = members();
        let mut all = vec![header(1)];
        all.extend(rows.into_iter().enumerate().map(|(at, cells)| SheetRow { number: at as u32 + 2, cells }));
        let Ok(read) = read_sheet(&set, &all, today()) else { return Ok(()) };
        for row in all.iter().skip(1) {
            let blank = row.cells.iter().skip(1).all(Cell::is_blank);
            prop_assert!(blank || read.rows.iter().any(|read| read.number == row.number));
        }
        for row in read.rows.iter().filter(|row| !row.note && row.problems.is_empty()) {
            for (key, value) in &row.values.0 {
                let column = set.column(key).unwrap();
                prop_assert!(!value.is_empty());
                prop_assert!(column.kind.words().is_empty() || column.kind.words().iter().any(|(code, _)| code == value));
            }
            let document = crate::person::check_document(
                crate::person::DocumentKind::from_code(row.values.get("id_type")).unwrap(),
                row.values.get("id_number"),
                today(),
            );
            prop_assert!(document.is_ok());
        }
    }

    /// What was read, written as the export writes it, reads as the same.
    #[test]
    fn what_is_written_reads_as_the_same(cells in prop::collection::vec(any_cell(), 20)) {
        let set = members();
        let read = |cells: Vec<Cell>| read_sheet(&set, &[header(1), SheetRow { number: 2, cells }], today());
        let Ok(first) = read(cells) else { return Ok(()) };
        let Some(row) = first.rows.first().filter(|row| row.problems.is_empty()) else { return Ok(()) };
        let again = set.columns.iter().map(|column| Cell::Text(column.kind.written(row.values.get(&column.key))));
        let second = read(again.collect()).unwrap();
        prop_assert_eq!(&second.rows[0].values, &row.values);
    }
}
