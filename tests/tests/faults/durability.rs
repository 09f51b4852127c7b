//! A server that is told to stop finishes what it began, and its log names nobody.

use super::load::{OPERATIONS, entry, open, send};
use reqwest::Client;
use rstest::rstest;
use server::random::Random;
use shared::sync::{Action, Outcome, Push};
use tests::{Database, Person};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_under_way_is_answered_before_the_end(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 100_000).await;
    let server = program.serve().await;
    let random = Random::system().expect("randomness");
    let operation = entry(&random, competition, &Person::nth(1));
    let body = serde_json::to_string(&Push { operations: vec![operation.clone()] }).unwrap();
    let address = server.url.strip_prefix("http://").unwrap().to_owned();
    let mut line = BufReader::new(TcpStream::connect(&address).await.expect("a connection"));
    let head = format!(
        "POST {OPERATIONS} HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n",
        body.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    let mut said = String::new();
    line.read_line(&mut said).await.unwrap();
    assert!(said.starts_with("HTTP/1.1 100"), "the server waits for the body: {said}");
    line.read_line(&mut said).await.unwrap();

    server.terminate().await;
    // It has stopped listening once nobody new gets in.
    while TcpStream::connect(&address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    line.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    line.read_to_string(&mut answer).await.unwrap();
    let (ended, log) = server.ended().await;
    assert!(ended.success(), "in order: {ended}: {log}");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}: {log}");
    assert!(answer.contains("\"outcome\":\"accepted\""), "{answer}: {log}");

    let server = program.serve().await;
    let again = send(&Client::new(), &server, vec![operation]).await.expect("an answer");
    assert!(matches!(again[0], Outcome::Duplicate { .. }), "{again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_stopped_as_soon_as_it_is_there_ends_in_order() {
    let (program, _) = open(Database::Sqlite, 10).await;
    let server = program.serve().await;
    server.terminate().await;
    let (ended, log) = server.ended().await;
    assert!(ended.success(), "in order: {ended}: {log}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_names_no_person(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let (program, competition) = open(database, 100_000).await;
    let server = program.serve().await;
    let (http, random) = (Client::new(), Random::system().expect("randomness"));
    let person = Person::nth(1);
    let good = entry(&random, competition, &person);
    let twice = entry(&random, competition, &person);
    let mut wrong = entry(&random, competition, &person);
    let Action::SubmitEntry(submit) = &mut wrong.action else { panic!() };
    submit.answers.insert("years".into(), "none".into());
    send(&http, &server, vec![good.clone(), good, twice, wrong]).await.expect("outcomes");
    let base = format!("{}/api/v1", server.url);
    let broken = format!("{{\"operations\":[{{\"id\":\"{}\"", person.document);
    let body = http.post(format!("{}{OPERATIONS}", server.url)).header("content-type", "application/json");
    body.body(broken).send().await.expect("an answer");
    for path in [
        format!("/staff/entries?q={}", person.document),
        format!("/associations/{}/competitions", person.mobile),
    ] {
        http.get(format!("{base}{path}")).send().await.expect("an answer");
    }
    server.terminate().await;
    let (_, log) = server.ended().await;
    assert!(log.contains("/api/v1/associations/{association}/operations"), "the requests are in it: {log}");
    for personal in [&person.document, &person.mobile, &person.name, &person.employer] {
        assert!(!log.contains(personal.as_str()), "{personal} in {log}");
    }
}
