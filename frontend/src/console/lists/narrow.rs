//! What narrows a list: a choice, and what is typed.

use crate::route::Place;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// Milliseconds of rest before a search.
const REST: u32 = 300;

/// What is done once typing rests.
pub(crate) type Rested = Box<dyn FnOnce()>;

/// Does what it is given last, once nothing else was given for a while.
#[hook]
pub(crate) fn use_rest() -> Callback<Rested> {
    let rest = use_mut_ref(|| None::<Timeout>);
    Callback::from(move |then: Rested| *rest.borrow_mut() = Some(Timeout::new(REST, then)))
}

/// Goes to a place.
pub(crate) fn go(place: &Place) {
    if let Some(window) = web_sys::window() {
        let _ = window.location().set_hash(&place.href());
    }
}

/// A choice among values with their texts; the first of its options, `all`, has the empty value.
pub(crate) fn select(
    id: &'static str,
    label: String,
    all: String,
    options: Vec<(String, String)>,
    now: &str,
    onchange: Callback<Event>,
) -> Html {
    let option = |(value, text): (String, String)| html! { <option selected={value == now} value={value.clone()}>{ text }</option> };
    html! {
        <div>
            <label for={id}>{ label }</label>
            <select {id} {onchange}>{ option((String::new(), all)) }{ for options.into_iter().map(option) }</select>
        </div>
    }
}
