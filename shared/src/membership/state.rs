//! States of applications, memberships and transfers, and the steps between them.

use crate::competition::TransitionError;
use crate::i18n::{Lang, Text};
use serde::{Deserialize, Serialize};

/// Where an application to join stands. A draft lies on the worker's device only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ApplicationState {
    /// Waits for somebody to look at it.
    Submitted,
    /// Staff look at it.
    UnderReview,
    /// With the worker for correction.
    Returned,
    /// The committee took the worker in.
    Approved,
    /// The committee did not.
    Rejected,
    /// Taken back by the worker.
    Withdrawn,
}

impl ApplicationState {
    /// All states.
    pub const ALL: [ApplicationState; 6] = [
        ApplicationState::Submitted,
        ApplicationState::UnderReview,
        ApplicationState::Returned,
        ApplicationState::Approved,
        ApplicationState::Rejected,
        ApplicationState::Withdrawn,
    ];

    /// The states that may follow. Only a decision of the committee leads to approval (Constitution of the Chinese
    /// Trade Unions, art. 2); it is final, since it made a member.
    pub fn next(self) -> &'static [ApplicationState] {
        use ApplicationState::{Approved, Rejected, Returned, Submitted, UnderReview, Withdrawn};
        match self {
            Submitted => &[UnderReview, Returned, Approved, Rejected, Withdrawn],
            UnderReview => &[Returned, Approved, Rejected, Withdrawn],
            Returned => &[Submitted, Rejected, Withdrawn],
            Rejected => &[UnderReview],
            Approved | Withdrawn => &[],
        }
    }

    /// Whether it still waits for a decision.
    pub fn is_open(self) -> bool {
        matches!(
            self,
            ApplicationState::Submitted | ApplicationState::UnderReview | ApplicationState::Returned
        )
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells which steps are possible instead.
    pub fn check_step(self, to: ApplicationState) -> Result<(), TransitionError<ApplicationState>> {
        if self.next().contains(&to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

/// Where a membership stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MembershipState {
    /// A member.
    Active,
    /// A member whose transfer to another union is under way.
    Transferring,
    /// 保留会籍: kept while out of work.
    Retained,
    /// 退会.
    Resigned,
    /// 除名.
    Expelled,
}

impl MembershipState {
    /// All states.
    pub const ALL: [MembershipState; 5] = [
        MembershipState::Active,
        MembershipState::Transferring,
        MembershipState::Retained,
        MembershipState::Resigned,
        MembershipState::Expelled,
    ];

    /// The states that may follow; each by a decision with its date and reason.
    pub fn next(self) -> &'static [MembershipState] {
        use MembershipState::{Active, Expelled, Resigned, Retained, Transferring};
        match self {
            Active => &[Transferring, Retained, Resigned, Expelled],
            Transferring => &[Active, Resigned],
            Retained => &[Active, Resigned, Expelled],
            Resigned => &[Active],
            Expelled => &[],
        }
    }

    /// Whether the person counts as a member of the union now. A person has at most one such membership.
    pub fn counts(self) -> bool {
        matches!(self, MembershipState::Active | MembershipState::Transferring)
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells which steps are possible instead.
    pub fn check_step(self, to: MembershipState) -> Result<(), TransitionError<MembershipState>> {
        if self.next().contains(&to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

/// Where a transfer between two unions stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Offered to the worker, who has not answered.
    Offered,
    /// The worker wants it; the old union has to release.
    Requested,
    /// The old union released; the new one has to accept.
    Released,
    /// Neither answered in time; their common superior decides.
    Escalated,
    /// The worker is a member of the new union.
    Done,
    /// Refused by one side, with its reason.
    Refused,
    /// The worker did not want it.
    Declined,
}

impl TransferState {
    /// All states.
    pub const ALL: [TransferState; 7] = [
        TransferState::Offered,
        TransferState::Requested,
        TransferState::Released,
        TransferState::Escalated,
        TransferState::Done,
        TransferState::Refused,
        TransferState::Declined,
    ];

    /// The states that may follow. The worker may take it back until it is done.
    pub fn next(self) -> &'static [TransferState] {
        use TransferState::{Declined, Done, Escalated, Offered, Refused, Released, Requested};
        match self {
            Offered => &[Requested, Declined, Refused],
            Requested => &[Released, Refused, Escalated, Declined],
            Released => &[Done, Refused, Escalated, Declined],
            Escalated => &[Done, Refused, Declined],
            Done | Refused | Declined => &[],
        }
    }

    /// Whether it is still under way.
    pub fn is_open(self) -> bool {
        !self.next().is_empty()
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells which steps are possible instead.
    pub fn check_step(self, to: TransferState) -> Result<(), TransitionError<TransferState>> {
        if self.next().contains(&to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

macro_rules! told {
    ($($state:ty),+) => { $(
        impl Text for TransitionError<$state> {
            fn text(&self, lang: Lang) -> String {
                self.told(self.from.next().iter().copied(), lang)
            }
        }
    )+ };
}
told!(ApplicationState, MembershipState, TransferState);

#[cfg(test)]
mod tests {
    use super::*;

    /// Every state that can be reached from one.
    fn reachable<S: Copy + PartialEq>(from: S, next: fn(S) -> &'static [S]) -> Vec<S> {
        let mut found = vec![from];
        let mut at = 0;
        while let Some(state) = found.get(at).copied() {
            found.extend(next(state).iter().copied().filter(|to| !found.contains(to)).collect::<Vec<_>>());
            at += 1;
        }
        found
    }

    #[test]
    fn every_state_is_reached_and_what_ends_ends() {
        let all = reachable(ApplicationState::Submitted, ApplicationState::next);
        assert!(ApplicationState::ALL.iter().all(|state| all.contains(state)));
        let all = reachable(MembershipState::Active, MembershipState::next);
        assert!(MembershipState::ALL.iter().all(|state| all.contains(state)));
        let all = reachable(TransferState::Offered, TransferState::next);
        assert!(TransferState::ALL.iter().all(|state| all.contains(state)));
        assert!(!TransferState::Done.is_open() && ApplicationState::Approved.next().is_empty());
    }

    #[test]
    fn an_approved_application_is_never_taken_back() {
        for to in ApplicationState::ALL {
            assert!(ApplicationState::Approved.check_step(to).is_err());
        }
    }
}
