//! States of competitions and entries, and the steps between them.

use super::Schedule;
use crate::i18n::{Lang, Text, messages};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where a competition stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CompetitionState {
    /// Only staff see it.
    Draft,
    /// Everyone sees it; entry is not open yet.
    Published,
    /// Entry is accepted, within the schedule.
    EntryOpen,
    /// No further entries; entries are checked and marks are recorded.
    EntryClosed,
    /// Provisional results are on public notice.
    PublicNotice,
    /// Results are final.
    Confirmed,
    /// Off; may go on later.
    Postponed,
    /// Will not take place.
    Cancelled,
}

/// Where an entry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryState {
    /// Waits for a check.
    Submitted,
    /// With the worker for correction.
    Returned,
    /// May compete.
    Eligible,
    /// May not compete; its place is free again.
    Ineligible,
    /// Withdrawn by the worker; its place is free again.
    Withdrawn,
}

impl CompetitionState {
    /// All states, in the order of an undisturbed life, then the disturbed ones.
    pub const ALL: [CompetitionState; 8] = [
        CompetitionState::Draft,
        CompetitionState::Published,
        CompetitionState::EntryOpen,
        CompetitionState::EntryClosed,
        CompetitionState::PublicNotice,
        CompetitionState::Confirmed,
        CompetitionState::Postponed,
        CompetitionState::Cancelled,
    ];

    /// The states that staff may move to from here by a button.
    ///
    /// A draft is not cancelled: that is told in public, and nobody has heard of a draft. Entry may be opened
    /// again after it closed, which is always before there are results.
    pub fn by_button(self) -> &'static [CompetitionState] {
        use CompetitionState::{Cancelled, EntryClosed, EntryOpen, Postponed, Published};
        match self {
            CompetitionState::Draft => &[Published],
            CompetitionState::Published => &[EntryOpen, Postponed, Cancelled],
            CompetitionState::EntryOpen => &[EntryClosed, Postponed, Cancelled],
            CompetitionState::EntryClosed => &[EntryOpen, Postponed, Cancelled],
            CompetitionState::Postponed => &[Published, Cancelled],
            CompetitionState::PublicNotice | CompetitionState::Confirmed | CompetitionState::Cancelled => &[],
        }
    }

    /// The states that publishing or confirming results leads to from here. On public notice that may be the
    /// same state again: a corrected version is published.
    pub fn by_results(self) -> &'static [CompetitionState] {
        match self {
            CompetitionState::EntryClosed => &[CompetitionState::PublicNotice],
            CompetitionState::PublicNotice => &[CompetitionState::PublicNotice, CompetitionState::Confirmed],
            _ => &[],
        }
    }

    /// All states that may follow: by a button first, then by results.
    pub fn next(self) -> impl Iterator<Item = CompetitionState> {
        self.by_button().iter().chain(self.by_results()).copied()
    }

    /// Whether nothing may follow.
    pub fn is_final(self) -> bool {
        self.next().next().is_none()
    }

    /// Whether anyone may see the competition.
    pub fn is_public(self) -> bool {
        self != CompetitionState::Draft
    }

    /// Whether marks may be recorded: once entry is closed, and on public notice for a correction.
    pub fn takes_marks(self) -> bool {
        matches!(self, CompetitionState::EntryClosed | CompetitionState::PublicNotice)
    }

    /// Whether entries may be decided on: from the opening of entry until results are posted.
    pub fn takes_decisions(self) -> bool {
        use CompetitionState::{EntryClosed, EntryOpen, Postponed};
        matches!(self, EntryOpen | EntryClosed | Postponed)
    }

    /// Checks a step that staff take by a button; results take the others.
    ///
    /// # Errors
    /// As of [`CompetitionState::check_step`].
    pub fn check_button(self, to: CompetitionState) -> Result<(), TransitionError<CompetitionState>> {
        if self.by_button().contains(&to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells, as a [`Text`], which steps are possible instead.
    pub fn check_step(self, to: CompetitionState) -> Result<(), TransitionError<CompetitionState>> {
        if self.next().any(|next| next == to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

impl EntryState {
    /// All states.
    pub const ALL: [EntryState; 5] = [
        EntryState::Submitted,
        EntryState::Returned,
        EntryState::Eligible,
        EntryState::Ineligible,
        EntryState::Withdrawn,
    ];

    /// The states that may follow. Staff may take back a decision, as long as places are left; a withdrawal
    /// is the worker's word and final. A returned entry waits for the worker, so it is corrected before it can
    /// be found eligible; who does not answer is found ineligible.
    pub fn next(self) -> &'static [EntryState] {
        use EntryState::{Eligible, Ineligible, Returned, Submitted, Withdrawn};
        match self {
            EntryState::Submitted => &[Returned, Eligible, Ineligible, Withdrawn],
            EntryState::Returned => &[Submitted, Ineligible, Withdrawn],
            EntryState::Eligible => &[Returned, Ineligible, Withdrawn],
            EntryState::Ineligible => &[Returned, Eligible],
            EntryState::Withdrawn => &[],
        }
    }

    /// Whether the entry holds a place of its event, its employer and its division.
    pub fn holds_place(self) -> bool {
        matches!(self, EntryState::Submitted | EntryState::Returned | EntryState::Eligible)
    }

    /// Checks a step.
    ///
    /// # Errors
    /// A [`TransitionError`] that tells, as a [`Text`], which steps are possible instead.
    pub fn check_step(self, to: EntryState) -> Result<(), TransitionError<EntryState>> {
        if self.next().contains(&to) { Ok(()) } else { Err(TransitionError { from: self, to }) }
    }
}

impl Schedule {
    /// Whether an entry would be accepted now: the state and the time of entry both say so. The time is
    /// half-open, so that at the very moment of closing it is over.
    pub fn is_open_now(&self, state: CompetitionState, now: DateTime<Utc>) -> bool {
        state == CompetitionState::EntryOpen && self.entry_opens <= now && now < self.entry_closes
    }
}

/// A step that the present state does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransitionError<S> {
    /// The present state.
    pub from: S,
    /// The state that was asked for.
    pub to: S,
}

impl<S: fmt::Debug> fmt::Display for TransitionError<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no step leads from {:?} to {:?}", self.from, self.to)
    }
}

