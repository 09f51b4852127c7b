//! What a receipt opens, with the secret and with what can be written on paper.

use rstest::rstest;
use shared::api::{ErrorCode, OpenReceipt, ReceiptEntry};
use shared::competition::EntryState;
use shared::sync::Decision;
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn code_and_last_four_read_only(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let officer = app.staff("officer").await;
    officer.decide(receipt.accepted(), Decision::Return, "请补充").await.accepted();

    let response = worker.open_by_code(&receipt, person.mobile_tail()).await;
    let entry: ReceiptEntry = response.json().await.unwrap();
    assert_eq!((entry.state, entry.reason.as_str()), (EntryState::Returned, "请补充"));
    assert!(!entry.can_correct && !entry.can_withdraw && entry.answers.is_none());
    let with_secret = worker.open(&receipt).await;
    assert!(with_secret.can_correct && with_secret.can_withdraw && with_secret.answers.is_some());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_taken_as_it_is_read_out(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let code = receipt.secret.hash().code().to_string();
    let spoken = code.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
    for said in [code.clone(), code.replace('-', ""), spoken] {
        let body = serde_json::json!({ "by": "code", "code": said, "mobile_last4": person.mobile_tail() });
        let response = worker.post("/receipt", &body).await;
        assert_eq!(response.status(), 200, "{said}");
        assert_eq!(response.json::<ReceiptEntry>().await.unwrap().id, receipt.accepted());
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_receipt_tells_nothing(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let other = worker.submit(&open, "delivery").await;
    let own = |last4: &str| OpenReceipt::Code {
        code: receipt.secret.hash().code(),
        mobile_last4: last4.to_owned(),
    };
    let unknown = OpenReceipt::Code {
        code: shared::sync::ReceiptSecret::from_bytes([9; 16]).hash().code(),
        mobile_last4: person.mobile_tail().to_owned(),
    };
    let mut told = Vec::new();
    for body in [own("9999"), own(""), own("1"), own(&person.mobile[3..]), unknown] {
        let problem = worker.post("/receipt", &body).await.problem().await;
        assert_eq!((problem.code, problem.violations.len()), (ErrorCode::NotFound, 0));
        told.push(problem);
    }
    told.dedup();
    assert_eq!(told.len(), 1, "the answer does not tell which part was wrong");

    let response = worker.open_by_code(&other, person.mobile_tail()).await;
    assert_eq!(response.problem().await.code, ErrorCode::NotFound, "the digits go with their own code only");
    let no_secret = serde_json::json!({ "by": "secret", "secret": "zz" });
    assert_eq!(worker.post("/receipt", &no_secret).await.problem().await.status, 400);
}
