//! The program's one component: holds the screen, hears every event at its root, and speaks to the server.

use super::dom::{self, Swap};
use super::keep::{self, Draft, Waiting};
use super::{check, load, outbox};
use frontend::widget::form_post::{self, PREFIX, Posted};
use frontend::widget::model::{EntryScreen, Notice, ReceiptScreen};
use frontend::widget::route::Route;
use frontend::widget::Page;
use frontend::{Chrome, Screen};
use shared::api::{ErrorCode, OpenReceipt};
use shared::i18n::Lang;
use shared::sync::{Action, CorrectEntry, Outcome, ReceiptSecret, Refusal, SubmitEntry, WithdrawEntry};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlFormElement};
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
    /// A link leads to a screen, perhaps in another language or size of text.
    Go(Route, Lang, bool),
    /// A screen has arrived, with the association's name where it was told.
    Show(Box<Screen>, Option<String>),
    /// A form was sent.
    Post(Vec<(String, String)>),
    /// Something was typed or chosen.
    Typed(String),
    /// A field was left.
    Left(String),
    /// The server does not answer; the operation waits.
    Waits(Box<Waiting>),
    /// The server answered an entry.
    Entered(Box<Waiting>, Outcome),
    /// The server answered a correction, or did not.
    Corrected(Option<Outcome>),
    /// The form is shown again after a refusal that came later.
    Again(Box<EntryScreen>, Outcome),
    /// A button that is no form.
    Do(String),
}

/// The program.
pub struct App {
    screen: Rc<Screen>,
    chrome: Rc<Chrome>,
    /// Where focus goes after the next rendering.
    focus: Option<&'static str>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let props = ctx.props();
        let mut app = App { screen: Rc::new(props.screen.clone()), chrome: props.chrome.clone(), focus: None };
        // What an earlier visit could not send is sent now.
        for waiting in keep::waiting(&app.chrome.association) {
            if !matches!(*app.screen, Screen::Entry(_)) {
                app.screen = Rc::new(pending(&waiting, true));
            }
            app.send_entry(ctx, waiting);
        }
        app
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Go(route, lang, large) => self.go(ctx, route, lang, large),
            Msg::Show(screen, title) => {
                self.show(*screen);
                if let Some(title) = title {
                    Rc::make_mut(&mut self.chrome).title = title;
                }
            }
            Msg::Post(pairs) => self.post(ctx, form_post::parse(pairs)),
            Msg::Typed(key) => return self.typed(ctx, &key, false),
            Msg::Left(key) => return self.typed(ctx, &key, true),
            Msg::Waits(waiting) => {
                let kept = keep::waiting(&self.chrome.association).iter().any(|one| one.operation == waiting.operation);
                self.show(pending(&waiting, kept));
            }
            Msg::Entered(waiting, outcome) => self.entered(ctx, *waiting, outcome),
            Msg::Corrected(outcome) => self.corrected(ctx, outcome),
            Msg::Again(entry, outcome) => {
                self.show(Screen::Entry(entry));
                self.refused(ctx, &outcome);
            }
            Msg::Do(what) => self.act(&what),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let chrome = self.chrome.clone();
        let onclick = ctx.link().batch_callback(move |event: MouseEvent| click(&event, &chrome));
        let onsubmit = ctx.link().batch_callback(|event: SubmitEvent| {
            let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
            form.has_attribute("data-rc").then(|| {
                event.prevent_default();
                Msg::Post(dom::pairs(&form))
            })
        });
        let oninput = ctx.link().batch_callback(|event: InputEvent| key_of(&event).map(Msg::Typed));
        let onchange = ctx.link().batch_callback(|event: Event| key_of(&event).map(Msg::Left));
        let onfocusout = ctx.link().batch_callback(|event: FocusEvent| key_of(&event).map(Msg::Left));
        html! {
            <div {onclick} {onsubmit} {oninput} {onchange} {onfocusout}>
                <Page screen={self.screen.clone()} chrome={self.chrome.clone()} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let swap = &ctx.props().swap;
        swap.run();
        if let Some(element) = self.focus.take().and_then(|selector| swap.find(selector)) {
            dom::go_to(&element);
        }
    }
}

impl App {
    fn show(&mut self, screen: Screen) {
        self.screen = Rc::new(screen);
        self.focus = Some("[data-errors], [data-focus]");
    }

