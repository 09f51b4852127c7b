//! The unions of the caller's part of the tree.

use super::form::{code, division, divisions};
use super::place::{Building, Which};
use super::text::Word;
use super::union_new::NewUnion;
use super::{alerts, told, union_link};
use crate::hooks::{Desk, use_get};
use crate::lists::select;
use crate::membership::{Filters, ON_ROLL};
use crate::parts::{cell, empty, with};
use crate::route::Place;
use shared::api::UnionRow;
use shared::drive::DriveMethod;
use shared::i18n::Text;
use shared::union::FoundingStep;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// What is looked for.
#[derive(Clone, Default, PartialEq)]
struct Sought {
    name: String,
    method: String,
    division: String,
}

impl Sought {
    fn fits(&self, which: Which, row: &UnionRow) -> bool {
        let founded = row.stage.is_some_and(FoundingStep::is_founded);
        let which = match which {
            Which::All => true,
            Which::Founded => founded,
            Which::Dated => founded && row.founded_on.is_some(),
            Which::UnderWay => row.stage.is_some() && !founded,
            Which::Late => !row.alerts.is_empty(),
            Which::Overdue => row.stage.is_some() && !founded && !row.alerts.is_empty(),
        };
        let name = self.name.trim().to_lowercase();
        let named = row.name.zh.contains(&name) || row.name.en.to_lowercase().contains(&name);
        let method = self.method.is_empty() || row.method.map(code).as_ref() == Some(&self.method);
        which && named && method && (self.division.is_empty() || row.division == self.division)
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct UnionsProps {
    pub desk: Desk,
    pub which: Which,
}

/// The unions as a tree, narrowed down as asked.
#[component]
pub(crate) fn Unions(UnionsProps { desk, which }: &UnionsProps) -> Html {
    let sought = use_state(Sought::default);
    let fresh = use_state(|| 0_u32);
    let data = use_get::<Vec<UnionRow>>(desk, "/staff/unions".to_owned(), desk.news * 1_000 + *fresh);
    let added = {
        let fresh = fresh.clone();
        Callback::from(move |()| fresh.set(*fresh + 1))
    };
    html! {
        <div class="stack">
            <h1>{ desk.t(Word::Unions) }</h1>
            <p class="quiet">{ desk.t(Word::UnionsHint) }</p>
            { tabs(desk, *which) }
            { filters(desk, &sought) }
            { with(desk, &data, |rows| {
                let fits: Vec<&UnionRow> = rows.iter().filter(|row| sought.fits(*which, row)).collect();
                html! {
                    <>
                        <p class="quiet" role="status">{ desk.t(Word::Shown { count: fits.len() }) }</p>
                        if fits.is_empty() { { empty(desk.t(Word::NoUnion), String::new()) } } else { { table(desk, &fits) } }
                        if desk.me.role.may_manage() {
                            <NewUnion desk={desk.clone()} above={rows.clone()} added={added.clone()} />
                        }
                    </>
                }
            }) }
        </div>
    }
}

fn tabs(desk: &Desk, which: Which) -> Html {
    let all = [
        (Which::All, Word::ShowAll),
        (Which::Founded, Word::ShowFounded),
        (Which::Dated, Word::ShowDated),
        (Which::UnderWay, Word::ShowUnderWay),
        (Which::Late, Word::ShowLate),
        (Which::Overdue, Word::ShowOverdue),
    ];
    let tab = |(to, text): (Which, Word)| {
        let href = Place::Building(Building::Unions(to)).href();
        html! { <a {href} aria-current={(to == which).then_some("page")}>{ desk.t(text) }</a> }
    };
    html! { <div class="tabs">{ for all.into_iter().map(tab) }</div> }
}

fn filters(desk: &Desk, sought: &UseStateHandle<Sought>) -> Html {
    let oninput = {
        let sought = sought.clone();
        Callback::from(move |event: InputEvent| {
            let name = event.target_unchecked_into::<HtmlInputElement>().value();
            sought.set(Sought { name, ..(*sought).clone() });
        })
    };
    let on_method = {
        let sought = sought.clone();
        Callback::from(move |event: Event| {
            let method = event.target_unchecked_into::<HtmlSelectElement>().value();
            sought.set(Sought { method, ..(*sought).clone() });
        })
    };
    let on_division = {
        let sought = sought.clone();
        Callback::from(move |event: Event| {
            let division = event.target_unchecked_into::<HtmlSelectElement>().value();
            sought.set(Sought { division, ..(*sought).clone() });
        })
    };
    let methods = DriveMethod::ALL.map(|one| (code(one), one.text(desk.lang))).to_vec();
    let (by_method, by_division) = (desk.t(Word::Method), desk.t(Word::Division));
    html! {
        <div class="filters">
            <div><label for="find">{ desk.t(Word::Find) }</label><input id="find" type="search" {oninput} /></div>
            { select("by-method", by_method, desk.t(Word::AnyMethod), methods, &sought.method, on_method) }
            { select("by-division", by_division, desk.t(Word::AnyDivision), divisions(desk), &sought.division, on_division) }
        </div>
    }
}

fn table(desk: &Desk, rows: &[&UnionRow]) -> Html {
    let heads =
        [Word::Name, Word::Kind, Word::Method, Word::Stage, Word::Founded, Word::Members, Word::Employers];
    html! {
        <table class="cards-on-phone tree">
            <thead><tr>{ for heads.into_iter().map(|text| html! { <th scope="col">{ desk.t(text) }</th> }) }</tr></thead>
            <tbody>{ for rows.iter().map(|row| line(desk, row)) }</tbody>
        </table>
    }
}

/// When a union was founded; `no date known` for one that was, on a day that nobody told.
pub(super) fn founded(desk: &Desk, row: &UnionRow) -> String {
    match row.founded_on {
        Some(on) => on.text(desk.lang),
        None if row.stage.is_some_and(FoundingStep::is_founded) => desk.t(Word::Undated),
        None => desk.t(Word::Dash),
    }
}

/// The number of members whom the system holds, which opens their list.
pub(super) fn members(row: &UnionRow) -> Html {
    let filters = Filters { union: Some(row.id), ..Filters::of(ON_ROLL) };
    html! { <a href={Place::Members(filters).href()}>{ row.members }</a> }
}

fn line(desk: &Desk, row: &UnionRow) -> Html {
    let name = html! {
        <span class={format!("row depth-{}", row.depth.min(3))}>
            { union_link(desk, row) }
            <span class="quiet">{ division(desk, &row.division) }</span>
            { alerts(desk, row) }
        </span>
    };
    let members = match row.told_members {
        _ if row.members > 0 => members(row),
        Some(count) => html! { told(desk, count) },
        _ => html! { row.members },
    };
    let employers = match row.employers {
        0 => html! { 0 },
        count => {
            html! { <a href={Place::Building(Building::Union(row.id)).href()} aria-label={format!("{} {count}", desk.t(Word::Employers))}>{ count }</a> }
        }
    };
    html! {
        <tr key={row.id.to_string()}>
            { cell(desk.t(Word::Name), name) }
            { cell(desk.t(Word::Kind), desk.t(row.kind)) }
            { cell(desk.t(Word::Method), row.method.map_or_else(|| desk.t(Word::Dash), |method| desk.t(method))) }
            { cell(desk.t(Word::Stage), row.stage.map_or_else(|| desk.t(Word::NoSteps), |stage| desk.t(stage))) }
            { cell(desk.t(Word::Founded), founded(desk, row)) }
            { cell(desk.t(Word::Members), members) }
            { cell(desk.t(Word::Employers), employers) }
        </tr>
    }
}
