//! Dates as far as they are known: a year, a month or a day.

use crate::i18n::{Lang, Text};
use crate::text::half_width;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How much of a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// A date with its precision. Written as ISO 8601 has it: `2020`, `2020-07`, `2020-07-15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(value_type = String))]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate(Known);

/// The first day that a date may be, and how much of it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Known {
    first: NaiveDate,
    precision: Precision,
}

impl PartialDate {
    /// A day.
    pub fn day(day: NaiveDate) -> Self {
        PartialDate(Known { first: day, precision: Precision::Day })
    }

    /// How much is known.
    pub fn precision(self) -> Precision {
        self.0.precision
    }

    /// The first day that it may be.
    pub fn earliest(self) -> NaiveDate {
        self.0.first
    }

    /// The last day that it may be.
    pub fn latest(self) -> NaiveDate {
        let months = match self.0.precision {
            Precision::Year => 12,
            Precision::Month => 1,
            Precision::Day => return self.0.first,
        };
        let next = self.0.first.checked_add_months(Months::new(months));
        next.and_then(|next| next.pred_opt()).unwrap_or(NaiveDate::MAX)
    }

    /// Whether it certainly lies before the other: no day that it may be comes as late as any day of the other.
    pub fn is_before(self, other: PartialDate) -> bool {
        self.latest() < other.earliest()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.first.year(), self.0.first.month(), self.0.first.day());
        match self.0.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl Text for PartialDate {
    fn text(&self, lang: Lang) -> String {
        let (year, month, day) = (self.0.first.year(), self.0.first.month(), self.0.first.day());
        match (lang, self.0.precision) {
            (Lang::ZhCn, Precision::Year) => format!("{year}年"),
            (Lang::ZhCn, Precision::Month) => format!("{year}年{month}月"),
            (Lang::ZhCn, Precision::Day) => format!("{year}年{month}月{day}日"),
            (Lang::En, _) => self.to_string(),
        }
    }
}

/// The text is no date of any precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a year, a month or a day")
    }
}

impl std::error::Error for NotADate {}

/// As people type it: `2020`, `2020-7`, `2020/7/15`, `2020.07`, `2020年7月15日`; from 1900 to 2999.
impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text: String = text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
        let text = text.trim_end_matches(['年', '月', '日', '号']);
        let mut parts = text.split(['-', '/', '.', '年', '月']).map(|part| match part.len() {
            1..=4 if part.bytes().all(|b| b.is_ascii_digit()) => part.parse::<u32>().map_err(|_| NotADate),
            _ => Err(NotADate),
        });
        let year = parts.next().ok_or(NotADate)??;
        let (month, day) = (parts.next().transpose()?, parts.next().transpose()?);
        if parts.next().is_some() || !(1900..3000).contains(&year) {
            return Err(NotADate);
        }
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let first = NaiveDate::from_ymd_opt(year.cast_signed(), month.unwrap_or(1), day.unwrap_or(1))
            .ok_or(NotADate)?;
        Ok(PartialDate(Known { first, precision }))
    }
}

impl TryFrom<String> for PartialDate {
    type Error = NotADate;

    fn try_from(text: String) -> Result<Self, NotADate> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> String {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case("2020", "2020")]
    #[case("2020年", "2020")]
    #[case("2020-7", "2020-07")]
    #[case("2020年7月", "2020-07")]
    #[case("２０２１．４．２２", "2021-04-22")]
    #[case("2021年4月22日", "2021-04-22")]
    fn read_as_typed(#[case] typed: &str, #[case] stored: &str) {
        assert_eq!(typed.parse::<PartialDate>().map(|date| date.to_string()).as_deref(), Ok(stored));
    }

    #[rstest]
    #[case("")]
    #[case("21-04-22")]
    #[case("2021-02-30")]
    #[case("2021-13")]
    #[case("2021-04-22-01")]
    #[case("2021-")]
    #[case("四月")]
    fn refused(#[case] typed: &str) {
        assert!(typed.parse::<PartialDate>().is_err());
    }

    #[test]
    fn a_month_is_before_a_day_only_when_all_of_it_is() {
        let of = |text: &str| text.parse::<PartialDate>().unwrap();
        assert!(of("2021-03").is_before(of("2021-04-01")) && !of("2021-04").is_before(of("2021-04-22")));
        assert!(!of("2021").is_before(of("2021-12-31")) && of("2020").is_before(of("2021")));
        assert_eq!(of("2024-02").latest(), NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(days in 0_i64..300_000, precision in 0..3) {
            let day = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::TimeDelta::days(days);
            let text = day.to_string();
            let text = match precision { 0 => &text[..4], 1 => &text[..7], _ => &text[..] };
            let date: PartialDate = text.parse().unwrap();
            prop_assert_eq!(date.to_string(), text);
            prop_assert!(date.earliest() <= day && day <= date.latest());
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(serde_json::from_str::<PartialDate>(&json).unwrap(), date);
        }
    }
}