    fn go(&mut self, ctx: &Context<Self>, route: Route, lang: Lang, large: bool) {
        let chrome = Rc::make_mut(&mut self.chrome);
        let same_place = self.screen.route() == route && (chrome.lang != lang || chrome.large != large);
        (chrome.lang, chrome.large) = (lang, large);
        if same_place {
            return;
        }
        self.show(Screen::Loading(route.clone()));
        let chrome = self.chrome.clone();
        ctx.link().send_future(async move {
            let (screen, title) = load::screen(&route, &chrome).await;
            Msg::Show(Box::new(screen), Some(title))
        });
    }

    /// Takes over what stands in the form, and judges the field that was touched.
    fn typed(&mut self, ctx: &Context<Self>, key: &str, left: bool) -> bool {
        let Some(form) = ctx.props().swap.form() else { return false };
        let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return false };
        entry.answers = form_post::parse(dom::pairs(&form)).answers(&entry.page.form);
        if !entry.correcting {
            let draft = Draft {
                answers: entry.answers.clone(),
                operation_id: entry.operation_id,
                secret: entry.secret.clone(),
            };
            keep::keep_draft(entry.page.card.id, &entry.event, &draft);
        }
        let shown = entry.violations.iter().any(|violation| violation.field == key);
        let empty = entry.answers.get(key).is_none_or(|answer| answer.is_empty());
        // An empty field that was only passed through is not wrong yet.
        if shown || (left && !empty) {
            check::again(entry, key);
        }
        true
    }

    fn post(&mut self, ctx: &Context<Self>, posted: Posted) {
        match (&*self.screen, posted.action.as_str(), posted.secret.clone()) {
            (Screen::Entry(_), ..) => self.submit(ctx, &posted),
            (_, "edit", Some(secret)) => {
                self.load(ctx, |chrome| async move { load::correction(secret, &chrome).await });
            }
            (_, "confirm", Some(secret)) => self.withdraw(ctx, secret, &posted),
            (_, action, Some(secret)) => {
                let asks = action == "withdraw";
                self.load(ctx, move |chrome| async move {
                    load::open(OpenReceipt::Secret { secret }, asks, &chrome).await
                });
            }
            (_, _, None) => self.look_up(ctx, posted),
        }
    }

    fn load<F>(&mut self, ctx: &Context<Self>, work: impl FnOnce(Chrome) -> F)
    where
        F: Future<Output = Result<Screen, ErrorCode>> + 'static,
    {
        let work = work((*self.chrome).clone());
        let route = self.screen.route();
        ctx.link().send_future(async move {
            Msg::Show(Box::new(work.await.unwrap_or_else(|code| Screen::Failed(route, code))), None)
        });
    }

    fn look_up(&mut self, ctx: &Context<Self>, posted: Posted) {
        let chrome = self.chrome.clone();
        ctx.link().send_future(async move {
            let opened = match posted.code.parse() {
                Ok(code) => {
                    let mobile_last4 = posted.mobile_last4;
                    load::open(OpenReceipt::Code { code, mobile_last4 }, false, &chrome).await
                }
                Err(_) => Err(ErrorCode::NotFound),
            };
            let screen = opened.unwrap_or_else(|error| match load::lookup(&chrome) {
                Screen::Lookup(mut lookup) => {
                    lookup.code = posted.code;
                    lookup.error = Some(error);
                    Screen::Lookup(lookup)
                }
                other => other,
            });
            Msg::Show(Box::new(screen), None)
        });
    }

    /// Checks the form; what is wrong is shown, what is right is sent.
    fn submit(&mut self, ctx: &Context<Self>, posted: &Posted) {
        let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return };
        if entry.sending {
            return;
        }
        entry.answers = posted.answers(&entry.page.form);
        entry.notice = None;
        entry.violations = check::all(entry);
        if !entry.violations.is_empty() {
            self.focus = Some("[data-errors]");
            return;
        }
        entry.sending = true;
        if entry.correcting {
            let action = Action::CorrectEntry(CorrectEntry {
                receipt: entry.secret.clone(),
                form_version: entry.page.form.version,
                answers: entry.answers.clone(),
            });
            let (operation, chrome) = (outbox::operation(entry.operation_id, action), self.chrome.clone());
            ctx.link().send_future(async move { Msg::Corrected(outbox::send(&operation, &chrome).await) });
            return;
        }
        let action = Action::SubmitEntry(SubmitEntry {
            competition_id: entry.page.card.id,
            event: entry.event.clone(),
            form_version: entry.page.form.version,
            answers: entry.answers.clone(),
            receipt: entry.secret.hash(),
        });
        let waiting = Waiting {
            operation: outbox::operation(entry.operation_id, action),
            secret: entry.secret.clone(),
            competition: entry.page.card.slug.clone(),
            title: entry.page.card.title.get(self.chrome.lang).to_owned(),
        };
        keep::wait(&self.chrome.association, &waiting);
        self.send_entry(ctx, waiting);
    }

    fn send_entry(&self, ctx: &Context<Self>, waiting: Waiting) {
        let (chrome, link) = (self.chrome.clone(), ctx.link().clone());
        ctx.link().send_future(async move {
            let outcome = match outbox::send(&waiting.operation, &chrome).await {
                Some(outcome) => outcome,
                None => {
                    link.send_message(Msg::Waits(Box::new(waiting.clone())));
                    outbox::send_until_answered(&waiting.operation, &chrome).await
                }
            };
            outbox::note(&waiting, &outcome, &chrome.association);
            Msg::Entered(Box::new(waiting), outcome)
        });
    }

    fn entered(&mut self, ctx: &Context<Self>, waiting: Waiting, outcome: Outcome) {
        if matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }) {
            self.tell_host(ctx);
            // Whoever has gone on to another screen is not pulled back.
            let awaited = match &*self.screen {
                Screen::Entry(entry) => entry.operation_id == waiting.operation.id,
                Screen::Receipt(receipt) => receipt.pending && receipt.secret.as_ref() == Some(&waiting.secret),
                _ => false,
            };
            if awaited {
                self.show(receipt(&waiting, true, false, false));
            }
            return;
        }
        if matches!(&*self.screen, Screen::Entry(entry) if entry.operation_id == waiting.operation.id) {
            self.refused(ctx, &outcome);
            return;
        }
        // Refused after the form was left: show it again with what was typed.
        let chrome = self.chrome.clone();
        ctx.link().send_future(async move {
            let Action::SubmitEntry(submit) = waiting.operation.action else {
                return Msg::Show(Box::new(load::lookup(&chrome)), None);
            };
            match load::page(&waiting.competition, &chrome).await.and_then(|page| load::form(page, &submit.event)) {
                Ok(mut entry) => {
                    entry.answers = submit.answers;
                    entry.operation_id = waiting.operation.id;
                    entry.secret = waiting.secret;
                    Msg::Again(Box::new(entry), outcome)
                }
                Err(code) => Msg::Show(Box::new(Screen::Failed(Route::Competition(waiting.competition), code)), None),
            }
        });
    }

    fn corrected(&mut self, ctx: &Context<Self>, outcome: Option<Outcome>) {
        match outcome {
            Some(Outcome::Accepted { .. } | Outcome::Duplicate { .. }) => {
                let Screen::Entry(entry) = &*self.screen else { return };
                let secret = entry.secret.clone();
                self.load(ctx, move |chrome| async move {
                    load::open(OpenReceipt::Secret { secret }, false, &chrome).await
                });
            }
            Some(outcome) => self.refused(ctx, &outcome),
            None => {
                if let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) {
                    entry.sending = false;
                    entry.notice = Some(Notice::Error(ErrorCode::Unavailable));
                    self.focus = Some("[role=alert]");
                }
            }
        }
    }

    /// Shows in the form why it was refused. A form that changed meanwhile is fetched again; the answers stay.
    fn refused(&mut self, ctx: &Context<Self>, outcome: &Outcome) {
        let Screen::Entry(entry) = Rc::make_mut(&mut self.screen) else { return };
        entry.sending = false;
        self.focus = Some("[data-errors], [role=alert]");
        match outcome {
            Outcome::Rejected { refusal: Refusal::FormChanged, violations } => {
                let (mut again, chrome, found) = (entry.clone(), self.chrome.clone(), violations.clone());
                ctx.link().send_future(async move {
                    if let Ok(page) = load::page(&again.page.card.slug, &chrome).await {
                        again.page = page;
                    }
                    again.answers.retain(|key, _| again.page.form.field(key).is_some());
                    again.violations = found;
                    again.notice = Some(Notice::Refused(Refusal::FormChanged));
                    Msg::Show(Box::new(Screen::Entry(again)), None)
                });
            }
            Outcome::Rejected { refusal, violations } => {
                entry.violations = violations.clone();
                entry.notice = (*refusal != Refusal::Invalid).then_some(Notice::Refused(*refusal));
            }
            Outcome::Conflict { conflict } => {
                entry.notice = Some(Notice::Conflict(*conflict));
                if let Some(id) = frontend::common::id::uuid() {
                    entry.operation_id = id;
                }
            }
            _ => entry.notice = Some(Notice::Error(ErrorCode::Unavailable)),
        }
    }

    fn withdraw(&mut self, ctx: &Context<Self>, secret: ReceiptSecret, posted: &Posted) {
        let action = Action::WithdrawEntry(WithdrawEntry { receipt: secret.clone() });
        let Some(id) = posted.operation_id.or_else(frontend::common::id::uuid) else { return };
        let operation = outbox::operation(id, action);
        self.load(ctx, |chrome| async move {
            let outcome = outbox::send(&operation, &chrome).await;
            let mut screen = load::open(OpenReceipt::Secret { secret }, false, &chrome).await?;
            if let Screen::Receipt(receipt) = &mut screen {
                receipt.notice = match outcome {
                    Some(Outcome::Accepted { .. } | Outcome::Duplicate { .. }) => None,
                    Some(Outcome::Rejected { refusal, .. }) => Some(Notice::Refused(refusal)),
                    Some(Outcome::Conflict { conflict }) => Some(Notice::Conflict(conflict)),
                    _ => Some(Notice::Error(ErrorCode::Unavailable)),
                };
            }
            Ok(screen)
        });
    }

    fn act(&mut self, what: &str) {
        if let ("forget", Screen::Receipt(receipt)) = (what, &*self.screen) {
            if let Some(secret) = &receipt.secret {
                keep::forget_receipt(&self.chrome.association, secret);
            }
            self.show(load::lookup(&self.chrome));
        }
    }

    /// Tells the page around, without personal data.
    fn tell_host(&self, ctx: &Context<Self>) {
        let options = web_sys::CustomEventInit::new();
        options.set_bubbles(true);
        options.set_composed(true);
        if let Ok(event) = web_sys::CustomEvent::new_with_event_init_dict("rollcall:submitted", &options) {
            let _ = ctx.props().host.dispatch_event(&event);
        }
    }
}

