//! Which union an application goes to.

use crate::union::{Coverage, Level, UnionKind};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
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
    /// What it covers.
    pub scope: Coverage,
    /// Codes of the groups whose workers it takes; an area without any takes all.
    pub groups: Vec<String>,
    /// Whether the worker's employer is one of those that it covers.
    pub covers_employer: bool,
}

/// What decides where an application goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish<'a> {
    /// The union that the worker chose.
    pub chosen: Option<Uuid>,
    /// The union of the code that was scanned.
    pub of_source: Option<Uuid>,
    /// Code of the worker's group.
    pub group: &'a str,
    /// Code of the division of the work.
    pub division: &'a str,
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
    /// It covers the employer.
    Employer,
    /// It covers the industry, in this division or in the whole city.
    Industry,
    /// It covers the area.
    Area,
    /// There is none nearer: the federation of the division, or the one above it.
    Superior,
}

impl Candidate {
    /// How near it is to a division: digits of the code that are the same. `None` where it stands for another part of
    /// the country.
    pub(super) fn nearness(&self, division: &str) -> Option<usize> {
        let stem = self.division.trim_end_matches("00");
        (!stem.is_empty() && division.starts_with(stem)).then_some(stem.len())
    }

    fn takes(&self, group: &str) -> bool {
        self.groups.iter().any(|one| one == group)
    }
}

/// The union for a worker: the one chosen, else that of the code. Else, of the unions of the division and of those that
/// stand for all around it, the nearest that covers the employer, the industry, or the area, else the superior by
/// division. Who has no union at the employer still finds one. Between several that are as near the highest takes it,
/// a union before a federation of unions, the eldest before others: the same answer however they are listed.
///
/// Nobody but the worker and the code sends an application to a union of another division, or to one of named employers
/// that does not name the worker's. `None` only where no federation stands for the division.
pub fn route(candidates: &[Candidate], wish: &Wish<'_>) -> Option<(Uuid, RoutedBy)> {
    let known = |id: Option<Uuid>| id.filter(|id| candidates.iter().any(|one| one.id == *id));
    if let Some(id) = known(wish.chosen) {
        return Some((id, RoutedBy::Chosen));
    }
    if let Some(id) = known(wish.of_source) {
        return Some((id, RoutedBy::Source));
    }
    let nearest = |by: RoutedBy| {
        let fits = candidates.iter().filter(|one| fits(one, by, wish));
        let near = fits.filter_map(|one| Some((one.nearness(wish.division)?, one)));
        let order = |(near, one): &(usize, &Candidate)| {
            (Reverse(*near), one.kind == UnionKind::UnionFederation, one.level, one.id)
        };
        near.min_by_key(order).map(|(_, one)| (one.id, by))
    };
    [RoutedBy::Employer, RoutedBy::Industry, RoutedBy::Area, RoutedBy::Superior].into_iter().find_map(nearest)
}

/// Whether a union takes the application for this reason, if it is near.
fn fits(union: &Candidate, by: RoutedBy, wish: &Wish<'_>) -> bool {
    let federation = union.kind == UnionKind::Federation;
    match by {
        RoutedBy::Chosen | RoutedBy::Source => false,
        RoutedBy::Employer => !federation && union.covers_employer,
        RoutedBy::Industry => !federation && union.scope == Coverage::Industry && union.takes(wish.group),
        // An area is a mall, a market, a park: never wider than the division in which it lies.
        RoutedBy::Area => {
            let takes = union.groups.is_empty() || union.takes(wish.group);
            !federation && union.scope == Coverage::Area && takes && union.division == wish.division
        }
        RoutedBy::Superior => federation,
    }
}

#[cfg(test)]
#[path = "route_tests.rs"]
mod tests;
