//! Every row with its verdict.

use super::text::Roll as Say;
use crate::hooks::Desk;
use crate::parts::{cell, empty};
use shared::api::{PreviewRow, RowVerdict, WorkbookPreview};
use shared::workbook::SheetKind;
use std::rc::Rc;
use yew::prelude::*;

/// Rows shown at once.
const PAGE: usize = 100;

#[derive(Properties, PartialEq)]
pub(super) struct RowsProps {
    pub desk: Desk,
    pub preview: Rc<WorkbookPreview>,
    pub kind: SheetKind,
}

/// The rows, those of one verdict if one is chosen: refused ones first of all.
#[component]
pub(super) fn Rows(RowsProps { desk, preview, kind }: &RowsProps) -> Html {
    let counts = preview.counts;
    let only = use_state(|| (counts.refused > 0).then_some(RowVerdict::Refused));
    let shown = use_state(|| PAGE);
    let passes = |row: &&PreviewRow| only.is_none_or(|only| row.verdict == only);
    let all = u32::try_from(preview.rows.len()).unwrap_or(u32::MAX);
    let choose = |to: Option<RowVerdict>, text: String| {
        let (only, shown) = (only.clone(), shown.clone());
        let pressed = (*only == to).to_string();
        let onclick = Callback::from(move |_: MouseEvent| {
            only.set(to);
            shown.set(PAGE);
        });
        html! { <button type="button" class="button second" aria-pressed={pressed} {onclick}>{ text }</button> }
    };
    let present = RowVerdict::ALL.into_iter().filter(|verdict| counts.of(*verdict) > 0);
    let count = preview.rows.iter().filter(passes).count();
    let more = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(*shown + 5 * PAGE))
    };
    let (name, document) = match kind {
        SheetKind::Members => (Say::Name, Say::Document),
        SheetKind::Organisations => (Say::Union, Say::Employer),
    };
    let heads = [Say::Row, name.clone(), document.clone(), Say::Verdict, Say::About];
    html! {
        <section class="stack" aria-labelledby="roll-rows">
            <h3 id="roll-rows">{ desk.t(Say::Rows) }</h3>
            <div class="row" role="group" aria-labelledby="roll-rows">
                { choose(None, desk.t(Say::All { count: all })) }
                { for present.map(|verdict| choose(Some(verdict), format!("{} {}", desk.t(verdict), counts.of(verdict)))) }
            </div>
            if count == 0 {
                { empty(desk.t(Say::NoRows), String::new()) }
            } else {
                <table class="cards-on-phone" data-preview="">
                    <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                    <tbody>{ for preview.rows.iter().filter(passes).take(*shown).map(|one| row(desk, one, (&name, &document))) }</tbody>
                </table>
            }
            if count > *shown { <p><button type="button" class="button second" onclick={more}>{ desk.t(Say::More) }</button></p> }
        </section>
    }
}

fn row(desk: &Desk, row: &PreviewRow, (name, document): (&Say, &Say)) -> Html {
    let class = match row.verdict {
        RowVerdict::New => "tag good",
        RowVerdict::Changed => "tag info",
        RowVerdict::Refused => "tag bad",
        RowVerdict::Unchanged | RowVerdict::Note => "tag",
    };
    let reasons = row.reasons.iter().map(|reason| {
        let why = reason.violation.text(desk.lang);
        desk.t(Say::In { column: reason.column.clone(), why })
    });
    let changed =
        (!row.changed.is_empty()).then(|| desk.t(Say::Changed { columns: row.changed.join("、") }));
    let warnings = row.warnings.iter().map(|warning| warning.get(desk.lang).to_owned());
    let lines: Vec<String> = reasons.chain(changed).chain(warnings).collect();
    let dash = |text: &str| if text.is_empty() { "—".to_owned() } else { text.to_owned() };
    let about = match lines.is_empty() {
        true => html! { "—" },
        false => {
            html! { <ul class="plain">{ for lines.into_iter().map(|line| html! { <li>{ line }</li> }) }</ul> }
        }
    };
    html! {
        <tr key={row.row}>
            { cell(desk.t(Say::Row), row.row.to_string()) }
            { cell(desk.t(name.clone()), dash(&row.name)) }
            { cell(desk.t(document.clone()), html! { <span class="mono">{ dash(&row.document) }</span> }) }
            { cell(desk.t(Say::Verdict), html! { <span {class}>{ desk.t(row.verdict) }</span> }) }
            { cell(desk.t(Say::About), about) }
        </tr>
    }
}
