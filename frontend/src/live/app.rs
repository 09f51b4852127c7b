//! The program's one component: holds the screen, hears every event at its root, and speaks to the server.

use super::dom::Swap;
use super::keep::{self, About, Draft};
use super::outbox::{self, Answered, Waiting};
use super::{click, load};
use frontend::browser::dom::{field, go_to};
use frontend::browser::{check, dom, page};
use frontend::widget::Page;
use frontend::widget::form_post;
use frontend::widget::model::{Notice, ReceiptScreen};
use frontend::{Chrome, Screen};
use gloo::events::{EventListener, EventListenerOptions};
use shared::sync::{Conflict, Refusal, SubmitEntry};
use std::rc::Rc;
use uuid::Uuid;
use web_sys::{Event, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

/// What the program starts from.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    pub(super) screen: Screen,
    pub(super) chrome: Rc<Chrome>,
    pub(super) host: HtmlElement,
    pub(super) swap: Rc<Swap>,
}

/// What happens.
pub enum Msg {
    /// The entry form was sent.
    Submit(Vec<(String, String)>),
    /// Something was typed or chosen.
    Typed(String),
    /// A field was left.
    Left(String),
    /// The server does not answer; the entry waits.
    Waits(Rc<Waiting>),
    /// The server answered.
    Answered(Rc<Waiting>, Answered),
    /// Another screen is ready.
    Show(Box<Screen>),
    /// This browser cannot keep an entry.
    Unkept,
    /// The receipt is removed from the device.
    Forget,
    /// An entry that waits is to be removed; the second time it is.
    Remove(Uuid),
}

/// The program.
pub struct App {
    screen: Rc<Screen>,
    /// Where focus goes after the next rendering.
    focus: Option<&'static str>,
    /// Heard until the program goes.
    _heard: [EventListener; 5],
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        // What an earlier visit could not send is sent now.
        let (link, chrome) = (ctx.link().clone(), ctx.props().chrome.clone());
        ctx.link().send_future_batch(async move {
            for waiting in outbox::waiting(&chrome.association).await {
                send(link.clone(), chrome.clone(), waiting, None);
            }
            (!outbox::keeps().await).then_some(Msg::Unkept)
        });
        App { screen: Rc::new(ctx.props().screen.clone()), focus: None, _heard: hear(ctx) }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Submit(pairs) => self.submit(ctx, pairs),
            Msg::Typed(key) => return self.typed(ctx, &key, false),
            Msg::Left(key) => return self.typed(ctx, &key, true),
            Msg::Waits(waiting) => {
                if self.awaits(&waiting) {
                    self.show(pending(&waiting));
                }
            }
            Msg::Answered(waiting, answered) => self.answered(ctx, &waiting, answered),
            Msg::Show(screen) => self.show(*screen),
            Msg::Unkept => {
                if let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) {
                    entry.unkept = true;
                }
            }
            Msg::Forget => {
                if let Screen::Receipt(receipt) = &*self.screen {
                    keep::forget_receipt(&ctx.props().chrome.association, &receipt.secret);
                }
                look_up(ctx, None);
            }
            Msg::Remove(id) => {
                let Screen::Lookup(lookup) = Rc::make_mut(&mut self.screen) else { return false };
                match lookup.removing == Some(id) {
                    true => look_up(ctx, Some(id)),
                    false => lookup.removing = Some(id),
                }
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        html! { <Page screen={self.screen.clone()} chrome={ctx.props().chrome.clone()} /> }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let swap = &ctx.props().swap;
        swap.run();
        if let Some(element) = self.focus.take().and_then(|selector| swap.find(selector)) {
            go_to(&element);
        }
    }
}

impl App {
    fn show(&mut self, screen: Screen) {
        self.screen = Rc::new(screen);
        self.focus = Some("[data-errors], [data-focus]");
    }

