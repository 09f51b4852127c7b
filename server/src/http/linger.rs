//! A body that nobody reads to its end. A server that answers and closes while a client still sends resets the
//! connection, and many clients then show a broken network instead of the answer.

use axum::body::{Body, BodyDataStream, Bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt as _, stream};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Bodies up to this size, in bytes, the connection itself has taken in before anybody answers.
const SMALL: u64 = 64 << 10;
/// What is read of a body only to be thrown away, in bytes.
const MOST: usize = 64 << 20;
/// How long that may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Reads the rest of what was refused, so that the client hears why. Where there is too much of it, the connection ends.
pub(crate) async fn hear_out(request: Request, next: Next) -> Response {
    if length(request.headers()) <= SMALL {
        return next.run(request).await;
    }
    // Who waits to be told to send has not begun.
    let waits = request.headers().contains_key(header::EXPECT);
    let (parts, body) = request.into_parts();
    let body = Shared(Arc::new(Mutex::new(body.into_data_stream())));
    let mut response = next.run(Request::from_parts(parts, Body::from_stream(body.clone().chunks()))).await;
    let refused = response.status().is_client_error() || response.status().is_server_error();
    if refused && !waits && !matches!(tokio::time::timeout(PATIENCE, rest(body)).await, Ok(true)) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}

/// The length that is announced, in bytes; one that is not counts as small, since programs that send files know it.
fn length(headers: &HeaderMap) -> u64 {
    headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse().ok())
        .unwrap_or_default()
}

/// Reads to the end; false when that is too far away.
async fn rest(body: Shared) -> bool {
    let mut left = MOST;
    let mut chunks = pin!(body.chunks());
    while let Some(Ok(chunk)) = chunks.next().await {
        let Some(less) = left.checked_sub(chunk.len()) else { return false };
        left = less;
    }
    true
}

/// Chunks that are still there when their reader has gone.
#[derive(Clone)]
struct Shared(Arc<Mutex<BodyDataStream>>);

impl Shared {
    fn chunks(self) -> impl Stream<Item = Result<Bytes, axum::Error>> {
        stream::poll_fn(move |context| {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(context)
        })
    }
}
