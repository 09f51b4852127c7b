//! The way from a scanned code to a filed membership, counted.

use super::Target;
use crate::membership::ApplicationState;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::AddAssign;
use uuid::Uuid;

/// How many came how far. Each stage counts those who came at least so far; scans are of nobody in particular.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Funnel {
    /// Openings of a code.
    pub scanned: u64,
    /// Applications that were submitted and not taken back.
    pub submitted: u64,
    /// Of them approved by a committee's decision.
    pub approved: u64,
    /// Of them filed with the superior (备案).
    pub filed: u64,
}

impl AddAssign for Funnel {
    fn add_assign(&mut self, other: Self) {
        self.scanned += other.scanned;
        self.submitted += other.submitted;
        self.approved += other.approved;
        self.filed += other.filed;
    }
}

/// Applications that are alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The code through which they came.
    pub source_id: Uuid,
    /// Code of the division.
    pub division: String,
    /// Code of the group.
    pub worker_group: String,
    /// The day, in China, on which they were submitted.
    pub day: NaiveDate,
    /// Where they stand.
    pub state: ApplicationState,
    /// Whether the membership was filed.
    pub filed: bool,
    /// How many.
    pub count: u64,
}

impl Tally {
    /// What they add to a funnel.
    pub fn funnel(&self) -> Funnel {
        let approved = self.state == ApplicationState::Approved;
        let count = |counts: bool| if counts { self.count } else { 0 };
        Funnel {
            scanned: 0,
            submitted: count(self.state != ApplicationState::Withdrawn),
            approved: count(approved),
            filed: count(approved && self.filed),
        }
    }
}

/// Openings of a code on one day. A code may know division and group of whoever opens it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scans {
    /// The code.
    pub source_id: Uuid,
    /// Its division; empty for any.
    pub division: String,
    /// Its group; empty for any.
    pub worker_group: String,
    /// The day in China.
    pub day: NaiveDate,
    /// How often it was opened.
    pub opened: u64,
}

/// One line of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FunnelLine {
    /// What it counts: code of a division or group, id of a source, a day. Empty where nobody knows.
    pub key: String,
    /// How many came how far.
    pub funnel: Funnel,
    /// Members to be reached, when there is a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
}

/// The funnel of a drive, as a whole and broken down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Breakdown {
    /// All of it.
    pub total: Funnel,
    /// Members to be reached in all, when there is a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
    /// By division.
    pub by_division: Vec<FunnelLine>,
    /// By group of workers.
    pub by_group: Vec<FunnelLine>,
    /// By source.
    pub by_source: Vec<FunnelLine>,
    /// By the day in China on which they came; how far they have come since then counts on that day.
    pub by_day: Vec<FunnelLine>,
    /// Targets of a group within a division, whose key is `division/group`.
    pub by_both: Vec<FunnelLine>,
}

impl Breakdown {
    /// Counts what there is against the targets. A target that nobody has come near has a line, too.
    pub fn of(tallies: &[Tally], scans: &[Scans], targets: &[Target]) -> Breakdown {
        let opened = |scans: &Scans| Funnel { scanned: scans.opened, ..Funnel::default() };
        let parts = tallies
            .iter()
            .map(|one| ((&one.division, &one.worker_group, one.source_id, one.day), one.funnel()))
            .chain(
                scans
                    .iter()
                    .map(|one| ((&one.division, &one.worker_group, one.source_id, one.day), opened(one))),
            );
        let mut total = Funnel::default();
        let mut by = [(); 5].map(|()| BTreeMap::<String, Funnel>::new());
        let wanted_both = |key: &str| targets.iter().any(|target| both(target).as_deref() == Some(key));
        for ((division, group, source, day), funnel) in parts {
            total += funnel;
            let [divisions, groups, sources, days, pairs] = &mut by;
            *divisions.entry(division.clone()).or_default() += funnel;
            *groups.entry(group.clone()).or_default() += funnel;
            *sources.entry(source.to_string()).or_default() += funnel;
            *days.entry(day.to_string()).or_default() += funnel;
            let pair = format!("{division}/{group}");
            if wanted_both(&pair) {
                *pairs.entry(pair).or_default() += funnel;
            }
        }
        let [divisions, groups, sources, days, pairs] = by;
        let only = |division: bool, group: bool| {
            move |target: &&Target| {
                target.division.is_empty() != division && target.worker_group.is_empty() != group
            }
        };
        let of = |target: &Target, key: String| (key, target.count);
        Breakdown {
            total,
            target: targets.iter().find(only(false, false)).map(|target| target.count),
            by_division: lines(
                divisions,
                targets.iter().filter(only(true, false)).map(|target| of(target, target.division.clone())),
            ),
            by_group: lines(
                groups,
                targets
                    .iter()
                    .filter(only(false, true))
                    .map(|target| of(target, target.worker_group.clone())),
            ),
            by_source: lines(sources, std::iter::empty()),
            by_day: lines(days, std::iter::empty()),
            by_both: lines(pairs, targets.iter().filter_map(|target| Some(of(target, both(target)?)))),
        }
    }
}

