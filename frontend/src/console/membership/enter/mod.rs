//! An application entered for a worker who cannot: the same form, with how the worker confirmed.

mod fields;
mod form;

use super::text::Word;
use crate::hooks::{ScreenProps, use_get};
use crate::parts::with;
use crate::route::Place;
use crate::text::Say;
use form::Form;
use shared::api::PublicAssociation;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// The screen.
#[component]
pub(crate) fn Enter(ScreenProps { desk }: &ScreenProps) -> Html {
    let picked = use_state(|| None::<String>);
    let data = use_get::<Vec<PublicAssociation>>(desk, "/staff/associations".to_owned(), 0);
    let onpick = {
        let picked = picked.setter();
        Callback::from(move |event: Event| {
            picked.set(Some(event.target_unchecked_into::<HtmlSelectElement>().value()));
        })
    };
    html! {
        <div class="stack">
            <p><a class="button second" href={Place::Applications(desk.trail.borrow().applications.clone()).href()}>{ desk.t(Say::BackToList) }</a></p>
            <h1>{ desk.t(Word::Enter) }</h1>
            <p class="quiet">{ desk.t(Word::EnterHint) }</p>
            { with(desk, &data, |all: &Vec<PublicAssociation>| {
                let slug = (*picked).clone().or_else(|| all.first().map(|one| one.slug.clone()));
                html! {
                    <>
                        if all.len() > 1 {
                            <div>
                                <label for="enter-association">{ desk.t(Word::EnterAs) }</label>
                                <select id="enter-association" onchange={onpick.clone()}>
                                    { for all.iter().map(|one| html! { <option value={one.slug.clone()} selected={slug.as_ref() == Some(&one.slug)}>{ one.name.get(desk.lang) }</option> }) }
                                </select>
                            </div>
                        }
                        { for slug.map(|slug| html! { <Form desk={desk.clone()} association={slug} /> }) }
                    </>
                }
            }) }
        </div>
    }
}
