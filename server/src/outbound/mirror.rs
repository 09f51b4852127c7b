//! The reference consumer of the feed: mirrors what another server lets this partner see.
//!
//! Each page is written in one transaction with the place after it, so that it may be stopped or killed at any moment
//! and goes on from there. What comes twice is written twice with the same result.

use crate::db::mirror::{Came, Mirror, State};
use crate::domain::mirrored::digest_of;
use crate::error::Error;
use reqwest::{Client, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use shared::api::ErrorCode;
use shared::sync::Checksum;
use uuid::Uuid;

/// Records and changes asked for at once, unless told otherwise.
const PAGE: u32 = 1_000;

/// Why mirroring stopped.
#[derive(Debug, thiserror::Error)]
pub enum Failed {
    /// The mirror's own database.
    #[error("the mirror's database: {0}")]
    Database(#[from] Error),
    /// No answer. Going on later continues where this stopped.
    #[error("the source does not answer: {0}")]
    Away(String),
    /// An answer that is no success.
    #[error("the source refuses with {0}{1}")]
    Refused(StatusCode, String),
    /// The file mirrors another source.
    #[error("this file mirrors {0}; take another file for another source")]
    OtherSource(String),
    /// A record came whose body does not match its digest.
    #[error("{0} {1} came with a body that does not match its digest")]
    Digest(String, Uuid),
}

/// What one go brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Records that came.
    pub records: u64,
    /// Changes behind them; none of a snapshot.
    pub changes: u64,
}

/// What comparing told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Records here.
    pub here: u64,
    /// Records at the source.
    pub there: u64,
    /// Whether both hold the same.
    pub equal: bool,
}

/// A mirror with its source.
#[derive(Debug)]
pub struct Follower {
    client: Client,
    source: String,
    token: String,
    mirror: Mirror,
    page: u32,
}

/// A record as it came. Its body is taken as it is, so that kinds which are younger than this program pass.
#[derive(Deserialize)]
struct Record {
    kind: String,
    id: Uuid,
    digest: Option<String>,
    body: Option<Value>,
}

#[derive(Deserialize)]
struct Snapshot {
    cursor: String,
    records: Vec<Record>,
    next: Option<String>,
}

#[derive(Deserialize)]
struct Changes {
    changes: Vec<serde::de::IgnoredAny>,
    next: String,
    more: bool,
    #[serde(default)]
    records: Vec<Record>,
}

impl Follower {
    /// Mirrors `source` (an address without a slash at the end) into `mirror`.
    pub fn new(client: Client, source: String, token: String, mirror: Mirror) -> Self {
        Follower { client, source, token, mirror, page: PAGE }
    }

    /// Asks for so many records and changes at once.
    #[must_use]
    pub fn by(self, page: u32) -> Self {
        Follower { page, ..self }
    }

    /// Brings the mirror up to the end of the feed.
    ///
    /// # Errors
    /// See [`Failed`]; what came until then is kept.
    pub async fn pull(&self) -> Result<Pulled, Failed> {
        let mut pulled = Pulled::default();
        let mut state = self.begin().await?;
        loop {
            while let Some(place) = &state.snapshot_at {
                let after = if place.is_empty() { String::new() } else { format!("&after={place}") };
                let page: Snapshot = self.get(&format!("snapshot?limit={}{after}", self.page)).await?;
                if state.cursor.is_empty() {
                    state.cursor = page.cursor;
                }
                state.snapshot_at = page.next;
                pulled.records += self.keep(page.records, &state).await?;
            }
            let after = &state.cursor;
            let page =
                self.get::<Changes>(&format!("changes?records=true&limit={}&after={after}", self.page)).await;
            let page = match page {
                // The source was restored from a backup: what it holds now is read from the beginning.
                Err(Failed::Refused(StatusCode::GONE, _)) => {
                    state = State { round: state.round + 1, ..first(&self.source) };
                    self.mirror.apply(&[], &state).await?;
                    continue;
                }
                page => page?,
            };
            if page.next != state.cursor {
                state.cursor = page.next;
                pulled.changes += page.changes.len() as u64;
                pulled.records += self.keep(page.records, &state).await?;
            }
            if !page.more {
                return Ok(pulled);
            }
        }
    }

    /// Compares with the source while nothing changes there: the checksum is asked for between two looks at the feed.
    ///
    /// # Errors
    /// See [`Failed`].
    pub async fn compare(&self) -> Result<Compared, Failed> {
        self.pull().await?;
        loop {
            let there: Checksum = self.get("checksum").await?;
            if self.pull().await? == Pulled::default() {
                let (here, digest) = self.checksum().await?;
                let equal = here == there.records && digest == there.digest;
                return Ok(Compared { here, there: there.records, equal });
            }
        }
    }

    async fn begin(&self) -> Result<State, Failed> {
        match self.mirror.state().await? {
            Some(state) if state.source != self.source => Err(Failed::OtherSource(state.source)),
            Some(state) => Ok(state),
            None => Ok(first(&self.source)),
        }
    }

    async fn keep(&self, records: Vec<Record>, state: &State) -> Result<u64, Failed> {
        let mut came = Vec::with_capacity(records.len());
        for Record { kind, id, digest, body } in records {
            let body = match body {
                Some(body) => {
                    let digest = digest.unwrap_or_default();
                    if digest_of(&body)? != digest {
                        return Err(Failed::Digest(kind, id));
                    }
                    Some((digest, body.to_string()))
                }
                None => None,
            };
            came.push(Came { kind, id, body });
        }
        self.mirror.apply(&came, state).await?;
        Ok(came.len() as u64)
    }

    /// How many records are here, and what their bodies come to.
    async fn checksum(&self) -> Result<(u64, String), Failed> {
        let (mut digest, mut records) = (Sha256::new(), 0);
        let (mut kind, mut id) = (String::new(), String::new());
        loop {
            let page = self.mirror.after(&kind, &id, i64::from(PAGE)).await?;
            let Some(last) = page.last() else { break };
            (kind, id) = (last.kind.clone(), last.id.clone());
            records += page.len() as u64;
            for one in &page {
                // Over what is stored, not over the digest that came with it.
                let of_body = match serde_json::from_str::<Value>(&one.body) {
                    Ok(body) => digest_of(&body)?,
                    Err(_) => String::new(),
                };
                digest.update(format!("{} {} {of_body}\n", one.kind, one.id));
            }
        }
        Ok((records, crate::crypto::hex(&digest.finalize())))
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failed> {
        let away = |error| Failed::Away(super::why(error));
        let address = format!("{}/api/v1/sync/{path}", self.source);
        let answer = self.client.get(address).bearer_auth(&self.token).send().await.map_err(away)?;
        let status = answer.status();
        if status.is_success() {
            return answer.json().await.map_err(away);
        }
        let problem: Value = answer.json().await.unwrap_or_default();
        let code: Option<ErrorCode> = serde_json::from_value(problem["code"].clone()).ok();
        if matches!(status, StatusCode::TOO_MANY_REQUESTS) || status.is_server_error() {
            return Err(Failed::Away(format!("{status}")));
        }
        Err(Failed::Refused(status, code.map(|code| format!(" ({})", code.slug())).unwrap_or_default()))
    }
}

fn first(source: &str) -> State {
    let source = source.to_owned();
    State { source, round: 1, cursor: String::new(), snapshot_at: Some(String::new()) }
}
