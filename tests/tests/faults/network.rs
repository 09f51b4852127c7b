//! Requests are cut off, come twice, and come in any order.

use super::load::{Load, OPERATIONS, check, entry, open, rounds, send};
use futures_util::future::join_all;
use reqwest::Client;
use rstest::rstest;
use server::random::Random;
use shared::sync::{Operation, Outcome, Push};
use tests::Database;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

fn request(host: &str, operation: &Operation) -> Vec<u8> {
    let body = serde_json::to_string(&Push { operations: vec![operation.clone()] }).unwrap();
    let length = body.len();
    format!(
        "POST {OPERATIONS} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
    .into_bytes()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_is_cut_off_is_sent_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 1_000_000).await;
    let server = program.serve().await;
    let (random, load) = (Random::system().unwrap(), Load::on(competition));
    let host = server.url.strip_prefix("http://").unwrap();
    let mut sent = Vec::new();
    for _ in 0..10 * rounds() {
        let operation = entry(&random, competition, &load.person());
        let bytes = request(host, &operation);
        // Anywhere: in the head, in the body, or after the last byte and before the answer.
        let cut = u32::from_be_bytes(random.bytes()) as usize % (bytes.len() + 1);
        let mut line = TcpStream::connect(host).await.unwrap();
        line.write_all(&bytes[..cut]).await.unwrap();
        drop(line);
        let whole = sent.len() % 5 == 0;
        if whole {
            // And now and then the answer itself is cut off.
            let mut line = TcpStream::connect(host).await.unwrap();
            line.write_all(&bytes).await.unwrap();
            let _ = line.read(&mut [0; 20]).await.unwrap();
        }
        sent.push(operation);
    }
    for part in sent.chunks(100) {
        for outcome in send(&Client::new(), &server, part.to_vec()).await.unwrap() {
            assert!(matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. }), "{outcome:?}");
        }
    }
    check(&program, sent.len()).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn requests_that_come_often_and_in_any_order_count_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 1_000_000).await;
    let server = program.serve().await;
    let (random, load) = (Random::system().unwrap(), Load::on(competition));
    let mut all = 0;
    for _ in 0..rounds() {
        let operations: Vec<Operation> =
            (0..40).map(|_| entry(&random, competition, &load.person())).collect();
        let mut copies: Vec<&Operation> = operations.iter().flat_map(|one| [one, one, one]).collect();
        for at in (1..copies.len()).rev() {
            copies.swap(at, u32::from_be_bytes(random.bytes()) as usize % (at + 1));
        }
        let http = Client::new();
        let outcomes = join_all(copies.iter().map(|one| send(&http, &server, vec![(*one).clone()]))).await;
        let outcomes: Vec<Outcome> =
            outcomes.into_iter().flat_map(|answer| answer.expect("an answer")).collect();
        let accepted = outcomes.iter().filter(|one| matches!(one, Outcome::Accepted { .. })).count();
        let again = outcomes.iter().filter(|one| matches!(one, Outcome::Duplicate { .. })).count();
        assert_eq!((accepted, again), (40, 80), "{outcomes:?}");
        all += operations.len();
    }
    check(&program, all).await;
}
