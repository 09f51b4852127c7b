//! Never oversold, however many ask at once.

use rstest::rstest;
use std::collections::HashMap;
use tests::{Database, Definition, Open, OutcomeExt as _, Person, Receipt, TestApp};

/// All submit at the same time, each from a client of its own; the answers by their code.
async fn all_at_once(app: &TestApp, open: &Open, people: Vec<Person>) -> HashMap<String, Vec<Receipt>> {
    let (ready, _) = tokio::sync::broadcast::channel::<()>(1);
    let worker = app.worker();
    let submissions = people.iter().map(|person| {
        let mut ready = ready.subscribe();
        let worker = &worker;
        async move {
            ready.recv().await.expect("a start");
            worker.submit_for(open, "delivery", person).await
        }
    });
    let all = futures_util::future::join_all(submissions);
    let (receipts, _) = tokio::join!(all, async { ready.send(()).expect("someone who waits") });
    let mut answers: HashMap<String, Vec<Receipt>> = HashMap::new();
    for receipt in receipts {
        let answer = match &receipt.outcome {
            shared::sync::Outcome::Accepted { .. } => "accepted".to_owned(),
            refused => refused.violations().remove(0).1,
        };
        answers.entry(answer).or_default().push(receipt);
    }
    answers
}

fn counts(answers: &HashMap<String, Vec<Receipt>>) -> Vec<(&str, usize)> {
    let mut counts: Vec<_> = answers.iter().map(|(code, receipts)| (code.as_str(), receipts.len())).collect();
    counts.sort();
    counts
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_for_the_last_ten_places(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let people = (0..64).map(|_| app.person()).collect();
    let answers = all_at_once(&app, &open, people).await;
    assert_eq!(counts(&answers), [("accepted", 10), ("event_full", 54)]);

    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(taken AS TEXT) FROM places WHERE scope = 'event'").await, "10");
    let entries = "SELECT CAST(COUNT(*) AS TEXT) FROM entries WHERE state = 'submitted'";
    assert_eq!(raw.value(entries).await, "10");
    assert_eq!(app.worker().page(&open).await.places[0].left, 0);

    // Who was refused has lost nothing: the place of one who leaves goes to the next.
    app.worker().withdraw(&answers["accepted"][0]).await.accepted();
    let late = app.worker().send(&answers["event_full"][0].operation).await;
    late.accepted();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn sixty_four_of_one_employer(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| {
        d.events[0].places = 200;
        d.eligibility.quotas.per_employer = Some(3);
    }));
    let open = open.await;
    let of_two_employers = |n| {
        let employer = if n % 2 == 0 { "甲公司" } else { "乙公司" };
        Person { employer: employer.to_owned(), ..app.person() }
    };
    let answers = all_at_once(&app, &open, (0..64).map(of_two_employers).collect()).await;
    assert_eq!(counts(&answers), [("accepted", 6), ("employer_full", 58)]);
    let taken = "SELECT key, CAST(taken AS TEXT) FROM places WHERE scope = 'employer' ORDER BY taken, key";
    let mut taken = app.raw().await.rows(taken).await;
    taken.sort();
    assert_eq!(taken, [["乙公司", "3"], ["甲公司", "3"]]);
    let left = app.worker().page(&open).await.places[0].left;
    assert_eq!(left, 194, "what was refused by employer took no place of the event");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_person_on_many_devices(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let person = app.person();
    let answers = all_at_once(&app, &open, vec![person; 16]).await;
    assert_eq!(counts(&answers), [("accepted", 1), ("already_entered", 15)]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_operation_over_many_connections(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let (_, operation) = worker.filled_in(&open, "delivery", app.person().answers());
    let outcomes = futures_util::future::join_all((0..16).map(|_| worker.send(&operation))).await;
    let first: Vec<_> =
        outcomes.iter().filter(|o| matches!(o, shared::sync::Outcome::Accepted { .. })).collect();
    let again = outcomes.iter().filter(|o| matches!(o, shared::sync::Outcome::Duplicate { .. })).count();
    assert_eq!((first.len(), again), (1, 15));
    let id = first[0].accepted();
    for outcome in &outcomes {
        let (shared::sync::Outcome::Accepted { record_id, .. }
        | shared::sync::Outcome::Duplicate { record_id, .. }) = outcome
        else {
            panic!("{outcome:?}")
        };
        assert_eq!(*record_id, id);
    }
    assert_eq!(worker.page(&open).await.places[0].left, 9);
}
