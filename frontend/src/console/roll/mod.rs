//! The roll of members as a workbook: in, row by row as it was judged, and out.

mod decision;
mod export;
mod import;
mod rows;
mod text;

use crate::hooks::{Desk, ScreenProps, use_get};
use crate::parts::with;
use shared::api::{SheetChoice, WorkbookPage, WorkbookUnion};
use text::Roll as Say;
use yew::prelude::*;

/// The screen.
#[component]
pub(crate) fn Roll(ScreenProps { desk }: &ScreenProps) -> Html {
    let page = use_get::<WorkbookPage>(desk, "/staff/workbook".to_owned(), 0);
    html! {
        <div class="stack-l">
            <div class="stack">
                <h1>{ desk.t(Say::Title) }</h1>
                <p class="quiet">{ desk.t(Say::Hint) }</p>
            </div>
            { with(desk, &page, |page: &WorkbookPage| html! {
                <>
                    if page.may_import { <import::Import desk={desk.clone()} page={page.clone()} /> }
                    if desk.me.role.may_reveal() { <export::Export desk={desk.clone()} page={page.clone()} /> }
                    if !page.may_import && !desk.me.role.may_reveal() { <p class="note">{ desk.t(Say::NotYours) }</p> }
                </>
            }) }
        </div>
    }
}

/// Choices of union and kind of sheet, under ids that begin with `name`.
fn choices(
    desk: &Desk,
    page: &WorkbookPage,
    name: &str,
    (union, onunion): (&str, Callback<Event>),
    (set, onset): (&str, Callback<Event>),
) -> Html {
    let of_union = |one: &WorkbookUnion| {
        let value = one.id.to_string();
        let selected = value == union;
        html! { <option {selected} {value}>{ one.name.get(desk.lang) }</option> }
    };
    let of_set = |one: &SheetChoice| {
        html! { <option selected={one.key == set} value={one.key.clone()}>{ one.name.get(desk.lang) }</option> }
    };
    let (union_id, set_id) = (format!("{name}-union"), format!("{name}-set"));
    html! {
        <>
            <div>
                <label for={union_id.clone()}>{ desk.t(Say::Union) }</label>
                <select id={union_id} onchange={onunion}>{ for page.unions.iter().map(of_union) }</select>
            </div>
            <div>
                <label for={set_id.clone()}>{ desk.t(Say::Sheet) }</label>
                <select id={set_id} onchange={onset}>{ for page.sheets.iter().map(of_set) }</select>
            </div>
        </>
    }
}
