//! The program's one component: what it knows, what can happen, and who takes care of it.

use crate::collecting::{Collecting, Receipt};
use crate::giving::Giving;
use crate::pass::Pass;
use crate::queue::{self, Counts, Item, Told};
use crate::scan::Camera;
use crate::taking::Taking;
use crate::text::Say;
use crate::view;
use frontend::Chrome;
use frontend::browser::page::api;
use frontend::browser::{dom, net};
use gloo::events::EventListener;
use gloo_timers::callback::Timeout;
use serde_json::Value;
use shared::api::ErrorCode;
use shared::i18n::Lang;
use shared::sync::StewardCode;
use std::rc::Rc;
use uuid::Uuid;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the page says: whose it is, and in which language.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    chrome: Rc<Chrome>,
}

impl AppProps {
    /// As the server wrote it.
    pub(crate) fn of(root: &Element) -> Self {
        let data = |name: &str| root.get_attribute(name).unwrap_or_default();
        let chrome = Chrome {
            lang: Lang::from_tag(&data("lang")).unwrap_or_default(),
            association: data("data-association"),
            title: data("data-title"),
            server: data("data-server"),
            hosted: true,
            live: true,
            ..Chrome::default()
        };
        AppProps { chrome: Rc::new(chrome) }
    }
}

/// What is on the screen.
pub(crate) enum Step {
    /// The code is asked for.
    Enter { wrong: Option<Say>, busy: bool },
    /// Numbers, and what can be done.
    Home,
    /// An entry is filled in.
    Collecting(Box<Collecting>),
    /// An entry was just collected.
    Receipt(Box<Receipt>),
    /// Entries are shown to another device.
    Giving(Box<Giving>),
    /// Entries are read from another device.
    Taking(Box<Taking>),
}

/// What happens.
pub enum Msg {
    /// Whether this browser can keep entries.
    Keeps(bool),
    /// Competitions whose entry is open; none without a network.
    Pages(Option<Vec<Value>>),
    /// Whether the page opens without a network.
    Ready(bool),
    /// What is on the device.
    Listed(Vec<Item>, Counts),
    /// A code was typed.
    Code(String),
    /// What the server says of a code.
    Checked(StewardCode, Result<Pass, ErrorCode>),
    /// The code is forgotten.
    Leave,
    /// Another language; another size of text.
    Speak(Lang),
    Enlarge,
    /// The next person enters this event of this competition.
    Begin(String, String),
    /// Something was typed into a field; a field was left.
    Typed(String),
    Left(String),
    /// A stroke was drawn on the pad, or it was cleared.
    Signed,
    /// A step of the form is done.
    Filled(Vec<(String, String)>),
    /// Back from the confirmation to the form.
    Back,
    /// The entry is kept, or it could not be.
    Kept(bool),
    /// Home; what was on the screen is gone.
    Home,
    /// Sends what waits.
    Send,
    /// What the server said; none without an answer.
    Sent(Option<Vec<(Uuid, Told)>>),
    /// An entry that was refused is to be mended.
    Mend(Uuid),
    /// What the server said to it this time.
    Mended(Item, Option<Told>),
    /// The form of an entry, as it was typed.
    Again(Box<Collecting>),
    /// An entry is to be removed; the second time it is.
    Remove(Uuid),
    /// A new code for what was refused for its code.
    Fresh(String),
    /// Shows what is here to another device.
    Give,
    Packed(Option<Box<Giving>>),
    /// So many frames on.
    Turn(i32),
    Pause,
    /// The other device's code was typed.
    Confirm(String),
    /// Reads from another device.
    Take,
    /// The camera is wanted; is on, or there is none.
    Film,
    Filmed(Option<Camera>),
    /// What stands in QR codes.
    Seen(Vec<Vec<u8>>),
    /// What was read is kept, with so many entries; or it does not fit.
    Took(Option<usize>),
}

/// The program.
pub struct App {
    pub(crate) chrome: Rc<Chrome>,
    pub(crate) pass: Option<Pass>,
    pub(crate) step: Step,
    pub(crate) items: Vec<Item>,
    pub(crate) counts: Counts,
    /// Competitions whose entry is open; none while they were not fetched.
    pub(crate) pages: Option<Rc<Vec<Value>>>,
    pub(crate) keeps: Option<bool>,
    pub(crate) ready: Option<bool>,
    pub(crate) sending: bool,
    /// What was just done, on the home screen.
    pub(crate) said: Option<Say>,
    pub(crate) removing: Option<Uuid>,
    /// Sends again when it runs out; milliseconds of the next wait.
    pub(crate) later: Option<Timeout>,
    pub(crate) wait: u32,
    focus: Option<&'static str>,
    root: NodeRef,
    _online: Option<EventListener>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let chrome = ctx.props().chrome.clone();
        let pass = Pass::kept(&chrome.association);
        ctx.link().send_future(async { Msg::Keeps(queue::keeps().await) });
        let link = ctx.link().clone();
        let online = web_sys::window()
            .map(|window| EventListener::new(&window, "online", move |_| link.send_message(Msg::Send)));
        if let Some(pass) = &pass {
            check(ctx, pass.code.clone(), chrome.clone());
        }
        App {
            step: if pass.is_some() { Step::Home } else { Step::Enter { wrong: None, busy: false } },
            chrome,
            pass,
            items: Vec::new(),
            counts: Counts::default(),
            pages: None,
            keeps: None,
            ready: None,
            sending: false,
            said: None,
            removing: None,
            later: None,
            wait: 0,
            focus: None,
            root: NodeRef::default(),
            _online: online,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Keeps(keeps) => {
                self.keeps = Some(keeps);
                if keeps {
                    fetch(ctx, self.chrome.clone());
                    self.look(ctx);
                    self.send(ctx);
                }
            }
            Msg::Pages(pages) => {
                if let Some(pages) = pages {
                    self.pages = Some(Rc::new(pages));
                }
            }
            Msg::Ready(ready) => self.ready = Some(ready),
            Msg::Listed(items, counts) => (self.items, self.counts) = (items, counts),
            Msg::Code(typed) => self.enter(ctx, &typed),
            Msg::Checked(code, told) => self.checked(ctx, code, told),
            Msg::Leave => {
                Pass::forget(&self.chrome.association);
                self.pass = None;
                self.show(Step::Enter { wrong: None, busy: false });
            }
            Msg::Speak(lang) => self.chrome = Rc::new(Chrome { lang, ..(*self.chrome).clone() }),
            Msg::Enlarge => {
                let large = !self.chrome.large;
                self.chrome = Rc::new(Chrome { large, ..(*self.chrome).clone() });
            }
            Msg::Home => {
                (self.said, self.removing) = (None, None);
                self.show(Step::Home);
                self.look(ctx);
            }
            Msg::Remove(id) => {
                if self.removing.replace(id) == Some(id) {
                    let association = self.chrome.association.clone();
                    ctx.link().send_future(async move {
                        queue::remove(&association, id).await;
                        listed(&association).await
                    });
                }
            }
            msg => return self.collect(ctx, msg),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! { <div ref={self.root.clone()}>{ view::page(self, ctx.link()) }</div> }
    }

