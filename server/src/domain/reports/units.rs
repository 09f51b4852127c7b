//! What belongs to which unit, and what a month comes to for each.
//!
//! A unit is a federation with every union for which it is the nearest federation above. Everything up to the last
//! closed month is frozen: a change that is recorded later with an earlier day counts in no month by itself, and is told
//! until somebody adjusts.

use crate::db::{Conn, employers, founding, from_text, path_range, reports, unions};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::membership::MembershipChange;
use shared::report::{Figure, Figures, Month, Movement, tally};
use shared::union::UnionKind;
use std::collections::HashMap;
use uuid::Uuid;

/// All that the units of a part of the tree are reckoned from.
#[derive(Debug)]
pub(super) struct Books {
    pub unions: Vec<unions::Row>,
    /// The unit of each union.
    unit_of: HashMap<Uuid, Uuid>,
    months: Vec<reports::Row>,
    pub adjustments: Vec<reports::Adjustment>,
    before: Vec<reports::Before>,
    pub moved: Vec<reports::Moved>,
    pub steps: Vec<founding::Row>,
    pub employers: Vec<employers::Row>,
    pub month: Month,
}

impl Books {
    /// Reads the books of a month for the part of the tree below a path.
    pub async fn read(conn: &mut Conn, path: &str, month: Month) -> Result<Books> {
        Self::read_since(conn, path, month, None).await
    }

    /// Reads them with every change of a membership since a day.
    pub async fn read_since(
        conn: &mut Conn,
        path: &str,
        month: Month,
        since: Option<NaiveDate>,
    ) -> Result<Books> {
        let (from, to) = path_range(path);
        let paths = (from.as_str(), to.as_str());
        let unions = unions::in_scope(conn, paths).await?;
        let unit_of = unions.iter().map(|union| (union.id, unit(&unions, union))).collect();
        let months = reports::months(conn, paths).await?;
        let mut moved =
            reports::moved(conn, paths, (month.first(), month.end()), DateTime::UNIX_EPOCH).await?;
        // Of earlier months only what may have come after the books were closed, unless all of it is asked for.
        let closed = months.iter().filter_map(|row| row.closed_at).min();
        let earlier = since.map(|day| (day, DateTime::UNIX_EPOCH)).or(closed.map(|at| (beginning(), at)));
        if let Some((day, recorded_after)) = earlier {
            moved.extend(reports::moved(conn, paths, (day, month.first()), recorded_after).await?);
        }
        Ok(Books {
            unit_of,
            months,
            adjustments: reports::adjustments(conn, paths).await?,
            before: reports::before(conn, paths, month.first()).await?,
            moved,
            steps: founding::in_scope(conn, paths).await?,
            employers: employers::in_scope(conn, paths).await?,
            unions,
            month,
        })
    }

    /// The units, in the order of the tree.
    pub fn units(&self) -> impl Iterator<Item = &unions::Row> {
        self.unions.iter().filter(|union| self.unit_of.get(&union.id) == Some(&union.id))
    }

    pub fn is_of(&self, union_id: Uuid, unit: Uuid) -> bool {
        self.unit_of.get(&union_id) == Some(&unit)
    }

    /// The month of a unit as it is stored.
    pub fn stored(&self, unit: Uuid) -> Option<&reports::Row> {
        let month = self.month.to_string();
        self.months.iter().find(|row| row.union_id == unit && row.month == month)
    }

    /// The months of a unit that were closed, earliest first, with when and with what they closed.
    fn closed(&self, unit: Uuid) -> impl DoubleEndedIterator<Item = (Month, DateTime<Utc>, &Figures)> {
        self.months
            .iter()
            .filter(move |row| row.union_id == unit)
            .filter_map(|row| Some((row.month.parse().ok()?, row.closed_at?, &row.figures.as_ref()?.0)))
    }

    /// The last month of a unit that was closed.
    pub fn last_closed(&self, unit: Uuid) -> Option<Month> {
        self.closed(unit).map(|(month, ..)| month).max()
    }

    /// Whether a change lies in what was frozen before it was recorded.
    pub fn is_late(&self, unit: Uuid, moved: &reports::Moved) -> bool {
        let of = Month::of(moved.happened_on);
        self.closed(unit)
            .filter(|(month, ..)| *month >= of)
            .min_by_key(|(month, ..)| *month)
            .is_some_and(|(_, closed_at, _)| moved.at > closed_at)
    }

    /// Adjustments that count in a month.
    pub fn adjustments_in(&self, unit: Uuid, month: Month) -> impl Iterator<Item = &reports::Adjustment> {
        let month = month.to_string();
        self.adjustments.iter().filter(move |one| one.union_id == unit && one.month == month)
    }

