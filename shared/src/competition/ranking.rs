//! Ranks and awards of one event, each with its reason in words.

use super::award::{self, AwardWarning};
use super::score::{Mark, Total, total};
use super::{Scoring, TechnicalDocument, TieBreak, TieFinal, explain};
use crate::i18n::Localized;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use uuid::Uuid;

/// An entrant to rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RankingInput<K = Uuid> {
    /// Tells entrants apart; once in a ranking. It never decides on a rank, only on the order within one.
    pub key: K,
    /// Theory; none while it is not recorded.
    pub theory: Option<Mark>,
    /// Practical; none while it is not recorded.
    pub practical: Option<Mark>,
}

/// An entrant with rank and award.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ranked<K = Uuid> {
    /// The key of the input.
    pub key: K,
    /// Rank, from 1; none without a total.
    pub rank: Option<u32>,
    /// Total; none while a mark is missing, and for who was absent.
    pub total: Option<Total>,
    /// Code of the award.
    pub award: Option<String>,
    /// Why this rank and this award or none, in words. Other entrants stand in it by rank only.
    pub explanation: Localized,
}

/// An entrant with a total, in the course of ranking.
#[derive(Debug)]
pub(super) struct Placed<K> {
    pub key: K,
    pub theory: Decimal,
    pub practical: Decimal,
    pub total: Total,
    /// From 1; shared by those whom the rules do not tell apart.
    pub rank: u32,
    /// Index of the award in the document.
    pub award: Option<usize>,
}

/// Ranks the entrants of one event.
///
/// The order is that of the total (rounded or not, as declared), then of the tie-break. Whoever is still equal
/// shares a rank, and as many ranks after it are left out (1, 2, 2, 4). Entrants without a total follow at
/// the end, without a rank: first who still lacks a mark, then who was absent. The result does not depend on
/// the order of the input.
///
/// Awards go down the ranks to whoever passed, see [`AwardWarning`] for what may differ from the announcement;
/// the warnings are told once every entrant has marks or is absent.
pub fn rank<K: Ord + Clone>(
    document: &TechnicalDocument,
    entrants: Vec<RankingInput<K>>,
) -> (Vec<Ranked<K>>, Vec<AwardWarning>) {
    let scoring = &document.scoring;
    let nobody = entrants.is_empty();
    let (mut placed, mut unplaced) = (Vec::new(), Vec::new());
    for entrant in entrants {
        match place(scoring, &entrant) {
            Some(found) => placed.push(found),
            None => unplaced.push(entrant),
        }
    }
    placed.sort_by(|a, b| order(scoring, a, b).then_with(|| a.key.cmp(&b.key)));
    unplaced.sort_by(|a, b| (is_absent(a), &a.key).cmp(&(is_absent(b), &b.key)));
    number(scoring, &mut placed);
    let told = !nobody && unplaced.iter().all(is_absent);
    let warnings = award::give(&document.awards, &mut placed);
    let mut ranked: Vec<Ranked<K>> = (0..placed.len()).filter_map(|at| line(document, &placed, at)).collect();
    ranked.extend(unplaced.into_iter().map(|entrant| Ranked {
        explanation: explain::unplaced(entrant.theory, entrant.practical),
        key: entrant.key,
        rank: None,
        total: None,
        award: None,
    }));
    (ranked, if told { warnings } else { Vec::new() })
}

fn place<K: Clone>(scoring: &Scoring, entrant: &RankingInput<K>) -> Option<Placed<K>> {
    let total = total(scoring, entrant.theory, entrant.practical)?;
    let (Some(Mark::Value(theory)), Some(Mark::Value(practical))) = (entrant.theory, entrant.practical)
    else {
        return None;
    };
    Some(Placed { key: entrant.key.clone(), theory, practical, total, rank: 0, award: None })
}

fn is_absent<K>(entrant: &RankingInput<K>) -> bool {
    entrant.theory == Some(Mark::Absent) || entrant.practical == Some(Mark::Absent)
}

/// Better first; equal when the rules tell no difference.
pub(super) fn order<K>(scoring: &Scoring, a: &Placed<K>, b: &Placed<K>) -> Ordering {
    let totals = scoring.ranked_on(&b.total).cmp(&scoring.ranked_on(&a.total));
    let criteria = scoring.tie_break.iter().map(|criterion| criterion.of(b).cmp(&criterion.of(a)));
    criteria.fold(totals, Ordering::then)
}

impl TieBreak {
    /// The mark that a criterion compares.
    pub(super) fn of<K>(self, entrant: &Placed<K>) -> Decimal {
        match self {
            TieBreak::Practical => entrant.practical,
            TieBreak::Theory => entrant.theory,
        }
    }
}

/// Gives ranks to entrants that stand in order.
fn number<K>(scoring: &Scoring, placed: &mut [Placed<K>]) {
    for at in 0..placed.len() {
        let equal = at > 0 && order(scoring, &placed[at - 1], &placed[at]) == Ordering::Equal;
        placed[at].rank = match scoring.tie_final {
            TieFinal::Shared if equal => placed[at - 1].rank,
            TieFinal::Shared => u32::try_from(at + 1).unwrap_or(u32::MAX),
        };
    }
}

fn line<K: Clone>(document: &TechnicalDocument, placed: &[Placed<K>], at: usize) -> Option<Ranked<K>> {
    let entrant = placed.get(at)?;
    Some(Ranked {
        key: entrant.key.clone(),
        rank: Some(entrant.rank),
        total: Some(entrant.total),
        award: entrant.award.and_then(|award| document.awards.get(award)).map(|award| award.code.clone()),
        explanation: explain::placed(&document.scoring, placed, entrant),
    })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
