//! Ten thousand operations at once, as a server that collected them pushes them, and as one that follows pulls them.

use super::people::People;
use super::report::{Table, millis};
use super::rollcall::Rollcall;
use futures_util::future::join_all;
use hyper::body::Bytes;
use std::time::Instant;

const OPERATIONS: usize = 10_000;
const BATCH: usize = 500;
const CONNECTIONS: usize = 4;

/// Pushes, pushes again, pulls, and pulls nothing.
pub async fn measure(rollcall: &Rollcall, database: &str, baseline: f64, table: &mut Table) {
    let mut people = People::of(rollcall);
    let bodies: Vec<Bytes> = (0..OPERATIONS / BATCH).map(|_| people.batch(BATCH)).collect();
    let small: usize = bodies.iter().map(|body| packed(body)).sum();
    let mut add = |what: &str, took: std::time::Duration, bytes: usize, beside: String| {
        let rate = format!("{:.0}", OPERATIONS as f64 / took.as_secs_f64());
        let each = format!("{:.0}", bytes as f64 / OPERATIONS as f64);
        table.row(&[database.to_owned(), what.to_owned(), rate, millis(took), each, beside]);
    };
    let before = rollcall.end_of_feed().await;
    let first = push(rollcall, &bodies).await;
    add("push", first, small, format!("{:.0} %", 100.0 * OPERATIONS as f64 / first.as_secs_f64() / baseline));
    let again = push(rollcall, &bodies).await;
    add("push again", again, small, format!("{:.2} of the first", again.as_secs_f64() / first.as_secs_f64()));

    let (began, mut after, mut bytes, mut told) = (Instant::now(), before, 0, 0);
    while told < OPERATIONS {
        let (page, size) = rollcall.changes(&after).await;
        bytes += size;
        told += page.changes.len();
        after = page.next.0;
    }
    add("pull", began.elapsed(), bytes, String::new());
    let began = Instant::now();
    let (_, size) = rollcall.changes(&after).await;
    let took = millis(began.elapsed());
    table.row(&[
        database.to_owned(),
        "pull of nothing new".to_owned(),
        String::new(),
        took,
        String::new(),
        format!("{size} bytes"),
    ]);
}

async fn push(rollcall: &Rollcall, bodies: &[Bytes]) -> std::time::Duration {
    let began = Instant::now();
    let workers = (0..CONNECTIONS).map(|worker| async move {
        for body in bodies.iter().skip(worker).step_by(CONNECTIONS) {
            rollcall.push(body.clone()).await;
        }
    });
    join_all(workers).await;
    began.elapsed()
}

/// The size of a text once it is compressed, as it may be sent.
fn packed(text: &[u8]) -> usize {
    let mut small = Vec::new();
    let fast = brotli::enc::BrotliEncoderParams { quality: 5, ..Default::default() };
    brotli::BrotliCompress(&mut &text[..], &mut small, &fast).expect("a buffer");
    small.len()
}
