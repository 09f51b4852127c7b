//! One row against its column set.

use super::cell::Cell;
use super::columns::{Column, ColumnKind, ColumnSet, SheetKind, column_key};
use super::header::{Header, SheetRow};
use crate::drive::Count;
use crate::form::base::key as base;
use crate::form::{MIN_AGE, parse};
use crate::i18n::Problem;
use crate::person::{DocumentFacts, DocumentKind, Sex, check_document, check_mobile, check_name, full_years};
use crate::text::{half_width, is_unsafe};
use crate::union::{PartialDate, check_uscc};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};
use std::fmt;

/// Largest whole number that is taken.
const COUNT_MAX: u32 = 9_999_999;
/// Words with which notes begin.
const NOTES: [&str; 16] = [
    "注",
    "备注",
    "说明",
    "填表",
    "填报",
    "制表",
    "审核",
    "审批",
    "签字",
    "签名",
    "盖章",
    "负责人",
    "合计",
    "总计",
    "共",
    "以下空白",
];
/// Words that mark a row as an example.
const EXAMPLES: [&str; 4] = ["例", "示例", "样例", "范例"];

/// What a row says, by key, as it is stored: codes for words, ISO days, normal forms of names and numbers. Cells left
/// blank are not among it. Debug output shows the keys only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Values(pub BTreeMap<String, String>);

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl Values {
    /// The value under a key; empty when the row says nothing.
    pub fn get(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// The day under a key.
    pub fn day(&self, key: &str) -> Option<NaiveDate> {
        self.get(key).parse().ok()
    }
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellProblem {
    /// Key of the column.
    pub key: String,
    /// Title of the column.
    pub column: String,
    /// Why it was refused.
    pub problem: Problem,
}

/// What a row is, before anything in it is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    /// Nothing, but perhaps its running number.
    Blank,
    /// A note, a signature, a sum, an example, or the header once more.
    Note,
    /// A row of the table.
    Data,
}

/// Tells what a row is.
pub(super) fn kind(set: &ColumnSet, header: &Header, row: &SheetRow) -> RowKind {
    let sequence = header.cell(row, column_key::SEQUENCE);
    let filled: Vec<&Cell> = row.cells.iter().filter(|cell| !cell.is_blank()).collect();
    let only_number = |cell: &Cell| cell.text().is_ok_and(|text| text.chars().all(|c| c.is_ascii_digit()));
    match filled.as_slice() {
        [] => return RowKind::Blank,
        [one] if sequence.is_some_and(|cell| std::ptr::eq(cell, *one)) && only_number(one) => {
            return RowKind::Blank;
        }
        _ => {}
    }
    let text = |cell: &Cell| cell.text().unwrap_or_default();
    let example = sequence.map(text).is_some_and(|text| EXAMPLES.iter().any(|word| text.starts_with(word)));
    if example || header.comes_again(row) {
        return RowKind::Note;
    }
    let speaks = |text: &str| {
        text.chars().map(half_width).any(|c| c == ':') || NOTES.iter().any(|word| text.starts_with(word))
    };
    let needed = set.columns.iter().filter(|column| column.required);
    let given =
        needed.filter(|column| header.cell(row, &column.key).is_some_and(|cell| !cell.is_blank())).count();
    // A long text where a name or a code belongs is one, and no note.
    let belongs = |cell: &Cell| {
        let codes = set.columns.iter().filter(|column| column.required || column.kind == ColumnKind::Uscc);
        codes.filter_map(|column| header.cell(row, &column.key)).any(|at| std::ptr::eq(at, cell))
    };
    let long = |cell: &Cell| text(cell).chars().count() > 12 && !belongs(cell);
    let notes = filled.iter().filter(|cell| speaks(&text(cell)) || long(cell)).count();
    if notes > 0 && filled.len() <= 3 && given <= 1 { RowKind::Note } else { RowKind::Data }
}

/// The codes of the words that were read so far, by column: a sheet has few words, each many times.
pub(super) type Codes = HashMap<(String, String), Option<String>>;

/// Reads a row of the table. `today` is the day in China.
pub(super) fn read(
    set: &ColumnSet,
    header: &Header,
    row: &SheetRow,
    today: NaiveDate,
    codes: &mut Codes,
) -> (Values, Option<DocumentFacts>, Vec<CellProblem>) {
    let (mut values, mut problems) = (BTreeMap::new(), Vec::new());
    let refuse = |column: &Column, problem: Problem| CellProblem {
        key: column.key.clone(),
        column: column.title.clone(),
        problem,
    };
    for column in &set.columns {
        let value = match header.cell(row, &column.key).filter(|cell| !cell.is_blank()) {
            None if column.required => Err(Problem::Required),
            None => continue,
            Some(cell) => value(column, cell, codes),
        };
        match value {
            Ok(Some(value)) => drop(values.insert(column.key.clone(), value)),
            Ok(None) => {}
            Err(problem) => problems.push(refuse(column, problem)),
        }
    }
    let mut values = Values(values);
    let mut document = None;
    if set.sheet == SheetKind::Members
        && let Some(column) = set.column(base::ID_NUMBER)
        && values.0.contains_key(base::ID_NUMBER)
    {
        match person(&mut values, today) {
            Ok(facts) => document = Some(facts),
            Err((key, problem)) => {
                let column = set.column(key).unwrap_or(column);
                problems.retain(|earlier| earlier.key != column.key);
                problems.push(refuse(column, problem));
            }
        }
    }
    for key in [base::BIRTH, column_key::CHANGED_ON, "founded_on"] {
        if let (Some(column), Some(day)) = (set.column(key), values.day(key))
            && day > today
            && problems.iter().all(|earlier| earlier.key != key)
        {
            problems.push(refuse(column, Problem::DateTooLate { max: today }));
        }
    }
    (values, document, problems)
}

/// The value of a cell as it is stored; `None` for what is not kept.
fn value(column: &Column, cell: &Cell, codes: &mut Codes) -> Result<Option<String>, Problem> {
    let kind = &column.kind;
    Ok(Some(match kind {
        ColumnKind::Sequence => return Ok(None),
        ColumnKind::Name => check_name(&cell.text()?)?,
        ColumnKind::Document => cell.code()?,
        ColumnKind::Mobile => check_mobile(&cell.code()?)?,
        ColumnKind::Date => cell.date()?.to_string(),
        ColumnKind::PartialDate => match cell {
            Cell::Text(_) => {
                let text = cell.text()?;
                match text.parse::<PartialDate>() {
                    Ok(date) => date.to_string(),
                    Err(_) => cell.date()?.to_string(),
                }
            }
            cell => cell.date()?.to_string(),
        },
        ColumnKind::Uscc => check_uscc(&cell.code()?)?.to_string(),
        ColumnKind::Count => {
            let number = parse::number(&cell.text()?).filter(|number| number.scale() == 0);
            let number = number.and_then(|number| u32::try_from(number).ok()).ok_or(Problem::NumberShape)?;
            if number > COUNT_MAX {
                return Err(Problem::NumberTooLarge { max: COUNT_MAX.to_string() });
            }
            number.to_string()
        }
        ColumnKind::Told => {
            let count = cell.text()?.parse::<Count>().map_err(|_| Problem::NumberShape)?;
            if count.value > COUNT_MAX.into() {
                return Err(Problem::NumberTooLarge { max: COUNT_MAX.to_string() });
            }
            count.to_string()
        }
        ColumnKind::Text { max } => {
            let text = cell.text()?.replace(['\r', '\n', '\t'], " ");
            if text.chars().any(is_unsafe) {
                return Err(Problem::UnsafeCharacter);
            }
            if text.chars().count() > *max as usize {
                return Err(Problem::TooLong { max: *max });
            }
            text
        }
        ColumnKind::Words { .. } | ColumnKind::Own { .. } => {
            let word = (column.key.clone(), cell.text()?);
            let code = codes.entry(word).or_insert_with_key(|(_, word)| kind.code(word));
            code.clone().ok_or(Problem::ChoiceUnknown)?
        }
    }))
}

/// The document with what else the row says of the person.
fn person(values: &mut Values, today: NaiveDate) -> Result<DocumentFacts, (&'static str, Problem)> {
    let typed = values.get(base::ID_NUMBER).to_owned();
    // Hardly any file leaves the kind out for anything but the usual document.
    let kind = DocumentKind::from_code(values.get(base::ID_TYPE)).unwrap_or(DocumentKind::ResidentId);
    let facts = check_document(kind, &typed, today).map_err(|problem| {
        // Typed as a number, saved as text: the tail was lost before.
        let lost = problem == Problem::IdChecksum && typed.ends_with("000");
        (base::ID_NUMBER, if lost { Problem::CellLostTail } else { problem })
    })?;
    values.0.insert(base::ID_TYPE.to_owned(), kind.code().to_owned());
    values.0.insert(base::ID_NUMBER.to_owned(), facts.number.clone());
    let told = values.day(base::BIRTH);
    if let (Some(told), Some(birth)) = (told, facts.birth)
        && told != birth
    {
        return Err((base::BIRTH, Problem::BirthMismatch));
    }
    let sex = facts.sex.map(|sex| match sex {
        Sex::Male => "male",
        Sex::Female => "female",
    });
    if let Some(sex) = sex {
        if !values.get(column_key::SEX).is_empty() && values.get(column_key::SEX) != sex {
            return Err((column_key::SEX, Problem::SexMismatch));
        }
        values.0.insert(column_key::SEX.to_owned(), sex.to_owned());
    }
    if let Some(birth) = facts.birth.or(told) {
        values.0.insert(base::BIRTH.to_owned(), birth.to_string());
        if full_years(birth, today).is_some_and(|age| age < MIN_AGE) {
            return Err((base::ID_NUMBER, Problem::MemberTooYoung { min: MIN_AGE }));
        }
    }
    Ok(facts)
}
