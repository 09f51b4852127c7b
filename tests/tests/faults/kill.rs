//! The process is killed at any moment.

use super::load::{check, entry, open, rounds, send, signal};
use super::program::Serving;
use reqwest::Client;
use rstest::rstest;
use server::random::Random;
use shared::sync::{Operation, Outcome};
use std::sync::atomic::{AtomicU32, Ordering};
use tests::{Database, Person};
use uuid::Uuid;

const WORKERS: u32 = 8;

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
    let (program, competition) = open(database, 1_000_000).await;
    let (people, random) = (AtomicU32::new(1), Random::system().unwrap());
    let mut total = 0;
    for _ in 0..rounds() {
        let server = program.serve().await;
        let acknowledged = AtomicU32::new(0);
        let load = futures_util::future::join_all(
            (0..WORKERS).map(|_| submit_until_it_dies(&server, competition, &people, &acknowledged)),
        );
        let kill = async {
            // A random moment: after some acknowledgements, and then a while into whatever is going on.
            let [some, micros] = [(); 2].map(|()| u32::from_be_bytes(random.bytes()));
            while acknowledged.load(Ordering::Relaxed) < some % 150 {
                tokio::task::yield_now().await;
            }
            let moment =
                tokio::time::Instant::now() + std::time::Duration::from_micros((micros % 20_000).into());
            while tokio::time::Instant::now() < moment {
                tokio::task::yield_now().await;
            }
            signal(&server, "-KILL").await;
        };
        let (ended, ()) = tokio::join!(load, kill);
        let (kept, doubtful): (Vec<_>, Vec<_>) = ended.into_iter().unzip();
        let kept: Vec<Operation> = kept.into_iter().flatten().collect();

        let server = program.serve().await;
        let http = Client::new();
        for part in kept.chunks(200) {
            for outcome in send(&http, &server, part.to_vec()).await.expect("an answer") {
                assert!(
                    matches!(outcome, Outcome::Duplicate { .. }),
                    "acknowledged, and not there: {outcome:?}"
                );
            }
        }
        // What was in doubt is settled by sending it again.
        for outcome in send(&http, &server, doubtful.clone()).await.expect("an answer") {
            assert!(matches!(outcome, Outcome::Duplicate { .. } | Outcome::Accepted { .. }), "{outcome:?}");
        }
        total += kept.len() + doubtful.len();
        check(&program, total).await;
    }
}
