//! The change feed as it grows.

use super::errors::{FeedErrors, StaffErrors};
use crate::domain::feed;
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::{Query, Reading};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Deserialize;
use shared::sync::{Changes, Cursor};
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::{Instant, interval_at, timeout_at};
use utoipa::IntoParams;

/// Between two looks at the feed, at least: under load many changes come in one event.
const REST: Duration = Duration::from_millis(200);
/// Without a ring, a look all the same: one may have been missed.
const LOOK: Duration = Duration::from_secs(5);
/// The stream ends then, and the browser asks again with the session that it has by now.
const LENGTH: Duration = Duration::from_secs(300);

/// Where to begin.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct From {
    /// The place after which to go on; `now` without it. The header `Last-Event-ID`, which browsers send by themselves
    /// after the line was cut, goes before.
    after: Option<String>,
}

/// The change feed as it grows: events named `changes`, each with a page of the feed as its data and the place after it as
/// its id. Nothing is missed over a cut of the line.
#[utoipa::path(get, path = "/api/v1/sync/live", tag = "sync", operation_id = "follow_changes", params(From),
    security(("session" = []), ("partner" = [])),
    responses((status = 200, body = Changes, content_type = "text/event-stream"), StaffErrors, FeedErrors))]
pub(crate) async fn live(
    State(web): State<Web>,
    Reading(reader): Reading,
    Query(query): Query<From>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Failed> {
    let last = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let after = Cursor(last.or(query.after).unwrap_or_else(|| "now".to_owned()));
    let mut bell = web.app.db.bell();
    let first = feed::changes(&web.app, &reader, Some(after), feed::PAGE, false).await?;
    let stream = async_stream::stream! {
        let ends = Instant::now() + LENGTH;
        let mut ending = web.ends.clone();
        let mut page = first;
        // At once, so that the browser knows its place should the line be cut before anything happens.
        yield Ok::<_, Infallible>(event(&page));
        let mut rest = interval_at(Instant::now() + REST, REST);
        loop {
            if !page.more {
                tokio::select! {
                    _ = timeout_at(Instant::now() + LOOK, bell.changed()) => {}
                    _ = ending.wait_for(|ends| *ends) => break,
                }
            }
            rest.tick().await;
            if Instant::now() >= ends {
                break;
            }
            let next = page.next.clone();
            match feed::changes(&web.app, &reader, Some(next), feed::PAGE, false).await {
                Ok(more) => page = more,
                // The browser asks again from its place.
                Err(_) => break,
            }
            if !page.changes.is_empty() {
                yield Ok(event(&page));
            }
        }
    };
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

fn event(page: &Changes) -> Event {
    let named = Event::default().event("changes").id(&page.next.0);
    named.json_data(page).unwrap_or_default()
}
