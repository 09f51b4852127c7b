//! The program's one component: holds the screen, hears every event at its root, and speaks to the server.

use super::dom::Swap;
use super::keep::{self, About, Draft};
use super::outbox::{self, Answered, Waiting};
use super::{click, load};
use frontend::browser::dom::{field, go_to};
use frontend::browser::{check, dom, page};
use frontend::widget::form_post;
use frontend::widget::model::{FormScreen, Notice, ReceiptScreen};
use frontend::widget::route::Route;
use frontend::widget::{Page, WidgetText};
use frontend::{Chrome, Screen};
use gloo::events::{EventListener, EventListenerOptions};
use serde_json::Value;
use shared::i18n::Localized;
use shared::membership::RoutedBy;
use shared::sync::{Conflict, ReceiptSecret, Refusal, SubmitApplication, SubmitEntry};
use shared::wire::ToWire;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

#[wasm_bindgen(module = "/src/live/pad.js")]
extern "C" {
    fn bring(sign: &HtmlElement, url: &str);
}

/// What the program starts from.
#[derive(Clone, Properties)]
pub struct AppProps {
    pub(super) screen: Rc<Screen>,
    pub(super) chrome: Rc<Chrome>,
    pub(super) host: HtmlElement,
    pub(super) swap: Rc<Swap>,
}

impl PartialEq for AppProps {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.swap, &other.swap)
    }
}

/// What happens.
pub enum Msg {
    /// A form was sent.
    Submit(Vec<(String, String)>),
    /// Something was typed or chosen.
    Typed(String),
    /// A field was left.
    Left(String),
    /// The server does not answer; the submission waits.
    Waits(Rc<Waiting>),
    /// The server answered.
    Answered(Rc<Waiting>, Answered),
    /// Another screen is ready.
    Show(Box<Screen>),
    /// Which union decides on the application of this receipt, and why.
    Routed(ReceiptSecret, Localized, RoutedBy),
    /// This browser cannot keep a submission.
    Unkept,
    /// The receipt is removed from the device.
    Forget,
    /// What waits is to be removed; the second time it is.
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
        App { screen: ctx.props().screen.clone(), focus: None, _heard: hear(ctx) }
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
            Msg::Routed(secret, union, why) => match Rc::make_mut(&mut self.screen) {
                Screen::Receipt(receipt) if receipt.secret == secret => receipt.routed = Some((union, why)),
                _ => return false,
            },
            Msg::Unkept => {
                if let Screen::Form(form) = Rc::make_mut(&mut self.screen) {
                    form.unkept = true;
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
        if let Some(sign) = swap.find("[data-sign]") {
            bring(&sign, &format!("{}/embed/signature.js", ctx.props().chrome.server));
        }
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
        let Some(element) = ctx.props().swap.form() else { return false };
        let Screen::Form(form) = Rc::make_mut(&mut self.screen) else { return false };
        form.answers = form_post::parse(dom::pairs(&element)).answers(&form.page.form);
        let draft = Draft {
            answers: form.answers.clone(),
            operation_id: form.operation_id,
            secret: form.secret.clone(),
        };
        keep::keep_draft(&ctx.props().chrome.association, &form.page.to.path(), &draft);
        let shown = form.violations.iter().any(|violation| violation.field == key);
        let empty = form.answers.get(key).is_none_or(|answer| answer.is_empty());
        // An empty field that was only passed through is not wrong yet.
        if shown || (left && !empty) {
            check::again(form, key);
        }
        true
    }

    /// Checks the form; what is wrong is shown, what is right is kept and sent.
    fn submit(&mut self, ctx: &Context<Self>, pairs: Vec<(String, String)>) {
        let chrome = &ctx.props().chrome;
        let Screen::Form(form) = Rc::make_mut(&mut self.screen) else { return };
        if form.sending {
            return;
        }
        let mut signature = pairs.iter().find(|(name, _)| name == "signature").map(|(_, path)| path.clone());
        signature.take_if(|path| path.is_empty());
        form.answers = form_post::parse(pairs).answers(&form.page.form);
        form.notice = None;
        form.violations = check::all(form);
        // Where the pad did not come, one signs later.
        form.unsigned = signature.is_none() && ctx.props().swap.find("[data-sign=on]").is_some();
        if !form.violations.is_empty() || form.unsigned {
            self.focus = Some("[data-errors], canvas");
            return;
        }
        form.sending = true;
        let about = About {
            id: form.operation_id,
            secret: form.secret.clone(),
            path: form.page.to.path(),
            title: match form.page.joins() {
                true => chrome.t(WidgetText::Join),
                false => form.page.title.get(chrome.lang).to_owned(),
            },
        };
        let waiting = Waiting { about, typed: Some(form.answers.clone()), plain: None };
        send(
            ctx.link().clone(),
            chrome.clone(),
            waiting,
            Some((action(form, signature), form.page.seal.clone())),
        );
    }

    /// Whether the screen is about this submission; whoever has gone on is not pulled back.
    fn awaits(&self, waiting: &Waiting) -> bool {
        match &*self.screen {
            Screen::Form(form) => form.operation_id == waiting.about.id,
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
                    self.arrived(ctx, waiting);
                }
            }
            Answered::Gone => {
                let kept = keep::receipts(&ctx.props().chrome.association);
                if awaited && kept.iter().any(|one| one.secret == waiting.about.secret) {
                    self.arrived(ctx, waiting);
                }
            }
            Answered::Refused(refusal, violations, given_back) => {
                // A code that is no longer taken is left behind; one may apply without it.
                let refused_code = violations.iter().any(|violation| violation.field == "source");
                let stands = match &*self.screen {
                    Screen::Form(form) if awaited && refusal != Refusal::FormChanged => Some(form.clone()),
                    _ => None,
                };
                let notice = (refusal != Refusal::Invalid).then_some(Notice::Refused(refusal));
                if let Some(mut form) = stands {
                    (form.sending, form.violations, form.notice) = (false, violations, notice);
                    if refused_code {
                        (form.page.to, form.page.source) = (Route::Join(None), None);
                    }
                    self.show(Screen::Form(form));
                    return;
                }
                // Refused after the form was left, or because it changed: fetched again, with all that was typed.
                let (chrome, waiting) = (ctx.props().chrome.clone(), waiting.clone());
                ctx.link().send_future_batch(async move {
                    let to =
                        if refused_code { Route::Join(None) } else { Route::parse(&waiting.about.path)? };
                    let page = page::page(&to, &chrome).await.ok()?;
                    let mut form = load::form(page, &chrome).ok()?;
                    form.answers = given_back.or_else(|| waiting.typed.clone()).unwrap_or_default();
                    form.answers.retain(|key, _| form.page.form.field(key).is_some());
                    (form.operation_id, form.secret) = (waiting.about.id, waiting.about.secret.clone());
                    (form.violations, form.notice) = (violations, notice);
                    Some(Msg::Show(Box::new(Screen::Form(Box::new(form)))))
                });
            }
            Answered::Conflict => {
                let Screen::Form(form) = Rc::make_mut(&mut self.screen) else { return };
                form.sending = false;
                form.notice = Some(Notice::Conflict(Conflict::OperationIdReused));
                // The next try is another operation, with a receipt of its own.
                if let (Some(id), Ok(secret)) = (frontend::common::id::uuid(), page::secret()) {
                    (form.operation_id, form.secret) = (id, secret);
                }
                self.focus = Some("[role=alert]");
            }
        }
    }

    /// Shows the receipt of what is in. Which union an application went to only the server knows.
    fn arrived(&mut self, ctx: &Context<Self>, waiting: &Waiting) {
        self.show(receipt(waiting, false));
        if joins(waiting) {
            let (chrome, secret) = (ctx.props().chrome.clone(), waiting.about.secret.clone());
            ctx.link().send_future_batch(async move {
                let (union, why) = load::routed(&secret, &chrome).await?;
                Some(Msg::Routed(secret, union, why))
            });
        }
    }
}

