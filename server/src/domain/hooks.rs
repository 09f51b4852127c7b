//! Telling partners that there is something new, as [Standard Webhooks] write it.
//!
//! A message holds no data, only the place in the feed: the partner reads the feed with its token. It is sent until the
//! partner has it, ever more seldom, and then given up, for an administrator to see and to send again.
//!
//! [Standard Webhooks]: https://www.standardwebhooks.com

use super::feed;
use super::partners::secret_place;
use super::record::keep;
use crate::App;
use crate::db::{Verdict, changes, deliveries, partners};
use crate::error::{Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use shared::api::DeliveryState;
use uuid::Uuid;

/// Seconds to wait after each attempt but the last; after the last it is given up.
const WAITS: [i64; 8] = [5, 30, 120, 600, 3_600, 6 * 3_600, 12 * 3_600, 24 * 3_600];
/// While one server sends, the others leave a message alone for so long.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// Messages that arrived are shown for so long.
const SHOWN: TimeDelta = TimeDelta::days(30);
/// Most messages sent in one round.
const ROUND: i64 = 20;

/// A message to send now.
#[derive(Clone, Debug)]
pub struct Message {
    row: deliveries::Row,
    /// Where to.
    pub url: String,
    /// Header `webhook-id`.
    pub id: Uuid,
    /// Header `webhook-timestamp`, in seconds.
    pub timestamp: i64,
    /// Header `webhook-signature`.
    pub signature: String,
    /// Body, JSON.
    pub body: String,
}

/// Makes messages for whoever was not told of the end of the feed, and takes those whose time has come.
///
/// # Errors
/// When the database does not answer.
pub async fn take(app: &App) -> Result<Vec<Message>> {
    let mut conn = app.db.read().await?;
    let (_, end) = changes::end(&mut conn).await?;
    let to_tell = partners::to_tell(&mut conn, end).await?;
    let now = app.clock.now();
    if to_tell.is_empty() && deliveries::due(&mut conn, now, 1).await?.is_empty() {
        return Ok(Vec::new());
    }
    drop(conn);
    let ids: Vec<Uuid> = to_tell.iter().map(|_| app.random.uuid(now)).collect();
    let taken = app
        .db
        .write(move |tx| {
            Box::pin(async move {
                let (epoch, end) = changes::end(tx).await?;
                for (partner, id) in to_tell.iter().zip(ids) {
                    if partners::told(tx, partner.id, partner.told_seq, end).await? {
                        let cursor = feed::cursor(epoch, end);
                        deliveries::insert(tx, &deliveries::Row::new(id, partner.id, cursor, now)).await?;
                    }
                }
                deliveries::forget_delivered(tx, now - SHOWN).await?;
                let mut taken = Vec::new();
                for mut row in deliveries::due(tx, now, ROUND).await? {
                    let before = row.attempts;
                    (row.attempts, row.next_at, row.changed_at) = (before + 1, now + LEASE, now);
                    if deliveries::update(tx, &row, before).await? {
                        let partner = partners::by_id(tx, row.partner_id).await?;
                        taken.push((row, partner));
                    }
                }
                Ok(Verdict::Keep(taken))
            })
        })
        .await?;
    let messages = taken.into_iter().filter_map(|(row, partner)| partner.map(|partner| (row, partner)));
    messages.map(|(row, partner)| message(app, now, row, &partner)).collect()
}

fn message(app: &App, now: DateTime<Utc>, row: deliveries::Row, partner: &partners::Row) -> Result<Message> {
    let sealed = partner.hook_secret.as_deref().unwrap_or_default();
    let secret = app.keys.open(secret_place(partner.id), sealed)?;
    let body = serde_json::json!({ "type": "changes.available", "timestamp": now, "data": { "cursor": row.cursor } });
    let (id, timestamp, body) = (row.id, now.timestamp(), body.to_string());
    let signature = sign(&secret, &format!("{id}.{timestamp}.{body}"))?;
    Ok(Message { url: partner.hook_url.clone().unwrap_or_default(), id, timestamp, signature, body, row })
}

/// The signature of a text, as it stands in the header.
///
/// # Errors
/// When the secret is not of the form `whsec_<base64>`.
pub fn sign(secret: &str, text: &str) -> Result<String> {
    let bad = || Error::Stored("the secret of a hook".into());
    let key = secret.strip_prefix("whsec_").and_then(|key| STANDARD.decode(key).ok()).ok_or_else(bad)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| bad())?;
    mac.update(text.as_bytes());
    Ok(format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes())))
}

/// Writes down what a partner answered: a status of success, or what went wrong: another status, `timeout` or
/// `unreachable`.
///
/// # Errors
/// When the database refuses; then it is sent again, and the partner knows it by its id.
pub async fn answered(app: &App, message: Message, answer: std::result::Result<u16, String>) -> Result<()> {
    let now = app.clock.now();
    let mut row = message.row;
    let attempts = row.attempts;
    row.changed_at = now;
    let wait = usize::try_from(attempts - 1).ok().and_then(|at| WAITS.get(at));
    match (answer, wait) {
        (Ok(status), _) => {
            row.answer = status.to_string();
            row.set_state(DeliveryState::Delivered);
        }
        (Err(why), Some(wait)) => {
            // A tenth more or less, so that messages that failed together do not come back together.
            let spread = i64::from(u32::from_be_bytes(app.random.bytes()) % 200) - 100;
            row.next_at = now + TimeDelta::milliseconds(wait * 1_000 + wait * spread);
            row.answer = why;
        }
        (Err(why), None) => {
            row.answer = why;
            row.set_state(DeliveryState::Dead);
        }
    }
    app.db
        .write(move |tx| {
            Box::pin(async move {
                deliveries::update(tx, &row, attempts).await?;
                Ok(keep(()))
            })
        })
        .await
}
