//! Times and days as people read them, in China Standard Time.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, Timelike, Utc};
use shared::i18n::Lang;

/// UTC+8, without summer time.
const CHINA: i32 = 8 * 3600;

/// A moment, to the minute.
pub fn time(at: DateTime<Utc>, lang: Lang) -> String {
    let Some(china) = FixedOffset::east_opt(CHINA) else { return at.to_string() };
    let at = at.with_timezone(&china);
    format!("{} {:02}:{:02}", day(at.date_naive(), lang), at.hour(), at.minute())
}

/// A deadline: the last day before it, where it is the end of one.
pub fn due(at: DateTime<Utc>, lang: Lang) -> String {
    let china = FixedOffset::east_opt(CHINA).map(|china| at.with_timezone(&china));
    let ended =
        china.filter(|at| at.num_seconds_from_midnight() == 0).and_then(|at| at.date_naive().pred_opt());
    ended.map_or_else(|| time(at, lang), |last| day(last, lang))
}

/// A day.
pub fn day(day: NaiveDate, lang: Lang) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::ZhCn => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
    }
}

/// As a browser gives a day with its time.
const INPUT: &str = "%Y-%m-%dT%H:%M";

/// A moment as an input of a day with its time holds it, to the minute.
pub fn input(at: DateTime<Utc>) -> String {
    let local = FixedOffset::east_opt(CHINA).map(|china| at.with_timezone(&china).naive_local());
    // `2026-12-20T18:00:31.…`, to the minute.
    local.map(|local| format!("{local:?}").chars().take(16).collect()).unwrap_or_default()
}

/// The moment that such an input holds.
pub fn from_input(text: &str) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(text, INPUT).ok()?;
    local.and_local_timezone(FixedOffset::east_opt(CHINA)?).single().map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_at_the_end_of_a_day_is_that_day() {
        let at = |text: &str| text.parse().unwrap();
        assert_eq!(due(at("2026-10-31T16:00:00Z"), Lang::ZhCn), "2026年10月31日");
        assert_eq!(due(at("2026-12-31T16:00:00Z"), Lang::En), "31 Dec 2026");
        assert_eq!(due(at("2026-10-31T10:00:00Z"), Lang::ZhCn), "2026年10月31日 18:00");
    }

    #[test]
    fn late_evening_in_utc_is_the_next_day_in_china() {
        let at = "2026-11-23T18:05:00Z".parse().unwrap();
        assert_eq!(time(at, Lang::ZhCn), "2026年11月24日 02:05");
        assert_eq!(time(at, Lang::En), "24 Nov 2026 02:05");
    }
}