impl<S: fmt::Debug> std::error::Error for TransitionError<S> {}

messages! {
    /// Why a step was refused.
    enum StepText {
        Possible { from: String, to: String, next: String } => "当前为“{from}”，不能改为“{to}”；可以改为：{next}", "“{from}” cannot become “{to}”; it may become: {next}";
        ByResults { to: String } => "“{to}”在公布或确认成绩时自动进入，请到“成绩公布”办理", "“{to}” is reached by posting or confirming results, under Results";
        Final { from: String, to: String } => "“{from}”是最终状态，不能再改为“{to}”", "“{from}” is final and cannot become “{to}”";
    }
}

impl<S: Text> TransitionError<S> {
    /// Which of the following states are possible instead.
    pub(crate) fn told(&self, next: impl Iterator<Item = S>, lang: Lang) -> String {
        let (from, to) = (self.from.text(lang), self.to.text(lang));
        let names: Vec<String> = next.map(|state| state.text(lang)).collect();
        let next = names.join(match lang {
            Lang::ZhCn => "、",
            Lang::En => ", ",
        });
        if next.is_empty() { StepText::Final { from, to } } else { StepText::Possible { from, to, next } }
            .text(lang)
    }
}

impl Text for TransitionError<CompetitionState> {
    fn text(&self, lang: Lang) -> String {
        if self.from.by_results().contains(&self.to) {
            return StepText::ByResults { to: self.to.text(lang) }.text(lang);
        }
        self.told(self.from.next(), lang)
    }
}

