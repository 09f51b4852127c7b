//! What is done with a month: a target, closing it, adjusting an earlier one.

use super::form::{options, use_form};
use super::text::Word;
use crate::hooks::Desk;
use shared::api::UnitReport;
use shared::i18n::Problem;
use shared::report::{Line, Month};
use shared::sync::{Action, AdjustMonth, CloseMonth, SetTarget};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct UnitProps {
    pub(crate) desk: Desk,
    pub(crate) month: Month,
    pub(crate) unit: UnitReport,
    pub(crate) changed: Callback<()>,
}

/// Sets the target of a month.
#[component]
pub fn TargetForm(UnitProps { desk, month, unit, changed }: &UnitProps) -> Html {
    let target = unit.figures.target.map(|target| target.to_string()).unwrap_or_default();
    let form = use_form(|| vec![("target", target)]).within(format!("t{}", unit.union_id));
    let onsubmit = {
        let (form, desk, changed, month, union_id) =
            (form.clone(), desk.clone(), changed.clone(), *month, unit.union_id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match form.get("target").trim().parse() {
                Ok(target) => {
                    form.send(
                        &desk,
                        Action::SetTarget(SetTarget { union_id, month, target }),
                        changed.clone(),
                    );
                }
                Err(_) => form.refuse("target", Problem::NumberShape),
            }
        })
    };
    html! {
        <details>
            <summary>{ desk.t(Word::Target) }</summary>
            <form class="stack" {onsubmit}>
                { form.input(desk, "target", Word::Target, "number") }
                { form.end(desk, Word::Save) }
            </form>
        </details>
    }
}

/// Closes a month.
#[component]
pub fn CloseForm(UnitProps { desk, month, unit, changed }: &UnitProps) -> Html {
    let form = use_form(Vec::new).within(format!("c{}", unit.union_id));
    let onsubmit = {
        let (form, desk, changed, month, union_id) =
            (form.clone(), desk.clone(), changed.clone(), *month, unit.union_id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let close = CloseMonth { union_id, month, problems: form.get("problems") };
            form.send(&desk, Action::CloseMonth(close), changed.clone());
        })
    };
    html! {
        <details>
            <summary>{ desk.t(Word::CloseMonth) }</summary>
            <form class="stack" {onsubmit}>
                <h3>{ desk.t(Word::CloseAsk { unit: unit.union.get(desk.lang).to_owned() }) }</h3>
                <p class="note warn">{ desk.t(Word::CloseMeans) }</p>
                { form.text(desk, "problems", Word::Problems) }
                { form.end(desk, Word::CloseMonth) }
            </form>
        </details>
    }
}

/// Adjusts a closed month in this one.
#[component]
pub fn AdjustForm(UnitProps { desk, month, unit, changed }: &UnitProps) -> Html {
    let last = unit.last_closed.unwrap_or(month.before()).to_string();
    let form =
        use_form(|| vec![("of", last), ("line", "joined".to_owned())]).within(format!("a{}", unit.union_id));
    let onsubmit = {
        let (form, desk, changed, month, union_id) =
            (form.clone(), desk.clone(), changed.clone(), *month, unit.union_id);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Ok(of) = form.get("of").trim().parse() else { return form.refuse("of", Problem::MonthShape) };
            let Some(line) = form.chosen("line") else { return form.refuse("line", Problem::Required) };
            let Ok(by) = form.get("by").trim().parse() else {
                return form.refuse("by", Problem::NumberShape);
            };
            let reason = form.get("reason");
            let adjust = AdjustMonth { union_id, month, of, line, by, reason };
            form.send(&desk, Action::AdjustMonth(adjust), changed.clone());
        })
    };
    html! {
        <details>
            <summary>{ desk.t(Word::Adjust) }</summary>
            <form class="stack" {onsubmit}>
                <h3>{ desk.t(Word::AdjustAsk { unit: unit.union.get(desk.lang).to_owned() }) }</h3>
                <div class="filters">
                    { form.text(desk, "of", Word::AdjustOf) }
                    { form.choice(desk, "line", Word::AdjustLine, options(desk, &Line::MOVING, Word::NotTold)) }
                    { form.input(desk, "by", Word::AdjustBy, "number") }
                    { form.text(desk, "reason", Word::Reason) }
                </div>
                { form.end(desk, Word::Adjust) }
            </form>
        </details>
    }
}
