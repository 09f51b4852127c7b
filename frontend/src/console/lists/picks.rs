//! Rows that are picked, and what came of a decision on them.

use crate::hooks::Desk;
use crate::text::Say;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use yew::prelude::*;

/// What stands in the way, by record.
pub(crate) type InTheWay = BTreeMap<Uuid, String>;
/// What came of a decision: what is told, a head and its lines, and what stands in the way of those that stay picked.
pub(crate) type Done = (Vec<String>, InTheWay);

/// The rows of a list that are picked.
pub(crate) struct Picks {
    chosen: UseStateHandle<BTreeSet<Uuid>>,
    told: UseStateHandle<Vec<String>>,
    way: UseStateHandle<InTheWay>,
    fresh: UseStateHandle<u32>,
}

/// Nothing is picked, until somebody does. What was picked or told belongs to the list as `query` narrows it.
#[hook]
pub(crate) fn use_picks(query: &str) -> Picks {
    let picks = Picks {
        chosen: use_state(BTreeSet::new),
        told: use_state(Vec::new),
        way: use_state(InTheWay::new),
        fresh: use_state(|| 0),
    };
    let (chosen, told, way) = (picks.chosen.setter(), picks.told.setter(), picks.way.setter());
    use_effect_with(query.to_owned(), move |_| {
        chosen.set(BTreeSet::new());
        told.set(Vec::new());
        way.set(InTheWay::new());
    });
    picks
}

impl Picks {
    /// Counts up with every decision: the list is another one.
    pub fn fresh(&self) -> u32 {
        *self.fresh
    }

    /// Whether a row is picked.
    pub fn has(&self, id: Uuid) -> bool {
        self.chosen.contains(&id)
    }

    /// What stands in the way.
    pub fn way(&self) -> &InTheWay {
        &self.way
    }

    /// Told of what was found in the way.
    pub fn on_way(&self) -> Callback<InTheWay> {
        let way = self.way.setter();
        Callback::from(move |found| way.set(found))
    }

    /// Picks those no longer in whose way something stands.
    pub fn leave_out(&self) -> Callback<MouseEvent> {
        let (chosen, way) = (self.chosen.clone(), self.way.clone());
        Callback::from(move |_: MouseEvent| {
            chosen.set(chosen.iter().filter(|id| !way.contains_key(id)).copied().collect());
            way.set(InTheWay::new());
        })
    }

    /// Told of what came of a decision.
    pub fn done(&self) -> Callback<Done> {
        let (chosen, told) = (self.chosen.setter(), self.told.setter());
        let (way, fresh) = (self.way.setter(), self.fresh.clone());
        Callback::from(move |(lines, left): Done| {
            told.set(lines);
            chosen.set(left.keys().copied().collect());
            way.set(left);
            fresh.set(*fresh + 1);
        })
    }

    fn toggle(&self, ids: Vec<Uuid>, on: bool) -> Callback<Event> {
        let chosen = self.chosen.clone();
        Callback::from(move |_: Event| {
            let mut now = (*chosen).clone();
            match on {
                true => now.extend(&ids),
                false => now.retain(|id| !ids.contains(id)),
            }
            chosen.set(now);
        })
    }

    /// What came of the last decision.
    pub fn told(&self) -> Html {
        let Some((head, lines)) = self.told.split_first() else { return Html::default() };
        html! {
            <div class={classes!("note", (!lines.is_empty()).then_some("warn"))} role="status">
                <p>{ head }</p>
                if !lines.is_empty() { <ul>{ for lines.iter().map(|line| html! { <li>{ line }</li> }) }</ul> }
            </div>
        }
    }

    /// Picks all rows that can be picked, or none; and what is done with the `count` that are.
    pub fn bar(&self, desk: &Desk, ids: Vec<Uuid>, count: usize, deeds: Html) -> Html {
        if ids.is_empty() {
            return Html::default();
        }
        let all = ids.iter().all(|id| self.has(*id));
        html! {
            <div class={classes!("row", "bulk", (count > 0).then_some("on"))}>
                <label class="check"><input type="checkbox" checked={all} onchange={self.toggle(ids, !all)} />{ desk.t(Say::SelectAll) }</label>
                if count > 0 {
                    <span role="status">{ desk.t(Say::Selected { count }) }</span>
                    { deeds }
                }
            </div>
        }
    }

    /// The cell of a row that picks it.
    pub fn cell(&self, desk: &Desk, id: Uuid, name: &str, takes: bool) -> Html {
        let chosen = self.has(id);
        html! {
            <td class="pick">
                if takes {
                    <label><input type="checkbox" checked={chosen} onchange={self.toggle(vec![id], !chosen)} aria-label={desk.t(Say::Select { name: name.to_owned() })} /></label>
                }
            </td>
        }
    }

    /// What stands in the way of a row.
    pub fn why(&self, id: Uuid) -> Html {
        let why = self.way.get(&id);
        html! { { for why.map(|why| html! { <span class="error">{ " " }{ why }</span> }) } }
    }
}