    /// Members of a unit when the month began: what the last closed month before it came to, and what moved since.
    fn opening(&self, unit: Uuid) -> i64 {
        let last =
            self.closed(unit).filter(|(month, ..)| *month < self.month).max_by_key(|(month, ..)| *month);
        let (base, after) = match last {
            Some((month, _, figures)) => (figures.closing, Some(month)),
            None => (0, None),
        };
        let since = |month: Month| after.is_none_or(|after| month > after);
        let moved: i64 = self
            .before
            .iter()
            .filter(|row| self.is_of(row.union_id, unit) && since(Month::of(row.happened_on)))
            .filter_map(|row| {
                Some(i64::from(from_text::<MembershipChange>(&row.change)?.counts()) * row.count)
            })
            .sum();
        // They are among what moved before, and in no month.
        let late: i64 = self
            .moved
            .iter()
            .filter(|row| self.is_of(row.union_id, unit) && row.happened_on < self.month.first())
            .filter(|row| since(Month::of(row.happened_on)) && self.is_late(unit, row))
            .filter_map(|row| Some(i64::from(from_text::<MembershipChange>(&row.change)?.counts())))
            .sum();
        let adjusted: i64 = self
            .adjustments
            .iter()
            .filter(|one| one.union_id == unit)
            .filter(|one| one.month.parse().is_ok_and(|month: Month| month < self.month && since(month)))
            .filter_map(|one| Some(one.line()?.counts() * i64::from(one.change_by)))
            .sum();
        base + moved - late + adjusted
    }

    /// The changes that a unit's month counts.
    pub fn counted(&self, unit: Uuid) -> impl Iterator<Item = &reports::Moved> {
        self.moved
            .iter()
            .filter(move |row| self.is_of(row.union_id, unit) && row.happened_on >= self.month.first())
            .filter(move |row| !self.is_late(unit, row))
    }

    /// Changes that were recorded after their month was closed, less those that adjustments have taken up.
    pub fn late(&self, unit: Uuid) -> u32 {
        let late =
            self.moved.iter().filter(|row| self.is_of(row.union_id, unit) && self.is_late(unit, row)).count();
        let adjusted: u32 = self
            .adjustments
            .iter()
            .filter(|one| one.union_id == unit)
            .map(|one| one.change_by.unsigned_abs())
            .sum();
        u32::try_from(late).unwrap_or(u32::MAX).saturating_sub(adjusted)
    }

    /// The figures of a unit: as they were frozen, or as they are now.
    pub fn figures(&self, unit: Uuid) -> Figures {
        let stored = self.stored(unit);
        if let Some(figures) = stored.and_then(|row| row.figures.as_ref()) {
            return figures.0.clone();
        }
        let movements = self.counted(unit).filter_map(|row| {
            Some(Movement {
                change: from_text(&row.change)?,
                group: row.worker_group.clone(),
                woman: is_woman(row),
                migrant: is_migrant(row),
                filed: row.filed_at.is_some(),
            })
        });
        let adjustments = self
            .adjustments_in(unit, self.month)
            .filter_map(|one| Some((one.line()?, i64::from(one.change_by))));
        let count = |figure| u32::try_from(self.behind(unit, figure).len()).unwrap_or(u32::MAX);
        Figures {
            unions_founded: count(Figure::UnionsFounded),
            employers_covered: count(Figure::EmployersCovered),
            target: stored.and_then(|row| row.target).and_then(|target| u32::try_from(target).ok()),
            ..tally(self.opening(unit), movements, adjustments)
        }
    }
}

/// The nearest federation at a union or above it within the part of the tree; its top where there is none.
fn unit(unions: &[unions::Row], union: &unions::Row) -> Uuid {
    let above = |one: &&unions::Row| union.path.starts_with(&one.path);
    let federations = unions.iter().filter(above).filter(|one| one.union_kind() == UnionKind::Federation);
    let nearest = federations.max_by_key(|one| one.path.len());
    nearest.or_else(|| unions.first()).map_or(union.id, |one| one.id)
}

pub(super) fn is_woman(row: &reports::Moved) -> bool {
    row.sex.as_deref() == Some("female")
}

pub(super) fn is_migrant(row: &reports::Moved) -> bool {
    use shared::form::Answer;
    matches!(row.profile.get(shared::membership::profile_key::MIGRANT), Some(Answer::Text(code)) if code == "yes")
}

/// A day before any that a membership is told of.
pub(super) fn beginning() -> NaiveDate {
    NaiveDate::from_ymd_opt(1900, 1, 1).unwrap_or(NaiveDate::MIN)
}