/// The key of a target that names a group within a division.
fn both(target: &Target) -> Option<String> {
    (!target.division.is_empty() && !target.worker_group.is_empty())
        .then(|| format!("{}/{}", target.division, target.worker_group))
}

fn lines(
    mut counted: BTreeMap<String, Funnel>,
    targets: impl Iterator<Item = (String, u32)>,
) -> Vec<FunnelLine> {
    let targets: BTreeMap<String, u32> = targets.collect();
    for key in targets.keys() {
        counted.entry(key.clone()).or_default();
    }
    let line = |(key, funnel)| FunnelLine { target: targets.get(&key).copied(), key, funnel };
    counted.into_iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(lines: &[FunnelLine]) -> Funnel {
        lines.iter().fold(Funnel::default(), |mut sum, line| {
            sum += line.funnel;
            sum
        })
    }

    prop_compose! {
        fn tally()(source in 0..3_u128, division in "|130302|130303", group in "courier|security",
                day in 1..4_u32, state in 0..6_usize, filed: bool, count in 0..50_u64) -> Tally {
            Tally { source_id: Uuid::from_u128(source), division, worker_group: group,
                day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(), state: ApplicationState::ALL[state], filed, count }
        }
    }

    prop_compose! {
        fn scans()(source in 0..3_u128, division in "|130302", day in 1..4_u32, opened in 0..99_u64) -> Scans {
            Scans { source_id: Uuid::from_u128(source), division, worker_group: String::new(),
                day: NaiveDate::from_ymd_opt(2026, 11, day).unwrap(), opened }
        }
    }

    proptest! {
        #[test]
        fn every_breakdown_adds_up_to_the_whole(
            tallies in prop::collection::vec(tally(), 0..30), scans in prop::collection::vec(scans(), 0..9),
        ) {
            let broken = Breakdown::of(&tallies, &scans, &[]);
            for lines in [&broken.by_division, &broken.by_group, &broken.by_source, &broken.by_day] {
                prop_assert_eq!(sum(lines), broken.total);
                for line in lines {
                    prop_assert!(line.funnel.submitted >= line.funnel.approved);
                    prop_assert!(line.funnel.approved >= line.funnel.filed);
                }
            }
            let withdrawn = tallies.iter().filter(|one| one.state == ApplicationState::Withdrawn);
            let all: u64 = tallies.iter().map(|one| one.count).sum();
            prop_assert_eq!(broken.total.submitted + withdrawn.map(|one| one.count).sum::<u64>(), all);
        }
    }

    #[test]
    fn a_target_that_nobody_came_near_is_told() {
        let target = |division: &str, group: &str, count| Target {
            division: division.into(),
            worker_group: group.into(),
            count,
        };
        let targets = [
            target("", "", 635),
            target("130302", "", 9),
            target("", "courier", 8),
            target("130302", "courier", 7),
        ];
        let broken = Breakdown::of(&[], &[], &targets);
        let line =
            |key: &str, count| FunnelLine { key: key.into(), funnel: Funnel::default(), target: Some(count) };
        assert_eq!(broken.target, Some(635));
        assert_eq!(broken.by_division, [line("130302", 9)]);
        assert_eq!(broken.by_group, [line("courier", 8)]);
        assert_eq!(broken.by_both, [line("130302/courier", 7)]);
    }
}
