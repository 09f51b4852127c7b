//! Numbers and dates as people type them.

use crate::text::half_width;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Most characters of a number; more cannot be held exactly.
const NUMBER_MAX: usize = 28;

/// A decimal: an optional sign, digits, and digits after a point if there is one. No exponent, no grouping.
pub(crate) fn number(text: &str) -> Option<Decimal> {
    let text = plain(text);
    let digits = text.strip_prefix('-').unwrap_or(&text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if text.len() > NUMBER_MAX || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    Decimal::from_str_exact(&text).ok().map(|number| number.normalize())
}

/// A date: `1988-05-20`, `1988/5/20`, `1988.5.20`, `1988年5月20日` or `19880520`. The year has four digits.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let text = plain(text);
    let text = text.strip_suffix('日').unwrap_or(&text);
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else {
        text.split(['-', '/', '.', '年', '月']).collect()
    };
    let [year, month, day] = parts.as_slice() else { return None };
    let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case("8", "8")]
    #[case(" ８．５０ ", "8.5")]
    #[case("007", "7")]
    #[case("-0", "0")]
    #[case("-3.25", "-3.25")]
    fn numbers(#[case] typed: &str, #[case] value: &str) {
        assert_eq!(number(typed).map(|n| n.to_string()).as_deref(), Some(value));
    }

    #[rstest]
    #[case("")]
    #[case("-")]
    #[case(".5")]
    #[case("5.")]
    #[case("1e3")]
    #[case("1_000")]
    #[case("1,000")]
    #[case("+5")]
    #[case("五")]
    #[case("99999999999999999999999999999")]
    fn no_numbers(#[case] typed: &str) {
        assert_eq!(number(typed), None);
    }

    #[rstest]
    #[case("1988-05-20")]
    #[case("1988/5/20")]
    #[case("1988.5.20")]
    #[case("19880520")]
    #[case("1988年5月20日")]
    #[case("１９８８－０５－２０")]
    fn dates(#[case] typed: &str) {
        assert_eq!(date(typed), NaiveDate::from_ymd_opt(1988, 5, 20));
    }

    #[rstest]
    #[case("")]
    #[case("1988-02-30")]
    #[case("88-05-20")]
    #[case("1988-05")]
    #[case("1988--20")]
    #[case("1988-05-20-01")]
    #[case("+988-05-20")]
    #[case("五月二十")]
    fn no_dates(#[case] typed: &str) {
        assert_eq!(date(typed), None);
    }
}
