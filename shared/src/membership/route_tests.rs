use super::*;
use proptest::prelude::*;
use rstest::rstest;
use std::collections::BTreeSet;

fn union(id: u128, kind: UnionKind, level: Level, division: &str, scope: Coverage) -> Candidate {
    Candidate {
        id: Uuid::from_u128(id),
        kind,
        level,
        division: division.to_owned(),
        scope,
        groups: Vec::new(),
        covers_employer: false,
    }
}

fn of_groups(groups: &[&str], union: Candidate) -> Candidate {
    Candidate { groups: groups.iter().map(|code| (*code).to_owned()).collect(), ..union }
}

fn tree() -> Vec<Candidate> {
    use Coverage::{Area, Employers, Industry};
    use UnionKind::{Federation, Joint, SingleEmployer, UnionFederation};
    vec![
        union(1, Federation, Level::City, "130300", Employers),
        union(2, Federation, Level::County, "130302", Employers),
        of_groups(&["courier"], union(3, Joint, Level::City, "130300", Industry)),
        of_groups(&["courier", "truck_driver"], union(4, Joint, Level::County, "130302", Industry)),
        union(5, Joint, Level::County, "130322", Area),
        // Of small employers that it names: whoever works elsewhere is not theirs.
        union(6, Joint, Level::County, "130303", Employers),
        of_groups(&["small_merchant"], union(7, Joint, Level::County, "130371", Area)),
        of_groups(&["property"], union(8, UnionFederation, Level::City, "130300", Industry)),
        of_groups(&["property"], union(9, Joint, Level::City, "130300", Industry)),
        union(10, Joint, Level::City, "130300", Area),
        union(11, SingleEmployer, Level::County, "130324", Employers),
    ]
}

fn to(wish: &Wish<'_>, employer_of: Option<u128>) -> Option<(u128, RoutedBy)> {
    let mut tree = tree();
    for one in &mut tree {
        one.covers_employer = Some(one.id.as_u128()) == employer_of;
    }
    route(&tree, wish).map(|(id, by)| (id.as_u128(), by))
}

fn wish<'a>(group: &'a str, division: &'a str) -> Wish<'a> {
    Wish { chosen: None, of_source: None, group, division }
}

#[rstest]
#[case::industry_of_the_division("courier", "130302", None, (4, RoutedBy::Industry))]
#[case::industry_of_the_city("courier", "130303", None, (3, RoutedBy::Industry))]
#[case::area("security", "130322", None, (5, RoutedBy::Area))]
#[case::area_of_some_groups("small_merchant", "130371", None, (7, RoutedBy::Area))]
#[case::not_of_these_groups("security", "130371", None, (1, RoutedBy::Superior))]
#[case::an_area_of_the_city_is_not_all_of_it("security", "130306", None, (1, RoutedBy::Superior))]
#[case::superior_of_the_division("security", "130302", None, (2, RoutedBy::Superior))]
#[case::not_of_the_named_employers("security", "130303", None, (1, RoutedBy::Superior))]
#[case::of_the_named_employers("courier", "130303", Some(6), (6, RoutedBy::Employer))]
#[case::employer_elsewhere("security", "130302", Some(6), (2, RoutedBy::Superior))]
#[case::union_of_the_employer("courier", "130324", Some(11), (11, RoutedBy::Employer))]
#[case::union_before_federation_of_unions("property", "130303", None, (9, RoutedBy::Industry))]
fn the_nearest_union_that_fits_is_found(
    #[case] group: &str,
    #[case] division: &str,
    #[case] employer_of: Option<u128>,
    #[case] found: (u128, RoutedBy),
) {
    assert_eq!(to(&wish(group, division), employer_of), Some(found));
}

