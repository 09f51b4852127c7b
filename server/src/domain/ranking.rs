//! The ranking of a competition as it would be now: eligible entries, their marks, the rules of the document.

use crate::db::results::StoredResult;
use crate::db::{Conn, competitions, entries, from_text, marks, to_text};
use crate::error::{Error, Result};
use rust_decimal::Decimal;
use shared::api::{MarkCell, MarkRow, PublicResult};
use shared::competition::{
    AwardWarning, EntryState, Event, Mark, MarkPart, Ranked, RankingInput, parse_mark, rank,
};
use shared::i18n::{Localized, Text};
use shared::person::mask_name;
use std::collections::HashMap;
use uuid::Uuid;

/// All lines, by event, then rank.
#[derive(Debug)]
pub(super) struct Ranking {
    pub lines: Vec<Line>,
    warnings: Vec<Localized>,
}

/// One entrant.
#[derive(Debug)]
pub(super) struct Line {
    entry: entries::Row,
    event_title: Localized,
    theory: MarkCell,
    practical: MarkCell,
    award: Option<Localized>,
    ranked: Ranked,
}

/// Ranks a competition from what is stored.
pub(super) async fn of(conn: &mut Conn, competition: &competitions::Row) -> Result<Ranking> {
    let entries = entries::of_competition(conn, competition.id, EntryState::Eligible).await?;
    let marks = marks::of_competition(conn, competition.id).await?;
    let mut cells: HashMap<(Uuid, MarkPart), MarkCell> = marks
        .into_iter()
        .filter_map(|row| {
            let part = from_text(&row.part)?;
            Some((
                (row.entry_id, part),
                MarkCell { part, value: row.value, version: row.version.unsigned_abs() },
            ))
        })
        .collect();
    let mut ranking = Ranking { lines: Vec::new(), warnings: Vec::new() };
    for event in &competition.definition.events {
        let of_event = entries.iter().filter(|entry| entry.event == event.code).cloned().collect();
        ranking.add(competition, event, of_event, &mut cells)?;
    }
    Ok(ranking)
}

impl Ranking {
    fn add(
        &mut self,
        competition: &competitions::Row,
        event: &Event,
        entries: Vec<entries::Row>,
        cells: &mut HashMap<(Uuid, MarkPart), MarkCell>,
    ) -> Result<()> {
        let document = &competition.definition.document;
        let mut cell = |id, part| {
            cells.remove(&(id, part)).unwrap_or(MarkCell { part, value: String::new(), version: 0 })
        };
        let mut by_id = HashMap::new();
        let mut inputs = Vec::new();
        for entry in entries {
            let (theory, practical) = (cell(entry.id, MarkPart::Theory), cell(entry.id, MarkPart::Practical));
            inputs.push(RankingInput { key: entry.id, theory: mark(&theory)?, practical: mark(&practical)? });
            by_id.insert(entry.id, (entry, theory, practical));
        }
        let (ranked, warnings) = rank(document, inputs);
        let several = competition.definition.events.len() > 1;
        let told =
            |warning: AwardWarning| if several { warning.in_event(&event.title) } else { warning.both() };
        self.warnings.extend(warnings.into_iter().map(told));
        for ranked in ranked {
            let Some((entry, theory, practical)) = by_id.remove(&ranked.key) else { continue };
            let award = document.awards.iter().find(|award| Some(&award.code) == ranked.award.as_ref());
            let (award, event_title) = (award.map(|award| award.title.clone()), event.title.clone());
            self.lines.push(Line { entry, event_title, theory, practical, award, ranked });
        }
        Ok(())
    }

    /// The lines as they are published.
    pub fn into_results(self) -> Vec<StoredResult> {
        let stored = |line: Line| StoredResult { entry_id: line.entry_id(), result: line.into_public() };
        self.lines.into_iter().map(stored).collect()
    }

    /// Entrants without both marks.
    pub fn missing(&self) -> u32 {
        let missing = |line: &&Line| line.theory.value.is_empty() || line.practical.value.is_empty();
        u32::try_from(self.lines.iter().filter(missing).count()).unwrap_or(u32::MAX)
    }

    /// Awards that cannot be given as announced, in words.
    pub fn warnings(&self) -> Vec<Localized> {
        self.warnings.clone()
    }
}

impl Line {
    /// The entry behind the line.
    pub fn entry_id(&self) -> Uuid {
        self.entry.id
    }

    /// The line for the grid of marks.
    pub fn into_mark_row(self, with_name: bool) -> MarkRow {
        MarkRow {
            entry_id: self.entry.id,
            number: number(&self.entry),
            name: if with_name { mask_name(&self.entry.name) } else { String::new() },
            event: self.entry.event,
            event_title: self.event_title,
            theory: self.theory,
            practical: self.practical,
            total: self.ranked.total.map(|total| total.shown.to_string()),
            rank: self.ranked.rank,
            award: self.award,
            explanation: self.ranked.explanation,
        }
    }

    /// The line as it is published. Names stand only with consent (PIPL art. 25).
    pub fn into_public(self) -> PublicResult {
        let shown =
            |cell: &MarkCell| Some(cell.value.clone()).filter(|value| value != ABSENT && !value.is_empty());
        let named = self.entry.publication;
        PublicResult {
            number: number(&self.entry),
            name: named.then(|| mask_name(&self.entry.name)),
            employer: named.then(|| self.entry.employer.clone()),
            event: self.entry.event,
            event_title: self.event_title,
            rank: self.ranked.rank,
            theory: shown(&self.theory),
            practical: shown(&self.practical),
            total: self.ranked.total.map(|total| total.shown.to_string()),
            award: self.award,
            explanation: self.ranked.explanation,
        }
    }
}

/// How an absence is stored.
pub(super) const ABSENT: &str = "absent";

/// The text of a mark as it is stored: a plain decimal, `absent`, or empty.
pub(super) fn stored(mark: Option<Mark>) -> String {
    match mark {
        None => String::new(),
        Some(Mark::Absent) => ABSENT.to_owned(),
        Some(Mark::Value(value)) => value.normalize().to_string(),
    }
}

fn mark(cell: &MarkCell) -> Result<Option<Mark>> {
    parse_mark(&cell.value, Decimal::ONE_HUNDRED)
        .map_err(|_| Error::Stored(format!("mark {}", to_text(cell.part))))
}

/// The number under which an entrant stands in public: the first half of the receipt code.
fn number(entry: &entries::Row) -> String {
    entry.receipt_code.chars().take(5).collect()
}
