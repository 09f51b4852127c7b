//! A worker enters, looks, withdraws, and enters again.

use chrono::TimeDelta;
use rstest::rstest;
use shared::api::OpenReceipt;
use shared::competition::{CompetitionState, EntryState};
use shared::form::Answer;
use shared::sync::{Action, Conflict, Outcome, ReceiptSecret, Refusal};
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, TestApp};
use uuid::Uuid;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_leaves_a_receipt_that_opens_it(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, person) = (app.worker(), app.person());

    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let Outcome::Accepted { record_id, version: 1, receipt: Some(code) } = &receipt.outcome else {
        panic!("not a first entry: {:?}", receipt.outcome)
    };
    assert_eq!(*code, receipt.secret.hash().code(), "the device's own code");

    let entry = worker.open(&receipt).await;
    assert_eq!((entry.id, entry.state, entry.version), (*record_id, EntryState::Submitted, 1));
    assert_eq!((entry.event.as_str(), entry.competition.as_str()), ("delivery", "courier-2026"));
    assert_eq!((entry.association.as_str(), entry.code), ("qhd-courier", code.clone()));
    assert_eq!(entry.name, shared::person::mask_name(&person.name));
    assert_eq!(entry.submitted_at, app.clock.now());
    assert!(entry.can_withdraw && !entry.can_correct);
    assert_eq!((entry.answers, entry.result), (None, None));

    let page = worker.page(&open).await;
    let left: Vec<_> = page.places.iter().map(|event| (event.event.as_str(), event.left)).collect();
    assert_eq!(left, [("delivery", 9), ("sorting", 4)]);
    assert_eq!((page.card.places, page.card.left, page.card.open_now), (14, 13, true));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_same_operation_again_gets_the_first_answer(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let receipt = worker.submit(&open, "delivery").await;
    let Outcome::Accepted { record_id, version, receipt: code } = receipt.outcome.clone() else { panic!() };

    let again = worker.send(&receipt.operation).await;
    assert_eq!(again, Outcome::Duplicate { record_id, version, receipt: code.clone() });

    // Also when the answer was lost for days, entry is over and the form is another.
    app.import(Definition::courier().with(|definition| definition.form_version = 2)).await;
    let officer = app.staff("officer").await;
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    app.clock.advance(TimeDelta::days(20));
    let late = worker.send(&receipt.operation).await;
    assert_eq!(late, Outcome::Duplicate { record_id, version, receipt: code });

    let page = worker.page(&open).await;
    assert_eq!(page.places[0].left, 9, "one entry took one place");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_operation_id_stands_for_one_content(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let first = worker.submit(&open, "delivery").await;
    first.accepted();

    let (_, mut other) = worker.filled_in(&open, "delivery", app.person().answers());
    other.id = first.operation.id;
    let reused = Outcome::Conflict { conflict: Conflict::OperationIdReused };
    assert_eq!(worker.send(&other).await, reused);

    // The smallest difference counts.
    let mut changed = first.operation.clone();
    let Action::SubmitEntry(submit) = &mut changed.action else { panic!() };
    submit.answers.insert("employer".into(), Answer::from("另一家公司"));
    assert_eq!(worker.send(&changed).await, reused);
    assert_eq!(worker.page(&open).await.places[0].left, 9);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_person_enters_an_event_once(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, person) = (app.worker(), app.person());
    worker.submit_for(&open, "delivery", &person).await.accepted();

    // Typed another way, and with another mobile, it is still the same document.
    let mut answers = app.person().answers();
    let spaced: String = person.document.to_lowercase().chars().flat_map(|c| [c, ' ']).collect();
    answers.insert("id_number".into(), Answer::Text(spaced));
    let second = worker.submit_answers(&open, "delivery", answers).await;
    assert_eq!(second.violations(), [("id_number".to_owned(), "already_entered".to_owned())]);
    let told = serde_json::to_string(&second.outcome).unwrap();
    let officer = app.staff("officer").await;
    let row = officer.entries("").await.rows.remove(0);
    for secret in [row.id.to_string(), row.code.clone(), row.name.clone(), row.mobile, "submitted".into()] {
        assert!(!told.contains(&secret), "the refusal says only that the document entered: {told}");
    }
    assert_eq!(worker.page(&open).await.places[0].left, 9, "a refusal takes no place");

    worker.submit_for(&open, "sorting", &person).await.accepted();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn withdrawing_frees_the_place_and_the_person(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 1)).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let full = worker.submit(&open, "delivery").await;
    assert_eq!(full.violations(), [("event".to_owned(), "event_full".to_owned())]);

    worker.withdraw(&receipt).await.accepted();
    let entry = worker.open(&receipt).await;
    assert_eq!((entry.state, entry.version), (EntryState::Withdrawn, 2));
    assert!(!entry.can_withdraw && !entry.can_correct);
    assert_eq!(worker.page(&open).await.places[0].left, 1);
    assert_eq!(worker.withdraw(&receipt).await.refusal(), Refusal::TransitionNotAllowed, "once is enough");
    assert_eq!(worker.page(&open).await.places[0].left, 1, "and gives back one place");

    worker.submit_for(&open, "delivery", &person).await.accepted();
    assert_eq!(worker.page(&open).await.places[0].left, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let worker = app.worker();
    let draft = app.import(Definition::courier()).await;
    assert_eq!(worker.submit(&draft, "delivery").await.refusal(), Refusal::NotFound, "a draft is not there");
    let path = "/api/v1/associations/qhd-courier/competitions/courier-2026";
    assert_eq!(app.get(path).await.problem().await.status, 404);
    assert_eq!(app.get("/api/v1/associations/nobody/competitions").await.problem().await.status, 404);

    let officer = app.staff("officer").await;
    officer.advance(&draft, CompetitionState::Draft, CompetitionState::Published).await;
    officer.advance(&draft, CompetitionState::Published, CompetitionState::EntryOpen).await;
    let open = draft;
    let nowhere = tests::Open { id: Uuid::from_u128(7), definition: open.definition.clone() };
    assert_eq!(worker.submit(&nowhere, "delivery").await.refusal(), Refusal::NotFound);
    let unknown = worker.submit(&open, "juggling").await;
    assert_eq!(unknown.violations(), [("event".to_owned(), "choice_unknown".to_owned())]);

    // A receipt of nothing, and a real one on the pages of another association.
    let nothing = OpenReceipt::Secret { secret: ReceiptSecret::from_bytes([7; 16]) };
    assert_eq!(worker.post("/receipt", &nothing).await.problem().await.status, 404);
    let receipt = worker.submit(&open, "delivery").await;
    let elsewhere = app.worker_of("qhd-cleaning");
    let body = OpenReceipt::Secret { secret: receipt.secret.clone() };
    assert_eq!(elsewhere.post("/receipt", &body).await.problem().await.status, 404);
    assert_eq!(elsewhere.withdraw(&receipt).await.refusal(), Refusal::ReceiptUnknown);
    assert_eq!(elsewhere.submit(&open, "delivery").await.refusal(), Refusal::NotFound);
    assert_eq!(worker.open(&receipt).await.state, EntryState::Submitted);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_that_was_used_asks_for_another(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, open) = (app.worker(), app.open_competition(Definition::courier()).await);
    let first = worker.submit(&open, "delivery").await;
    let (_, mut second) = worker.filled_in(&open, "delivery", app.person().answers());
    let Action::SubmitEntry(submit) = &mut second.action else { panic!("{second:?}") };
    submit.receipt = first.secret.hash();
    let conflict = Outcome::Conflict { conflict: Conflict::OperationIdReused };
    assert_eq!(worker.send(&second).await, conflict);
    assert_eq!(worker.open(&first).await.state, EntryState::Submitted, "the first is as it was");
}
