//! What was acknowledged is there, whatever happened to the process.

use super::program::{Program, Serving};
use reqwest::Client;
use rstest::rstest;
use server::domain::import::{self, Imported};
use server::random::Random;
use shared::sync::{Action, Operation, Outcome, Push, PushAnswer, ReceiptSecret, SubmitEntry};
use std::sync::atomic::{AtomicU32, Ordering};
use tests::{Database, Definition, Person, at};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use uuid::Uuid;

/// A program with a competition that is open until the end of the century, with so many places in `delivery`.
pub async fn open(database: Database, places: u32) -> (Program, Uuid) {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    let definition = Definition::courier().with(|d| {
        d.schedule.entry_opens = at("2020-01-01T00:00:00Z");
        d.schedule.entry_closes = at("2099-12-01T00:00:00Z");
        d.schedule.theory_on = Some("2099-12-12".parse().unwrap());
        d.schedule.practical_on = Some("2099-12-13".parse().unwrap());
        d.eligibility.min_age = None;
        d.events[0].places = places;
    });
    let imported = import::competition(&app, definition.0).await.expect("a sound definition");
    let Imported::New(id) = imported else { panic!("{imported:?}") };
    let mut raw = tests::Raw::open(&program.database).await;
    raw.execute("UPDATE competitions SET state = 'entry_open'").await.expect("an open competition");
    app.db.close().await;
    (program, id)
}

/// An entry that is filled in.
pub fn entry(random: &Random, competition_id: Uuid, person: &Person) -> Operation {
    let captured_at = at("2026-11-23T02:00:00Z");
    let secret = ReceiptSecret::from_bytes(random.bytes());
    Operation {
        id: random.uuid(captured_at),
        captured_at,
        action: Action::SubmitEntry(SubmitEntry {
            competition_id,
            event: "delivery".into(),
            form_version: 1,
            answers: person.answers(),
            receipt: secret.hash(),
        }),
    }
}

/// Sends operations to one server.
pub async fn send(
    http: &Client,
    server: &Serving,
    operations: Vec<Operation>,
) -> reqwest::Result<Vec<Outcome>> {
    let address = format!("{}/api/v1/associations/qhd-courier/operations", server.url);
    let answer: PushAnswer = http.post(address).json(&Push { operations }).send().await?.json().await?;
    Ok(answer.outcomes)
}

/// Submits until the server no longer answers; gives what was acknowledged and what was in doubt.
async fn submit_until_it_dies(
    server: &Serving,
    competition: Uuid,
    people: &AtomicU32,
    acknowledged: &AtomicU32,
) -> (Vec<Operation>, Operation) {
    let (http, random) = (Client::new(), Random::system().expect("randomness"));
    let mut kept = Vec::new();
    loop {
        let person = Person::nth(people.fetch_add(1, Ordering::Relaxed));
        let operation = entry(&random, competition, &person);
        match send(&http, server, vec![operation.clone()]).await {
            Ok(outcomes) => {
                assert!(matches!(outcomes[0], Outcome::Accepted { .. }), "{outcomes:?}");
                kept.push(operation);
                acknowledged.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => return (kept, operation),
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_kill_loses_nothing_that_was_acknowledged(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 100_000).await;
    let server = program.serve().await;
    let (people, acknowledged) = (AtomicU32::new(1), AtomicU32::new(0));
    let load = futures_util::future::join_all(
        (0..16).map(|_| submit_until_it_dies(&server, competition, &people, &acknowledged)),
    );
    let kill = async {
        // In the middle of the load, between one acknowledgement and the next.
        while acknowledged.load(Ordering::Relaxed) < 300 {
            tokio::task::yield_now().await;
        }
        let id = server.child.id().expect("a process").to_string();
        let done = tokio::process::Command::new("kill").args(["-KILL", &id]).status().await.expect("kill");
        assert!(done.success());
    };
    let (ended, ()) = tokio::join!(load, kill);
    let (kept, doubtful): (Vec<_>, Vec<_>) = ended.into_iter().unzip();
    let kept: Vec<Operation> = kept.into_iter().flatten().collect();
    assert!(kept.len() >= 300 && doubtful.len() == 16);

    let server = program.serve().await;
    let http = Client::new();
    for part in kept.chunks(200) {
        for outcome in send(&http, &server, part.to_vec()).await.expect("an answer") {
            assert!(matches!(outcome, Outcome::Duplicate { .. }), "acknowledged, and not there: {outcome:?}");
        }
    }
    // What was in doubt is settled by sending it again.
    for outcome in send(&http, &server, doubtful.clone()).await.expect("an answer") {
        assert!(matches!(outcome, Outcome::Duplicate { .. } | Outcome::Accepted { .. }), "{outcome:?}");
    }
    let mut raw = tests::Raw::open(&program.database).await;
    let total = (kept.len() + doubtful.len()).to_string();
    for count in [
        "SELECT CAST(COUNT(*) AS TEXT) FROM entries",
        "SELECT CAST(COUNT(*) AS TEXT) FROM operations",
        "SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action = 'entry.submit'",
        "SELECT CAST(taken AS TEXT) FROM places WHERE scope = 'event'",
    ] {
        assert_eq!(raw.value(count).await, total, "{count}");
    }
    let verified = program.run(&["audit", "verify"], "").await;
    assert!(verified.status.success(), "{}", verified.err);
}

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
        "POST /api/v1/associations/qhd-courier/operations HTTP/1.1\r\nhost: {address}\r\ncontent-type: application/json\r\n\
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
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("\"outcome\":\"accepted\""), "{answer}");
    let (ended, log) = server.ended().await;
    assert!(ended.success(), "in order: {ended}: {log}");

    let server = program.serve().await;
    let again = send(&Client::new(), &server, vec![operation]).await.expect("an answer");
    assert!(matches!(again[0], Outcome::Duplicate { .. }), "{again:?}");
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
    let body = http
        .post(format!("{base}/associations/qhd-courier/operations"))
        .header("content-type", "application/json");
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
