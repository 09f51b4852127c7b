//! Whether an entrant meets the rules of a competition. Places are not judged here: only the database knows them.

use super::Eligibility;
use crate::form::base::{GRADES, key};
use crate::form::{Answer, Answers, parse};
use crate::i18n::{Problem, Violation};
use crate::person::full_years;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Yes, as the option of a choice: the certificate is held, the membership is to be used.
const YES: &str = "yes";
/// No.
const NO: &str = "no";

/// What the rules look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntrantFacts {
    /// Date of birth.
    pub birth: Option<NaiveDate>,
    /// Whether the form asked for the date of birth; a refusal by age then stands there, and else beside the
    /// document number that told it.
    pub birth_asked: bool,
    /// Full years in the trade.
    pub years: Option<Decimal>,
    /// Grade of skill: `none`, `5` to `1`.
    pub grade: Option<String>,
    /// Whether the certificate that the competition asks for is held.
    pub certificate: Option<bool>,
    /// Whether the contestant says to be a member of a union and wants that used.
    pub member: Option<bool>,
}

impl EntrantFacts {
    /// The facts from answers, so that the browser and the server read them alike. `birth` is what the
    /// document or the form tells: [`Checked::birth`](crate::form::Checked::birth).
    pub fn from_answers(answers: &Answers, birth: Option<NaiveDate>, eligibility: &Eligibility) -> Self {
        let text = |key: &str| {
            answers.get(key).and_then(Answer::as_text).map(str::trim).filter(|text| !text.is_empty())
        };
        let yes_or_no = |key: &str| match text(key) {
            Some(YES) => Some(true),
            Some(NO) => Some(false),
            _ => None,
        };
        EntrantFacts {
            birth,
            birth_asked: text(key::BIRTH).is_some(),
            years: text(key::YEARS).and_then(parse::number),
            grade: text(key::GRADE).map(str::to_owned),
            certificate: eligibility.certificate_field.as_deref().and_then(yes_or_no),
            member: eligibility.membership.as_ref().and_then(|rule| yes_or_no(&rule.field)),
        }
    }
}

/// Every rule that the entrant does not meet, at most one per rule, each beside the field it looks at.
///
/// Meant for answers that hold as a form: a rule about something unknown counts as not met, since an entry
/// that cannot be judged must not pass. Whoever checks while someone types shows the violations of fields that
/// have been answered.
pub fn check_eligibility(eligibility: &Eligibility, facts: &EntrantFacts) -> Vec<Violation> {
    let mut violations: Vec<Violation> = age(eligibility, facts).into_iter().collect();
    if let Some(min) = eligibility.min_years
        && facts.years.is_none_or(|years| years < Decimal::from(min))
    {
        violations.push(Violation::new(key::YEARS, Problem::YearsBelow { min }));
    }
    if let Some(min) = &eligibility.min_grade
        && facts.grade.as_deref().and_then(level) < level(min)
    {
        violations.push(Violation::new(key::GRADE, Problem::GradeBelow));
    }
    if let Some(field) = &eligibility.certificate_field
        && facts.certificate != Some(true)
    {
        violations.push(Violation::new(field, Problem::CertificateNeeded));
    }
    if let Some(rule) = eligibility.membership.as_ref().filter(|rule| rule.required)
        && facts.member != Some(true)
    {
        violations.push(Violation::new(&rule.field, Problem::MembershipNeeded));
    }
    violations
}

fn age(eligibility: &Eligibility, facts: &EntrantFacts) -> Option<Violation> {
    let (min, max, on) = (eligibility.min_age, eligibility.max_age, eligibility.age_on);
    if min.is_none() && max.is_none() {
        return None;
    }
    let Some(birth) = facts.birth else { return Some(Violation::new(key::BIRTH, Problem::BirthUnknown)) };
    // Who is born after the cut-off has no age then, and is below any least age.
    let years = full_years(birth, on).unwrap_or_default();
    let field = if facts.birth_asked { key::BIRTH } else { key::ID_NUMBER };
    if let Some(min) = min.filter(|min| years < *min) {
        return Some(Violation::new(field, Problem::AgeBelow { min, on }));
    }
    let max = max.filter(|max| years > *max)?;
    Some(Violation::new(field, Problem::AgeAbove { max, on }))
}

