//! What is late: a next step that has not come, a term that ends, a plan that was not kept.

use super::{FoundingStep, PartialDate, Precision};
use chrono::{Months, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// Days before the end of a term from which on it is told. A local choice.
pub const TERM_NOTICE: i64 = 90;

/// The last day of a term of some years that begins with an election; none where the day of the election is not known.
pub fn term_end(elected_on: PartialDate, years: u32) -> Option<NaiveDate> {
    let begins = (elected_on.precision() == Precision::Day).then(|| elected_on.earliest())?;
    begins.checked_add_months(Months::new(years.checked_mul(12)?))?.pred_opt()
}

/// Something that wants somebody's attention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(tag = "alert", rename_all = "snake_case")]
pub enum Alert {
    /// What should follow a step did not come in time.
    StepOverdue {
        /// The day by which it should have come.
        due: NaiveDate,
    },
    /// The term ends soon.
    TermEnding {
        /// Its last day.
        on: NaiveDate,
    },
    /// The term is over, and nobody was elected anew.
    TermOver {
        /// Its last day.
        on: NaiveDate,
    },
}

/// Days within which something should follow a step; none where nothing has to. A local choice, but for the request,
/// which the next higher union answers within 15 days.
fn patience(step: FoundingStep) -> Option<i64> {
    Some(match step {
        FoundingStep::Lead => 30,
        FoundingStep::Surveyed => 60,
        FoundingStep::PreparatoryGroup => 90,
        FoundingStep::Requested | FoundingStep::ResultReported => 15,
        FoundingStep::Approved => 90,
        FoundingStep::CongressCalled | FoundingStep::LeadershipElected => 15,
        FoundingStep::ResultApproved => 60,
        FoundingStep::Founded => 60,
        FoundingStep::TermExpiring => 180,
        FoundingStep::Registered
        | FoundingStep::Operating
        | FoundingStep::ReElected
        | FoundingStep::Dissolved => return None,
    })
}

/// What is late at a union that stands at a step since a date. What has no date is never late by guessing.
pub fn alerts(
    stage: Option<FoundingStep>,
    since: Option<PartialDate>,
    term_ends_on: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<Alert> {
    let mut alerts = Vec::new();
    if let (Some(days), Some(since)) = (stage.and_then(patience), since) {
        let due = since.latest() + TimeDelta::days(days);
        if due < today {
            alerts.push(Alert::StepOverdue { due });
        }
    }
    if let Some(on) = term_ends_on.filter(|_| stage != Some(FoundingStep::Dissolved)) {
        if on < today {
            alerts.push(Alert::TermOver { on });
        } else if on - TimeDelta::days(TERM_NOTICE) <= today {
            alerts.push(Alert::TermEnding { on });
        }
    }
    alerts
}

#[cfg(test)]
mod tests {
    use super::*;
    use FoundingStep::{Operating, Requested};

    #[test]
    fn what_is_late_is_told_from_the_last_day_that_it_may_be() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let of = |on: &str| on.parse::<PartialDate>().ok();
        let late = |on: &str, today: &str| alerts(Some(Requested), of(on), None, day(today));
        assert_eq!(late("2026-10", "2026-11-15"), []);
        assert_eq!(late("2026-10", "2026-11-16"), [Alert::StepOverdue { due: day("2026-11-15") }]);
        assert_eq!(late("2026-10-01", "2026-10-17"), [Alert::StepOverdue { due: day("2026-10-16") }]);
        assert_eq!(alerts(Some(Requested), None, None, day("2030-01-01")), []);
        let term = |today: &str| alerts(Some(Operating), of("2021"), Some(day("2026-12-31")), day(today));
        assert_eq!(term("2026-10-01"), []);
        assert_eq!(term("2026-10-02"), [Alert::TermEnding { on: day("2026-12-31") }]);
        assert_eq!(term("2027-01-01"), [Alert::TermOver { on: day("2026-12-31") }]);
    }

    #[test]
    fn a_term_begins_with_its_election() {
        let end = |on: &str, years| term_end(on.parse().unwrap(), years).map(|end| end.to_string());
        assert_eq!(end("2021-04-22", 5).as_deref(), Some("2026-04-21"));
        assert_eq!(end("2024-02-29", 3).as_deref(), Some("2027-02-27"));
        assert_eq!(end("2021-04", 5), None, "nobody knows the day");
        assert_eq!(end("2021-04-22", u32::MAX), None);
    }
}