    /// Takes over what stands in the form, and judges the field that was touched.
    fn typed(&mut self, ctx: &Context<Self>, key: &str, left: bool) -> bool {
        let Some(form) = ctx.props().swap.form() else { return false };
        let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return false };
        entry.answers = form_post::parse(dom::pairs(&form)).answers(&entry.page.form);
        let draft = Draft {
            answers: entry.answers.clone(),
            operation_id: entry.operation_id,
            secret: entry.secret.clone(),
        };
        keep::keep_draft(entry.page.id, &entry.event, &draft);
        let shown = entry.violations.iter().any(|violation| violation.field == key);
        let empty = entry.answers.get(key).is_none_or(|answer| answer.is_empty());
        // An empty field that was only passed through is not wrong yet.
        if shown || (left && !empty) {
            check::again(entry, key);
        }
        true
    }

    /// Checks the form; what is wrong is shown, what is right is kept and sent.
    fn submit(&mut self, ctx: &Context<Self>, pairs: Vec<(String, String)>) {
        let chrome = &ctx.props().chrome;
        let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return };
        if entry.sending {
            return;
        }
        entry.answers = form_post::parse(pairs).answers(&entry.page.form);
        entry.notice = None;
        entry.violations = check::all(entry);
        if !entry.violations.is_empty() {
            self.focus = Some("[data-errors]");
            return;
        }
        entry.sending = true;
        let submit = SubmitEntry {
            competition_id: entry.page.id,
            event: entry.event.clone(),
            form_version: entry.page.form.version,
            answers: entry.answers.clone(),
            receipt: entry.secret.hash(),
            collected: None,
        };
        let about = About {
            id: entry.operation_id,
            secret: entry.secret.clone(),
            competition: entry.page.slug.clone(),
            competition_id: entry.page.id,
            event: entry.event.clone(),
            title: entry.page.title.get(chrome.lang).to_owned(),
        };
        let waiting = Waiting { about, typed: Some(entry.answers.clone()), plain: None };
        let new = Some((submit, entry.page.seal.clone()));
        send(ctx.link().clone(), chrome.clone(), waiting, new);
    }

    /// Whether the screen is about this entry; whoever has gone on is not pulled back.
    fn awaits(&self, waiting: &Waiting) -> bool {
        match &*self.screen {
            Screen::Entry(entry) => entry.operation_id == waiting.about.id,
            Screen::Receipt(receipt) => receipt.pending && receipt.secret == waiting.about.secret,
            _ => false,
        }
    }

    fn answered(&mut self, ctx: &Context<Self>, waiting: &Rc<Waiting>, answered: Answered) {
        let awaited = self.awaits(waiting);
        match answered {
            Answered::In => {
                tell_host(ctx);
                if awaited {
                    self.show(receipt(waiting, false));
                }
            }
            Answered::Gone => {
                let kept = keep::receipts(&ctx.props().chrome.association);
                if awaited && kept.iter().any(|one| one.secret == waiting.about.secret) {
                    self.show(receipt(waiting, false));
                }
            }
            Answered::Refused(refusal, violations, given_back) => {
                let stands = match &*self.screen {
                    Screen::Entry(entry) if awaited && refusal != Refusal::FormChanged => Some(entry.clone()),
                    _ => None,
                };
                let notice = (refusal != Refusal::Invalid).then_some(Notice::Refused(refusal));
                if let Some(mut entry) = stands {
                    (entry.sending, entry.violations, entry.notice) = (false, violations, notice);
                    self.show(Screen::Entry(entry));
                    return;
                }
                // Refused after the form was left, or because it changed: fetched again, with all that was typed.
                let (chrome, waiting) = (ctx.props().chrome.clone(), waiting.clone());
                ctx.link().send_future_batch(async move {
                    let page =
                        page::page(&waiting.about.competition, &waiting.about.event, &chrome).await.ok()?;
                    let mut entry = load::form(page, &waiting.about.event).ok()?;
                    entry.answers = given_back.or_else(|| waiting.typed.clone()).unwrap_or_default();
                    entry.answers.retain(|key, _| entry.page.form.field(key).is_some());
                    (entry.operation_id, entry.secret) = (waiting.about.id, waiting.about.secret.clone());
                    (entry.violations, entry.notice) = (violations, notice);
                    Some(Msg::Show(Box::new(Screen::Entry(Box::new(entry)))))
                });
            }
            Answered::Conflict => {
                let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return };
                entry.sending = false;
                entry.notice = Some(Notice::Conflict(Conflict::OperationIdReused));
                // The next try is another operation, with a receipt of its own.
                if let (Some(id), Ok(secret)) = (frontend::common::id::uuid(), page::secret()) {
                    (entry.operation_id, entry.secret) = (id, secret);
                }
                self.focus = Some("[role=alert]");
            }
        }
    }
}

/// Hears every event at the root. Yew's own listeners would stay for ever, and with them every widget that ever was.
fn hear(ctx: &Context<App>) -> [EventListener; 5] {
    type Meaning = fn(&Event) -> Option<Msg>;
    let all: [(&'static str, Meaning); 5] = [
        ("click", click::click),
        ("submit", click::submit),
        ("input", |event| field(event).map(Msg::Typed)),
        ("change", |event| field(event).map(Msg::Left)),
        ("focusout", |event| field(event).map(Msg::Left)),
    ];
    all.map(|(name, meaning)| {
        let link = ctx.link().clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(ctx.props().swap.inside(), name, options, move |event| {
            if let Some(msg) = meaning(event) {
                link.send_message(msg);
            }
        })
    })
}

/// Keeps what is new, and sends until answered; says in between that it waits.
fn send(link: Scope<App>, chrome: Rc<Chrome>, mut waiting: Waiting, new: Option<(SubmitEntry, String)>) {
    let told = link.clone();
    link.send_future(async move {
        if let Some((submit, seal)) = new {
            outbox::keep(&mut waiting, &submit, &seal, &chrome.association).await;
        }
        let waiting = Rc::new(waiting);
        let answered = match outbox::send(&waiting, &chrome).await {
            Ok(answered) => answered,
            Err(after) => {
                told.send_message(Msg::Waits(waiting.clone()));
                outbox::send_until_answered(&waiting, &chrome, after).await
            }
        };
        outbox::note(&waiting, &answered, &chrome.association).await;
        Msg::Answered(waiting, answered)
    });
}

/// Goes to where receipts are looked up, after removing an entry that waits.
fn look_up(ctx: &Context<App>, remove: Option<Uuid>) {
    let chrome = ctx.props().chrome.clone();
    ctx.link().send_future(async move {
        if let Some(id) = remove {
            outbox::remove(&chrome.association, id).await;
        }
        Msg::Show(Box::new(load::lookup(&chrome).await))
    });
}

/// Tells the page around, without personal data.
fn tell_host(ctx: &Context<App>) {
    let options = web_sys::CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("rollcall:submitted", &options) {
        let _ = ctx.props().host.dispatch_event(&event);
    }
}

/// The receipt of an entry that waits to be sent.
pub(super) fn pending(waiting: &Waiting) -> Screen {
    receipt(waiting, true)
}

fn receipt(waiting: &Waiting, pending: bool) -> Screen {
    let (secret, not_kept) = (waiting.about.secret.clone(), waiting.plain.is_some());
    Screen::Receipt(Box::new(ReceiptScreen { secret, pending, not_kept }))
}
