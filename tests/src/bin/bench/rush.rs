//! Many phones at once, each on a connection of its own, that come back when they are told to.

use super::load::Target;
use super::people::People;
use super::rollcall::Rollcall;
use hyper::body::Bytes;
use std::time::{Duration, Instant};

/// How a rush went.
#[derive(Clone, Debug)]
pub struct Rush {
    /// Phones.
    pub phones: usize,
    /// Longest that the server lets a submission wait before it says when to come back, in milliseconds.
    pub patience_ms: u32,
    /// How many were told to come back at least once.
    pub turned: usize,
    /// Most often that one was told.
    pub most: u32,
    /// From the first try to the acknowledgement: half of all.
    pub p50: Duration,
    /// 99 of 100.
    pub p99: Duration,
    /// The last.
    pub last: Duration,
}

/// Lets all phones come at the same moment, waits until each is in, and counts what is stored.
pub async fn rush(rollcall: &Rollcall, phones: usize, patience_ms: u32) -> Rush {
    let target = rollcall.target();
    let bodies = People::of(rollcall).sign_up(phones);
    let mut ready = Vec::new();
    while let Some(body) = bodies.take() {
        ready.push((target.connect().await, body));
    }
    let began = Instant::now();
    let all: Vec<_> = ready
        .into_iter()
        .map(|(sender, body)| {
            let target = target.clone();
            tokio::spawn(async move {
                let turned = come(&target, sender, body).await;
                (began.elapsed(), turned)
            })
        })
        .collect();
    let mut told = Vec::new();
    for phone in all {
        told.push(phone.await.expect("every phone gets in"));
    }
    rollcall.check_count(phones).await;
    told.sort_unstable();
    let at = |percent: usize| told[(told.len() * percent / 100).min(told.len() - 1)].0;
    Rush {
        phones,
        patience_ms,
        turned: told.iter().filter(|(_, turned)| *turned > 0).count(),
        most: told.iter().map(|(_, turned)| *turned).max().unwrap_or_default(),
        p50: at(50),
        p99: at(99),
        last: at(100),
    }
}

/// Does as told until it is in. How often it was told to come back.
async fn come(target: &Target, mut sender: super::load::Sender, body: Bytes) -> u32 {
    let mut turned = 0;
    while let Some(after_ms) = target.try_post(&mut sender, body.clone()).await {
        turned += 1;
        tests::stay_away(after_ms).await;
    }
    turned
}