#[test]
fn the_workers_choice_comes_first_then_the_code() {
    let both = |chosen, source| Wish {
        chosen: Some(Uuid::from_u128(chosen)),
        of_source: Some(Uuid::from_u128(source)),
        ..wish("courier", "130302")
    };
    assert_eq!(to(&both(5, 3), Some(6)), Some((5, RoutedBy::Chosen)));
    assert_eq!(to(&both(99, 3), Some(6)), Some((3, RoutedBy::Source)));
    assert_eq!(to(&both(99, 98), None), Some((4, RoutedBy::Industry)));
}

const GROUPS: [&str; 3] = ["courier", "security", "small_merchant"];
const PLACES: [&str; 7] = ["130000", "130300", "130302", "130303", "130322", "130400", "130402"];

fn some_union() -> impl Strategy<Value = Candidate> {
    let kinds = [
        UnionKind::Federation,
        UnionKind::SingleEmployer,
        UnionKind::Joint,
        UnionKind::UnionFederation,
        UnionKind::Industrial,
    ];
    let levels = [Level::Province, Level::City, Level::County];
    let groups = prop::sample::subsequence(&GROUPS[..], 0..=3);
    (
        0..40_u128,
        prop::sample::select(kinds.to_vec()),
        prop::sample::select(levels.to_vec()),
        prop::sample::select(&PLACES[..]),
        prop::sample::select(&Coverage::ALL[..]),
        groups,
        any::<bool>(),
    )
        .prop_map(|(id, kind, level, division, scope, groups, covers_employer)| Candidate {
            covers_employer,
            ..of_groups(&groups, union(id, kind, level, division, scope))
        })
}

fn some_unions() -> impl Strategy<Value = Vec<Candidate>> {
    prop::collection::vec(some_union(), 0..12).prop_map(|mut all| {
        let mut seen = BTreeSet::new();
        all.retain(|one| seen.insert(one.id));
        all
    })
}

/// Whether a union of the first division stands for the second: the same, or the city or province around it.
fn within(union: &str, worker: &str) -> bool {
    union == worker
        || union.strip_suffix("0000").is_some_and(|province| worker.starts_with(province))
        || union.strip_suffix("00").is_some_and(|city| worker.starts_with(city))
}

proptest! {
    #[test]
    fn everyone_finds_a_union_or_none_stands_for_the_division(
        unions in some_unions(), group in prop::sample::select(&GROUPS[..]), division in prop::sample::select(&PLACES[2..]),
    ) {
        let found = route(&unions, &wish(group, division));
        let federation = |one: &Candidate| one.kind == UnionKind::Federation && within(&one.division, division);
        prop_assert!(found.is_some() || !unions.iter().any(federation));
    }

    #[test]
    fn nobody_goes_to_a_union_that_is_not_theirs(
        unions in some_unions(), group in prop::sample::select(&GROUPS[..]), division in prop::sample::select(&PLACES[2..]),
    ) {
        let Some((id, by)) = route(&unions, &wish(group, division)) else { return Ok(()) };
        let union = unions.iter().find(|one| one.id == id);
        prop_assert!(union.is_some_and(|union| within(&union.division, division)));
        let named = |union: &Candidate| union.scope == Coverage::Employers && union.kind != UnionKind::Federation;
        prop_assert!(!union.is_some_and(|union| named(union) && !union.covers_employer));
        prop_assert_eq!(by == RoutedBy::Superior, union.is_some_and(|union| union.kind == UnionKind::Federation));
    }

    #[test]
    fn the_order_in_which_unions_are_listed_changes_nothing(
        (unions, shuffled) in some_unions().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        group in prop::sample::select(&GROUPS[..]), division in prop::sample::select(&PLACES[2..]),
        chosen in prop::option::of(0..40_u128), source in prop::option::of(0..40_u128),
    ) {
        let id = |id: Option<u128>| id.map(Uuid::from_u128);
        let wish = Wish { chosen: id(chosen), of_source: id(source), ..wish(group, division) };
        prop_assert_eq!(route(&unions, &wish), route(&shuffled, &wish));
    }
}
