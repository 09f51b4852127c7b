//! Why a rank, in words. Others stand in an explanation by their rank, never by name or number, and their marks
//! only as higher or lower.

use super::ranking::{Placed, order};
use super::score::{Mark, MarkPart};
use super::{RankOn, Scoring, TieBreak};
use crate::i18n::{Lang, Localized, Text, messages};
use rust_decimal::Decimal;
use std::cmp::Ordering;

messages! {
    /// The sentences of an explanation.
    enum Sentence {
        Total { total: Decimal, theory: Decimal, theory_weight: u32, practical: Decimal, practical_weight: u32, rank: u32 } => "总成绩 {total} 分（理论 {theory} × {theory_weight}% + 实操 {practical} × {practical_weight}%），第 {rank} 名。", "Total {total} (theory {theory} × {theory_weight}% + practical {practical} × {practical_weight}%), rank {rank}.";
        Unrounded { unrounded: Decimal } => "修约前为 {unrounded} 分。", "Before rounding it is {unrounded}.";
        AheadUnrounded { rank: u32 } => "修约后与第 {rank} 名相同，修约前较高，列其前。", "After rounding equal to rank {rank}, before rounding higher, so placed before it.";
        BehindUnrounded { rank: u32 } => "修约后与第 {rank} 名相同，修约前较低，列其后。", "After rounding equal to rank {rank}, before rounding lower, so placed after it.";
        AheadBy { rank: u32, part: String } => "与第 {rank} 名总成绩相同，{part}成绩较高，列其前。", "Equal total to rank {rank}, higher mark in {part}, so placed before it.";
        BehindBy { rank: u32, part: String } => "与第 {rank} 名总成绩相同，{part}成绩较低，列其后。", "Equal total to rank {rank}, lower mark in {part}, so placed after it.";
        Shared { others: usize, rank: u32 } => "按规则与另外 {others} 人不分先后，并列第 {rank} 名。", "The rules tell no difference to {others} other(s), so rank {rank} is shared.";
        Missed { parts: String, pass: Decimal } => "{parts}成绩未达到合格线 {pass} 分，不参加评奖。", "Below the pass mark of {pass} in {parts}, so no award.";
        MovedUp { missed: usize } => "名次在前的 {missed} 人未达到合格线，奖项依次递补。", "{missed} entrant(s) ahead missed the pass mark, so awards move up.";
        Absent { parts: String } => "{parts}缺考，不计总成绩，不排名次。", "Absent from {parts}, so no total and no rank.";
        NotRecorded { parts: String } => "{parts}成绩尚未登记，暂无名次。", "No mark in {parts} yet, so no rank yet.";
    }
}

/// Why an entrant without a total has no rank.
pub(super) fn unplaced(theory: Option<Mark>, practical: Option<Mark>) -> Localized {
    let parts = |is: Option<Mark>| {
        let marks = [(MarkPart::Theory, theory), (MarkPart::Practical, practical)];
        marks.into_iter().filter(move |(_, mark)| *mark == is).map(|(part, _)| part).collect::<Vec<_>>()
    };
    let absent = parts(Some(Mark::Absent));
    in_both(|lang| {
        vec![if absent.is_empty() {
            Sentence::NotRecorded { parts: names(&parts(None), lang) }
        } else {
            Sentence::Absent { parts: names(&absent, lang) }
        }]
    })
}

/// Why `entrant`, one of `all`, has its rank and its award or none.
pub(super) fn placed<K>(scoring: &Scoring, all: &[Placed<K>], entrant: &Placed<K>) -> Localized {
    in_both(|lang| {
        let mut said = vec![sum(scoring, entrant)];
        if entrant.total.unrounded != entrant.total.shown {
            said.push(Sentence::Unrounded { unrounded: entrant.total.unrounded });
        }
        let above = all.iter().rev().find(|other| other.rank < entrant.rank);
        let below = all.iter().find(|other| other.rank > entrant.rank);
        said.extend(
            [above, below].into_iter().flatten().filter_map(|other| against(scoring, entrant, other, lang)),
        );
        let others = all.iter().filter(|other| other.rank == entrant.rank).count() - 1;
        if others > 0 {
            said.push(Sentence::Shared { others, rank: entrant.rank });
        }
        said.extend(about_award(scoring, all, entrant, lang));
        said
    })
}

fn sum<K>(scoring: &Scoring, entrant: &Placed<K>) -> Sentence {
    Sentence::Total {
        total: entrant.total.shown,
        theory: entrant.theory.normalize(),
        theory_weight: scoring.theory_weight,
        practical: entrant.practical.normalize(),
        practical_weight: scoring.practical_weight,
        rank: entrant.rank,
    }
}

/// What told two entrants apart whose totals look the same; nothing when they do not.
fn against<K>(scoring: &Scoring, entrant: &Placed<K>, other: &Placed<K>, lang: Lang) -> Option<Sentence> {
    let rank = other.rank;
    let ahead = order(scoring, entrant, other) == Ordering::Less;
    if scoring.ranked_on(&entrant.total) != scoring.ranked_on(&other.total) {
        let look_equal = scoring.rank_on == RankOn::Unrounded && entrant.total.shown == other.total.shown;
        return look_equal.then_some(if ahead {
            Sentence::AheadUnrounded { rank }
        } else {
            Sentence::BehindUnrounded { rank }
        });
    }
    let decisive = scoring.tie_break.iter().find(|criterion| criterion.of(entrant) != criterion.of(other))?;
    let part = names(&[decisive.part()], lang);
    Some(if ahead { Sentence::AheadBy { rank, part } } else { Sentence::BehindBy { rank, part } })
}

fn about_award<K>(scoring: &Scoring, all: &[Placed<K>], entrant: &Placed<K>, lang: Lang) -> Option<Sentence> {
    if let Some(pass) = scoring.pass_mark.filter(|_| !entrant.total.passed) {
        let marks = [(MarkPart::Theory, entrant.theory), (MarkPart::Practical, entrant.practical)];
        let missed: Vec<MarkPart> =
            marks.into_iter().filter(|(_, mark)| scoring.misses(*mark)).map(|(part, _)| part).collect();
        return Some(Sentence::Missed { parts: names(&missed, lang), pass: pass.normalize() });
    }
    entrant.award?;
    let missed = all.iter().filter(|other| other.rank < entrant.rank && !other.total.passed).count();
    (missed > 0).then_some(Sentence::MovedUp { missed })
}

impl TieBreak {
    fn part(self) -> MarkPart {
        match self {
            TieBreak::Practical => MarkPart::Practical,
            TieBreak::Theory => MarkPart::Theory,
        }
    }
}

/// The parts as they stand within a sentence.
fn names(parts: &[MarkPart], lang: Lang) -> String {
    let names: Vec<String> = parts.iter().map(|part| part.text(lang)).collect();
    match lang {
        Lang::ZhCn => names.join("、"),
        Lang::En => names.join(" and ").to_lowercase(),
    }
}

fn in_both(sentences: impl Fn(Lang) -> Vec<Sentence>) -> Localized {
    let joined = |lang: Lang, between: &str| {
        let said: Vec<String> = sentences(lang).iter().map(|sentence| sentence.text(lang)).collect();
        said.join(between)
    };
    Localized::new(joined(Lang::ZhCn, ""), joined(Lang::En, " "))
}
