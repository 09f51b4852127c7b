//! The figures of a month: opening + in − out = closing, always.

use crate::drive::completion;
use crate::membership::MembershipChange;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A line of the report, each of which opens the records behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Members taken in.
    Joined,
    /// Transferred in.
    TransferredIn,
    /// Transferred out.
    TransferredOut,
    /// Resigned.
    Resigned,
    /// Retained.
    Retained,
    /// Expelled.
    Expelled,
    /// Unions founded.
    UnionsFounded,
    /// Employers covered.
    EmployersCovered,
}

impl Line {
    /// Those that move the number of members.
    pub const MOVING: [Line; 6] = [
        Line::Joined,
        Line::TransferredIn,
        Line::TransferredOut,
        Line::Resigned,
        Line::Retained,
        Line::Expelled,
    ];

    /// The line on which a change of a membership counts.
    pub fn of(change: MembershipChange) -> Line {
        match change {
            MembershipChange::Joined => Line::Joined,
            MembershipChange::TransferredIn => Line::TransferredIn,
            MembershipChange::TransferredOut => Line::TransferredOut,
            MembershipChange::Resigned => Line::Resigned,
            MembershipChange::Retained => Line::Retained,
            MembershipChange::Expelled => Line::Expelled,
        }
    }

    /// How one more on this line changes the number of members.
    pub fn counts(self) -> i64 {
        match self {
            Line::Joined | Line::TransferredIn => 1,
            Line::TransferredOut | Line::Resigned | Line::Retained | Line::Expelled => -1,
            Line::UnionsFounded | Line::EmployersCovered => 0,
        }
    }
}

/// A change of a membership, as the report counts it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Movement {
    /// What changed.
    pub change: MembershipChange,
    /// Code of the group of workers.
    pub group: String,
    /// Whether the member is a woman.
    pub woman: bool,
    /// Whether the member is a migrant worker (农民工).
    pub migrant: bool,
    /// Whether the application behind it was filed with the superior.
    pub filed: bool,
}

/// What a month comes to. Only what was counted: numbers with another qualifier stand beside, never in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Figures {
    /// Members when the month began.
    pub opening: i64,
    /// Taken in.
    pub joined: u32,
    /// Of them by group.
    pub by_group: BTreeMap<String, u32>,
    /// Of them women.
    pub women: u32,
    /// Of them migrant workers.
    pub migrants: u32,
    /// Of them filed with the superior.
    pub filed: u32,
    /// Transferred in.
    pub transferred_in: u32,
    /// Transferred out.
    pub transferred_out: u32,
    /// Resigned.
    pub resigned: u32,
    /// Retained.
    pub retained: u32,
    /// Expelled.
    pub expelled: u32,
    /// What later adjustments of closed months add.
    pub adjusted_in: i64,
    /// What later adjustments of closed months take away.
    pub adjusted_out: i64,
    /// Members when it ended.
    pub closing: i64,
    /// Unions founded.
    pub unions_founded: u32,
    /// Employers covered anew.
    pub employers_covered: u32,
    /// Members to take in; none without a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
}

impl Figures {
    /// All that came in.
    pub fn total_in(&self) -> i64 {
        i64::from(self.joined) + i64::from(self.transferred_in) + self.adjusted_in
    }

    /// All that went out.
    pub fn total_out(&self) -> i64 {
        let out = [self.transferred_out, self.resigned, self.retained, self.expelled];
        out.into_iter().map(i64::from).sum::<i64>() + self.adjusted_out
    }

    /// opening + in − out = closing.
    pub fn balances(&self) -> bool {
        self.opening + self.total_in() - self.total_out() == self.closing
    }

    /// Share of the target that was reached, in whole per cent.
    pub fn completion(&self) -> Option<u64> {
        completion(self.joined.into(), self.target)
    }

    /// Share of those taken in that were filed, in whole per cent.
    pub fn filing_rate(&self) -> Option<u64> {
        completion(self.filed.into(), Some(self.joined))
    }