/// The action that a form asks for.
fn action(form: &FormScreen, signature: Option<String>) -> Value {
    let (form_version, answers, receipt) = (form.page.form.version, form.answers.clone(), form.secret.hash());
    match &form.page.to {
        Route::Enter(_, event) => {
            let (competition_id, event) = (form.page.id, event.clone());
            SubmitEntry { competition_id, event, form_version, answers, receipt, collected: None }.to_wire()
        }
        _ => {
            let source = form.page.code().cloned();
            SubmitApplication { form_version, answers, receipt, source, signature }.to_wire()
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
fn send(link: Scope<App>, chrome: Rc<Chrome>, mut waiting: Waiting, new: Option<(Value, String)>) {
    let told = link.clone();
    link.send_future(async move {
        if let Some((action, seal)) = new {
            outbox::keep(&mut waiting, action, &seal, &chrome.association).await;
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

/// Goes to where receipts are looked up, after removing what waits.
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

/// The receipt of what waits to be sent.
pub(super) fn pending(waiting: &Waiting) -> Screen {
    receipt(waiting, true)
}

fn receipt(waiting: &Waiting, pending: bool) -> Screen {
    let (secret, not_kept) = (waiting.about.secret.clone(), waiting.plain.is_some());
    Screen::Receipt(Box::new(ReceiptScreen {
        secret,
        joins: joins(waiting),
        routed: None,
        pending,
        not_kept,
    }))
}

/// Whether it is an application to join.
fn joins(waiting: &Waiting) -> bool {
    waiting.about.path.starts_with("/join")
}
