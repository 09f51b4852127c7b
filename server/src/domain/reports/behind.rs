//! The records behind each figure of a unit: what they add comes to the figure.

use super::units::{Books, is_migrant, is_woman};
use crate::clock::china_day;
use crate::db::{from_text, reports};
use shared::api::BehindFigure;
use shared::membership::MembershipChange;
use shared::report::{Figure, Line, Month};
use shared::union::{FoundingStep, PartialDate};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A record behind a figure.
#[derive(Clone, Debug)]
pub(super) struct Behind {
    pub of: BehindFigure,
    pub id: Uuid,
    /// Name of a member in full, of an employer, the reason of an adjustment, or the account of who set a target; empty
    /// for a union, which has its own.
    pub name: String,
    pub union_id: Uuid,
    pub worker_group: String,
    pub counts: i64,
    pub on: PartialDate,
}

impl Books {
    /// The records behind a figure of a unit. For the opening and the closing the books hold every change since the
    /// beginning, see [`Books::read_since`].
    pub fn behind(&self, unit: Uuid, figure: Figure) -> Vec<Behind> {
        match figure {
            Figure::Opening => self.standing(unit, self.month),
            Figure::Closing => self.standing(unit, self.month.next()),
            Figure::Adjusted => self.adjusted(unit, |month| month == self.month),
            Figure::UnionsFounded => self.founded(unit),
            Figure::EmployersCovered => self.covered(unit),
            Figure::Target => self.aimed(unit).into_iter().collect(),
            Figure::Women => self.changed(unit, figure.line(), is_woman),
            Figure::Migrants => self.changed(unit, figure.line(), is_migrant),
            Figure::Filed => {
                // What was filed later is no part of what was frozen.
                let closed_at = self.stored(unit).and_then(|row| row.closed_at);
                let filed = |row: &reports::Moved| {
                    row.filed_at.is_some_and(|at| closed_at.is_none_or(|closed_at| at <= closed_at))
                };
                self.changed(unit, figure.line(), filed)
            }
            moved => self.changed(unit, moved.line(), |_| true),
        }
    }

    /// The changes on a line that a unit's month counts.
    fn changed(
        &self,
        unit: Uuid,
        line: Option<Line>,
        passes: impl Fn(&reports::Moved) -> bool,
    ) -> Vec<Behind> {
        let is_on = |row: &&reports::Moved| from_text(&row.change).map(Line::of) == line;
        self.counted(unit).filter(is_on).filter(|row| passes(row)).map(|row| member(row, 1)).collect()
    }

    /// Who is a member when a month begins, and the adjustments of the months before it. Somebody whose joining was
    /// recorded too late for its month stands here with what was counted of him, which the adjustment makes whole.
    fn standing(&self, unit: Uuid, month: Month) -> Vec<Behind> {
        let mut people: BTreeMap<Uuid, Behind> = BTreeMap::new();
        let counted = |row: &&reports::Moved| {
            self.is_of(row.union_id, unit) && row.happened_on < month.first() && !self.is_late(unit, row)
        };
        let mut rows: Vec<&reports::Moved> = self.moved.iter().filter(counted).collect();
        rows.sort_by_key(|row| (row.happened_on, row.at));
        for row in rows {
            let Some(change) = from_text::<MembershipChange>(&row.change) else { continue };
            let counts = i64::from(change.counts());
            let before = people.get(&row.member_id).map_or(0, |one| one.counts);
            people.insert(row.member_id, member(row, before + counts));
        }
        let mut standing: Vec<Behind> = people.into_values().filter(|one| one.counts != 0).collect();
        standing.sort_by_key(|one| one.on.earliest());
        standing.extend(self.adjusted(unit, |one| one < month));
        standing
    }

    /// The adjustments that count in some months.
    fn adjusted(&self, unit: Uuid, counts_in: impl Fn(Month) -> bool) -> Vec<Behind> {
        self.adjustments
            .iter()
            .filter(|row| row.union_id == unit && row.month.parse().is_ok_and(&counts_in))
            .filter_map(|row| {
                Some(Behind {
                    of: BehindFigure::Adjustment,
                    id: row.id,
                    name: row.reason.clone(),
                    union_id: row.union_id,
                    worker_group: String::new(),
                    counts: row.line()?.counts() * i64::from(row.change_by),
                    on: row.of_month.parse().ok()?,
                })
            })
            .collect()
    }

    /// The target of the month, by who set it.
    fn aimed(&self, unit: Uuid) -> Option<Behind> {
        let stored = self.stored(unit)?;
        let day = stored.target_at.map_or(self.month.first(), china_day);
        Some(Behind {
            of: BehindFigure::Target,
            id: unit,
            name: stored.target_by.clone().unwrap_or_default(),
            union_id: unit,
            worker_group: String::new(),
            counts: i64::from(stored.target?),
            on: PartialDate::day(day),
        })
    }

    /// Whether a date certainly lies in the month.
    fn within(&self, on: PartialDate) -> bool {
        on.earliest() >= self.month.first() && on.latest() < self.month.end()
    }

    fn founded(&self, unit: Uuid) -> Vec<Behind> {
        let is_founding = |step: FoundingStep| step == FoundingStep::Founded;
        self.steps
            .iter()
            .filter(|row| self.is_of(row.union_id, unit) && row.step().is_ok_and(is_founding))
            .filter_map(|row| Some((row.union_id, row.on().filter(|on| self.within(*on))?)))
            .map(|(union_id, on)| Behind {
                of: BehindFigure::Union,
                id: union_id,
                name: String::new(),
                union_id,
                worker_group: String::new(),
                counts: 1,
                on,
            })
            .collect()
    }

    fn covered(&self, unit: Uuid) -> Vec<Behind> {
        self.employers
            .iter()
            .filter(|row| row.covered && self.is_of(row.union_id, unit))
            .filter_map(|row| Some((row, row.covered_on().filter(|on| self.within(*on))?)))
            .map(|(row, on)| Behind {
                of: BehindFigure::Employer,
                id: row.id,
                name: row.name.clone(),
                union_id: row.union_id,
                worker_group: String::new(),
                counts: 1,
                on,
            })
            .collect()
    }
}

fn member(row: &reports::Moved, counts: i64) -> Behind {
    Behind {
        of: BehindFigure::Member,
        id: row.member_id,
        name: row.name.clone(),
        union_id: row.union_id,
        worker_group: row.worker_group.clone(),
        counts,
        on: PartialDate::day(row.happened_on),
    }
}
