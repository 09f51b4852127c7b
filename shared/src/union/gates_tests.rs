use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn facts() -> Facts {
    Facts {
        kind: UnionKind::SingleEmployer,
        organ: None,
        method: None,
        party_named: false,
        party: Party::Unknown,
        members: None,
        workers: None,
        full_time_chair: false,
        term_years: None,
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn attempt(step: FoundingStep, on: &str) -> Attempt<'static> {
    let on = on.parse().ok();
    Attempt { step, on, no_relatives: true, document_number: "1号", note: "", corrects: None }
}

fn problems(refused: Result<(), Vec<Violation>>) -> Vec<Problem> {
    refused.err().unwrap_or_default().into_iter().map(|one| one.problem).collect()
}

fn of(count: u64, qualifier: Qualifier) -> Option<Count> {
    Some(Count { value: count, qualifier })
}

#[test]
fn founding_without_approval_cites_the_article() {
    let refused = problems(check_step(&facts(), &[], &attempt(FoundingStep::Founded, "2021-04-27"), today()));
    assert!(refused.contains(&Problem::ApprovalMissing), "{refused:?}");
    use crate::i18n::{Lang, Text as _};
    let (law, constitution) = (("《工会法》", "Trade Union Law"), ("《中国工会章程》", "Constitution"));
    for (problem, (zh, en), article, number) in [
        (Problem::CongressMissing, law, "第十条", 10),
        (Problem::ElectionMissing, law, "第十条", 10),
        (Problem::RelativesUnchecked, law, "第十条", 10),
        (Problem::CommitteeNeeded, law, "第十一条", 11),
        (Problem::ApprovalMissing, law, "第十二条", 12),
        (Problem::FullTimeChairBelow, law, "第十四条", 14),
        (Problem::TermYears, law, "第十六条", 16),
        (Problem::TermFive, law, "第十六条", 16),
        (Problem::ResultApprovalMissing, constitution, "第二十七条", 27),
    ] {
        let (cited, told) = (problem.text(Lang::ZhCn), problem.text(Lang::En));
        assert!(cited.contains(&format!("{zh}{article}")), "{cited}");
        assert!(told.contains(en) && told.contains(&format!("art. {number})")), "{told}");
    }
}

#[rstest]
#[case(UnionKind::SingleEmployer, Some(Coverage::Area), &[], Some(Problem::ScopeOfOneEmployer))]
#[case(UnionKind::SingleEmployer, Some(Coverage::Employers), &[], None)]
#[case(UnionKind::Joint, Some(Coverage::Industry), &[], Some(Problem::GroupsNeeded))]
#[case(UnionKind::Joint, Some(Coverage::Industry), &["courier"], None)]
#[case(UnionKind::Joint, Some(Coverage::Area), &[], None)]
#[case(UnionKind::Joint, None, &["nobody"], Some(Problem::ChoiceUnknown))]
fn what_a_union_covers_fits_its_kind(
    #[case] kind: UnionKind,
    #[case] scope: Option<Coverage>,
    #[case] groups: &[&str],
    #[case] wrong: Option<Problem>,
) {
    let groups: Vec<String> = groups.iter().map(|code| (*code).to_owned()).collect();
    let found = check_coverage(kind, scope, &groups).into_iter().map(|one| one.problem);
    assert_eq!(found.collect::<Vec<_>>(), Vec::from_iter(wrong));
}

#[test]
fn a_union_of_which_nothing_is_told_covers_no_area() {
    use UnionKind::{Joint, SingleEmployer};
    assert_eq!(Coverage::of(None, Joint, false), Coverage::Employers);
    assert_eq!(Coverage::of(None, Joint, true), Coverage::Industry);
    assert_eq!(Coverage::of(Some(Coverage::Area), Joint, true), Coverage::Area);
    assert_eq!(Coverage::of(Some(Coverage::Area), SingleEmployer, false), Coverage::Employers);
}

#[rstest]
#[case(Facts { organ: Some(Organ::Organiser), members: of(25, Qualifier::Exact), ..facts() }, Some(Problem::CommitteeNeeded))]
#[case(Facts { organ: Some(Organ::Organiser), members: of(30, Qualifier::AtLeast), ..facts() }, Some(Problem::CommitteeNeeded))]
#[case(Facts { organ: Some(Organ::Organiser), members: of(24, Qualifier::Exact), ..facts() }, None)]
#[case(Facts { organ: Some(Organ::Organiser), members: of(30, Qualifier::Under), ..facts() }, None)]
#[case(Facts { full_time_chair: true, workers: of(200, Qualifier::Exact), ..facts() }, None)]
#[case(Facts { full_time_chair: true, workers: of(199, Qualifier::Exact), ..facts() }, Some(Problem::FullTimeChairBelow))]
#[case(Facts { full_time_chair: true, workers: of(300, Qualifier::About), ..facts() }, Some(Problem::FullTimeChairBelow))]
#[case(Facts { full_time_chair: true, ..facts() }, Some(Problem::FullTimeChairBelow))]
#[case(Facts { term_years: Some(3), ..facts() }, None)]
#[case(Facts { term_years: Some(4), ..facts() }, Some(Problem::TermYears))]
#[case(Facts { term_years: Some(3), kind: UnionKind::Industrial, ..facts() }, Some(Problem::TermFive))]
#[case(Facts { term_years: Some(5), kind: UnionKind::Federation, ..facts() }, None)]
fn numbers_are_taken_as_they_are_meant(#[case] facts: Facts, #[case] problem: Option<Problem>) {
    let found: Vec<Problem> = check_facts(&facts).into_iter().map(|one| one.problem).collect();
    assert_eq!(found, Vec::from_iter(problem));
}

#[test]
fn a_party_organisation_leads_and_where_there_cannot_be_one_the_union_comes_first() {
    let request = attempt(FoundingStep::Requested, "2021-04");
    let led =
        Facts { party: Party::Has, party_named: true, method: Some(DriveMethod::PartyUnionJoint), ..facts() };
    assert_eq!(check_step(&led, &[], &request, today()), Ok(()));
    let alone = Facts { party_named: false, ..led.clone() };
    assert_eq!(problems(check_step(&alone, &[], &request, today())), [Problem::PartyLeads]);
    let first = Facts { party: Party::Cannot, method: Some(DriveMethod::Area), ..facts() };
    assert_eq!(check_step(&first, &[], &request, today()), Ok(()));
    let named = Facts { party_named: true, ..first };
    assert_eq!(problems(check_step(&named, &[], &request, today())), [Problem::UnionFirst]);
}

#[test]
fn relatives_are_asked_for_and_what_has_no_date_says_why() {
    let before = [FoundingStep::Approved, FoundingStep::CongressCalled].map(|step| Recorded {
        id: Uuid::from_u128(step as u128),
        step,
        on: None,
    });
    let elect = Attempt { no_relatives: false, ..attempt(FoundingStep::LeadershipElected, "2021-04-22") };
    assert_eq!(problems(check_step(&facts(), &before, &elect, today())), [Problem::RelativesUnchecked]);
    let undated = Attempt { on: None, ..attempt(FoundingStep::Lead, "") };
    assert_eq!(problems(check_step(&facts(), &[], &undated, today())), [Problem::UndatedUnexplained]);
    let later = attempt(FoundingStep::Lead, "2027");
    assert_eq!(problems(check_step(&facts(), &[], &later, today())), [Problem::DateTooLate { max: today() }]);
}

fn dates() -> impl Strategy<Value = Option<PartialDate>> {
    proptest::option::of((2018_i32..2026, 1_u32..13, 1_u32..29, 0..3).prop_map(
        |(year, month, day, precision)| {
            let text = format!("{year}-{month:02}-{day:02}");
            let end = [4, 7, 10][usize::try_from(precision).unwrap()];
            text[..end].parse().unwrap()
        },
    ))
}

/// All that was accepted of a random history.
fn accepted(attempts: Vec<(usize, Option<PartialDate>)>) -> Vec<Recorded> {
    let mut recorded: Vec<Recorded> = Vec::new();
    for (at, (step, on)) in attempts.into_iter().enumerate() {
        let step = FoundingStep::ALL[step];
        let id = Uuid::from_u128(at as u128 + 1);
        let tried = Attempt { step, on, no_relatives: true, document_number: "", note: "x", corrects: None };
        if check_step(&facts(), &recorded, &tried, today()).is_ok() {
            recorded.push(Recorded { id, step, on });
        }
    }
    recorded
}

proptest! {
    /// Trade Union Law, art. 12: no order of steps leads to a founded union around the approval.
    #[test]
    fn there_is_no_way_around_approval(attempts in proptest::collection::vec((0_usize..15, dates()), 0..60)) {
        let recorded = accepted(attempts);
        let place = |step| recorded.iter().position(|one| one.step == step);
        if recorded.iter().any(|one| one.step.is_founded()) {
            let founded = place(FoundingStep::Founded).unwrap();
            for needed in [FoundingStep::Approved, FoundingStep::CongressCalled, FoundingStep::LeadershipElected,
                           FoundingStep::ResultApproved] {
                prop_assert!(place(needed).is_some_and(|at| at < founded), "{needed:?} before the founding");
            }
        }
    }

    #[test]
    fn dates_never_go_back_beyond_what_is_known(attempts in proptest::collection::vec((0_usize..15, dates()), 0..60)) {
        let recorded = accepted(attempts);
        for earlier in &recorded {
            for later in recorded.iter().filter(|one| one.step > earlier.step) {
                if let (Some(first), Some(then)) = (earlier.on, later.on) {
                    prop_assert!(!then.is_before(first), "{:?} {first} then {:?} {then}", earlier.step, later.step);
                }
            }
        }
    }
}
