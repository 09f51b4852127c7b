//! One cell of a spreadsheet, and what people mean by it.

use crate::form::parse;
use crate::i18n::Problem;
use crate::text::{half_width, trimmed};
use chrono::{Days, NaiveDate};
use std::fmt;

/// Numbers from here on have lost digits: a spreadsheet keeps fifteen.
const EXACT: f64 = 1e15;
/// Day 0 of the spreadsheets' calendar, for days after its 29 February 1900, which never was.
const DAY_ZERO: (i32, u32, u32) = (1899, 12, 30);
/// Serial numbers that are meant as days: 1927 to 2173. Smaller ones are years, or months as `1988.05`.
const SERIALS: std::ops::RangeInclusive<u32> = 10_000..=100_000;
/// Dates typed as a number of eight digits.
const EIGHT_DIGITS: std::ops::RangeInclusive<u32> = 19_000_101..=29_991_231;

/// A cell as a spreadsheet stores it. Formulas come as the value that was last computed. Debug output shows no content.
#[derive(Clone, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that is shown as a date.
    Date(NaiveDate),
    /// The error of a formula, such as `#REF!`.
    Broken,
}

impl fmt::Debug for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Cell::Empty => "Empty",
            Cell::Text(_) => "Text",
            Cell::Number(_) => "Number",
            Cell::Date(_) => "Date",
            Cell::Broken => "Broken",
        })
    }
}

impl Cell {
    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => trimmed(text).is_empty(),
            _ => false,
        }
    }

    /// The text that it shows, trimmed; an apostrophe that only says "text" is no part of it.
    ///
    /// # Errors
    /// [`Problem::CellBroken`] for the error of a formula.
    pub fn text(&self) -> Result<String, Problem> {
        match self {
            Cell::Empty => Ok(String::new()),
            Cell::Text(text) => {
                Ok(trimmed(trimmed(text).trim_start_matches(['\'', '‘', '’', '`'])).to_owned())
            }
            Cell::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                Ok(format!("{number:.0}"))
            }
            Cell::Number(number) => Ok(number.to_string()),
            Cell::Date(date) => Ok(date.to_string().replace('-', "/")),
            Cell::Broken => Err(Problem::CellBroken),
        }
    }

    /// A number of a document or a phone, as text.
    ///
    /// # Errors
    /// [`Problem::CellLostTail`] when it was typed as a number and has lost its last digits.
    pub fn code(&self) -> Result<String, Problem> {
        match self {
            Cell::Number(number) if number.abs() >= EXACT => Err(Problem::CellLostTail),
            Cell::Text(text) if is_scientific(text) => Err(Problem::CellLostTail),
            cell => cell.text(),
        }
    }

    /// A date: shown as one, typed as text in any of the usual forms, as eight digits, or left as a serial number.
    ///
    /// # Errors
    /// [`Problem::CellDate`] for anything else, a month without its day among it.
    pub fn date(&self) -> Result<NaiveDate, Problem> {
        match self {
            Cell::Date(date) => Ok(*date),
            Cell::Number(number) => of_number(*number).ok_or(Problem::CellDate),
            Cell::Broken => Err(Problem::CellBroken),
            Cell::Empty => Err(Problem::CellDate),
            Cell::Text(_) => {
                let text = self.text()?;
                // A date with a time of day behind it.
                let day = match text.split_once([' ', 'T']) {
                    Some((day, time)) if time.contains(':') => day,
                    _ => text.as_str(),
                };
                let serial = || day.parse().ok().and_then(of_number);
                parse::date(day).or_else(serial).ok_or(Problem::CellDate)
            }
        }
    }
}

/// The day behind a bare number.
fn of_number(number: f64) -> Option<NaiveDate> {
    let whole = (0.0..1e9).contains(&number).then_some(number as u32)?;
    if EIGHT_DIGITS.contains(&whole) && number.fract() == 0.0 {
        return NaiveDate::from_ymd_opt((whole / 10_000).cast_signed(), whole / 100 % 100, whole % 100);
    }
    let (year, month, day) = DAY_ZERO;
    let zero = NaiveDate::from_ymd_opt(year, month, day).filter(|_| SERIALS.contains(&whole))?;
    zero.checked_add_days(Days::new(whole.into()))
}

/// Whether a text is a long number as a spreadsheet shows it: `1.30399E+17`.
fn is_scientific(text: &str) -> bool {
    let text: String = trimmed(text).chars().map(half_width).collect::<String>().to_ascii_uppercase();
    text.split_once("E+").is_some_and(|(digits, power)| {
        let of = |part: &str, also: char| {
            !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == also)
        };
        of(digits, '.') && of(power, '0')
    })
}

/// A text as titles and words are compared: half-width, without blanks and case.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[rstest]
    #[case(Cell::Text("1988/05/20".into()))]
    #[case(Cell::Text("1988-5-20".into()))]
    #[case(Cell::Text("1988.5.20".into()))]
    #[case(Cell::Text("1988年5月20日".into()))]
    #[case(Cell::Text("'19880520".into()))]
    #[case(Cell::Text("１９８８／５／２０".into()))]
    #[case(Cell::Text("1988/5/20 0:00:00".into()))]
    #[case(Cell::Text("1988-05-20T00:00:00".into()))]
    #[case(Cell::Text("32283".into()))]
    #[case(Cell::Number(32_283.0))]
    #[case(Cell::Number(32_283.5))]
    #[case(Cell::Number(19_880_520.0))]
    fn dates(#[case] cell: Cell) {
        assert_eq!(cell.date().ok(), day(1988, 5, 20));
    }

    #[rstest]
    #[case(Cell::Text("1988.05".into()))]
    #[case(Cell::Text("1988年".into()))]
    #[case(Cell::Text("1988/02/30".into()))]
    #[case(Cell::Text("不详".into()))]
    #[case(Cell::Number(1988.05))]
    #[case(Cell::Text("1988.0".into()))]
    #[case(Cell::Number(-1.0))]
    #[case(Cell::Number(f64::NAN))]
    #[case(Cell::Number(198_805.0))]
    #[case(Cell::Empty)]
    fn no_dates(#[case] cell: Cell) {
        assert_eq!(cell.date(), Err(Problem::CellDate));
    }

    #[rstest]
    #[case(Cell::Number(130_399_199_001_010_000.0))]
    #[case(Cell::Text("1.30399E+17".into()))]
    #[case(Cell::Text(" 1.30399199001010E+17".into()))]
    fn a_number_that_lost_its_tail_is_known(#[case] cell: Cell) {
        assert_eq!(cell.code(), Err(Problem::CellLostTail));
    }

    #[rstest]
    #[case(Cell::Number(13_800_001_234.0), "13800001234")]
    #[case(Cell::Text("'13039919900101001X".into()), "13039919900101001X")]
    #[case(Cell::Text("E12345678".into()), "E12345678")]
    fn a_number_that_kept_it_is_taken(#[case] cell: Cell, #[case] code: &str) {
        assert_eq!(cell.code().as_deref(), Ok(code));
    }
}
