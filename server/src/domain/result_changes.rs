//! What a corrected version of results changed, in words.

use crate::db::results::StoredResult;
use shared::api::PublicResult;
use shared::i18n::notice::ResultChange;
use shared::i18n::{Lang, Localized, Text};

/// What differs between two versions; empty when nothing does. Entrants are named by their public numbers.
pub(super) fn between(before: &[StoredResult], after: &[StoredResult]) -> Vec<Localized> {
    let mut changes = Vec::new();
    for line in after {
        let number = || line.result.number.clone();
        match before.iter().find(|old| old.entry_id == line.entry_id) {
            None => changes.push(ResultChange::Added { number: number() }.both()),
            Some(old) => of_line(&old.result, &line.result, &mut changes),
        }
    }
    for gone in before.iter().filter(|old| after.iter().all(|line| line.entry_id != old.entry_id)) {
        changes.push(ResultChange::Removed { number: gone.result.number.clone() }.both());
    }
    changes
}

fn of_line(old: &PublicResult, new: &PublicResult, changes: &mut Vec<Localized>) {
    let number = || new.number.clone();
    let mut add = |differs: bool, told: &dyn Fn(Lang) -> ResultChange| {
        if differs {
            changes.push(Localized::new(told(Lang::ZhCn).text(Lang::ZhCn), told(Lang::En).text(Lang::En)));
        }
    };
    // Results are published when nobody's mark is missing, so that one that is not there is an absence.
    let mark = |mark: &Option<String>, lang| mark.clone().unwrap_or_else(|| ResultChange::Absent.text(lang));
    let or_none = |text: Option<String>, lang| text.unwrap_or_else(|| ResultChange::None.text(lang));
    let rank = |rank: Option<u32>, lang| or_none(rank.map(|rank| rank.to_string()), lang);
    add(old.theory != new.theory, &|lang| ResultChange::Theory {
        number: number(),
        before: mark(&old.theory, lang),
        after: mark(&new.theory, lang),
    });
    add(old.practical != new.practical, &|lang| ResultChange::Practical {
        number: number(),
        before: mark(&old.practical, lang),
        after: mark(&new.practical, lang),
    });
    add(old.total != new.total, &|lang| ResultChange::Total {
        number: number(),
        before: or_none(old.total.clone(), lang),
        after: or_none(new.total.clone(), lang),
    });
    add(old.rank != new.rank, &|lang| ResultChange::Rank {
        number: number(),
        before: rank(old.rank, lang),
        after: rank(new.rank, lang),
    });
    let title = |award: &Localized, lang| award.get(lang).to_owned();
    match (&old.award, &new.award) {
        (Some(before), Some(after)) => add(before != after, &|lang| ResultChange::Award {
            number: number(),
            before: title(before, lang),
            after: title(after, lang),
        }),
        (None, Some(award)) => {
            add(true, &|lang| ResultChange::AwardGiven { number: number(), award: title(award, lang) });
        }
        (Some(award), None) => {
            add(true, &|lang| ResultChange::AwardLost { number: number(), award: title(award, lang) });
        }
        (None, None) => {}
    }
}
