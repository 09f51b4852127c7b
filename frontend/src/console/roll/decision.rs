//! The committee's decision, and what happens to good rows when others are refused.

use super::import::told;
use super::text::Roll as Say;
use crate::building::code;
use crate::hooks::{Desk, said};
use crate::net::{self, NetError};
use frontend::common::id;
use gloo_timers::future::TimeoutFuture;
use shared::api::{GoodRows, ImportWorkbook, ImportedWorkbook, RowCounts, WorkbookFile, WorkbookPreview};
use shared::i18n::{Problem, Violation};
use shared::sync::{CommitteeDecision, Confirmation, ConfirmedBy, Conflict, Outcome};
use shared::workbook::SheetKind;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

#[derive(Properties)]
pub(super) struct DecideProps {
    pub desk: Desk,
    pub file: Rc<WorkbookFile>,
    pub preview: Rc<WorkbookPreview>,
    pub kind: SheetKind,
    /// Imported, with what was done.
    pub done: Callback<RowCounts>,
    /// Asks for another preview.
    pub again: Callback<()>,
}

impl PartialEq for DecideProps {
    fn eq(&self, other: &Self) -> bool {
        self.desk == other.desk && self.preview == other.preview && Rc::ptr_eq(&self.file, &other.file)
    }
}

/// Records the decision and imports. What was typed stays when it is refused.
#[component]
pub(super) fn Decide(DecideProps { desk, file, preview, kind, done, again }: &DecideProps) -> Html {
    let counts = preview.counts;
    // Nobody decides on unions and employers here: they are told of, not taken in.
    let joining = if *kind == SheetKind::Members { counts.new } else { 0 };
    let none_refused = use_state(|| false);
    let violations = use_state(Vec::<Violation>::new);
    let error = use_state(|| None::<String>);
    let busy = use_state(|| false);
    let by = use_state(|| ConfirmedBy::Paper);
    let fields: [NodeRef; 6] =
        [use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref()];
    if counts.new == 0 && counts.changed == 0 {
        return html! { <p class="note">{ desk.t(Say::NothingToDo) }</p> };
    }
    let onsubmit = {
        let (desk, file, preview, done) = (desk.clone(), file.clone(), preview.clone(), done.clone());
        let (violations, error, busy, rule) =
            (violations.clone(), error.clone(), busy.clone(), none_refused.clone());
        let (again, fields, by) = (again.clone(), fields.clone(), by.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(id) = id::uuid().filter(|_| !*busy) else { return };
            let typed = |at: usize| {
                fields
                    .get(at)
                    .and_then(|field| field.cast::<HtmlInputElement>())
                    .map(|input| input.value())
                    .unwrap_or_default()
            };
            let (day, number, names) = (typed(0).parse().ok(), typed(1), typed(2));
            let (confirmed_on, who, reason) = (typed(3).parse().ok(), typed(4), typed(5));
            let missing = [
                ("on", day.is_none(), Problem::Required),
                ("document_number", number.trim().is_empty(), Problem::DocumentNumberNeeded),
                ("deciders", names.trim().is_empty(), Problem::DecidersNeeded),
                ("confirmed_on", confirmed_on.is_none(), Problem::Required),
                ("who", who.trim().is_empty(), Problem::ConfirmationNeeded),
                ("reason", reason.trim().is_empty(), Problem::Required),
            ];
            let missing = missing.into_iter().filter(|(_, missing, _)| joining > 0 && *missing);
            let missing: Vec<_> = missing.map(|(field, _, problem)| Violation::new(field, problem)).collect();
            if !missing.is_empty() {
                violations.set(missing);
                return;
            }
            let decision = day.map(|on| CommitteeDecision { on, document_number: number, deciders: names });
            let confirmation = confirmed_on.map(|on| Confirmation { reason, by: *by, on, who });
            let import = ImportWorkbook {
                id,
                captured_at: id::now(),
                file: (*file).clone(),
                digest: preview.digest.clone(),
                rows: if *rule { GoodRows::OnlyIfNoneRefused } else { GoodRows::All },
                decision,
                confirmation,
            };
            let (desk, done, again) = (desk.clone(), done.clone(), again.clone());
            let (violations, error, busy) = (violations.clone(), error.clone(), busy.clone());
            busy.set(true);
            spawn_local(async move {
                let (mut wrong, mut why) = (Vec::new(), None);
                match send(&desk, &import).await {
                    Ok(ImportedWorkbook { outcome, counts }) => match outcome {
                        Outcome::Accepted { .. } | Outcome::Duplicate { .. } => done.emit(counts),
                        Outcome::Conflict { conflict: Conflict::VersionChanged } => {
                            why = Some(desk.t(Say::Stale));
                            again.emit(());
                        }
                        Outcome::Rejected { violations, .. } if !violations.is_empty() => wrong = violations,
                        outcome => why = said(&Ok(outcome), desk.lang),
                    },
                    Err(error) => why = Some(told(&desk, &error).join(" ")),
                }
                violations.set(wrong);
                error.set(why);
                busy.set(false);
            });
        })
    };
    let wrong = |field: &str| violations.iter().find(|one| one.field == field).map(|one| one.text(desk.lang));
    let field = |name: &str, label: Say, kind: &'static str, node: &NodeRef| {
        let (id, error_id, wrong) = (format!("roll-{name}"), format!("roll-{name}-error"), wrong(name));
        html! {
            <div>
                <label for={id.clone()}>{ desk.t(label) }</label>
                <input {id} type={kind} ref={node.clone()} autocomplete="off" maxlength="500" aria-describedby={error_id.clone()}
                    aria-invalid={wrong.is_some().then_some("true")} />
                <div id={error_id} role="alert">{ for wrong.map(|text| html! { <p class="error">{ text }</p> }) }</div>
            </div>
        }
    };
    let onchange = {
        let by = by.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().value();
            let chosen = ConfirmedBy::ALL.into_iter().find(|one| code(*one) == chosen);
            by.set(chosen.unwrap_or(ConfirmedBy::Paper));
        })
    };
    let way = |one: ConfirmedBy| {
        html! { <option value={code(one)} selected={*by == one}>{ desk.t(one) }</option> }
    };
    let rule = |all: bool, label: Say| {
        let chosen = none_refused.clone();
        let onchange = Callback::from(move |_: Event| chosen.set(all));
        html! {
            <label class="check">
                <input type="radio" name="roll-rule" checked={*none_refused == all} {onchange} />{ desk.t(label) }
            </label>
        }
    };
    html! {
        <form class="stack panel" {onsubmit} novalidate=true aria-labelledby="roll-decide">
            <h3 id="roll-decide">{ desk.t(if joining > 0 { Say::Decide } else { Say::DoImport }) }</h3>
            if counts.refused > 0 {
                <fieldset>
                    <legend>{ desk.t(Say::Rules) }</legend>
                    <div class="row">{ rule(false, Say::GoodRows) }{ rule(true, Say::AllOrNone) }</div>
                    { for wrong("rows").map(|text| html! { <p class="error" role="alert">{ text }</p> }) }
                </fieldset>
            }
            if joining > 0 {
                <p>{ desk.t(Say::DecisionHint { count: joining }) }</p>
                <div class="filters">
                    { field("on", Say::On, "date", &fields[0]) }
                    { field("document_number", Say::DocumentNumber, "text", &fields[1]) }
                    { field("deciders", Say::Deciders, "text", &fields[2]) }
                </div>
                <p>{ desk.t(Say::ConfirmHint) }</p>
                <div class="filters">
                    <div>
                        <label for="roll-confirmed_by">{ desk.t(Say::ConfirmedBy) }</label>
                        <select id="roll-confirmed_by" {onchange}>{ for ConfirmedBy::ALL.into_iter().map(way) }</select>
                    </div>
                    { field("confirmed_on", Say::ConfirmedOn, "date", &fields[3]) }
                    { field("who", Say::ConfirmedWho, "text", &fields[4]) }
                    { field("reason", Say::ConfirmReason, "text", &fields[5]) }
                </div>
            }
            if let Some(error) = &*error { <p class="error" role="alert">{ error }</p> }
            <div class="row">
                <button type="submit" class="button" aria-disabled={busy.then_some("true")}>{ desk.t(Say::DoImport) }</button>
                if *busy { <span role="status">{ desk.t(Say::Working) }</span> }
            </div>
        </form>
    }
}

/// Sends an import; without an answer the same again, three times: it has its id.
async fn send(desk: &Desk, import: &ImportWorkbook) -> Result<ImportedWorkbook, NetError> {
    let mut tries = 0;
    loop {
        tries += 1;
        match net::post("/api/v1/staff/workbook/import", import, desk.lang).await {
            Err(error) if error.may_pass() && tries < 4 => TimeoutFuture::new(1_000 * tries).await,
            answer => return answer,
        }
    }
}