impl Text for TransitionError<EntryState> {
    fn text(&self, lang: Lang) -> String {
        self.told(self.from.next().iter().copied(), lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use CompetitionState::{
        Cancelled, Confirmed, Draft, EntryClosed, EntryOpen, Postponed, PublicNotice, Published,
    };
    use std::collections::BTreeSet;

    /// The states that can be reached from `start` without stepping onto `barred`.
    fn reachable(start: CompetitionState, barred: CompetitionState) -> BTreeSet<CompetitionState> {
        let mut seen = BTreeSet::from([start]);
        let mut open = vec![start];
        while let Some(state) = open.pop() {
            open.extend(state.next().filter(|next| *next != barred && seen.insert(*next)));
        }
        seen
    }

    #[test]
    fn a_life_goes_from_draft_to_confirmed() {
        let life = [Draft, Published, EntryOpen, EntryClosed, PublicNotice, Confirmed];
        assert!(life.windows(2).all(|step| step[0].check_step(step[1]).is_ok()));
    }

    #[test]
    fn no_path_leads_around_entry_or_the_public_notice() {
        for barred in [Published, EntryOpen, EntryClosed, PublicNotice] {
            assert!(!reachable(Draft, barred).contains(&Confirmed), "around {barred:?}");
        }
    }

    #[test]
    fn only_results_lead_to_notice_and_confirmation() {
        for state in CompetitionState::ALL {
            assert!(!state.by_button().iter().any(|next| matches!(next, PublicNotice | Confirmed)));
            assert!(state.by_results().iter().all(|next| matches!(next, PublicNotice | Confirmed)));
            assert!(!state.by_button().contains(&state), "a button moves {state:?} on");
        }
    }

    #[test]
    fn confirmed_and_cancelled_alone_are_final() {
        for state in CompetitionState::ALL {
            assert_eq!(state.is_final(), matches!(state, Confirmed | Cancelled), "{state:?}");
        }
    }

    #[test]
    fn nothing_becomes_a_draft_or_stays_hidden_once_public() {
        for state in CompetitionState::ALL {
            assert!(state.next().all(CompetitionState::is_public), "{state:?}");
        }
    }

    #[test]
    fn published_results_are_never_followed_by_entry() {
        assert!(reachable(PublicNotice, Draft).is_subset(&BTreeSet::from([PublicNotice, Confirmed])));
    }

    #[test]
    fn check_step_agrees_with_the_lists_over_all_pairs() {
        for (from, to) in
            CompetitionState::ALL.into_iter().flat_map(|from| CompetitionState::ALL.map(|to| (from, to)))
        {
            assert_eq!(
                from.check_step(to).is_ok(),
                from.by_button().contains(&to) || from.by_results().contains(&to)
            );
        }
        for (from, to) in EntryState::ALL.into_iter().flat_map(|from| EntryState::ALL.map(|to| (from, to))) {
            assert_eq!(
                from.check_step(to),
                if from.next().contains(&to) { Ok(()) } else { Err(TransitionError { from, to }) }
            );
            assert!(from != to || from.check_step(to).is_err(), "{from:?}");
        }
    }

    #[test]
    fn a_refused_step_names_what_is_possible() {
        let refused = Published.check_step(Confirmed).unwrap_err();
        assert_eq!(
            refused.text(Lang::ZhCn),
            "当前为“已发布”，不能改为“成绩已确认”；可以改为：报名中、延期、取消"
        );
        let last = Cancelled.check_step(Postponed).unwrap_err();
        assert_eq!(last.text(Lang::En), "“Cancelled” is final and cannot become “Postponed”");
        let entry = EntryState::Returned.check_step(EntryState::Eligible).unwrap_err();
        assert!(entry.text(Lang::En).ends_with("Waiting for a check, Not eligible, Withdrawn"));
    }

    #[test]
    fn a_withdrawal_is_final_and_frees_the_place() {
        assert!(EntryState::Withdrawn.next().is_empty());
        let free = EntryState::ALL.into_iter().filter(|state| !state.holds_place());
        assert_eq!(free.collect::<Vec<_>>(), [EntryState::Ineligible, EntryState::Withdrawn]);
    }

    #[test]
    fn entry_is_open_from_the_first_moment_until_before_the_last() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let schedule = Schedule {
            entry_opens: at("2026-11-09T01:00:00Z"),
            entry_closes: at("2026-11-30T10:00:00Z"),
            theory_on: None,
            practical_on: None,
            venue: Default::default(),
        };
        for (now, open) in [
            ("2026-11-09T00:59:59Z", false),
            ("2026-11-09T01:00:00Z", true),
            ("2026-11-30T09:59:59Z", true),
            ("2026-11-30T10:00:00Z", false),
        ] {
            for state in CompetitionState::ALL {
                assert_eq!(
                    schedule.is_open_now(state, at(now)),
                    open && state == EntryOpen,
                    "{state:?} {now}"
                );
            }
        }
    }
}
