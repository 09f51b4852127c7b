//! Who moves a transfer on, and where to.

use super::TransferState;
use serde::{Deserialize, Serialize};

/// Who has a say in a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferParty {
    /// The worker, with the receipt.
    Worker,
    /// The union that the worker leaves.
    OldUnion,
    /// The union that the worker joins.
    NewUnion,
    /// The common superior of both, once neither answered in time.
    Superior,
}

/// What a union says to a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransferVerdict {
    /// The old union lets the worker go.
    Release,
    /// The new union takes the worker in, by its committee's decision; or the common superior settles it.
    Accept,
    /// No, with a reason.
    Refuse,
}

impl TransferVerdict {
    /// All of them.
    pub const ALL: [TransferVerdict; 3] =
        [TransferVerdict::Release, TransferVerdict::Accept, TransferVerdict::Refuse];

    /// The state that it leads to.
    pub fn leads_to(self) -> TransferState {
        match self {
            TransferVerdict::Release => TransferState::Released,
            TransferVerdict::Accept => TransferState::Done,
            TransferVerdict::Refuse => TransferState::Refused,
        }
    }
}

impl TransferState {
    /// Whose turn it is; none once it is over.
    pub fn waits_for(self) -> Option<TransferParty> {
        match self {
            TransferState::Offered => Some(TransferParty::Worker),
            TransferState::Requested => Some(TransferParty::OldUnion),
            TransferState::Released => Some(TransferParty::NewUnion),
            TransferState::Escalated => Some(TransferParty::Superior),
            TransferState::Done | TransferState::Refused | TransferState::Declined => None,
        }
    }

    /// Who may say this now: whose turn it is, and the new union may take back at any time before its superior has the
    /// matter what it began itself.
    pub fn may_say(self, verdict: TransferVerdict) -> &'static [TransferParty] {
        use TransferParty::{NewUnion, OldUnion, Superior};
        match (self, verdict) {
            (TransferState::Offered, TransferVerdict::Refuse) => &[NewUnion],
            (TransferState::Requested, TransferVerdict::Release) => &[OldUnion],
            (TransferState::Requested, TransferVerdict::Refuse) => &[OldUnion, NewUnion],
            (TransferState::Released, TransferVerdict::Accept | TransferVerdict::Refuse) => &[NewUnion],
            (TransferState::Escalated, TransferVerdict::Accept | TransferVerdict::Refuse) => &[Superior],
            _ => &[],
        }
    }

    /// Where it goes when nobody answered in time: an offer lapses, everything else goes to the common superior, who
    /// decides in the end.
    pub fn when_overdue(self) -> Option<TransferState> {
        match self {
            TransferState::Offered => Some(TransferState::Declined),
            TransferState::Requested | TransferState::Released => Some(TransferState::Escalated),
            TransferState::Escalated
            | TransferState::Done
            | TransferState::Refused
            | TransferState::Declined => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Step {
        Yes,
        No,
        Overdue,
        Says(TransferParty, TransferVerdict),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        use TransferParty::{NewUnion, OldUnion, Superior, Worker};
        let party = prop::sample::select(vec![Worker, OldUnion, NewUnion, Superior]);
        let verdict = prop::sample::select(TransferVerdict::ALL.to_vec());
        let step = prop_oneof![
            2 => Just(Step::Yes),
            1 => Just(Step::No),
            1 => Just(Step::Overdue),
            6 => (party, verdict).prop_map(|(party, verdict)| Step::Says(party, verdict)),
        ];
        prop::collection::vec(step, 0..40)
    }

    /// The state after a step, as the server takes it; none if it is refused.
    fn after(state: TransferState, step: Step) -> Option<TransferState> {
        let to = match step {
            Step::Yes => (state == TransferState::Offered).then_some(TransferState::Requested)?,
            Step::No => TransferState::Declined,
            Step::Overdue => state.when_overdue()?,
            Step::Says(party, verdict) => {
                state.may_say(verdict).contains(&party).then(|| verdict.leads_to())?
            }
        };
        state.check_step(to).ok().map(|()| to)
    }

    proptest! {
        #[test]
        fn nobody_is_moved_without_the_worker_and_both_sides_or_their_superior(steps in steps()) {
            let (mut state, mut taken) = (TransferState::Offered, Vec::new());
            for step in steps {
                if let Some(to) = after(state, step) {
                    state = to;
                    taken.push(step);
                }
            }
            // However long it goes on, four steps are the most: it ends.
            prop_assert!(taken.len() <= 4, "{:?}", taken);
            if state == TransferState::Done {
                let says = |party, verdict| taken.contains(&Step::Says(party, verdict));
                let sides = says(TransferParty::OldUnion, TransferVerdict::Release)
                    && says(TransferParty::NewUnion, TransferVerdict::Accept);
                prop_assert_eq!(taken[0], Step::Yes);
                prop_assert!(sides || says(TransferParty::Superior, TransferVerdict::Accept), "{:?}", taken);
            }
        }
    }

    #[test]
    fn somebody_can_end_every_transfer_that_is_open() {
        for state in TransferState::ALL {
            assert_eq!(state.is_open(), state.waits_for().is_some(), "{state:?}");
            for verdict in TransferVerdict::ALL.into_iter().filter(|one| !state.may_say(*one).is_empty()) {
                assert_eq!(state.check_step(verdict.leads_to()), Ok(()), "{state:?} {verdict:?}");
            }
            if let Some(to) = state.when_overdue() {
                assert_eq!(state.check_step(to), Ok(()), "{state:?}");
            }
            let refused = !state.may_say(TransferVerdict::Refuse).is_empty();
            assert_eq!(state.is_open(), refused, "{state:?}");
        }
    }
}
