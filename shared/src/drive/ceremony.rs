//! A ceremony: several venues at once, one screen, a headcount that is certified at the oath.

use crate::competition::TransitionError;
use crate::i18n::{Lang, Localized, Text};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Where a ceremony stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CeremonyState {
    /// Being prepared; the screen counts down.
    Planned,
    /// Workers come in.
    Open,
    /// The oath is spoken; the headcount was certified as it began.
    Oath,
    /// Over.
    Closed,
}

impl CeremonyState {
    /// All states, in order.
    pub const ALL: [CeremonyState; 4] =
        [CeremonyState::Planned, CeremonyState::Open, CeremonyState::Oath, CeremonyState::Closed];

    /// The state that follows. There is no way back: a headcount is certified once.
    pub fn next(self) -> Option<CeremonyState> {
        match self {
            CeremonyState::Planned => Some(CeremonyState::Open),
            CeremonyState::Open => Some(CeremonyState::Oath),
            CeremonyState::Oath => Some(CeremonyState::Closed),
            CeremonyState::Closed => None,
        }
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells which step is possible instead.
    pub fn check_step(self, to: CeremonyState) -> Result<(), TransitionError<CeremonyState>> {
        if self.next() == Some(to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

impl Text for TransitionError<CeremonyState> {
    fn text(&self, lang: Lang) -> String {
        self.told(self.from.next().into_iter(), lang)
    }
}

/// Workers of one group who applied, and those of them who were approved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct GroupTotal {
    /// Code of the group.
    pub group: String,
    /// Name of the group.
    pub name: Localized,
    /// Applications that were submitted and not taken back.
    pub submitted: u64,
    /// Of them approved.
    pub approved: u64,
}

/// Workers who applied at one venue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VenueTotal {
    /// Id of the source.
    pub id: Uuid,
    /// What it is called.
    pub label: String,
    /// Applications that were submitted and not taken back.
    pub submitted: u64,
    /// Of them approved.
    pub approved: u64,
    /// By group.
    pub groups: Vec<GroupTotal>,
}

/// Totals of a ceremony. Nobody is named in them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CeremonyTotals {
    /// Applications that were submitted through its venues and not taken back.
    pub submitted: u64,
    /// Of them approved.
    pub approved: u64,
    /// By venue, in the order in which they were made.
    pub venues: Vec<VenueTotal>,
    /// By group, in the order of the national lists.
    pub groups: Vec<GroupTotal>,
}

/// Applications of one group at one venue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrivals {
    /// The venue.
    pub source_id: Uuid,
    /// Code of the group.
    pub worker_group: String,
    /// Applications that were submitted and not taken back.
    pub submitted: u64,
    /// Of them approved.
    pub approved: u64,
}

impl CeremonyTotals {
    /// Adds up what arrived at the venues, each with its id and label.
    pub fn of(venues: &[(Uuid, String)], arrivals: &[Arrivals]) -> CeremonyTotals {
        let venue = |(id, label): &(Uuid, String)| {
            let groups = groups(arrivals.iter().filter(|one| one.source_id == *id));
            let (submitted, approved) = sum(&groups);
            VenueTotal { id: *id, label: label.clone(), submitted, approved, groups }
        };
        let venues: Vec<VenueTotal> = venues.iter().map(venue).collect();
        let here = arrivals.iter().filter(|one| venues.iter().any(|venue| venue.id == one.source_id));
        let groups = groups(here);
        let (submitted, approved) = sum(&groups);
        CeremonyTotals { submitted, approved, venues, groups }
    }
}

fn sum(groups: &[GroupTotal]) -> (u64, u64) {
    groups
        .iter()
        .fold((0, 0), |(submitted, approved), one| (submitted + one.submitted, approved + one.approved))
}

/// By group, in the order of the lists; what no list names comes last.
fn groups<'a>(arrivals: impl Iterator<Item = &'a Arrivals>) -> Vec<GroupTotal> {
    let place = |code: &str| crate::membership::GROUPS.iter().position(|known| known.code == code);
    let mut groups: Vec<GroupTotal> = Vec::new();
    for one in arrivals {
        match groups.iter_mut().find(|known| known.group == one.worker_group) {
            Some(known) => {
                known.submitted += one.submitted;
                known.approved += one.approved;
            }
            None => groups.push(GroupTotal {
                group: one.worker_group.clone(),
                name: crate::membership::group(&one.worker_group).map_or_else(
                    || Localized::new(one.worker_group.clone(), one.worker_group.clone()),
                    Localized::of,
                ),
                submitted: one.submitted,
                approved: one.approved,
            }),
        }
    }
    groups.sort_by_key(|one| (place(&one.group).unwrap_or(usize::MAX), one.group.clone()));
    groups
}

/// What was certified at the oath. Written once; whatever is corrected later changes the totals, never this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Headcount {
    /// When.
    pub at: DateTime<Utc>,
    /// Name of the member of staff who certified it; the public screen does not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// The totals at that moment.
    pub totals: CeremonyTotals,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_ceremony_goes_one_way() {
        for (at, from) in CeremonyState::ALL.into_iter().enumerate() {
            for (to_at, to) in CeremonyState::ALL.into_iter().enumerate() {
                assert_eq!(from.check_step(to).is_ok(), to_at == at + 1, "{from:?} {to:?}");
            }
        }
    }

    prop_compose! {
        fn arrivals()(source in 0..4_u128, group in "courier|truck_driver|food_delivery|unlisted",
                submitted in 0..99_u64, approved in 0..9_u64) -> Arrivals {
            Arrivals { source_id: Uuid::from_u128(source), worker_group: group, submitted: submitted + approved, approved }
        }
    }

    proptest! {
        #[test]
        fn venues_and_groups_add_up_to_the_whole(arrivals in prop::collection::vec(arrivals(), 0..40)) {
            // The fourth is no venue of this ceremony.
            let venues: Vec<_> = (0..3).map(|id| (Uuid::from_u128(id), format!("{id}"))).collect();
            let totals = CeremonyTotals::of(&venues, &arrivals);
            let own = || arrivals.iter().filter(|one| one.source_id != Uuid::from_u128(3));
            prop_assert_eq!(totals.submitted, own().map(|one| one.submitted).sum::<u64>());
            prop_assert_eq!(totals.approved, own().map(|one| one.approved).sum::<u64>());
            prop_assert_eq!(totals.submitted, totals.venues.iter().map(|one| one.submitted).sum::<u64>());
            prop_assert_eq!(sum(&totals.groups), (totals.submitted, totals.approved));
            prop_assert_eq!(totals.venues.len(), 3);
        }
    }
}
