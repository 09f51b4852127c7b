//! The console: log-in, or the desk with its screens.

use crate::hooks::{Desk, Trail, use_news};
use crate::menu::Menu;
use crate::net::{self, NetError};
use crate::parts::{self, Skeleton};
use crate::route::Place;
use crate::text::Say;
use crate::{
    audit, building, competition, competitions, drives, entries, entry, login, marks, membership, partners,
    results, roll, today,
};
use gloo::storage::{LocalStorage, Storage};
use shared::api::Me;
use shared::i18n::{Lang, Text};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

const LANG: &str = "rollcall:console:lang";
const LARGE: &str = "rollcall:console:large";

/// Whether anybody is logged in.
#[derive(Clone, PartialEq)]
enum Who {
    Asking,
    /// The server does not answer, so nobody knows.
    Away,
    Nobody {
        ended: bool,
    },
    Here(Rc<Me>),
}

/// The whole console.
#[component]
pub fn App() -> Html {
    let lang = use_state(|| LocalStorage::get::<Lang>(LANG).unwrap_or_default());
    let large = use_state(|| LocalStorage::get::<bool>(LARGE).unwrap_or_default());
    let who = use_state(|| Who::Asking);
    let place = use_place();
    let trail = use_mut_ref(Trail::default);
    let news = use_news(matches!(*who, Who::Here(_)));
    {
        let (who, lang) = (who.clone(), *lang);
        use_effect_with((), move |()| {
            spawn_local(async move {
                who.set(match net::get::<Me>("/api/v1/session", lang).await {
                    Ok(me) => Who::Here(Rc::new(me)),
                    Err(NetError::Unreachable) => Who::Away,
                    Err(_) => Who::Nobody { ended: false },
                });
            });
        });
    }
    use_effect_with((*lang, *large), |(lang, large)| {
        // Kept for the next visit where the browser allows it.
        let _ = (LocalStorage::set(LANG, lang), LocalStorage::set(LARGE, large));
        let root = web_sys::window()
            .and_then(|window| window.document())
            .and_then(|document| document.document_element());
        if let Some(root) = root {
            let _ = root.set_attribute("lang", lang.tag());
            let _ = if *large {
                root.set_attribute("data-large", "")
            } else {
                root.remove_attribute("data-large")
            };
        }
    });
    let other = if *lang == Lang::ZhCn { Lang::En } else { Lang::ZhCn };
    let speak = {
        let lang = lang.clone();
        Callback::from(move |_: MouseEvent| lang.set(other))
    };
    let enlarge = {
        let large = large.clone();
        Callback::from(move |_: MouseEvent| large.set(!*large))
    };
    let tools = html! {
        <>
            <button type="button" class="link" onclick={enlarge} aria-pressed={large.to_string()}>{ Say::LargeText.text(*lang) }</button>
            <button type="button" class="link" onclick={speak} lang={other.tag()}>{ Say::OtherLanguage.text(*lang) }</button>
        </>
    };
    match &*who {
        Who::Asking => html! { <Skeleton /> },
        Who::Away => html! {
            <main class="login stack" id="content">
                <h1>{ Say::Away.text(*lang) }</h1>
                <p>{ Say::AwayHint.text(*lang) }</p>
                <p><button type="button" class="button" onclick={parts::reload()}>{ Say::Retry.text(*lang) }</button></p>
            </main>
        },
        Who::Nobody { ended } => {
            let (who, trail) = (who.clone(), trail.clone());
            let entered = Callback::from(move |me: Me| {
                if trail.borrow().account != me.account {
                    *trail.borrow_mut() = Trail::default();
                }
                who.set(Who::Here(Rc::new(me)));
            });
            html! { <login::Login lang={*lang} ended={*ended} {entered} {tools} /> }
        }
        Who::Here(me) => {
            let ended = {
                let who = who.clone();
                Callback::from(move |()| who.set(Who::Nobody { ended: true }))
            };
            trail.borrow_mut().account.clone_from(&me.account);
            let desk = Desk { me: me.clone(), lang: *lang, ended, news, trail };
            let left = {
                let (who, lang) = (who.clone(), *lang);
                Callback::from(move |_: MouseEvent| log_out(who.clone(), lang))
            };
            html! {
                <>
                    <a class="skip" href="#content">{ desk.t(Say::SkipToContent) }</a>
                    { header(&desk, tools, left) }
                    <div class="desk">
                        <Menu desk={desk.clone()} place={place.clone()} />
                        <main id="content" tabindex="-1" key={place.screen()}>{ screen(&desk, &place) }</main>
                    </div>
                    <p class="sr" role="status">{ if news > 0 { desk.t(Say::NewData) } else { String::new() } }</p>
                </>
            }
        }
    }
}

