//! What a corrected version of results changed, in words.

use crate::db::results::StoredResult;
use shared::api::PublicResult;
use shared::i18n::notice::ResultChange;
use shared::i18n::{Localized, Text};

/// What differs between two versions. Entrants are named by their public numbers.
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
    if changes.is_empty() {
        changes.push(ResultChange::Nothing.both());
    }
    changes
}

fn of_line(old: &PublicResult, new: &PublicResult, changes: &mut Vec<Localized>) {
    let number = || new.number.clone();
    let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
    let rank = |value: Option<u32>| value.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
    if old.theory != new.theory {
        let (before, after) = (text(&old.theory), text(&new.theory));
        changes.push(ResultChange::Theory { number: number(), before, after }.both());
    }
    if old.practical != new.practical {
        let (before, after) = (text(&old.practical), text(&new.practical));
        changes.push(ResultChange::Practical { number: number(), before, after }.both());
    }
    if old.total != new.total {
        let (before, after) = (text(&old.total), text(&new.total));
        changes.push(ResultChange::Total { number: number(), before, after }.both());
    }
    if old.rank != new.rank {
        let (before, after) = (rank(old.rank), rank(new.rank));
        changes.push(ResultChange::Rank { number: number(), before, after }.both());
    }
    if old.award != new.award {
        let award = |of: &PublicResult, zh: bool| {
            let title = of.award.clone().unwrap_or_else(|| Localized::new("—", "—"));
            if zh { title.zh.clone() } else { title.get(shared::i18n::Lang::En).to_owned() }
        };
        let change =
            |zh| ResultChange::Award { number: number(), before: award(old, zh), after: award(new, zh) };
        changes.push(Localized::new(change(true).both().zh, change(false).both().en));
    }
}
