//! Which union an application goes to.

use crate::union::{Level, UnionKind};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A union that may take the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Id.
    pub id: Uuid,
    /// Kind.
    pub kind: UnionKind,
    /// Level at which it works.
    pub level: Level,
    /// Code of its division; the city's own ends in `00`.
    pub division: String,
    /// Codes of the groups whose workers it takes; none for unions of an area or one employer.
    pub groups: Vec<String>,
}

/// Why an application went where it went; the worker sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoutedBy {
    /// The worker chose the union.
    Chosen,
    /// The code that was scanned names it.
    Source,
    /// It covers the industry, in this division or in the whole city.
    Industry,
    /// It covers the area.
    Area,
    /// There is none nearer: the federation of the division, or the one above it.
    Superior,
}

/// The union for a worker: the one chosen, else that of the code, else the one that covers the industry (of the division
/// before that of the city), else the one that covers the area, else the superior by division. Who has no union at the
/// employer still finds one. `None` only where there is no federation at all.
pub fn route(
    candidates: &[Candidate],
    chosen: Option<Uuid>,
    of_source: Option<Uuid>,
    group: &str,
    division: &str,
) -> Option<(Uuid, RoutedBy)> {
    let known = |id: Option<Uuid>| id.filter(|id| candidates.iter().any(|one| one.id == *id));
    if let Some(id) = known(chosen) {
        return Some((id, RoutedBy::Chosen));
    }
    if let Some(id) = known(of_source) {
        return Some((id, RoutedBy::Source));
    }
    let first = |fits: &dyn Fn(&Candidate) -> bool| candidates.iter().find(|one| fits(one)).map(|one| one.id);
    let here = |one: &Candidate| one.division == division;
    let whole = |one: &Candidate| one.division.ends_with("00");
    let industry = |one: &Candidate| {
        one.kind != UnionKind::Federation && one.groups.iter().any(|covered| covered == group)
    };
    let area = |one: &Candidate| one.kind == UnionKind::Joint && one.groups.is_empty() && here(one);
    let federation = |one: &Candidate| one.kind == UnionKind::Federation;
    first(&|one| industry(one) && here(one))
        .or_else(|| first(&|one| industry(one) && whole(one)))
        .map(|id| (id, RoutedBy::Industry))
        .or_else(|| first(&area).map(|id| (id, RoutedBy::Area)))
        .or_else(|| {
            first(&|one| federation(one) && here(one))
                .or_else(|| highest(candidates, federation))
                .map(|id| (id, RoutedBy::Superior))
        })
}

/// The highest of the unions that fit.
fn highest(candidates: &[Candidate], fits: impl Fn(&Candidate) -> bool) -> Option<Uuid> {
    candidates.iter().filter(|one| fits(one)).min_by_key(|one| one.level).map(|one| one.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn union(id: u128, kind: UnionKind, level: Level, division: &str, groups: &[&str]) -> Candidate {
        let groups = groups.iter().map(|code| (*code).to_owned()).collect();
        Candidate { id: Uuid::from_u128(id), kind, level, division: division.to_owned(), groups }
    }

    fn tree() -> Vec<Candidate> {
        use UnionKind::{Federation, Joint};
        vec![
            union(1, Federation, Level::City, "130300", &[]),
            union(2, Federation, Level::County, "130302", &[]),
            union(3, Joint, Level::City, "130300", &["courier"]),
            union(4, Joint, Level::County, "130302", &["courier", "truck_driver"]),
            union(5, Joint, Level::County, "130322", &[]),
        ]
    }

    fn to(chosen: Option<u128>, source: Option<u128>, group: &str, division: &str) -> (u128, RoutedBy) {
        let id = |id: Option<u128>| id.map(Uuid::from_u128);
        let (id, by) = route(&tree(), id(chosen), id(source), group, division).unwrap();
        (id.as_u128(), by)
    }

    #[test]
    fn the_nearest_union_that_fits_is_found() {
        assert_eq!(to(Some(5), Some(3), "courier", "130302"), (5, RoutedBy::Chosen));
        assert_eq!(to(Some(99), Some(3), "courier", "130302"), (3, RoutedBy::Source));
        assert_eq!(to(None, None, "courier", "130302"), (4, RoutedBy::Industry));
        assert_eq!(to(None, None, "courier", "130303"), (3, RoutedBy::Industry));
        assert_eq!(to(None, None, "security", "130322"), (5, RoutedBy::Area));
        assert_eq!(to(None, None, "security", "130302"), (2, RoutedBy::Superior));
        assert_eq!(to(None, None, "security", "130303"), (1, RoutedBy::Superior));
    }

    proptest::proptest! {
        #[test]
        fn everyone_finds_a_union(group in "[a-z_]{0,12}", division in "1303[0-9]{2}", chosen: Option<u128>) {
            let chosen = chosen.map(Uuid::from_u128);
            proptest::prop_assert!(route(&tree(), chosen, None, &group, &division).is_some());
        }
    }
}
