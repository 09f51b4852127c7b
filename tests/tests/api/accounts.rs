//! Logging in, and being kept out.

use chrono::TimeDelta;
use reqwest::header::SET_COOKIE;
use reqwest::{Method, Response, StatusCode};
use rstest::rstest;
use serde_json::json;
use server::config::Config;
use server::domain::accounts::add_staff;
use shared::api::{ErrorCode, Role};
use tests::{Database, PASSWORD, ProblemExt as _, TestApp};

pub async fn log_in(app: &TestApp, account: &str, password: &str) -> Response {
    let body = json!({ "account": account, "password": password });
    app.request(Method::POST, "/api/v1/session").json(&body).send().await.unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn five_failures_lock_the_account_for_a_while(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    for _ in 0..4 {
        assert_eq!(log_in(&app, "officer", "wrong").await.problem().await.code, ErrorCode::LoginFailed);
    }
    assert_eq!(log_in(&app, "officer", "wrong").await.problem().await.code, ErrorCode::LoginLocked);
    let right = log_in(&app, "officer", PASSWORD).await;
    assert!(right.headers().get(SET_COOKIE).is_none());
    assert_eq!(right.problem().await.code, ErrorCode::LoginLocked, "the right password does not unlock");
    assert_eq!(log_in(&app, "judge", PASSWORD).await.status(), StatusCode::OK, "others are not locked");

    app.clock.advance(TimeDelta::minutes(15) - TimeDelta::seconds(1));
    assert_eq!(log_in(&app, "officer", PASSWORD).await.problem().await.code, ErrorCode::LoginLocked);
    app.clock.advance(TimeDelta::seconds(1));
    assert_eq!(log_in(&app, "officer", PASSWORD).await.status(), StatusCode::OK);

    // A success begins the count anew.
    for _ in 0..4 {
        assert_eq!(log_in(&app, "officer", "wrong").await.problem().await.code, ErrorCode::LoginFailed);
    }
    assert_eq!(log_in(&app, "officer", PASSWORD).await.status(), StatusCode::OK);
    assert_eq!(log_in(&app, "officer", "wrong").await.problem().await.code, ErrorCode::LoginFailed);
    let log: Vec<shared::api::AuditRow> = app.staff("admin").await.read("/staff/audit").await;
    let results: Vec<_> = log
        .iter()
        .filter(|row| row.action == "session.begin" && row.actor == "officer")
        .map(|row| &row.result)
        .collect();
    for result in ["ok", "failed", "locked"] {
        assert!(results.iter().any(|row| *row == result), "{result} is recorded: {results:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_account_is_told_the_same(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let unknown = log_in(&app, "nobody", PASSWORD).await.problem().await;
    let wrong = log_in(&app, "officer", "wrong").await.problem().await;
    assert_eq!((unknown.code, &unknown), (ErrorCode::LoginFailed, &wrong));
    for account in ["", "OFFICER", "' OR 1=1 --"] {
        assert_eq!(
            log_in(&app, account, PASSWORD).await.problem().await.code,
            ErrorCode::LoginFailed,
            "{account:?}"
        );
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn log_ins_from_one_address_are_limited(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start_with(database, Config { logins_per_minute: 3, ..Config::default() }).await;
    for n in 0..3 {
        let code = log_in(&app, &format!("account-{n}"), "wrong").await.problem().await.code;
        assert_eq!(code, ErrorCode::LoginFailed);
    }
    let limited = log_in(&app, "officer", PASSWORD).await;
    let wait: u64 = limited.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=61).contains(&wait));
    assert_eq!(limited.problem().await.code, ErrorCode::TooManyRequests);
    assert_eq!(app.get("/api/v1/associations/qhd-courier/competitions").await.status(), StatusCode::OK);
}

#[rstest]
#[case::short("Kurz-1aB", "too_short")]
#[case::long(&"aB3-".repeat(33), "too_long")]
#[case::two_kinds("onlysmallletters123", "password_weak")]
#[case::holds_the_account("Clerk-12345-x", "password_weak")]
#[tokio::test(flavor = "multi_thread")]
async fn a_weak_password_is_refused(
    #[case] password: &str,
    #[case] code: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let refused =
        add_staff(&app.inside, "courier", "clerk", "Clerk", Role::Officer, password, "system").await;
    let Err(server::Error::Invalid(violations)) = refused else { panic!("{refused:?}") };
    assert_eq!(tests::codes(&violations), [("password".to_owned(), code.to_owned())]);
    assert_eq!(log_in(&app, "clerk", password).await.problem().await.code, ErrorCode::LoginFailed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_one_persons(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let taken =
        add_staff(&app.inside, "cleaning", "officer", "Other", Role::Officer, PASSWORD, "system").await;
    let Err(server::Error::Invalid(violations)) = taken else { panic!("{taken:?}") };
    assert_eq!(tests::codes(&violations), [("account".to_owned(), "account_taken".to_owned())]);
    let nowhere = add_staff(&app.inside, "nowhere", "new", "New", Role::Officer, PASSWORD, "system").await;
    assert!(matches!(nowhere, Err(server::Error::Refused(ErrorCode::NotFound))));

    // A closed account is out at once, whatever sessions it has.
    let officer = app.staff("officer").await;
    app.raw().await.execute("UPDATE staff SET disabled = (1 = 1) WHERE account = 'officer'").await.unwrap();
    assert_eq!(officer.get("/session").await.problem().await.code, ErrorCode::LoginRequired);
    assert_eq!(log_in(&app, "officer", PASSWORD).await.problem().await.code, ErrorCode::LoginFailed);
    let kept = app.raw().await.rows("SELECT password_hash FROM staff").await.concat().join(" ");
    assert!(kept.matches("$argon2id$").count() == 5 && !kept.contains(PASSWORD));
}