fn log_out(who: UseStateHandle<Who>, lang: Lang) {
    spawn_local(async move {
        match net::delete("/api/v1/session", lang).await {
            // Not reached: the session goes on, so say nothing else.
            Err(NetError::Unreachable) => {}
            _ => who.set(Who::Nobody { ended: false }),
        }
    });
}

/// The place that the address names; follows it.
#[hook]
fn use_place() -> Place {
    let place = use_state(Place::current);
    let set = place.setter();
    use_effect_with((), move |()| {
        let follow = Closure::<dyn Fn()>::new(move || set.set(Place::current()));
        let window = web_sys::window();
        if let Some(window) = &window {
            let _ = window.add_event_listener_with_callback("hashchange", follow.as_ref().unchecked_ref());
        }
        move || {
            if let Some(window) = &window {
                let _ =
                    window.remove_event_listener_with_callback("hashchange", follow.as_ref().unchecked_ref());
            }
        }
    });
    (*place).clone()
}

fn header(desk: &Desk, tools: Html, left: Callback<MouseEvent>) -> Html {
    html! {
        <header class="top">
            <div class="who">
                <strong>{ desk.t(Say::Console) }</strong>
                <span>{ desk.me.scope.union.get(desk.lang) }</span>
                <span class="quiet">{ format!("{} · {}", desk.me.name, desk.t(desk.me.role)) }</span>
            </div>
            <div class="tools">
                { tools }
                <button type="button" class="link" onclick={left}>{ desk.t(Say::Logout) }</button>
            </div>
        </header>
    }
}

fn screen(desk: &Desk, place: &Place) -> Html {
    let (role, desk) = (desk.me.role, desk.clone());
    match place {
        Place::Today => html! { <today::Today {desk} /> },
        Place::Competitions => html! { <competitions::Competitions {desk} /> },
        Place::Competition(id) => html! { <competition::Competition {desk} id={*id} /> },
        Place::Entries(competition, state) if role.may_see_entries() => {
            html! { <entries::Entries {desk} competition={*competition} state={*state} /> }
        }
        Place::Entry(id) if role.may_see_entries() => html! { <entry::Entry {desk} id={*id} /> },
        Place::Applications(filters) if role.may_see_entries() => {
            html! { <membership::Applications {desk} filters={filters.clone()} /> }
        }
        Place::Application(id) if role.may_see_entries() => {
            html! { <membership::Application {desk} id={*id} /> }
        }
        Place::Enter if role.may_manage() => html! { <membership::Enter {desk} /> },
        Place::Members(filters) if role.may_see_entries() => {
            html! { <membership::Members {desk} filters={filters.clone()} /> }
        }
        Place::Member(id) if role.may_see_entries() => html! { <membership::Member {desk} id={*id} /> },
        Place::Transfers if role.may_see_entries() => html! { <membership::Transfers {desk} /> },
        Place::Marks(id) => html! { <marks::Marks {desk} id={*id} /> },
        Place::Results(id) => html! { <results::Results {desk} id={*id} /> },
        Place::Building(place) if role.may_see_entries() => building::screen(desk, place),
        Place::Roll if role.may_see_entries() => html! { <roll::Roll {desk} /> },
        Place::Drives if role.may_see_entries() => html! { <drives::Drives {desk} /> },
        Place::Drive(id) if role.may_see_entries() => html! { <drives::Drive {desk} id={*id} /> },
        Place::Ceremony(drive, id) if role.may_see_entries() => {
            html! { <drives::Ceremony {desk} drive={*drive} id={*id} /> }
        }
        Place::Partners if role.may_administer() => html! { <partners::Partners {desk} /> },
        Place::Audit if role.may_audit() => html! { <audit::Audit {desk} /> },
        _ => html! {
            <div class="empty stack">
                <p class="big">{ desk.t(Say::NoSuchPage) }</p>
                <p><a class="button" href={Place::Today.href()}>{ desk.t(Say::ToToday) }</a></p>
            </div>
        },
    }
}
