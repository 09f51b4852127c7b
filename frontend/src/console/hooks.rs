//! What every screen needs: who is here, data, operations, news.

use crate::membership::Filters;
use crate::net::{self, NetError};
use crate::route::Place;
use frontend::common::{format, id};
use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use serde::de::DeserializeOwned;
use shared::api::{ErrorCode, Me};
use shared::form::Answer;
use shared::i18n::{Lang, Text};
use shared::sync::{Action, Changes, Cursor, Operation, Outcome, Push, PushAnswer};
use std::any::Any;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use uuid::Uuid;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::EventSource;
use yew::prelude::*;

/// Who is here, and in which language.
#[derive(Clone, PartialEq)]
pub(crate) struct Desk {
    pub me: Rc<Me>,
    pub lang: Lang,
    /// Says that the session has ended.
    pub ended: Callback<()>,
    /// Counts up when something happened in the caller's part of the tree.
    pub news: u32,
    /// Where the caller came from in the list of entries.
    pub trail: Rc<RefCell<Trail>>,
}

/// What was left on the way: lists, and what was typed. Kept here and not in the address: what is searched for is a name
/// or part of a number.
#[derive(Debug, PartialEq)]
pub(crate) struct Trail {
    /// What was searched for.
    pub q: String,
    /// What was searched for among applications and members.
    pub people: String,
    /// The list of applications.
    pub applications: Filters,
    /// The applications on it that can be approved, in its order.
    pub queue: Vec<Uuid>,
    /// The committee's decision as it was typed last.
    pub decision: BTreeMap<&'static str, String>,
    /// An application for a worker that was not submitted yet, as it was typed.
    pub entering: BTreeMap<String, Answer>,
    /// Whose all this is; nobody else finds it.
    pub account: String,
    /// The list of members.
    pub members: Filters,
    /// The list.
    pub list: Place,
    /// The entries on it that wait for a check, in its order.
    pub waiting: Vec<Uuid>,
}

impl Default for Trail {
    fn default() -> Self {
        Trail {
            q: String::new(),
            people: String::new(),
            applications: Filters::default(),
            queue: Vec::new(),
            decision: BTreeMap::new(),
            entering: BTreeMap::new(),
            account: String::new(),
            members: Filters::default(),
            list: Place::Entries(None, None),
            waiting: Vec::new(),
        }
    }
}

impl Desk {
    /// A text in the language of the screen.
    pub fn t(&self, text: impl Text) -> String {
        text.text(self.lang)
    }

    /// A moment, to the minute.
    pub fn time(&self, at: chrono::DateTime<chrono::Utc>) -> String {
        format::time(at, self.lang)
    }

    /// Notes an error; one that says that the session has ended leads back to the log-in.
    pub fn note(&self, error: &NetError) -> ErrorCode {
        if error.code() == ErrorCode::LoginRequired {
            self.ended.emit(());
        }
        error.code()
    }
}

/// What a screen of a whole list or form is given.
#[derive(Properties, PartialEq)]
pub(crate) struct ScreenProps {
    pub desk: Desk,
}

/// What the screen of one record is given.
#[derive(Properties, PartialEq)]
pub(crate) struct RecordProps {
    pub desk: Desk,
    pub id: Uuid,
}

/// Data on its way, here, or not to be had.
#[derive(PartialEq)]
pub(crate) enum Loaded<T> {
    Waiting,
    Here(Rc<T>),
    Failed(ErrorCode),
}

// Derived, it would ask that what is here be cloned, too.
impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Loaded::Waiting => Loaded::Waiting,
            Loaded::Here(value) => Loaded::Here(value.clone()),
            Loaded::Failed(code) => Loaded::Failed(*code),
        }
    }
}

/// Gets JSON below `/api/v1`; again whenever the path or `fresh` changes, keeping what was there until then.
#[hook]
pub(crate) fn use_get<T: DeserializeOwned + 'static>(desk: &Desk, path: String, fresh: u32) -> Loaded<T> {
    let read: Reader = |text| serde_json::from_str::<T>(text).ok().map(|value| Rc::new(value) as Rc<dyn Any>);
    match use_any(desk, path, fresh, read) {
        None => Loaded::Waiting,
        Some(Ok(value)) => value.downcast::<T>().map_or(Loaded::Waiting, Loaded::Here),
        Some(Err(code)) => Loaded::Failed(code),
    }
}

/// Makes of an answer's text what a screen wants of it; nothing when it is something else.
type Reader = fn(&str) -> Option<Rc<dyn Any>>;

