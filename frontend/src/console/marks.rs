//! The grid of marks: works by keyboard, saves row by row, loses nothing that was typed.

use crate::hooks::{Desk, use_desk, use_get};
use crate::parts::{empty, with};
use crate::sheet::{Fate, Key, Sheet, save};
use crate::text::Say;
use shared::api::{MarkCell, MarkGrid, MarkRow};
use uuid::Uuid;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MarksProps {
    pub id: Uuid,
}

/// The grid.
#[component]
pub fn Marks(MarksProps { id }: &MarksProps) -> Html {
    let Some(desk) = use_desk() else { return Html::default() };
    html! { <Grid {desk} id={*id} /> }
}

#[derive(Properties, PartialEq)]
struct GridProps {
    desk: Desk,
    id: Uuid,
}

#[component]
fn Grid(GridProps { desk, id }: &GridProps) -> Html {
    let fresh = use_state(|| 0_u32);
    let sheet = use_mut_ref(Sheet::default);
    let redraw = use_force_update();
    let data =
        use_get::<MarkGrid>(desk, format!("/staff/competitions/{id}/marks"), desk.news * 1_000 + *fresh);
    with(desk, &data, |grid| {
        if grid.rows.is_empty() {
            return html! { <div class="stack"><h1>{ grid.title.get(desk.lang) }</h1>{ empty(desk.t(Say::NoEntrants), String::new()) }</div> };
        }
        sheet.borrow_mut().settle(grid);
        let oninput = {
            let sheet = sheet.clone();
            Callback::from(move |(key, value): (Key, String)| sheet.borrow_mut().type_in(key, value))
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
        let row =
            |at: usize, row: &MarkRow| line(desk, at, row, grid.may_mark, &sheet.borrow(), &oninput, &onsave);
        html! {
            <div class="stack">
                <p class="quiet">{ grid.title.get(desk.lang) }</p>
                <h1>{ desk.t(Say::Marks) }</h1>
                if grid.may_mark { <p class="quiet">{ desk.t(Say::MarksHint) }</p> }
                { for grid.warnings.iter().map(|text| html! { <p class="note warn">{ text.get(desk.lang) }</p> }) }
                <div class="table-wrap">
                    <table class="grid" onkeydown={Callback::from(move_focus)}>
                        <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
                        <tbody>{ for grid.rows.iter().enumerate().map(|(at, one)| row(at, one)) }</tbody>
                    </table>
                </div>
            </div>
        }
    })
}

fn line(
    desk: &Desk,
    at: usize,
    row: &MarkRow,
    may: bool,
    sheet: &Sheet,
    oninput: &Callback<(Key, String)>,
    onsave: &Callback<(Key, MarkCell)>,
) -> Html {
    let cell = |col: usize, cell: &MarkCell| {
        let key = (row.entry_id, cell.part);
        let stored = if cell.value == "absent" { desk.t(Say::Absent) } else { cell.value.clone() };
        if !may {
            return html! { <td class="num">{ stored }</td> };
        }
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
            let (onsave, cell) = (onsave.clone(), cell.clone());
            Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Enter" {
                    onsave.emit((key, cell.clone()))
                }
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
            <td>{ &row.name }</td>
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
