//! The screens as Yew components. They hold no state and call nothing of a browser, so that the server renders the same.

#[cfg(feature = "ssr")]
mod application;
mod bar;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod code;
#[cfg(feature = "ssr")]
mod competition;
mod field;
mod form;
#[cfg(feature = "ssr")]
mod list;
mod lookup;
mod parts;
#[cfg(feature = "ssr")]
mod profile;
mod qr;
mod receipt;
#[cfg(feature = "ssr")]
mod results;
mod sign;
#[cfg(feature = "ssr")]
mod status;
mod summary;
#[cfg(feature = "ssr")]
mod transfer;

pub use form::section;
pub use parts::notice;
pub use qr::{qr, qr_of};
pub use sign::sign;
pub use summary::summary;

use super::model::{Chrome, Screen};
use std::rc::Rc;
use yew::prelude::*;

/// A screen with what stands around it.
#[derive(Clone, Properties)]
pub struct PageProps {
    /// What is shown.
    pub screen: Rc<Screen>,
    /// What stands around it.
    pub chrome: Rc<Chrome>,
}

impl PartialEq for PageProps {
    /// Whether both are the same, not only alike: whoever changes a screen makes another, and to compare two in depth
    /// would weigh a kilobyte.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.screen, &other.screen) && Rc::ptr_eq(&self.chrome, &other.chrome)
    }
}

/// A whole screen.
#[component]
pub fn Page(PageProps { screen, chrome }: &PageProps) -> Html {
    let body = match &**screen {
        #[cfg(feature = "ssr")]
        Screen::List(data) => list::list(data, chrome),
        #[cfg(feature = "ssr")]
        Screen::Competition(page) => competition::competition(page, chrome),
        Screen::Form(form) => form::form(form, chrome),
        Screen::Receipt(receipt) => receipt::receipt(receipt, chrome),
        Screen::Lookup(lookup) => lookup::lookup(lookup, chrome),
        #[cfg(feature = "ssr")]
        Screen::Status(entry) => status::status(entry, chrome),
        #[cfg(feature = "ssr")]
        Screen::Application(application) => application::application(application, chrome),
        #[cfg(feature = "ssr")]
        Screen::Profile(screen) => profile::profile(screen, chrome),
        #[cfg(feature = "ssr")]
        Screen::Verified(card) => card::verified(card.as_deref(), chrome),
        #[cfg(feature = "ssr")]
        Screen::CodeRefused(why) => code::refused(why, chrome),
        #[cfg(feature = "ssr")]
        Screen::Results(results, slug) => results::results(results, slug, chrome),
        #[cfg(feature = "ssr")]
        Screen::Failed(route, code) => parts::failed(route, *code, chrome),
    };
    // Only these gain by the program; it is not loaded for reading.
    let gains = match &**screen {
        Screen::Form(form) => !form.correcting,
        // What was looked for in vain stands there, to be mended.
        Screen::Lookup(lookup) => lookup.error.is_none(),
        _ => false,
    };
    let class = classes!("rc", chrome.hosted.then_some("hosted"), chrome.large.then_some("large"));
    html! {
        <div {class} lang={chrome.lang.tag()} part="root" data-module={chrome.module.clone()} data-live={gains.then_some("")}>
            // Without an association there is nowhere to go from here.
            if !chrome.association.is_empty() { { bar::bar(screen, chrome) } }
            <div class="body stack-l">{ body }</div>
        </div>
    }
}
