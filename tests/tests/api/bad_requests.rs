//! What is no answer at all: broken, too large, of another kind. Every error is problem+json with a stable code,
//! in the language asked for.

use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use rstest::rstest;
use serde_json::json;
use shared::api::ErrorCode;
use shared::i18n::{Lang, Text as _};
use tests::{Database, Definition, ProblemExt as _, TestApp};

const OPERATIONS: &str = "/api/v1/associations/qhd-courier/operations";

#[rstest]
#[case::not_json("{", ErrorCode::MalformedBody)]
#[case::empty("", ErrorCode::MalformedBody)]
#[case::another_shape("[]", ErrorCode::MalformedBody)]
#[case::no_operations("{}", ErrorCode::MalformedBody)]
#[case::a_kind_unheard_of(
    r#"{"operations":[{"id":"01900000-0000-7000-8000-000000000000","captured_at":"2026-11-23T02:00:00Z","action":{"kind":"make_tea"}}]}"#,
    ErrorCode::MalformedBody
)]
#[case::no_id(
    r#"{"operations":[{"id":"x","captured_at":"2026-11-23T02:00:00Z","action":{"kind":"withdraw_entry","receipt":"00000000000000000000000000000000"}}]}"#,
    ErrorCode::MalformedBody
)]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_cannot_be_read(
    #[case] body: &'static str,
    #[case] code: ErrorCode,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let request = app.request(Method::POST, OPERATIONS).header(CONTENT_TYPE, "application/json").body(body);
    let problem = request.send().await.unwrap().problem().await;
    assert_eq!(problem.code, code);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_another_type(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""] {
        let request = app.request(Method::POST, OPERATIONS).body(r#"{"operations":[]}"#);
        let request = if kind.is_empty() { request } else { request.header(CONTENT_TYPE, kind) };
        let problem = request.send().await.unwrap().problem().await;
        assert_eq!(problem.code, ErrorCode::UnsupportedMediaType, "{kind}");
    }
    let json = app.request(Method::POST, OPERATIONS).header(CONTENT_TYPE, "application/json; charset=utf-8");
    assert_eq!(json.body(r#"{"operations":[]}"#).send().await.unwrap().status(), 200);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let large = format!(r#"{{"operations":[],"more":"{}"}}"#, "x".repeat(3 << 20));
    let request = app.request(Method::POST, OPERATIONS).header(CONTENT_TYPE, "application/json").body(large);
    assert_eq!(request.send().await.unwrap().problem().await.code, ErrorCode::BodyTooLarge);
    assert_eq!(app.get("/healthz").await.status(), 200, "and serves on");
    // More than a connection holds by itself: it is heard out, and the connection serves on.
    for _ in 0..20 {
        let request = app.request(Method::POST, OPERATIONS).header(CONTENT_TYPE, "application/json");
        let problem = request.body("x".repeat(20 << 20)).send().await.unwrap().problem().await;
        assert_eq!(problem.code, ErrorCode::BodyTooLarge);
        assert_eq!(app.get("/healthz").await.status(), 200, "and serves on");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn addresses_and_ids_that_are_not_there(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    for path in ["/api/v1/nothing", "/api/v2/x", "/api/v1/associations/qhd-courier/competitions/nothing"] {
        assert_eq!(app.get(path).await.problem().await.code, ErrorCode::NotFound, "{path}");
    }
    let results = format!("/api/v1/associations/qhd-courier/competitions/{}/results", open.definition.slug);
    assert_eq!(app.get(&results).await.problem().await.code, ErrorCode::NotFound, "no results yet");
    let wrong = app.request(Method::DELETE, OPERATIONS).send().await.unwrap();
    assert_eq!(wrong.problem().await.code, ErrorCode::MethodNotAllowed);

    let officer = app.staff("officer").await;
    let nobody = uuid::Uuid::from_u128(7);
    for path in [
        "/staff/entries/x".to_owned(),
        "/staff/competitions/x".to_owned(),
        format!("/staff/entries/{nobody}"),
        format!("/staff/competitions/{nobody}"),
        format!("/staff/competitions/{nobody}/marks"),
        format!("/staff/competitions/{nobody}/results"),
        format!("/staff/competitions/{}/results", open.id),
    ] {
        assert_eq!(officer.get(&path).await.problem().await.code, ErrorCode::NotFound, "{path}");
    }
    for path in [
        "/staff/entries?competition=x",
        "/staff/entries?state=asleep",
        "/staff/entries?after=x",
        "/sync/changes?limit=many",
    ] {
        assert_eq!(officer.get(path).await.problem().await.code, ErrorCode::InvalidParameter, "{path}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn errors_speak_the_language_asked_for(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let title = async |accept: Option<&str>| {
        let request = app.request(Method::GET, "/api/v1/associations/nobody/competitions");
        let request = match accept {
            Some(accept) => request.header(ACCEPT_LANGUAGE, accept),
            None => request,
        };
        request.send().await.unwrap().problem().await.title
    };
    let (zh, en) = (ErrorCode::NotFound.text(Lang::ZhCn), ErrorCode::NotFound.text(Lang::En));
    for chinese in [None, Some("zh-CN"), Some("zh;q=0.9,en;q=0.8"), Some("fr"), Some(";;,")] {
        assert_eq!(title(chinese).await, zh, "{chinese:?}");
    }
    for english in ["en", "en-GB,en;q=0.9", "fr,en;q=0.5"] {
        assert_eq!(title(Some(english)).await, en, "{english}");
    }
    let body = app.request(Method::POST, OPERATIONS).header(CONTENT_TYPE, "application/json").body("{");
    let problem = body.header(ACCEPT_LANGUAGE, "en").send().await.unwrap().problem().await;
    assert_eq!(problem.title, ErrorCode::MalformedBody.text(Lang::En));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn wrong_values_of_staff_name_field_and_remedy(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let entry = tests::OutcomeExt::accepted(&app.worker().submit(&open, "delivery").await);
    let officer = app.staff("officer").await;
    let long = "因".repeat(101);
    for (purpose, code) in
        [("", "required"), (" ", "required"), (&long, "too_long"), ("核\u{0}对", "unsafe_character")]
    {
        let response =
            officer.post(&format!("/staff/entries/{entry}/reveal"), &json!({ "purpose": purpose })).await;
        let problem = response.problem().await;
        assert_eq!(problem.code, ErrorCode::Invalid);
        assert_eq!(tests::codes(&problem.violations), [("purpose".to_owned(), code.to_owned())]);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_zero_character_is_the_senders_fault(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    for path in ["/associations/%00/competitions", "/associations/qhd-courier/competitions/a%00b"] {
        let problem = app.get(&format!("/api/v1{path}")).await.problem().await;
        assert!(problem.status < 500, "{path}: {problem:?}");
    }
    for query in ["q=%00", "event=%00", "q=a%00b%F0%9F%98%80"] {
        let response = officer.get(&format!("/staff/entries?{query}")).await;
        assert!(response.status().as_u16() < 500, "{query}");
    }
    let login = json!({ "account": "officer\u{0}", "password": "x" });
    let problem =
        app.request(Method::POST, "/api/v1/session").json(&login).send().await.unwrap().problem().await;
    assert!(problem.status < 500, "{problem:?}");
}
