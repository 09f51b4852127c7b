//! What the lists of applications and of members share: filters, a search that rests, states with their counts, pages.

use super::filters::{Filters, Selects};
use super::text::Word;
use crate::hooks::Desk;
use crate::pages::{Paged, use_pages};
use crate::parts::{Skeleton, failed};
use crate::route::Place;
use crate::text::Say;
use gloo_timers::callback::Timeout;
use shared::api::{ErrorCode, ListedUnion};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Milliseconds of rest before a search.
const REST: u32 = 300;

/// Which list.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum People {
    Applications,
    Members,
}

impl People {
    /// The list under these filters.
    pub fn place(self, filters: Filters) -> Place {
        match self {
            People::Applications => Place::Applications(filters),
            People::Members => Place::Members(filters),
        }
    }
}

/// A list as it stands on the screen.
pub(super) struct Listed<T> {
    data: Option<Result<T, ErrorCode>>,
    search: Callback<InputEvent>,
    more: Callback<MouseEvent>,
}

impl<T> Listed<T> {
    /// What is here.
    pub fn here(&self) -> Option<&T> {
        self.data.as_ref().and_then(|data| data.as_ref().ok())
    }

    /// What is here as a table, or what is there instead.
    pub fn show(&self, desk: &Desk, table: impl FnOnce(&T) -> Html) -> Html {
        match &self.data {
            None => html! { <Skeleton /> },
            Some(Err(code)) => failed(desk, *code),
            Some(Ok(data)) => table(data),
        }
    }
}

/// The rows that pass the filters and the search, page by page.
#[hook]
pub(super) fn use_list<T: Paged>(
    desk: &Desk,
    path: &'static str,
    filters: &Filters,
    fresh: u32,
) -> Listed<T> {
    let q = use_state(|| desk.trail.borrow().people.clone());
    // Other filters and another search begin with their first page.
    let pages = use_state(|| (String::new(), 1_u32));
    let rest = use_mut_ref(|| None::<Timeout>);
    let path = format!("{path}?{}", filters.query(&q));
    let count = if pages.0 == path { pages.1 } else { 1 };
    let data = use_pages::<T>(desk, path.clone(), count, desk.news * 1_000 + fresh);
    let search = {
        let (q, trail) = (q.setter(), desk.trail.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            trail.borrow_mut().people.clone_from(&text);
            let q = q.clone();
            *rest.borrow_mut() = Some(Timeout::new(REST, move || q.set(text)));
        })
    };
    let pages = pages.setter();
    let more = Callback::from(move |_: MouseEvent| pages.set((path.clone(), count + 1)));
    Listed { data, search, more }
}

/// What stands around the table.
pub(super) struct Frame<'a> {
    pub list: People,
    pub title: Word,
    pub search: Word,
    pub filters: &'a Filters,
    /// The caller's unions.
    pub unions: &'a [ListedUnion],
    /// Whether there is another page.
    pub more: bool,
    /// States as the address has them, what they are called, and how many there are.
    pub tabs: Vec<(String, String, u64)>,
    /// Beside the title.
    pub beside: Html,
    /// Above the states.
    pub above: Html,
    pub body: Html,
}

impl<T> Listed<T> {
    /// The whole screen.
    pub fn frame(&self, desk: &Desk, frame: Frame<'_>) -> Html {
        framed(desk, &self.search, &self.more, frame)
    }
}

fn framed(desk: &Desk, search: &Callback<InputEvent>, more: &Callback<MouseEvent>, frame: Frame<'_>) -> Html {
    let filters = frame.filters;
    let tab = |(state, text, count): &(String, String, u64)| {
        let here = (*state == filters.state).then_some("true");
        let to = frame.list.place(Filters { state: state.clone(), ..filters.clone() });
        html! { <a href={to.href()} aria-current={here}>{ text }{ " " }<b>{ *count }</b></a> }
    };
    html! {
        <div class="stack">
            <div class="row"><h1>{ desk.t(frame.title) }</h1>{ frame.beside }</div>
            <div class="searched">
                <label for="filter-q">{ desk.t(frame.search) }</label>
                <input id="filter-q" type="search" autocomplete="off" spellcheck="false" value={desk.trail.borrow().people.clone()} oninput={search.clone()} />
            </div>
            <Selects desk={desk.clone()} filters={filters.clone()} unions={frame.unions.to_vec()} list={frame.list} />
            { frame.above }
            <div class="tabs" role="group" aria-label={desk.t(Say::State)}>{ for frame.tabs.iter().map(tab) }</div>
            { frame.body }
            if frame.more { <p><button type="button" class="button second" onclick={more}>{ desk.t(Say::More) }</button></p> }
        </div>
    }
}

/// The head of a table.
pub(super) fn heads(desk: &Desk, picks: bool, heads: Vec<String>) -> Html {
    html! {
        <thead><tr>
            if picks { <th scope="col"><span class="sr">{ desk.t(Say::Selection) }</span></th> }
            { for heads.into_iter().map(|text| html! { <th scope="col">{ text }</th> }) }
        </tr></thead>
    }
}
