//! More come at once than the server wants to keep waiting: it says when to come back, and all get in.

use futures_util::future::join_all;
use rstest::rstest;
use server::config::Config;
use shared::sync::Outcome;
use std::time::Duration;
use tests::{Database, Definition, Open, TestApp, WorkerClient, stay_away};

/// A phone that does as it is told. How often it was turned away.
async fn come(worker: &WorkerClient<'_>, open: &Open, answers: shared::form::Answers) -> u32 {
    let (_, operation) = worker.filled_in(open, "delivery", answers);
    for turned in 0.. {
        match worker.send(&operation).await {
            Outcome::Accepted { .. } => return turned,
            Outcome::RetryLater { after_ms } => {
                assert!(after_ms <= 60_000 && turned < 10, "{after_ms} ms, turned away {turned} times");
                stay_away(after_ms).await;
            }
            refused => panic!("{refused:?}"),
        }
    }
    unreachable!("a phone does not give up")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_is_told_when_to_come_back_gets_in(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    const PHONES: usize = 300;
    let app = TestApp::start_with(database, Config { patience: Duration::ZERO, ..Config::default() }).await;
    let open = app.open_competition(Definition::courier().with(|all| all.events[0].places = 1_000)).await;
    let worker = app.worker();
    let people: Vec<_> = (0..PHONES).map(|_| app.person()).collect();
    let turned = join_all(people.iter().map(|person| come(&worker, &open, person.answers()))).await;
    assert!(turned.iter().any(|turned| *turned > 0), "with no patience, somebody is asked to come back");
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM entries").await, PHONES.to_string());

    // Staff wait in the queue; nobody turns them away.
    use shared::competition::CompetitionState::{EntryClosed, EntryOpen};
    app.staff("officer").await.advance(&open, EntryOpen, EntryClosed).await;
}
