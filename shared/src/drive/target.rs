//! How many members a drive is to reach, and how far it has come.

use crate::i18n::{Problem, Violation};
use crate::membership::group;
use crate::union::division;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// Most targets of one drive: nine divisions by fifteen groups, and their sums.
const MOST: usize = 160;

/// So many members of a division, of a group, of a group in a division, or in all.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Target {
    /// Code of the division; empty for all.
    #[serde(default)]
    pub division: String,
    /// Code of the group; empty for all.
    #[serde(default)]
    pub worker_group: String,
    /// How many members.
    pub count: u32,
}

/// What is wrong with targets.
pub fn check_targets(targets: &[Target]) -> Vec<Violation> {
    let mut seen = HashSet::new();
    let wrong = |target: &Target, first: bool| {
        let division_known = target.division.is_empty() || division(&target.division).is_some();
        let group_known = target.worker_group.is_empty() || group(&target.worker_group).is_some();
        match (division_known && group_known, target.count) {
            (false, _) => Some(Problem::ChoiceUnknown),
            (true, 0) => Some(Problem::NumberTooSmall { min: "1".to_owned() }),
            (true, 1_000_001..) => Some(Problem::NumberTooLarge { max: "1000000".to_owned() }),
            _ if !first => Some(Problem::TargetTwice),
            _ => None,
        }
    };
    let mut problems: Vec<Problem> = targets
        .iter()
        .filter_map(|target| wrong(target, seen.insert((&target.division, &target.worker_group))))
        .collect();
    if targets.len() > MOST {
        problems.insert(0, Problem::ChoicesTooMany { max: MOST as u32 });
    }
    problems.into_iter().take(1).map(|problem| Violation::new("targets", problem)).collect()
}

/// Completion in whole percent, rounded as officers do (a half goes up), but 100 only when it is reached. `None` without a
/// target.
pub fn completion(reached: u64, target: Option<u32>) -> Option<u64> {
    let target = u64::from(target.filter(|target| *target > 0)?);
    let rounded = reached.saturating_mul(200).saturating_add(target) / (2 * target);
    Some(if reached < target { rounded.min(99) } else { rounded })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(division: &str, worker_group: &str, count: u32) -> Target {
        Target { division: division.into(), worker_group: worker_group.into(), count }
    }

    #[test]
    fn each_target_stands_once_and_names_what_there_is() {
        let sound = [target("", "", 635), target("130302", "", 200), target("130302", "courier", 50)];
        assert!(check_targets(&sound).is_empty());
        for (wrong, problem) in [
            (target("130302", "", 1), Problem::TargetTwice),
            (target("130303", "", 0), Problem::NumberTooSmall { min: "1".into() }),
            (target("110000", "", 1), Problem::ChoiceUnknown),
            (target("", "nobody", 1), Problem::ChoiceUnknown),
        ] {
            let told = check_targets(&[&sound[..], &[wrong]].concat());
            assert_eq!(told, [Violation::new("targets", problem)]);
        }
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_complete_before_it_is(reached in 0..2_000_000_u64, target in 1..1_000_000_u32) {
            let percent = completion(reached, Some(target)).unwrap();
            proptest::prop_assert_eq!(percent >= 100, reached >= u64::from(target));
            let apart = (percent * u64::from(target)).abs_diff(reached * 100);
            proptest::prop_assert!(percent == 99 || 2 * apart <= u64::from(target), "{percent} is not the nearest");
        }
    }
}