    /// Adds the figures of another unit.
    pub fn add(&mut self, other: &Figures) {
        for (group, count) in &other.by_group {
            *self.by_group.entry(group.clone()).or_default() += count;
        }
        self.opening += other.opening;
        self.joined += other.joined;
        self.women += other.women;
        self.migrants += other.migrants;
        self.filed += other.filed;
        self.transferred_in += other.transferred_in;
        self.transferred_out += other.transferred_out;
        self.resigned += other.resigned;
        self.retained += other.retained;
        self.expelled += other.expelled;
        self.adjusted_in += other.adjusted_in;
        self.adjusted_out += other.adjusted_out;
        self.closing += other.closing;
        self.unions_founded += other.unions_founded;
        self.employers_covered += other.employers_covered;
        self.target = match (self.target, other.target) {
            (None, None) => None,
            (one, another) => Some(one.unwrap_or(0) + another.unwrap_or(0)),
        };
    }
}

/// What changes and adjustments make of an opening count. An adjustment is a line and by how many it changes.
pub fn tally(
    opening: i64,
    movements: impl IntoIterator<Item = Movement>,
    adjustments: impl IntoIterator<Item = (Line, i64)>,
) -> Figures {
    let mut figures = Figures { opening, ..Figures::default() };
    for movement in movements {
        let line = match movement.change {
            MembershipChange::Joined => {
                *figures.by_group.entry(movement.group).or_default() += 1;
                figures.women += u32::from(movement.woman);
                figures.migrants += u32::from(movement.migrant);
                figures.filed += u32::from(movement.filed);
                &mut figures.joined
            }
            MembershipChange::TransferredIn => &mut figures.transferred_in,
            MembershipChange::TransferredOut => &mut figures.transferred_out,
            MembershipChange::Resigned => &mut figures.resigned,
            MembershipChange::Retained => &mut figures.retained,
            MembershipChange::Expelled => &mut figures.expelled,
        };
        *line += 1;
    }
    for (line, by) in adjustments {
        let effect = line.counts() * by;
        if effect >= 0 {
            figures.adjusted_in += effect;
        } else {
            figures.adjusted_out -= effect;
        }
    }
    figures.closing = opening + figures.total_in() - figures.total_out();
    figures
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn movements() -> impl Strategy<Value = Vec<Movement>> {
        let one =
            (0_usize..6, "[a-c]", any::<[bool; 3]>()).prop_map(|(change, group, [woman, migrant, filed])| {
                Movement { change: MembershipChange::ALL[change], group, woman, migrant, filed }
            });
        proptest::collection::vec(one, 0..200)
    }

    proptest! {
        #[test]
        fn every_month_balances_and_so_does_the_roll_up(
            months in proptest::collection::vec((movements(), proptest::collection::vec((0_usize..6, -9_i64..9), 0..4)), 1..5),
            opening in 0_i64..10_000,
        ) {
            let (mut open, mut counted, mut total) = (opening, opening, Figures::default());
            for (movements, adjustments) in months {
                counted += movements.iter().map(|one| i64::from(one.change.counts())).sum::<i64>();
                let adjustments: Vec<_> = adjustments.into_iter().map(|(line, by)| (Line::MOVING[line], by)).collect();
                counted += adjustments.iter().map(|(line, by)| line.counts() * by).sum::<i64>();
                let figures = tally(open, movements, adjustments);
                prop_assert!(figures.balances());
                prop_assert_eq!(figures.closing, counted, "what was counted one by one");
                prop_assert_eq!(figures.by_group.values().sum::<u32>(), figures.joined);
                prop_assert!(figures.women <= figures.joined && figures.filed <= figures.joined);
                open = figures.closing;
                total.add(&figures);
                prop_assert!(total.balances());
            }
        }
    }

    #[test]
    fn a_line_is_what_the_change_counts() {
        for change in MembershipChange::ALL {
            assert_eq!(Line::of(change).counts(), i64::from(change.counts()));
        }
        let figures = Figures { joined: 2, filed: 1, target: Some(3), ..Figures::default() };
        assert_eq!((figures.completion(), figures.filing_rate()), (Some(67), Some(50)));
        assert_eq!(Figures::default().completion(), None);
    }
}
