//! Who gets which award, and what differs from the announcement.

use super::ranking::Placed;
use super::{Award, AwardAmount};
use crate::i18n::{Lang, Localized, Text, messages};

/// An award that cannot be given just as announced.
///
/// Awards go to those who passed, down the ranks: who missed a pass mark is passed over and the next moves up,
/// so an award stays empty only when nobody is left. All who share a rank get the same award, the better one;
/// what they take beyond its number is taken from the awards below, so the sum stays as announced, unless
/// the last award is the one that is shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwardWarning {
    /// Code of the award.
    pub code: String,
    /// Its title.
    pub title: Localized,
    /// What differs, and why.
    pub reason: AwardReason,
}

/// What differs from the announcement of an award, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwardReason {
    /// A share of so few entrants is less than one.
    ShareIsZero {
        /// The share, in percent.
        percent: u32,
        /// Entrants with a rank.
        ranked: u32,
    },
    /// Too few passed.
    PassMark(Given),
    /// Too few have a rank.
    FewEntrants(Given),
    /// A shared rank took places of this award for the one above.
    TakenAbove(Given),
    /// A shared rank at the end of this award: all who share it get the award.
    SharedRank(Given),
}

/// How many of an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    /// As announced.
    pub planned: u32,
    /// As given.
    pub given: u32,
}

messages! {
    enum WarningText {
        ShareIsZero { award: String, percent: u32, ranked: u32 } => "“{award}”为有名次选手 {ranked} 人的 {percent}%，不足 1 名，不能授予；可在技术文件中改为固定名额", "{award}: {percent}% of {ranked} ranked entrants is less than one, so nobody gets it. The technical document could name a number instead";
        PassMark { award: String, planned: u32, given: u32 } => "“{award}”设 {planned} 名，达到合格线的选手不足，授予 {given} 名，其余空缺", "{award}: {given} of {planned} given, since too few entrants reached the pass mark. The rest stays empty";
        FewEntrants { award: String, planned: u32, given: u32 } => "“{award}”设 {planned} 名，有名次的选手不足，授予 {given} 名，其余空缺", "{award}: {given} of {planned} given, since too few entrants have a rank. The rest stays empty";
        TakenAbove { award: String, planned: u32, given: u32 } => "“{award}”设 {planned} 名，上一奖项有并列，占用其名额，授予 {given} 名", "{award}: {given} of {planned} given, since entrants who share a rank took places for the award above";
        InEvent { event: String, warning: String } => "{event}：{warning}", "{event}. {warning}";
        SharedRank { award: String, planned: u32, given: u32 } => "“{award}”设 {planned} 名，末位名次并列，一并授予，共 {given} 名", "{award}: {given} given instead of {planned}, since all who share its last rank get it";
    }
}

impl AwardWarning {
    /// The warning with the event that it is about, where there are several.
    pub fn in_event(&self, event: &Localized) -> Localized {
        let said = |lang: Lang| {
            WarningText::InEvent { event: event.get(lang).to_owned(), warning: self.text(lang) }.text(lang)
        };
        Localized::new(said(Lang::ZhCn), said(Lang::En))
    }
}

impl Text for AwardWarning {
    fn text(&self, lang: Lang) -> String {
        let award = self.title.get(lang).to_owned();
        match self.reason {
            AwardReason::ShareIsZero { percent, ranked } => {
                WarningText::ShareIsZero { award, percent, ranked }
            }
            AwardReason::PassMark(Given { planned, given }) => {
                WarningText::PassMark { award, planned, given }
            }
            AwardReason::FewEntrants(Given { planned, given }) => {
                WarningText::FewEntrants { award, planned, given }
            }
            AwardReason::TakenAbove(Given { planned, given }) => {
                WarningText::TakenAbove { award, planned, given }
            }
            AwardReason::SharedRank(Given { planned, given }) => {
                WarningText::SharedRank { award, planned, given }
            }
        }
        .text(lang)
    }
}

/// Gives the awards to entrants that stand in order with their ranks; tells what differs.
pub(super) fn give<K>(awards: &[Award], placed: &mut [Placed<K>]) -> Vec<AwardWarning> {
    let ranked = u32::try_from(placed.len()).unwrap_or(u32::MAX);
    let planned: Vec<u32> = awards.iter().map(|award| award.amount.of(ranked)).collect();
    let mut given = vec![0_u32; awards.len()];
    let (mut passed, mut first_of_rank) = (0_u32, (0, 0));
    for entrant in placed.iter_mut().filter(|entrant| entrant.total.passed) {
        if first_of_rank.0 != entrant.rank {
            first_of_rank = (entrant.rank, passed);
        }
        passed = passed.saturating_add(1);
        entrant.award = award_at(&planned, first_of_rank.1);
        if let Some(count) = entrant.award.and_then(|award| given.get_mut(award)) {
            *count += 1;
        }
    }
    let mut end = 0_u32;
    let mut warnings = Vec::new();
    for (award, (planned, given)) in awards.iter().zip(planned.into_iter().zip(given)) {
        end = end.saturating_add(planned);
        let count = Given { planned, given };
        let reason = match award.amount {
            AwardAmount::Percent(percent) if planned == 0 => AwardReason::ShareIsZero { percent, ranked },
            _ if given > planned => AwardReason::SharedRank(count),
            _ if given == planned => continue,
            _ if end <= passed => AwardReason::TakenAbove(count),
            _ if passed < ranked => AwardReason::PassMark(count),
            _ => AwardReason::FewEntrants(count),
        };
        warnings.push(AwardWarning { code: award.code.clone(), title: award.title.clone(), reason });
    }
    warnings
}

/// The award whose places, counted from the top, hold this position.
fn award_at(planned: &[u32], position: u32) -> Option<usize> {
    let mut end = 0_u32;
    planned.iter().position(|count| {
        end = end.saturating_add(*count);
        position < end
    })
}

impl AwardAmount {
    /// How many are given among so many ranked entrants; a share is rounded down.
    fn of(self, ranked: u32) -> u32 {
        match self {
            AwardAmount::Count(count) => count,
            AwardAmount::Percent(percent) => {
                u32::try_from(u64::from(ranked) * u64::from(percent) / 100).unwrap_or(u32::MAX)
            }
        }
    }
}
