//! Sending messages to partners.

use crate::App;
use crate::domain::hooks::{self, Message};
use crate::error::Result;
use futures_util::future::join_all;
use reqwest::Client;
use std::convert::Infallible;
use std::time::Duration;

/// Longest that a partner may take to answer a message.
const PATIENCE: Duration = Duration::from_secs(15);

/// Sends what is to be sent, round after round.
pub async fn keep_telling(app: App, every: Duration) -> Infallible {
    let client = match super::client() {
        Ok(client) => client,
        Err(error) => {
            tracing::error!(%error, "partners cannot be told of changes");
            return std::future::pending().await;
        }
    };
    let mut rounds = tokio::time::interval(every);
    rounds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        rounds.tick().await;
        if let Err(error) = round(&app, &client).await {
            tracing::warn!(%error, "telling partners of changes");
        }
    }
}

async fn round(app: &App, client: &Client) -> Result<()> {
    let messages = hooks::take(app).await?;
    let sent = join_all(messages.into_iter().map(|message| async {
        let answer = send(client, &message).await;
        (message, answer)
    }));
    for (message, answer) in sent.await {
        hooks::answered(app, message, answer).await?;
    }
    Ok(())
}

async fn send(client: &Client, message: &Message) -> std::result::Result<u16, String> {
    let request = client
        .post(&message.url)
        .timeout(PATIENCE)
        .header("content-type", "application/json")
        .header("webhook-id", message.id.to_string())
        .header("webhook-timestamp", message.timestamp)
        .header("webhook-signature", &message.signature)
        .body(message.body.clone());
    let no_answer = |error: reqwest::Error| {
        let answer = if error.is_timeout() { "timeout" } else { "unreachable" };
        tracing::warn!(id = %message.id, why = super::why(error), "a partner does not answer");
        answer.to_owned()
    };
    let status = request.send().await.map_err(no_answer)?.status();
    if status.is_success() { Ok(status.as_u16()) } else { Err(status.as_u16().to_string()) }
}