/// How high a grade stands, from 0 for `none`; `None` for a code that there is not.
pub(super) fn level(grade: &str) -> Option<usize> {
    GRADES.iter().position(|(code, ..)| *code == grade)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::competition::MembershipRule;
    use proptest::prelude::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rules() -> Eligibility {
        Eligibility {
            min_age: Some(18),
            max_age: Some(55),
            age_on: day("2026-12-01"),
            min_years: Some(2),
            min_grade: Some("4".into()),
            certificate_field: Some("held".into()),
            ..Eligibility::default()
        }
    }

    fn able() -> EntrantFacts {
        EntrantFacts {
            birth: Some(day("1990-01-01")),
            birth_asked: false,
            years: Some(Decimal::TWO),
            grade: Some("4".into()),
            certificate: Some(true),
            member: None,
        }
    }

    #[test]
    fn who_meets_every_rule_may_enter() {
        assert_eq!(check_eligibility(&rules(), &able()), []);
    }

    #[rstest]
    #[case::eighteen_that_day("2008-12-01", None)]
    #[case::one_day_short("2008-12-02", Some(Problem::AgeBelow { min: 18, on: day("2026-12-01") }))]
    #[case::born_later("2026-12-02", Some(Problem::AgeBelow { min: 18, on: day("2026-12-01") }))]
    #[case::last_day_of_fifty_five("1970-12-02", None)]
    #[case::fifty_six_that_day("1970-12-01", Some(Problem::AgeAbove { max: 55, on: day("2026-12-01") }))]
    fn age_counts_on_the_cut_off(#[case] birth: &str, #[case] problem: Option<Problem>) {
        let facts = EntrantFacts { birth: Some(day(birth)), ..able() };
        let expected: Vec<_> =
            problem.into_iter().map(|problem| Violation::new(key::ID_NUMBER, problem)).collect();
        assert_eq!(check_eligibility(&rules(), &facts), expected);
    }

    #[rstest]
    #[case("2010-02-28", true)]
    #[case("2010-02-27", false)]
    fn a_leap_day_is_completed_at_the_end_of_february(#[case] on: &str, #[case] may: bool) {
        let rules = Eligibility { min_age: Some(18), age_on: day(on), ..Eligibility::default() };
        let facts = EntrantFacts { birth: Some(day("1992-02-29")), ..EntrantFacts::default() };
        assert_eq!(check_eligibility(&rules, &facts).is_empty(), may);
    }

    #[test]
    fn a_refusal_by_age_stands_where_the_date_was_given() {
        let old = EntrantFacts { birth: Some(day("1950-01-01")), birth_asked: true, ..able() };
        assert_eq!(check_eligibility(&rules(), &old)[0].field, key::BIRTH);
    }

    #[test]
    fn what_is_unknown_does_not_pass() {
        let found = check_eligibility(&rules(), &EntrantFacts::default());
        assert_eq!(
            found,
            [
                Violation::new(key::BIRTH, Problem::BirthUnknown),
                Violation::new(key::YEARS, Problem::YearsBelow { min: 2 }),
                Violation::new(key::GRADE, Problem::GradeBelow),
                Violation::new("held", Problem::CertificateNeeded),
            ]
        );
        assert_eq!(check_eligibility(&Eligibility::default(), &EntrantFacts::default()), []);
    }

    #[rstest]
    #[case("none", false)]
    #[case("5", false)]
    #[case("4", true)]
    #[case("1", true)]
    #[case("0", false)]
    fn grades_rise_from_none_over_five_to_one(#[case] grade: &str, #[case] may: bool) {
        let facts = EntrantFacts { grade: Some(grade.into()), ..able() };
        assert_eq!(check_eligibility(&rules(), &facts).is_empty(), may);
    }

    #[rstest]
    #[case::a_condition(true, "yes", true)]
    #[case::a_condition_not_met(true, "no", false)]
    #[case::a_condition_without_an_answer(true, "", false)]
    #[case::an_offer(false, "yes", true)]
    #[case::an_offer_not_taken(false, "no", true)]
    #[case::an_offer_without_an_answer(false, "", true)]
    fn membership_is_an_offer_unless_the_document_makes_it_a_condition(
        #[case] required: bool,
        #[case] said: &str,
        #[case] may: bool,
    ) {
        let membership = Some(MembershipRule { field: "member".into(), required });
        let rules = Eligibility { membership, ..Eligibility::default() };
        let facts =
            EntrantFacts::from_answers(&Answers::from([("member".into(), said.into())]), None, &rules);
        let found = check_eligibility(&rules, &facts);
        let wanted = (!may).then(|| Violation::new("member", Problem::MembershipNeeded));
        assert_eq!(found, wanted.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn facts_are_read_as_typed() {
        let answers = Answers::from([
            (key::YEARS.into(), " ２ ".into()),
            (key::GRADE.into(), "3".into()),
            ("held".into(), "yes".into()),
        ]);
        let facts = EntrantFacts::from_answers(&answers, Some(day("1990-01-01")), &rules());
        assert_eq!(facts, EntrantFacts { grade: Some("3".into()), ..able() });
        let blank = Answers::from([(key::BIRTH.into(), " ".into()), ("held".into(), "perhaps".into())]);
        assert_eq!(EntrantFacts::from_answers(&blank, None, &rules()), EntrantFacts::default());
    }

    proptest! {
        /// Ages that may enter form one unbroken range, with the bounds in it.
        #[test]
        fn ages_within_the_bounds_enter(min in 16u32..70, span in 0u32..40, birth in 0u32..45_000) {
            let rules = Eligibility {
                min_age: Some(min), max_age: Some(min + span), age_on: day("2026-12-01"), ..Eligibility::default()
            };
            let birth = day("1900-01-01") + chrono::Days::new(birth.into());
            let facts = EntrantFacts { birth: Some(birth), ..EntrantFacts::default() };
            let years = full_years(birth, rules.age_on).unwrap();
            prop_assert_eq!(check_eligibility(&rules, &facts).is_empty(), (min..=min + span).contains(&years));
        }
    }
}
