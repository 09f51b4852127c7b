//! One entry as staff see it: masked, with its story, and in full only against a row in the log.

use rstest::rstest;
use shared::api::ErrorCode;
use shared::competition::EntryState;
use shared::i18n::Lang;
use shared::sync::Decision;
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_tells_staff_its_story(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer, person) = (app.worker(), app.staff("officer").await, app.person());
    let receipt = worker.submit_for(&open, "delivery", &person).await;
    let mut relative = app.person();
    relative.mobile.clone_from(&person.mobile);
    worker.submit_for(&open, "sorting", &relative).await.accepted();
    let entry = receipt.accepted();
    officer.decide(entry, Decision::Return, "请补充").await.accepted();
    worker.correct(&open, &receipt, person.answers()).await.accepted();

    let detail = officer.entry(entry).await;
    let history: Vec<_> = detail
        .history
        .iter()
        .map(|row| (row.action.as_str(), row.actor.as_str(), row.detail.as_str()))
        .collect();
    assert_eq!(
        history,
        [
            ("entry.correct", "", ""),
            ("entry.return", "officer (officer)", "请补充"),
            ("entry.submit", "", "")
        ]
    );
    let given: Vec<_> = detail.consents.iter().map(|row| (row.purpose.as_str(), row.given)).collect();
    assert_eq!(
        given.iter().filter(|row| **row == ("consent_data", true)).count(),
        2,
        "of each version: {given:?}"
    );
    assert!(detail.consents.iter().all(|row| row.text_version == "2026-1"));
    let warned: Vec<_> = detail.warnings.iter().map(|warning| warning.get(Lang::En)).collect();
    assert!(warned.iter().any(|text| text.contains("same mobile")), "{warned:?}");
    assert_eq!(detail.retain_until.to_string(), "2028-12-13", "two years after the practical");
    assert!(detail.may_reveal);
    let told = serde_json::to_string(&detail).unwrap();
    for full in [&person.document, &person.mobile, &person.name] {
        assert!(!told.contains(full.as_str()), "masked, everywhere: {told}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn revealing_leaves_its_row_first(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let person = app.person();
    let entry = app.worker().submit_for(&open, "delivery", &person).await.accepted();
    let path = format!("/staff/entries/{entry}/reveal");
    let body = serde_json::json!({ "purpose": "电话通知" });
    let (officer, judge, auditor) =
        (app.staff("officer").await, app.staff("judge").await, app.staff("auditor").await);

    let full: shared::api::Revealed = officer.post(&path, &body).await.json().await.unwrap();
    assert_eq!((full.name, full.document, full.mobile), (person.name, person.document, person.mobile));
    for staff in [&judge, &auditor] {
        assert_eq!(staff.post(&path, &body).await.problem().await.code, ErrorCode::Forbidden);
    }
    assert_eq!(judge.get("/staff/entries").await.problem().await.code, ErrorCode::Forbidden);
    assert_eq!(
        judge.get(&format!("/staff/entries/{entry}")).await.problem().await.code,
        ErrorCode::Forbidden
    );
    assert!(!auditor.entry(entry).await.may_reveal);

    let log: Vec<shared::api::AuditRow> = auditor.read("/staff/audit").await;
    let reveals: Vec<_> = log
        .iter()
        .filter(|row| row.action == "entry.reveal" && row.record_id == Some(entry))
        .map(|row| (row.actor.as_str(), row.result.as_str(), row.detail.as_str()))
        .collect();
    assert!(reveals.contains(&("officer", "ok", "电话通知")), "{reveals:?}");
    assert!(reveals.contains(&("auditor", "forbidden", "")), "a refused attempt too: {reveals:?}");
    assert!(reveals.contains(&("judge", "forbidden", "")), "of whoever: {reveals:?}");

    // Where the row cannot be written, nothing is revealed.
    let sql = match database {
        Database::Sqlite => {
            "CREATE TRIGGER no_rows BEFORE INSERT ON audit BEGIN SELECT raise(ABORT, 'full'); END"
        }
        Database::Postgres => "ALTER TABLE audit RENAME TO audit_away",
    };
    app.raw().await.execute(sql).await.unwrap();
    let problem = officer.post(&path, &body).await.problem().await;
    assert!(problem.status >= 500);
    assert_eq!(
        officer.entries("state=submitted").await.rows[0].state,
        EntryState::Submitted,
        "reading goes on"
    );
}