fn pending(waiting: &Waiting, kept: bool) -> Screen {
    receipt(waiting, true, true, !kept)
}

fn receipt(waiting: &Waiting, fresh: bool, pending: bool, not_kept: bool) -> Screen {
    Screen::Receipt(Box::new(ReceiptScreen {
        code: waiting.secret.hash().code(),
        secret: Some(waiting.secret.clone()),
        entry: None,
        fresh,
        pending,
        not_kept,
        operation_id: waiting.operation.id,
        confirm_withdraw: false,
        notice: None,
    }))
}

/// The field that an event is about.
fn key_of(event: &web_sys::Event) -> Option<String> {
    let control: Element = event.target()?.dyn_into().ok()?;
    Some(control.get_attribute("name")?.strip_prefix(PREFIX)?.to_owned())
}

/// What a click means: a link of ours, a jump to a field, a button.
fn click(event: &MouseEvent, chrome: &Chrome) -> Option<Msg> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if let Some(button) = target.closest("[data-do]").ok()? {
        return button.get_attribute("data-do").map(Msg::Do);
    }
    let link = target.closest("a").ok()??;
    if event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    if let Some(id) = link.get_attribute("data-jump") {
        event.prevent_default();
        let root = link.closest(".rc").ok()??;
        let control: HtmlElement = root.query_selector(&format!("#{id}")).ok()??.dyn_into().ok()?;
        dom::go_to(&control);
        return None;
    }
    // On a page of ours links are links: the address and the way back are the browser's.
    if chrome.hosted || !link.has_attribute("data-rc") {
        return None;
    }
    let href = link.get_attribute("href")?;
    let (_, rest) = href.split_once(&format!("/h/{}", chrome.association))?;
    let route = Route::parse(rest)?;
    event.prevent_default();
    let lang = if rest.contains("lang=en") { Lang::En } else { Lang::ZhCn };
    Some(Msg::Go(route, lang, rest.contains("large=1")))
}
