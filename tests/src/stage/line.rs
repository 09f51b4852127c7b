//! The line between browsers and the server, which may be slow or lose an answer on its way back.

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use futures_util::stream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use tokio::sync::watch;

/// The line. In order from the start.
#[derive(Clone, Debug)]
pub struct Line(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    wasm_held: watch::Sender<bool>,
    wasm_asked: watch::Sender<usize>,
    answers_lost: AtomicBool,
    answers_held: watch::Sender<bool>,
    cut: AtomicBool,
    submissions: AtomicUsize,
}

impl Default for Line {
    fn default() -> Self {
        Line(Arc::new(Inside {
            wasm_held: watch::Sender::new(false),
            wasm_asked: watch::Sender::new(0),
            answers_lost: AtomicBool::new(false),
            answers_held: watch::Sender::new(false),
            cut: AtomicBool::new(false),
            submissions: AtomicUsize::new(0),
        }))
    }
}

impl Line {
    /// Puts the line in front of a server.
    pub(super) fn before(&self, server: Router) -> Router {
        server.layer(from_fn_with_state(self.clone(), pass))
    }

    /// `.wasm` requests wait until released.
    pub fn hold_wasm(&self) {
        self.0.wasm_held.send_replace(true);
    }

    /// Lets `.wasm` requests through again.
    pub fn release_wasm(&self) {
        self.0.wasm_held.send_replace(false);
    }

    /// Waits until a `.wasm` was asked for.
    pub async fn wasm_asked(&self) {
        let mut asked = self.0.wasm_asked.subscribe();
        asked.wait_for(|count| *count > 0).await.expect("the line stands");
    }

    /// How often a `.wasm` was asked for.
    pub fn wasm_requests(&self) -> usize {
        *self.0.wasm_asked.borrow()
    }

    /// From now on what is submitted is done, but the answers are lost; or no longer.
    pub fn lose_answers(&self, lose: bool) {
        self.0.answers_lost.store(lose, Ordering::SeqCst);
    }

    /// What is submitted is done, but the answers wait until released.
    pub fn hold_answers(&self, hold: bool) {
        self.0.answers_held.send_replace(hold);
    }

    /// From now on nothing that is submitted arrives; or it does again. A browser that is told to be offline still
    /// sends while it leaves a page.
    pub fn cut(&self, cut: bool) {
        self.0.cut.store(cut, Ordering::SeqCst);
    }

    /// How many requests submitted something.
    pub fn submissions(&self) -> usize {
        self.0.submissions.load(Ordering::SeqCst)
    }
}

async fn pass(State(line): State<Line>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if path.ends_with(".wasm") {
        line.0.wasm_asked.send_modify(|count| *count += 1);
        let mut held = line.0.wasm_held.subscribe();
        // The sender stands as long as this line does.
        let _ = held.wait_for(|held| !held).await;
        return next.run(request).await;
    }
    let submits = path.ends_with("/operations") || path.ends_with("/sealed") || path.starts_with("/h/");
    if !submits || request.method() != Method::POST {
        return next.run(request).await;
    }
    if line.0.cut.load(Ordering::SeqCst) {
        return Response::new(broken());
    }
    line.0.submissions.fetch_add(1, Ordering::SeqCst);
    let answer = next.run(request).await;
    let _ = line.0.answers_held.subscribe().wait_for(|held| !held).await;
    if !line.0.answers_lost.load(Ordering::SeqCst) {
        return answer;
    }
    let (parts, _) = answer.into_parts();
    Response::from_parts(parts, broken())
}

fn broken() -> Body {
    Body::from_stream(stream::once(async { Err::<Vec<u8>, _>(std::io::Error::other("the line broke")) }))
}
