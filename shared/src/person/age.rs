//! Age in full years (周岁).

use chrono::{Datelike, Months, NaiveDate};

/// Full years lived on a day; `None` when the day lies before the birth.
///
/// Who was born on 29 February completes a year on 28 February of a common year: a period ends on the day of
/// the same number, and where the month has none, on the last day of the month (Civil Code art. 202).
pub fn full_years(birth: NaiveDate, on: NaiveDate) -> Option<u32> {
    if on < birth {
        return None;
    }
    let years = u32::try_from(on.year() - birth.year()).ok()?;
    let birthday = birth.checked_add_months(Months::new(years * 12))?;
    Some(if birthday <= on { years } else { years - 1 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2000-05-20", "2018-05-19", Some(17))]
    #[case("2000-05-20", "2018-05-20", Some(18))]
    #[case("2000-05-20", "2000-05-20", Some(0))]
    #[case("2000-05-20", "2000-05-19", None)]
    #[case("2000-02-29", "2018-02-27", Some(17))]
    #[case("2000-02-29", "2018-02-28", Some(18))]
    #[case("2000-02-29", "2020-02-28", Some(19))]
    #[case("2000-02-29", "2020-02-29", Some(20))]
    fn full_years_count_from_the_birthday(#[case] birth: &str, #[case] on: &str, #[case] years: Option<u32>) {
        assert_eq!(full_years(day(birth), day(on)), years);
    }

    proptest! {
        #[test]
        fn each_year_is_completed_on_its_day(birth in 0u32..40_000, years in 1u32..100) {
            let birth = day("1900-01-01") + chrono::Days::new(birth.into());
            let birthday = birth + Months::new(years * 12);
            prop_assert_eq!(full_years(birth, birthday), Some(years));
            prop_assert_eq!(full_years(birth, birthday.pred_opt().unwrap()), Some(years - 1));
        }
    }
}
