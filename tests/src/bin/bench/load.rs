//! The load generator: each connection sends its next request when the last one was answered.

use http_body_util::{BodyExt as _, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode};
use hyper_util::rt::TokioIo;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// An open connection.
pub type Sender = SendRequest<Full<Bytes>>;

/// What requests go to.
#[derive(Clone, Debug)]
pub struct Target {
    port: u16,
    path: String,
    /// Stands in every good answer.
    good: &'static str,
}

impl Target {
    /// A target on the loopback whose good answers hold a text.
    pub fn new(port: u16, path: String, good: &'static str) -> Target {
        Target { port, path, good }
    }

    /// Opens a connection.
    pub async fn connect(&self) -> Sender {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).await.expect("a connection");
        stream.set_nodelay(true).expect("a socket");
        let (sender, connection) = handshake(TokioIo::new(stream)).await.expect("HTTP");
        tokio::spawn(connection);
        sender
    }

    async fn post(&self, sender: &mut Sender, body: Bytes) {
        let after = self.try_post(sender, body).await;
        assert!(after.is_none(), "{}: told to come back after {after:?} ms", self.path);
    }

    /// Sends a request. Nothing when it is answered well; the milliseconds after which to come back when so told.
    pub async fn try_post(&self, sender: &mut Sender, body: Bytes) -> Option<u32> {
        let request = Request::post(&self.path)
            .header(HOST, "127.0.0.1")
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(body))
            .expect("a request");
        sender.ready().await.expect("an open connection");
        let response = sender.send_request(request).await.expect("an answer");
        let status = response.status();
        let body = response.into_body().collect().await.expect("a body").to_bytes();
        let text = String::from_utf8_lossy(&body);
        if status == StatusCode::OK
            && let Some((_, after)) = text.split_once(r#""after_ms":"#)
        {
            let digits = after.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
            return Some(digits.parse().expect("milliseconds"));
        }
        assert!(status == StatusCode::OK && text.contains(self.good), "{}: {status} {text}", self.path);
        None
    }
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Answers within the time.
    pub count: usize,
    /// Answers per second.
    pub per_second: f64,
    /// Half of all answers took no longer.
    pub p50: Duration,
    /// 99 of 100 answers took no longer.
    pub p99: Duration,
}

/// Requests made up beforehand, each sent once.
#[derive(Debug, Default)]
pub struct Bodies {
    all: Vec<Bytes>,
    next: AtomicUsize,
}

impl Bodies {
    /// Requests to send.
    pub fn new(all: Vec<Bytes>) -> Bodies {
        Bodies { all, next: AtomicUsize::new(0) }
    }

    /// The next one.
    pub fn take(&self) -> Option<Bytes> {
        self.all.get(self.next.fetch_add(1, Ordering::Relaxed)).cloned()
    }
}

/// Sends bodies until the time is over, or nothing is left to send. Fails if one is not answered well.
pub async fn push(target: &Target, connections: usize, time: Duration, bodies: &Arc<Bodies>) -> Measured {
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(target.connect().await);
    }
    let began = Instant::now();
    let workers: Vec<_> = open
        .into_iter()
        .map(|mut sender| {
            let (target, bodies) = (target.clone(), Arc::clone(bodies));
            tokio::spawn(async move {
                let mut times = Vec::new();
                while began.elapsed() < time
                    && let Some(body) = bodies.take()
                {
                    let sent = Instant::now();
                    target.post(&mut sender, body).await;
                    times.push(sent.elapsed());
                }
                times
            })
        })
        .collect();
    let mut times = Vec::new();
    for worker in workers {
        times.extend(worker.await.expect("every request is answered well"));
    }
    let elapsed = began.elapsed();
    times.sort_unstable();
    let share = |percent: usize| times.get((times.len() * percent / 100).min(times.len().saturating_sub(1)));
    Measured {
        count: times.len(),
        per_second: times.len() as f64 / elapsed.as_secs_f64(),
        p50: share(50).copied().unwrap_or_default(),
        p99: share(99).copied().unwrap_or_default(),
    }
}
