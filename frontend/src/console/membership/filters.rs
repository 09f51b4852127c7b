//! What a list of people is narrowed to. It stands in the address, but for what is searched for: that is a name or part
//! of a number.

use super::text::Word;
use crate::hooks::Desk;
use crate::route::Place;
use shared::api::ListedUnion;
use shared::i18n::Text;
use shared::membership::GROUPS;
use shared::union::DIVISIONS;
use uuid::Uuid;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The filters; what is empty lets all pass.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Filters {
    pub state: String,
    pub union: Option<Uuid>,
    pub group: String,
    pub division: String,
}

impl Filters {
    /// Only this state.
    pub fn of(state: impl serde::Serialize) -> Filters {
        let state = serde_json::to_value(state).ok().and_then(|state| state.as_str().map(str::to_owned));
        Filters { state: state.unwrap_or_default(), ..Filters::default() }
    }

    /// As parts of an address.
    pub fn parts(&self) -> String {
        let part = |text: &str| if text.is_empty() { "all".to_owned() } else { text.to_owned() };
        let union = self.union.map(|id| id.to_string()).unwrap_or_default();
        [part(&self.state), part(&union), part(&self.group), part(&self.division)].join("/")
    }

    /// From the parts of an address.
    pub fn parse(parts: &[&str]) -> Option<Filters> {
        let [state, union, group, division] = parts else { return None };
        let text = |part: &str| if part == "all" { String::new() } else { part.to_owned() };
        let (state, group, division) = (text(state), text(group), text(division));
        Some(Filters { state, union: union.parse().ok(), group, division })
    }

    /// As parameters of a request.
    pub fn query(&self, q: &str) -> String {
        let mut query = format!("q={}", js_sys::encode_uri_component(q));
        let union = self.union.map(|id| id.to_string()).unwrap_or_default();
        for (name, value) in
            [("state", &self.state), ("union", &union), ("group", &self.group), ("division", &self.division)]
        {
            if !value.is_empty() {
                query.push_str(&format!("&{name}={}", js_sys::encode_uri_component(value)));
            }
        }
        query
    }
}

/// Goes to a place.
pub(super) fn go(place: &Place) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(&place.href());
    }
}

/// The selects above a list. `to` makes the place of changed filters.
pub(super) fn selects(desk: &Desk, now: &Filters, unions: &[ListedUnion], to: fn(Filters) -> Place) -> Html {
    let pick = |change: fn(&mut Filters, String)| {
        let now = now.clone();
        Callback::from(move |event: Event| {
            let mut filters = now.clone();
            change(&mut filters, event.target_unchecked_into::<HtmlSelectElement>().value());
            go(&to(filters));
        })
    };
    let option =
        |value: String, text: String, on: bool| html! { <option {value} selected={on}>{ text }</option> };
    let union = now.union.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <>
            if unions.len() > 1 || now.union.is_some() {
                <div>
                    <label for="filter-union">{ desk.t(Word::Union) }</label>
                    <select id="filter-union" onchange={pick(|filters, value| filters.union = value.parse().ok())}>
                        { option(String::new(), desk.t(Word::AllUnions), union.is_empty()) }
                        { for unions.iter().map(|one| option(one.id.to_string(), one.name.get(desk.lang).to_owned(), now.union == Some(one.id))) }
                    </select>
                </div>
            }
            <div>
                <label for="filter-group">{ desk.t(Word::Group) }</label>
                <select id="filter-group" onchange={pick(|filters, value| filters.group = value)}>
                    { option(String::new(), desk.t(Word::AllGroups), now.group.is_empty()) }
                    { for GROUPS.iter().map(|one| option(one.code.to_owned(), one.text(desk.lang), now.group == one.code)) }
                </select>
            </div>
            <div>
                <label for="filter-division">{ desk.t(Word::Division) }</label>
                <select id="filter-division" onchange={pick(|filters, value| filters.division = value)}>
                    { option(String::new(), desk.t(Word::AllDivisions), now.division.is_empty()) }
                    { for DIVISIONS.iter().map(|one| option(one.code.to_owned(), one.text(desk.lang), now.division == one.code)) }
                </select>
            </div>
        </>
    }
}
