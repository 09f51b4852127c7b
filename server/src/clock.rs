//! Time, passed in.

use chrono::{DateTime, Datelike as _, FixedOffset, Months, NaiveDate, SubsecRound, TimeDelta, Utc};
use std::sync::{Arc, Mutex, PoisonError};

/// Tells the time; a test sets it.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    System,
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Clock(Source::System)
    }

    /// A clock that stands still until it is moved.
    pub fn standing_at(at: DateTime<Utc>) -> Self {
        Clock(Source::Set(Arc::new(Mutex::new(at))))
    }

    /// Now, to the microsecond: PostgreSQL keeps no more, and both databases must read back what was written.
    #[allow(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.0 {
            Source::System => Utc::now(),
            Source::Set(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        }
        .trunc_subsecs(6)
    }

    /// Today's date where the unions are: China Standard Time, without summer time.
    pub fn today(&self) -> NaiveDate {
        china_day(self.now())
    }

    /// Moves a clock that stands still; the machine's clock is left alone.
    pub fn advance(&self, by: TimeDelta) {
        if let Source::Set(at) = &self.0 {
            *at.lock().unwrap_or_else(PoisonError::into_inner) += by;
        }
    }
}

/// The day of a moment where the unions are: China Standard Time, without summer time.
pub fn china_day(at: DateTime<Utc>) -> NaiveDate {
    match FixedOffset::east_opt(8 * 3600) {
        Some(china) => at.with_timezone(&china).date_naive(),
        None => at.date_naive(),
    }
}

/// The same day some years later; the last of February for a 29th that the year does not have.
pub fn years_later(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX)
}

/// The same day some years earlier; the first of March for a 29th of February that the year does not have. What is kept
/// for some years from an earlier day on is kept no longer today.
pub fn years_earlier(day: NaiveDate, years: u32) -> NaiveDate {
    let earlier = day.checked_sub_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MIN);
    match earlier.day() == day.day() {
        true => earlier,
        false => earlier.succ_opt().unwrap_or(earlier),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_kept_for_whole_years() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(years_later(day("2026-11-23"), 2), day("2028-11-23"));
        assert_eq!(years_later(day("2024-02-29"), 2), day("2026-02-28"));
        for (from, years) in [("2024-02-29", 2), ("2026-02-28", 2), ("2025-12-31", 1)] {
            let last = years_later(day(from), years);
            assert!(day(from) >= years_earlier(last, years), "still kept on the last day");
            assert!(day(from) < years_earlier(last.succ_opt().unwrap(), years), "and no longer on the next");
        }
    }
}