    fn rendered(&mut self, _ctx: &Context<Self>, _first: bool) {
        let Some(selector) = self.focus.take() else { return };
        let root = self.root.cast::<Element>();
        let found = root.and_then(|root| root.query_selector(selector).ok().flatten());
        if let Some(element) =
            found.and_then(|found| wasm_bindgen::JsCast::dyn_into::<HtmlElement>(found).ok())
        {
            dom::go_to(&element);
        }
    }
}

impl App {
    /// Goes to another screen. Whatever the one before held is dropped with it.
    pub(crate) fn show(&mut self, step: Step) {
        self.step = step;
        self.attend("[data-errors], [data-focus]");
    }

    /// Where focus goes next.
    pub(crate) fn attend(&mut self, selector: &'static str) {
        self.focus = Some(selector);
    }

    /// Looks what is on the device.
    pub(crate) fn look(&self, ctx: &Context<Self>) {
        let association = self.chrome.association.clone();
        ctx.link().send_future(async move { listed(&association).await });
    }

    fn enter(&mut self, ctx: &Context<Self>, typed: &str) {
        let (wrong, busy) = match typed.parse::<StewardCode>() {
            Ok(code) => {
                check(ctx, code, self.chrome.clone());
                (None, true)
            }
            Err(_) => (Some(Say::CodeShape), false),
        };
        self.show(Step::Enter { wrong, busy });
    }

    /// A code that is known to be wrong is not taken; one that cannot be checked is, since what is collected is checked
    /// when it is sent, and nothing is lost then.
    fn checked(&mut self, ctx: &Context<Self>, code: StewardCode, told: Result<Pass, ErrorCode>) {
        let entering = matches!(self.step, Step::Enter { .. });
        let pass = match told {
            Ok(pass) if pass.stands || !entering => pass,
            Ok(_) => return self.show(Step::Enter { wrong: Some(Say::CodeEnded), busy: false }),
            Err(ErrorCode::NotFound) if entering => {
                return self.show(Step::Enter { wrong: Some(Say::CodeUnknown), busy: false });
            }
            Err(ErrorCode::NotFound) => Pass { stands: false, ..Pass::unchecked(code) },
            // What was known of it stays.
            Err(_) if !entering => return,
            Err(_) => Pass::unchecked(code),
        };
        pass.keep(&self.chrome.association);
        self.pass = Some(pass);
        if entering {
            self.show(Step::Home);
            self.look(ctx);
            self.send(ctx);
        }
    }
}

/// What is on the device, as a message.
pub(crate) async fn listed(association: &str) -> Msg {
    let (items, counts) = queue::list(association).await;
    Msg::Listed(items, counts)
}

fn check(ctx: &Context<App>, code: StewardCode, chrome: Rc<Chrome>) {
    ctx.link().send_future(async move {
        let told = Pass::check(code.clone(), &chrome).await;
        Msg::Checked(code, told)
    });
}

/// Fetches the competitions whose entry is open, and sees to it that they open without a network from now on.
fn fetch(ctx: &Context<App>, chrome: Rc<Chrome>) {
    let link = ctx.link().clone();
    ctx.link().send_future(async move {
        let mut addresses = vec![api(&chrome, "/competitions")];
        let list = net::get(&addresses[0], chrome.lang).await.unwrap_or_default();
        let cards = list.get("competitions").and_then(Value::as_array).cloned();
        let mut pages = Vec::new();
        for card in cards.iter().flatten().filter(|card| is(card, "state", "entry_open")) {
            let slug = card.get("slug").and_then(Value::as_str).unwrap_or_default();
            let address = api(&chrome, &format!("/competitions/{slug}"));
            if let Ok(page) = net::get(&address, chrome.lang).await {
                pages.push(page);
                addresses.push(address);
            }
        }
        link.send_message(Msg::Pages(cards.is_some().then_some(pages)));
        Msg::Ready(queue::ready(&addresses).await)
    });
}

/// Whether a text stands under a name.
pub(crate) fn is(value: &Value, name: &str, text: &str) -> bool {
    value.get(name).and_then(Value::as_str) == Some(text)
}
