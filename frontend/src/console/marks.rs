//! The grid of marks: works by keyboard, saves row by row, loses nothing that was typed.

use crate::hooks::{Desk, RecordProps, use_get};
use crate::parts::{empty, with};
use crate::route::Place;
use crate::sheet::{Fate, Key, Sheet, save};
use crate::text::Say;
use shared::api::{MarkCell, MarkGrid, MarkRow};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

/// The grid.
#[component]
pub(crate) fn Marks(RecordProps { desk, id }: &RecordProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let sheet = use_mut_ref(Sheet::default);
    let redraw = use_force_update();
    let data =
        use_get::<MarkGrid>(desk, format!("/staff/competitions/{id}/marks"), desk.news * 1_000 + *fresh);
    with(desk, &data, |grid| {
        if grid.rows.is_empty() {
            return html! { <div class="stack"><p><a class="up" href={Place::Competition(*id).href()}>{ grid.title.get(desk.lang) }</a></p><h1>{ desk.t(Say::Marks) }</h1>{ empty(desk.t(Say::NoEntrants), String::new()) }</div> };
        }
        sheet.borrow_mut().settle(grid);
        let oninput = {
            let (sheet, redraw) = (sheet.clone(), redraw.clone());
            Callback::from(move |(key, value): (Key, String)| {
                let told = sheet.borrow().fate(&key).is_some();
                sheet.borrow_mut().type_in(key, value);
                if told {
                    redraw.force_update();
                }
            })
        };
        let onback = {
            let (sheet, redraw) = (sheet.clone(), redraw.clone());
            Callback::from(move |key: Key| {
                sheet.borrow_mut().take_back(&key);
                redraw.force_update();
            })
        };
        let onsave = {
            let (sheet, fresh, desk) = (sheet.clone(), fresh.setter(), desk.clone());
            Callback::from(move |(key, cell): (Key, MarkCell)| {
                let (counts, fresh, redraw) = (sheet.clone(), fresh.clone(), redraw.clone());
                let redraw = move || {
                    fresh.set(counts.borrow().saved);
                    redraw.force_update();
                };
                spawn_local(save(sheet.clone(), desk.clone(), key, cell, redraw));
            })
        };
        // Judges see numbers only.
        let named = grid.rows.iter().any(|row| !row.name.is_empty());
        let heads = [
            Say::Number,
            Say::Name,
            Say::Event,
            Say::Theory,
            Say::Practical,
            Say::Total,
            Say::Rank,
            Say::Award,
            Say::Why,
        ];
        let keys = grid.may_mark.then_some(Keys { oninput, onsave, onback });
        let row = |at: usize, row: &MarkRow| line(desk, at, row, &sheet.borrow(), keys.as_ref());
        html! {
            <div class="stack">
                <p><a class="up" href={Place::Competition(*id).href()}>{ grid.title.get(desk.lang) }</a></p>
                <h1>{ desk.t(Say::Marks) }</h1>
                if grid.may_mark { <p class="quiet">{ desk.t(Say::MarksHint) }</p> }
                if grid.may_mark && grid.published { <p class="note warn">{ desk.t(Say::UnpublishedHint) }</p> }
                if !grid.may_mark && grid.before_closing { <p class="note">{ desk.t(Say::MarksNotYet) }</p> }
                { warnings(desk, grid) }
                <div class="table-wrap">
                    <table class="grid" onkeydown={Callback::from(move_focus)}>
                        <thead><tr>{ for heads.into_iter().filter(|head| named || *head != Say::Name).map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                        <tbody>{ for grid.rows.iter().enumerate().map(|(at, one)| row(at, one)) }</tbody>
                    </table>
                </div>
            </div>
        }
    })
}

/// About awards: one line stands as it is, several fold up above the grid.
fn warnings(desk: &Desk, grid: &MarkGrid) -> Html {
    match grid.warnings.as_slice() {
        [] => Html::default(),
        [one] => html! { <p class="note warn">{ one.get(desk.lang) }</p> },
        all => html! {
            <details class="note warn">
                <summary>{ desk.t(Say::AwardWarnings { count: all.len() }) }</summary>
                <ul>{ for all.iter().map(|text| html! { <li>{ text.get(desk.lang) }</li> }) }</ul>
            </details>
        },
    }
}

/// What is done with a cell.
struct Keys {
    /// Something was typed.
    oninput: Callback<(Key, String)>,
    /// It is to be saved.
    onsave: Callback<(Key, MarkCell)>,
    /// What was typed is taken back.
    onback: Callback<Key>,
}

fn line(desk: &Desk, at: usize, row: &MarkRow, sheet: &Sheet, keys: Option<&Keys>) -> Html {
    let cell = |col: usize, cell: &MarkCell| {
        let key = (row.entry_id, cell.part);
        let stored = if cell.value == "absent" { desk.t(Say::Absent) } else { cell.value.clone() };
        let Some(Keys { oninput, onsave, onback }) = keys else {
            return html! { <td class="num">{ stored }</td> };
        };
        let value = sheet.typed(&key).cloned().unwrap_or(stored);
        let fate = sheet.fate(&key);
        let said = match fate {
            Some(Fate::Saving) => desk.t(Say::Saving),
            Some(Fate::Saved) => desk.t(Say::Saved),
            Some(Fate::NotSaved(why)) => desk.t(Say::NotSaved { why: why.clone() }),
            None => String::new(),
        };
        let wrong = matches!(fate, Some(Fate::NotSaved(_)));
        let input = oninput.reform(move |event: InputEvent| {
            (key, event.target_unchecked_into::<HtmlInputElement>().value())
        });
        let save = {
            let (onsave, cell) = (onsave.clone(), cell.clone());
            Callback::from(move |_: FocusEvent| onsave.emit((key, cell.clone())))
        };
        let enter = {
            let (onsave, onback, cell) = (onsave.clone(), onback.clone(), cell.clone());
            Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
                "Enter" => onsave.emit((key, cell.clone())),
                "Escape" => onback.emit(key),
                _ => {}
            })
        };
        html! {
            <td class="num">
                <input type="text" inputmode="decimal" autocomplete="off" {value} data-cell={format!("{at}-{col}")} oninput={input} onblur={save} onkeydown={enter}
                    aria-label={format!("{} {}", row.number, desk.t(cell.part))} aria-invalid={wrong.then_some("true")} />
                <span class={if wrong { "error" } else { "quiet" }} role="status">{ said }</span>
            </td>
        }
    };
    html! {
        <tr key={row.entry_id.to_string()}>
            <th scope="row" class="mono">{ &row.number }</th>
            if !row.name.is_empty() { <td>{ &row.name }</td> }
            <td>{ row.event_title.get(desk.lang) }</td>
            { cell(0, &row.theory) }
            { cell(1, &row.practical) }
            <td class="num">{ row.total.clone().unwrap_or_default() }</td>
            <td class="num">{ row.rank.map(|rank| rank.to_string()).unwrap_or_default() }</td>
            <td>{ row.award.as_ref().map(|award| award.get(desk.lang).to_owned()).unwrap_or_default() }</td>
            <td class="why">{ row.explanation.get(desk.lang) }</td>
        </tr>
    }
}

/// Arrow keys and Enter move between cells, as in a spreadsheet.
fn move_focus(event: KeyboardEvent) {
    let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let place = input.get_attribute("data-cell").unwrap_or_default();
    let Some((row, col)) = place
        .split_once('-')
        .and_then(|(row, col)| Some((row.parse::<i32>().ok()?, col.parse::<i32>().ok()?)))
    else {
        return;
    };
    // Within a value, left and right move the caret.
    let edge = |end: bool| {
        let at = input.selection_start().ok().flatten().unwrap_or_default() as usize;
        if end { at >= input.value().chars().count() } else { at == 0 }
    };
    let (row, col) = match event.key().as_str() {
        "ArrowDown" | "Enter" => (row + 1, col),
        "ArrowUp" => (row - 1, col),
        "ArrowRight" if edge(true) => (row, col + 1),
        "ArrowLeft" if edge(false) => (row, col - 1),
        _ => return,
    };
    let table = input.closest("table").ok().flatten();
    let next =
        table.and_then(|table| table.query_selector(&format!("[data-cell='{row}-{col}']")).ok().flatten());
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        let _ = next.focus();
        if let Some(next) = next.dyn_ref::<HtmlInputElement>() {
            next.select();
        }
    }
}
