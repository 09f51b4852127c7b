//! A list on the screen: what narrows it, its states with their counts, its rows page by page.

use super::narrow::use_rest;
use super::pages::{Paged, use_pages};
use crate::hooks::{Desk, Trail};
use crate::parts::{Skeleton, failed};
use crate::route::Place;
use crate::text::Say;
use shared::api::ErrorCode;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// Which search a list goes by. It outlives the list.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Searched {
    Entries,
    /// Among applications as among members.
    People,
}

impl Searched {
    fn typed(self, trail: &mut Trail) -> &mut String {
        match self {
            Searched::Entries => &mut trail.q,
            Searched::People => &mut trail.people,
        }
    }
}

/// A list as it stands on the screen.
pub(crate) struct Listed<T> {
    data: Option<Result<T, ErrorCode>>,
    around: Around,
}

/// What the rows are searched by, and how more of them come.
struct Around {
    typed: String,
    search: Callback<InputEvent>,
    more: Callback<MouseEvent>,
}

/// The rows that pass the search and `query` (further parameters, each after a `&`), page by page.
#[hook]
pub(crate) fn use_list<T: Paged>(
    desk: &Desk,
    path: &'static str,
    searched: Searched,
    query: &str,
    fresh: u32,
) -> Listed<T> {
    let q = use_state(|| searched.typed(&mut desk.trail.borrow_mut()).clone());
    // Other filters and another search begin with their first page.
    let pages = use_state(|| (String::new(), 1_u32));
    let rest = use_rest();
    let path = format!("{path}?q={}{query}", js_sys::encode_uri_component(&q));
    let count = if pages.0 == path { pages.1 } else { 1 };
    let data = use_pages::<T>(desk, path.clone(), count, desk.news * 1_000 + fresh);
    let search = {
        let (q, trail) = (q.setter(), desk.trail.clone());
        Callback::from(move |event: InputEvent| {
            let text = event.target_unchecked_into::<HtmlInputElement>().value();
            searched.typed(&mut trail.borrow_mut()).clone_from(&text);
            let q = q.clone();
            rest.emit(Box::new(move || q.set(text)));
        })
    };
    let pages = pages.setter();
    let more = Callback::from(move |_: MouseEvent| pages.set((path.clone(), count + 1)));
    let typed = searched.typed(&mut desk.trail.borrow_mut()).clone();
    Listed { data, around: Around { typed, search, more } }
}

/// A state of the records, how many there are, and where they are listed.
pub(crate) struct Tab {
    pub to: Place,
    /// Whether they are listed here.
    pub here: bool,
    pub text: String,
    pub count: u64,
}

/// What stands around the table.
pub(crate) struct Frame {
    pub title: String,
    /// What can be searched for.
    pub search: String,
    pub tabs: Vec<Tab>,
    /// Beside the title.
    pub beside: Html,
    /// Beside the search.
    pub narrow: Html,
    /// Above the states.
    pub above: Html,
    pub body: Html,
}

impl<T: Paged> Listed<T> {
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

    /// The whole screen.
    pub fn frame(&self, desk: &Desk, frame: Frame) -> Html {
        let more = self.here().is_some_and(|data| data.next().is_some());
        framed(desk, &self.around, more, frame)
    }
}

fn framed(desk: &Desk, around: &Around, more: bool, frame: Frame) -> Html {
    let tab = |tab: Tab| {
        html! { <a href={tab.to.href()} aria-current={tab.here.then_some("true")}>{ tab.text }{ " " }<b>{ tab.count }</b></a> }
    };
    html! {
        <div class="stack">
            <div class="row"><h1>{ frame.title }</h1>{ frame.beside }</div>
            <div class="searched">
                <div>
                    <label for="filter-q">{ frame.search }</label>
                    <input id="filter-q" type="search" autocomplete="off" spellcheck="false" value={around.typed.clone()} oninput={around.search.clone()} />
                </div>
                { frame.narrow }
            </div>
            { frame.above }
            <div class="tabs" role="group" aria-label={desk.t(Say::State)}>{ for frame.tabs.into_iter().map(tab) }</div>
            { frame.body }
            if more { <p><button type="button" class="button second" onclick={around.more.clone()}>{ desk.t(Say::More) }</button></p> }
        </div>
    }
}

/// The head of a table.
pub(crate) fn heads(desk: &Desk, picks: bool, heads: Vec<String>) -> Html {
    html! {
        <thead><tr>
            if picks { <th scope="col"><span class="sr">{ desk.t(Say::Selection) }</span></th> }
            { for heads.into_iter().map(|text| html! { <th scope="col">{ text }</th> }) }
        </tr></thead>
    }
}
