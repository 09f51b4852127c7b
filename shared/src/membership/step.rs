//! Decisions on a member.

use super::{MembershipChange, MembershipReason, MembershipState};
use crate::competition::TransitionError;
use serde::{Deserialize, Serialize};

/// What a union decides on a member. To take somebody in is not among it: that needs an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MembershipStep {
    /// 保留会籍: the membership is kept while the worker is out of work.
    Retain,
    /// 恢复会籍: a retained member is active again.
    Restore,
    /// 退会: the member leaves. Free to anyone; deemed resignation is a decision of people, too, never of time.
    Resign,
    /// 除名.
    Expel,
}

impl MembershipStep {
    /// All of them.
    pub const ALL: [MembershipStep; 4] =
        [MembershipStep::Retain, MembershipStep::Restore, MembershipStep::Resign, MembershipStep::Expel];

    /// The state that it leads to.
    pub fn leads_to(self) -> MembershipState {
        match self {
            MembershipStep::Retain => MembershipState::Retained,
            MembershipStep::Restore => MembershipState::Active,
            MembershipStep::Resign => MembershipState::Resigned,
            MembershipStep::Expel => MembershipState::Expelled,
        }
    }

    /// What the workbook calls it.
    pub fn change(self) -> MembershipChange {
        match self {
            MembershipStep::Retain => MembershipChange::Retained,
            MembershipStep::Restore => MembershipChange::Joined,
            MembershipStep::Resign => MembershipChange::Resigned,
            MembershipStep::Expel => MembershipChange::Expelled,
        }
    }

    /// The reasons that fit, the usual one first.
    pub fn reasons(self) -> &'static [MembershipReason] {
        use MembershipReason::{Bankruptcy, Crime, EmploymentChanged, LaidOff, OwnWish, Unemployed};
        match self {
            MembershipStep::Retain => &[Unemployed, LaidOff, Bankruptcy, EmploymentChanged],
            MembershipStep::Restore => &[EmploymentChanged],
            MembershipStep::Resign => &[OwnWish, EmploymentChanged, Bankruptcy],
            MembershipStep::Expel => &[Crime],
        }
    }

    /// Whether the number of the committee's document must be given. Whoever leaves of his own will needs no document.
    pub fn needs_document(self) -> bool {
        matches!(self, MembershipStep::Restore | MembershipStep::Expel)
    }

    /// Checks whether it is possible from a state.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells which steps are possible instead.
    pub fn check(self, from: MembershipState) -> Result<(), TransitionError<MembershipState>> {
        from.check_step(self.leads_to())?;
        // Whoever resigned comes back by an application; a transfer ends by itself.
        match self == MembershipStep::Restore && from != MembershipState::Retained {
            true => Err(TransitionError { from, to: self.leads_to() }),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_step_has_a_state_to_begin_from_and_a_reason() {
        for step in MembershipStep::ALL {
            assert!(MembershipState::ALL.into_iter().any(|from| step.check(from).is_ok()), "{step:?}");
            assert!(!step.reasons().is_empty(), "{step:?}");
            assert_eq!(step.change().counts() > 0, step.leads_to().counts(), "{step:?}");
        }
    }

    proptest! {
        #[test]
        fn nobody_becomes_a_member_again_without_an_application(
            steps in prop::collection::vec(prop::sample::select(MembershipStep::ALL.to_vec()), 0..30)
        ) {
            let (mut state, mut ended) = (MembershipState::Active, false);
            for step in steps {
                if step.check(state).is_ok() {
                    state = step.leads_to();
                }
                ended |= matches!(state, MembershipState::Resigned | MembershipState::Expelled);
                prop_assert!(!(ended && state.counts()));
            }
        }
    }
}
