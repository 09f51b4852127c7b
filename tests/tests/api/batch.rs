//! Batches: a device that collected while it had no signal sends everything at once.

use rstest::rstest;
use shared::competition::EntryState;
use shared::sync::{Action, Outcome, Push, Refusal, WithdrawEntry};
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, Receipt, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn mixed_operations_are_answered_in_order(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let earlier = worker.submit(&open, "delivery").await;
    let (kept_secret, kept) = worker.filled_in(&open, "delivery", app.person().answers());
    let (gone_secret, gone) = worker.filled_in(&open, "sorting", app.person().answers());
    let (_, unknown) = worker.filled_in(&open, "juggling", app.person().answers());
    let mut wrong = app.person().answers();
    wrong.remove("consent_data");
    let (_, wrong) = worker.filled_in(&open, "delivery", wrong);
    let leave = worker.operation(Action::WithdrawEntry(WithdrawEntry { receipt: gone_secret.clone() }));
    let mut reused = unknown.clone();
    reused.id = earlier.operation.id;

    let outcomes = worker
        .push(vec![
            gone.clone(),
            leave,
            kept.clone(),
            unknown,
            earlier.operation.clone(),
            wrong,
            reused,
            kept.clone(),
        ])
        .await;
    let [first, left, second, no_event, again, no_consent, conflict, twice] = outcomes.as_slice() else {
        panic!("eight answers: {outcomes:?}")
    };
    let left_id = left.accepted();
    assert_eq!(left_id, first.accepted(), "a withdrawal may follow its entry in one batch");
    assert_eq!(no_event.refusal(), Refusal::Invalid);
    assert!(matches!(again, Outcome::Duplicate { record_id, .. } if *record_id == earlier.accepted()));
    assert_eq!(no_consent.violations(), [("consent_data".to_owned(), "consent_needed".to_owned())]);
    assert!(matches!(conflict, Outcome::Conflict { .. }));
    assert!(matches!(twice, Outcome::Duplicate { record_id, .. } if *record_id == second.accepted()));

    let state = async |secret, operation| {
        let outcome = first.clone();
        worker.open(&Receipt { secret, operation, outcome }).await.state
    };
    assert_eq!(state(gone_secret, gone).await, EntryState::Withdrawn);
    assert_eq!(state(kept_secret, kept).await, EntryState::Submitted);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn forty_entries_of_a_shared_tablet(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 40)).await;
    let worker = app.worker();
    let filled: Vec<_> =
        (0..40).map(|_| worker.filled_in(&open, "delivery", app.person().answers()).1).collect();
    let outcomes = worker.push(filled.clone()).await;
    let mut ids: Vec<_> = outcomes.iter().map(|outcome| outcome.accepted()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 40);

    // The answer was lost: the whole batch comes again, and each gets its own first answer.
    let again = worker.push(filled).await;
    for (first, again) in outcomes.iter().zip(&again) {
        let Outcome::Duplicate { record_id, .. } = again else { panic!("not a duplicate: {again:?}") };
        assert_eq!(*record_id, first.accepted());
    }
    assert_eq!(worker.page(&open).await.places[0].left, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_has_bounds(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    assert_eq!(worker.push(Vec::new()).await, []);
    let withdraw = || {
        let receipt = shared::sync::ReceiptSecret::from_bytes(app.inside.random.bytes());
        worker.operation(Action::WithdrawEntry(WithdrawEntry { receipt }))
    };
    let thousand: Vec<_> = (0..1_000).map(|_| withdraw()).collect();
    let outcomes = worker.push(thousand.clone()).await;
    assert!(
        outcomes.len() == 1_000
            && outcomes.iter().all(|outcome| outcome.refusal() == Refusal::ReceiptUnknown)
    );
    let more = Push { operations: thousand.into_iter().chain([withdraw()]).collect() };
    let problem = worker.post("/operations", &more).await.problem().await;
    assert!((400..=422).contains(&problem.status), "more than 1,000 are refused: {problem:?}");
    assert_eq!(worker.page(&open).await.card.left, 14);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn workers_and_staff_submit_through_their_own_doors(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let advance = Action::AdvanceCompetition(shared::sync::AdvanceCompetition {
        competition_id: open.id,
        from: shared::competition::CompetitionState::EntryOpen,
        to: shared::competition::CompetitionState::Cancelled,
    });
    let refused = worker.send(&worker.operation(advance)).await;
    assert_eq!(refused.refusal(), Refusal::Forbidden, "nobody cancels a competition from a public page");
    let (_, entry) = worker.filled_in(&open, "delivery", app.person().answers());
    assert_eq!(officer.send(&entry).await.refusal(), Refusal::Forbidden);
    assert!(worker.page(&open).await.card.open_now);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_first_of_a_batch_get_the_last_places(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let filled = (0..60).map(|_| worker.filled_in(&open, "delivery", app.person().answers()).1).collect();
    let outcomes = worker.push(filled).await;
    let accepted: Vec<bool> =
        outcomes.iter().map(|outcome| matches!(outcome, Outcome::Accepted { .. })).collect();
    assert_eq!(
        accepted,
        [[true; 10].as_slice(), &[false; 50]].concat(),
        "in the order in which they were captured"
    );
}
