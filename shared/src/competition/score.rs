//! From marks to a total. Decimals throughout: a float would round on its own account.

use super::{RankOn, RoundingMode, Scoring};
use crate::form::parse;
use crate::i18n::Problem;
use crate::text::{half_width, trimmed};
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Most decimal places of a mark.
const MARK_PLACES: u32 = 2;
/// Most decimal places of a total: weights in percent of marks with two places need no more.
pub(super) const TOTAL_PLACES: u32 = 4;

/// A part of the competition that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarkPart {
    /// 理论.
    Theory,
    /// 实操.
    Practical,
}

/// A mark that was recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Marks, of 100 unless said otherwise.
    Value(Decimal),
    /// Did not come (缺考). Not the same as a mark of 0.
    Absent,
}

/// A total of both parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Before rounding; exact.
    pub unrounded: Decimal,
    /// As shown, with just as many decimal places as the document says.
    pub shown: Decimal,
    /// Whether both parts reach the pass mark.
    pub passed: bool,
}

/// Reads a mark as typed; `None` when nothing was typed.
///
/// Full-width digits and `。` or `．` as the point are put right, since Chinese input methods produce them.
/// `缺考` and `absent` stand for an absence.
///
/// # Errors
/// [`Problem::MarkShape`], [`Problem::MarkTooLarge`] above `full`, or [`Problem::NumberDecimals`] beyond two
/// decimal places, the first that applies.
pub fn parse_mark(text: &str, full: Decimal) -> Result<Option<Mark>, Problem> {
    let text: String =
        trimmed(text).chars().map(|c| if matches!(c, '。' | '｡') { '.' } else { half_width(c) }).collect();
    if text.is_empty() {
        return Ok(None);
    }
    if text == "缺考" || text.eq_ignore_ascii_case("absent") {
        return Ok(Some(Mark::Absent));
    }
    let value = parse::number(&text).filter(|value| !text.starts_with('-') && *value >= Decimal::ZERO);
    let value = value.ok_or(Problem::MarkShape)?;
    if value > full {
        return Err(Problem::MarkTooLarge { max: full.normalize().to_string() });
    }
    if value.scale() > MARK_PLACES {
        return Err(Problem::NumberDecimals { max: MARK_PLACES });
    }
    Ok(Some(Mark::Value(value)))
}

/// The total of two marks; `None` while one is missing, and when one is an absence.
pub fn total(scoring: &Scoring, theory: Option<Mark>, practical: Option<Mark>) -> Option<Total> {
    let (Some(Mark::Value(theory)), Some(Mark::Value(practical))) = (theory, practical) else { return None };
    let share = |mark: Decimal, weight: u32| mark.saturating_mul(Decimal::new(i64::from(weight), 2));
    let sum = share(theory, scoring.theory_weight).saturating_add(share(practical, scoring.practical_weight));
    let passed = !scoring.misses(theory) && !scoring.misses(practical);
    Some(Total { unrounded: sum.normalize(), shown: scoring.round(sum), passed })
}

impl Scoring {
    /// Rounds a total as the document says; the result has exactly its decimal places.
    pub fn round(&self, total: Decimal) -> Decimal {
        let places = self.rounding.places.min(TOTAL_PLACES);
        let strategy = match self.rounding.mode {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::Down => RoundingStrategy::ToZero,
        };
        let mut rounded = total.round_dp_with_strategy(places, strategy);
        rounded.rescale(places);
        rounded
    }

    /// Whether a part with this mark misses the pass mark.
    pub(super) fn misses(&self, mark: Decimal) -> bool {
        self.pass_mark.is_some_and(|pass| mark < pass)
    }