/// As [`use_get`], once in the program for all that is got.
#[hook]
fn use_any(desk: &Desk, path: String, fresh: u32, read: Reader) -> Option<Result<Rc<dyn Any>, ErrorCode>> {
    let data = use_state(|| None);
    let (set, desk) = (data.setter(), desk.clone());
    use_effect_with((path, fresh), move |(path, _)| {
        let url = format!("/api/v1{path}");
        let alive = Rc::new(std::cell::Cell::new(true));
        let still = alive.clone();
        spawn_local(async move {
            let got = net::text(&url, desk.lang).await;
            if still.get() {
                let got = got.and_then(|text| read(&text).ok_or(NetError::Unreachable));
                set.set(Some(got.map_err(|error| desk.note(&error))));
            }
        });
        move || alive.set(false)
    });
    (*data).clone()
}

/// Submits an operation. Without an answer the same operation is sent again, with the same id, three times.
pub(crate) async fn act(desk: &Desk, action: Action) -> Result<Outcome, ErrorCode> {
    let id = id::uuid().ok_or(ErrorCode::Internal)?;
    let push = Push { operations: vec![Operation { id, captured_at: id::now(), action }] };
    let mut tries = 0;
    loop {
        tries += 1;
        let answer: Result<PushAnswer, NetError> = net::post("/api/v1/sync/push", &push, desk.lang).await;
        match answer {
            Ok(mut answer) => match answer.outcomes.pop() {
                Some(Outcome::RetryLater { after_ms }) if tries < 4 => TimeoutFuture::new(after_ms).await,
                Some(outcome) => return Ok(outcome),
                None => return Err(ErrorCode::Internal),
            },
            Err(error) if error.may_pass() && tries < 4 => TimeoutFuture::new(1_000 * tries).await,
            Err(error) => return Err(desk.note(&error)),
        }
    }
}

/// What to say to an outcome; nothing when it was accepted.
pub(crate) fn said(outcome: &Result<Outcome, ErrorCode>, lang: Lang) -> Option<String> {
    match outcome {
        Ok(Outcome::Accepted { .. } | Outcome::Duplicate { .. }) => None,
        Ok(Outcome::Conflict { conflict }) => Some(conflict.text(lang)),
        Ok(Outcome::Rejected { refusal, violations }) => Some(match violations.first() {
            Some(violation) => violation.text(lang),
            None => refusal.text(lang),
        }),
        Ok(Outcome::RetryLater { .. }) => Some(ErrorCode::Unavailable.text(lang)),
        Err(code) => Some(code.text(lang)),
    }
}

/// Milliseconds between looks at the feed while the server tells nothing by itself.
const LOOK: u32 = 60_000;

/// Calls when the server tells of changes; the browser connects again by itself.
struct Told {
    source: Option<EventSource>,
    _heard: Closure<dyn Fn()>,
}

impl Told {
    fn begin(look: impl Fn() + 'static) -> Self {
        let heard = Closure::<dyn Fn()>::new(look);
        let source = EventSource::new("/api/v1/sync/live").ok();
        if let Some(source) = &source {
            let _ = source.add_event_listener_with_callback("changes", heard.as_ref().unchecked_ref());
        }
        Told { source, _heard: heard }
    }
}

impl Drop for Told {
    fn drop(&mut self) {
        if let Some(source) = &self.source {
            source.close();
        }
    }
}

/// Follows the change feed while the page is seen; counts up when something happened.
#[hook]
pub(crate) fn use_news(logged_in: bool) -> u32 {
    let news = use_state(|| 0_u32);
    let set = news.setter();
    use_effect_with(logged_in, move |logged_in| {
        let place: Rc<RefCell<Option<String>>> = Rc::default();
        let count = Rc::new(std::cell::Cell::new(0_u32));
        let look = move || {
            let visible = web_sys::window().and_then(|window| window.document());
            let visible = visible
                .is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Visible);
            if !visible {
                return;
            }
            let (place, set, count) = (place.clone(), set.clone(), count.clone());
            spawn_local(async move {
                let mut seen = 0;
                loop {
                    let after = place.borrow().clone();
                    let url = format!("/api/v1/sync/changes?after={}", after.as_deref().unwrap_or("now"));
                    match net::get::<Changes>(&url, Lang::ZhCn).await {
                        Ok(Changes { changes, next: Cursor(next), more, .. }) => {
                            *place.borrow_mut() = Some(next);
                            seen += changes.len();
                            if !more {
                                break;
                            }
                        }
                        // The database was restored: everything may be different.
                        Err(error) if error.code() == ErrorCode::CursorGone => {
                            *place.borrow_mut() = None;
                            seen += 1;
                        }
                        Err(_) => return,
                    }
                }
                if seen > 0 {
                    count.set(count.get() + 1);
                    set.set(count.get());
                }
            });
        };
        let following = logged_in.then(|| (Told::begin(look.clone()), Interval::new(LOOK, look)));
        move || drop(following)
    });
    *news
}
