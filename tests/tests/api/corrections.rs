//! Staff return an entry, the worker corrects it.

use rstest::rstest;
use shared::api::Revealed;
use shared::competition::{CompetitionState, EntryState};
use shared::form::Answer;
use shared::sync::{Decision, Refusal};
use tests::{Database, Definition, Open, OutcomeExt as _, Person, Receipt, StaffClient, TestApp};

/// An entry that an officer returned.
async fn returned<'a>(app: &'a TestApp, open: &Open) -> (StaffClient<'a>, Person, Receipt) {
    let person = app.person();
    let receipt = app.worker().submit_for(open, "delivery", &person).await;
    let officer = app.staff("officer").await;
    officer.decide(receipt.accepted(), Decision::Return, "请核对工作单位").await.accepted();
    (officer, person, receipt)
}

async fn revealed(staff: &StaffClient<'_>, entry: uuid::Uuid) -> Revealed {
    let body = serde_json::json!({ "purpose": "核对身份" });
    staff.post(&format!("/staff/entries/{entry}/reveal"), &body).await.json().await.expect("personal data")
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn masked_values_sent_back_keep_what_is_stored(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (officer, person, receipt) = returned(&app, &open).await;
    let worker = app.worker();

    let entry = worker.open(&receipt).await;
    assert_eq!((entry.state, entry.reason.as_str()), (EntryState::Returned, "请核对工作单位"));
    assert!(entry.can_correct && entry.can_withdraw);
    let mut answers = entry.answers.expect("answers to correct");
    let shown = serde_json::to_string(&answers).unwrap();
    assert!(!shown.contains(&person.document) && !shown.contains(&person.mobile), "masked: {shown}");
    assert!(shown.contains(&person.employer), "what is not a number can be read: {shown}");

    answers.insert("employer".into(), Answer::from("新的快递公司"));
    worker.correct(&open, &receipt, answers).await.accepted();

    let entry = worker.open(&receipt).await;
    assert_eq!((entry.state, entry.version, entry.reason.as_str()), (EntryState::Submitted, 3, ""));
    let detail = officer.entry(entry.id).await;
    assert_eq!(detail.row.employer, "新的快递公司");
    let full = revealed(&officer, entry.id).await;
    assert_eq!((full.name, full.document, full.mobile), (person.name, person.document, person.mobile));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_number_can_be_corrected(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (officer, before, receipt) = returned(&app, &open).await;
    let (worker, true_self) = (app.worker(), app.person());

    let mut answers = worker.open(&receipt).await.answers.unwrap();
    for key in ["id_number", "mobile", "name"] {
        answers.insert(key.into(), true_self.answers()[key].clone());
    }
    let entry = worker.correct(&open, &receipt, answers).await.accepted();
    let full = revealed(&officer, entry).await;
    assert_eq!(
        (full.name, full.document, full.mobile),
        (true_self.name.clone(), true_self.document.clone(), true_self.mobile.clone())
    );

    // The look-ups follow: the right person has entered now, the wrong number is free.
    let twice = worker.submit_for(&open, "delivery", &true_self).await;
    assert_eq!(twice.violations(), [("id_number".to_owned(), "already_entered".to_owned())]);
    worker.submit_for(&open, "delivery", &before).await.accepted();
    let found = officer.entries(&format!("q={}", true_self.document_tail())).await;
    assert!(found.rows.iter().any(|row| row.id == entry), "found by the new last four");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_is_checked_like_an_entry(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (_, person, receipt) = returned(&app, &open).await;
    let worker = app.worker();
    let other = app.person();
    worker.submit_for(&open, "delivery", &other).await.accepted();

    let mut answers = person.answers();
    answers.insert("years".into(), Answer::from("0"));
    answers.insert("mobile".into(), Answer::from("12345"));
    let refused = worker.correct(&open, &receipt, answers).await;
    assert_eq!(refused.violations(), [("mobile".to_owned(), "mobile_shape".to_owned())]);
    let mut answers = person.answers();
    answers.insert("years".into(), Answer::from("0"));
    assert_eq!(
        worker.correct(&open, &receipt, answers).await.violations(),
        [("years".to_owned(), "years_below".to_owned())]
    );

    // Nor can one become a person who has entered already, or keep a mask that is not one's own.
    let mut answers = worker.open(&receipt).await.answers.unwrap();
    answers.insert("id_number".into(), Answer::Text(other.document.clone()));
    assert_eq!(
        worker.correct(&open, &receipt, answers).await.violations(),
        [("id_number".to_owned(), "already_entered".to_owned())]
    );
    let mut answers = worker.open(&receipt).await.answers.unwrap();
    answers.insert("mobile".into(), Answer::from("139****0000"));
    assert_eq!(
        worker.correct(&open, &receipt, answers).await.violations(),
        [("mobile".to_owned(), "mobile_shape".to_owned())]
    );
    assert_eq!(worker.open(&receipt).await.state, EntryState::Returned, "nothing changed");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_a_returned_entry_is_corrected(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (_, person, receipt) = returned(&app, &open).await;
    let worker = app.worker();
    worker.correct(&open, &receipt, person.answers()).await.accepted();
    let again = worker.correct(&open, &receipt, person.answers()).await;
    assert_eq!(again.refusal(), Refusal::TransitionNotAllowed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_moves_the_places_of_employer_and_division(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let definition = Definition::courier().with(|d| d.eligibility.quotas.per_employer = Some(1));
    let open = app.open_competition(definition).await;
    let (_, person, receipt) = returned(&app, &open).await;
    let worker = app.worker();
    let taken = app.person();
    let mut answers = taken.answers();
    answers.insert("employer".into(), Answer::from("甲公司"));
    worker.submit_answers(&open, "delivery", answers).await.accepted();

    let mut answers = person.answers();
    answers.insert("employer".into(), Answer::from("甲 公司"));
    assert_eq!(
        worker.correct(&open, &receipt, answers).await.violations(),
        [("employer".to_owned(), "employer_full".to_owned())]
    );
    let mut answers = person.answers();
    answers.insert("employer".into(), Answer::from("乙公司"));
    worker.correct(&open, &receipt, answers).await.accepted();

    // What the corrected entry held before is free for another.
    let mut answers = app.person().answers();
    answers.insert("employer".into(), Answer::Text(person.employer));
    worker.submit_answers(&open, "delivery", answers).await.accepted();
    let mut answers = app.person().answers();
    answers.insert("employer".into(), Answer::from("乙公司"));
    assert_eq!(
        worker.submit_answers(&open, "delivery", answers).await.violations(),
        [("employer".to_owned(), "employer_full".to_owned())]
    );
    assert_eq!(worker.page(&open).await.places[0].left, 7);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn after_results_nothing_is_withdrawn_or_corrected(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (officer, person, back) = returned(&app, &open).await;
    let worker = app.worker();
    let receipt = worker.submit(&open, "delivery").await;
    officer.decide(receipt.accepted(), Decision::Eligible, "").await.accepted();
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    assert!(worker.open(&receipt).await.can_withdraw, "until results are published");
    officer.mark(&open, receipt.accepted(), "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();

    for receipt in [&receipt, &back] {
        assert_eq!(worker.withdraw(receipt).await.refusal(), Refusal::TransitionNotAllowed);
        let entry = worker.open(receipt).await;
        assert!(!entry.can_withdraw && !entry.can_correct && entry.answers.is_none());
    }
    let late = worker.correct(&open, &back, person.answers()).await;
    assert_eq!(late.refusal(), Refusal::TransitionNotAllowed);
}