    /// What ranks follow first.
    pub(super) fn ranked_on(&self, total: &Total) -> Decimal {
        match self.rank_on {
            RankOn::Unrounded => total.unrounded,
            RankOn::Rounded => total.shown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competition::{Rounding, TieFinal};
    use proptest::prelude::*;
    use rstest::rstest;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn scoring(theory_weight: u32, places: u32, mode: RoundingMode) -> Scoring {
        Scoring {
            theory_weight,
            practical_weight: 100 - theory_weight,
            pass_mark: Some(decimal("60")),
            rounding: Rounding { places, mode },
            rank_on: RankOn::Unrounded,
            tie_break: Vec::new(),
            tie_final: TieFinal::Shared,
        }
    }

    fn mark(text: &str) -> Option<Mark> {
        parse_mark(text, Decimal::ONE_HUNDRED).unwrap()
    }

    #[rstest]
    #[case("87.5", "87.5")]
    #[case(" 87.50 ", "87.5")]
    #[case("８７。５", "87.5")]
    #[case("８７．５", "87.5")]
    #[case("0", "0")]
    #[case("00.00", "0")]
    #[case("100.00", "100")]
    fn marks(#[case] typed: &str, #[case] value: &str) {
        assert_eq!(mark(typed), Some(Mark::Value(decimal(value))));
    }

    #[rstest]
    #[case("", None)]
    #[case(" \u{3000}", None)]
    #[case("缺考", Some(Mark::Absent))]
    #[case(" Absent", Some(Mark::Absent))]
    #[case("ａｂｓｅｎｔ", Some(Mark::Absent))]
    fn no_values(#[case] typed: &str, #[case] read: Option<Mark>) {
        assert_eq!(mark(typed), read);
    }

    #[rstest]
    #[case("-1", Problem::MarkShape)]
    #[case("-0", Problem::MarkShape)]
    #[case("87.", Problem::MarkShape)]
    #[case("87。5。1", Problem::MarkShape)]
    #[case("1e2", Problem::MarkShape)]
    #[case("八十", Problem::MarkShape)]
    #[case("NaN", Problem::MarkShape)]
    #[case("100.01", Problem::MarkTooLarge { max: "100".into() })]
    #[case("9999999999999999999", Problem::MarkTooLarge { max: "100".into() })]
    #[case("99.999", Problem::NumberDecimals { max: 2 })]
    fn refused(#[case] typed: &str, #[case] problem: Problem) {
        assert_eq!(parse_mark(typed, decimal("100.0")), Err(problem));
    }

    #[rstest]
    #[case(RoundingMode::HalfUp, "80.05", "80.13")]
    #[case(RoundingMode::HalfEven, "80.05", "80.12")]
    #[case(RoundingMode::Down, "80.09", "80.14")]
    fn the_last_place_follows_the_mode(
        #[case] mode: RoundingMode,
        #[case] practical: &str,
        #[case] shown: &str,
    ) {
        // 0.5 × 80.2 + 0.5 × practical lies between two hundredths.
        let found = total(&scoring(50, 2, mode), mark("80.2"), mark(practical)).unwrap();
        assert_eq!(found.shown.to_string(), shown);
    }

    #[test]
    fn what_is_shown_keeps_its_places() {
        let found = total(&scoring(20, 2, RoundingMode::HalfUp), mark("80"), mark("90")).unwrap();
        assert_eq!((found.shown.to_string().as_str(), found.unrounded.to_string().as_str()), ("88.00", "88"));
    }

    #[test]
    fn each_part_has_to_pass() {
        let scoring = scoring(20, 1, RoundingMode::HalfUp);
        let passed =
            |theory: &str, practical: &str| total(&scoring, mark(theory), mark(practical)).unwrap().passed;
        assert!(passed("60", "60"));
        assert!(!passed("59.99", "100"));
        assert!(!passed("100", "59.99"));
        let any = Scoring { pass_mark: None, ..scoring.clone() };
        assert!(total(&any, mark("0"), mark("0")).unwrap().passed);
    }

    #[rstest]
    #[case("", "80")]
    #[case("80", "")]
    #[case("absent", "80")]
    #[case("80", "absent")]
    fn a_total_needs_both_marks(#[case] theory: &str, #[case] practical: &str) {
        assert_eq!(total(&scoring(30, 2, RoundingMode::HalfUp), mark(theory), mark(practical)), None);
    }

    proptest! {
        /// The same sum in whole ten-thousandths, rounded by hand.
        #[test]
        fn totals_are_exact(theory in 0u32..=10_000, practical in 0u32..=10_000, weight in 1u32..100,
                            places in 0u32..=4, mode in 0usize..3) {
            let mode = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Down][mode];
            let marks = [theory, practical].map(|hundredths| Some(Mark::Value(Decimal::new(hundredths.into(), 2))));
            let found = total(&scoring(weight, places, mode), marks[0], marks[1]).unwrap();
            let sum = i64::from(theory * weight + practical * (100 - weight));
            prop_assert_eq!(found.unrounded, Decimal::new(sum, 4));
            let unit = 10_i64.pow(4 - places);
            let (whole, rest) = (sum / unit, sum % unit);
            let up = match mode {
                RoundingMode::HalfUp => rest * 2 >= unit && unit > 1,
                RoundingMode::HalfEven => rest * 2 > unit || (rest * 2 == unit && whole % 2 == 1),
                RoundingMode::Down => false,
            };
            prop_assert_eq!(found.shown, Decimal::new(whole + i64::from(up), places));
            prop_assert_eq!(found.shown.scale(), places);
        }

        /// A mark that was read is read the same from its own text.
        #[test]
        fn marks_are_stable(typed in "[ ０-９0-9.。．-]{0,8}") {
            if let Ok(Some(Mark::Value(value))) = parse_mark(&typed, Decimal::ONE_HUNDRED) {
                prop_assert!(value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED && value.scale() <= 2);
                prop_assert_eq!(mark(&value.to_string()), Some(Mark::Value(value)));
            }
        }
    }
}
