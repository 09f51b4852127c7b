//! The feed as it grows, as a browser follows it.

use reqwest::{Response, StatusCode};
use shared::sync::{ChangeKind, Changes};
use std::time::Duration;
use uuid::Uuid;

/// A stream of events.
#[derive(Debug)]
pub struct Events {
    response: Response,
    text: String,
}

impl Events {
    /// An answer that is a stream.
    pub fn of(response: Response) -> Events {
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Events { response, text: String::new() }
    }

    /// The next event: its id and the page of the feed. `None` when the stream ended.
    pub async fn next(&mut self) -> Option<(String, Changes)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let line = |name: &str| event.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
                let found = line("id:").map(str::to_owned).zip(line("data:").map(str::to_owned));
                self.text = rest.to_owned();
                if let Some((id, data)) = found {
                    return Some((id, serde_json::from_str(&data).expect("changes")));
                }
                continue;
            }
            let chunk = tokio::time::timeout(Duration::from_secs(60), self.response.chunk());
            let chunk = chunk.await.expect("something, if only a sign of life").ok()??;
            self.text.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }

    /// Reads on until so many entries were told; their operations, and the place after them.
    pub async fn entries(&mut self, count: usize) -> (Vec<Uuid>, String) {
        let (mut told, mut place) = (Vec::new(), String::new());
        while told.len() < count {
            let (id, page) = self.next().await.expect("the stream goes on");
            place = id;
            let entries = page.changes.into_iter();
            let entries = entries.filter(|change| matches!(change.kind, ChangeKind::Entry { .. }));
            told.extend(entries.filter_map(|change| change.operation_id));
        }
        (told, place)
    }
}
