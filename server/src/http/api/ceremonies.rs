//! The screens of ceremonies, for anyone: totals and texts, nothing of a person.

use super::errors::PublicErrors;
use crate::domain::ceremonies::{self, Screen};
use crate::http::Web;
use crate::http::error::Failed;
use crate::http::extract::Path;
use crate::http::uncached;
use axum::Json;
use axum::extract::State;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use serde::Serialize;
use shared::api::CeremonyScreen;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

/// How long a browser waits before it comes back after the line was cut.
const COME_BACK: Duration = Duration::from_millis(500);

/// What the screen of a ceremony shows now.
#[utoipa::path(get, path = "/api/v1/ceremonies/{code}", tag = "public", operation_id = "show_ceremony",
    params(("code" = String, Path, description = "Code in the address of the screen")),
    responses((status = 200, body = CeremonyScreen), PublicErrors))]
pub(crate) async fn show(
    State(web): State<Web>,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, Failed> {
    Ok(uncached(Json(ceremonies::screen(&web.app, &code).await?.shown)))
}

/// That nothing is different.
#[derive(Serialize)]
struct Life {
    as_of: chrono::DateTime<chrono::Utc>,
}

/// What the screen of a ceremony shows, as it changes: events named `totals` at once and with every change, and events
/// named `life` at least every second, which say until when the totals held. Their ids are places in the change feed.
/// Whoever comes back after a cut gets all totals again, so `Last-Event-ID` may be sent and is not needed.
#[utoipa::path(get, path = "/api/v1/ceremonies/{code}/live", tag = "public", operation_id = "follow_ceremony",
    params(("code" = String, Path, description = "Code in the address of the screen")),
    responses((status = 200, body = CeremonyScreen, content_type = "text/event-stream"), PublicErrors))]
pub(crate) async fn live(
    State(web): State<Web>,
    Path(code): Path<String>,
) -> Result<impl IntoResponse, Failed> {
    let mut hear = web.screens.follow(&code).await?;
    let stream = async_stream::stream! {
        let mut ending = web.ends.clone();
        let mut before: Option<Arc<Screen>> = None;
        loop {
            let now = hear.borrow_and_update().clone();
            // What is old is not told as new, not even to whoever just came.
            if now.is_fresh() {
                let same = before.as_ref().is_some_and(|before| now.looks_like(before));
                yield Ok::<_, Infallible>(event(&now, same));
                before = Some(now);
            }
            tokio::select! {
                changed = hear.changed() => if changed.is_err() { break },
                _ = ending.wait_for(|ends| *ends) => break,
            }
        }
    };
    Ok(Sse::new(stream).keep_alive(KeepAlive::default()))
}

fn event(now: &Screen, same: bool) -> Event {
    let event = Event::default().id(&now.place).retry(COME_BACK);
    match same {
        true => event.event("life").json_data(Life { as_of: now.shown.as_of }),
        false => event.event("totals").json_data(&now.shown),
    }
    .unwrap_or_default()
}
