//! What operators and integrators see: health, measurements, headers, documentation.

use rstest::rstest;
use shared::api::ErrorCode;
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn health_tells_the_process_and_readiness_the_database(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    assert_eq!(app.get("/healthz").await.status(), 200);
    assert_eq!(app.get("/readyz").await.status(), 200);
    app.inside.db.close().await;
    assert_eq!(app.get("/healthz").await.status(), 200, "the process still answers");
    assert_eq!(app.get("/readyz").await.status(), 503, "but takes no work");
    let problem = app.get("/api/v1/associations/qhd-courier/competitions").await.problem().await;
    assert_eq!(problem.code, ErrorCode::Unavailable);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn measurements_name_routes_and_nobody(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let person = app.person();
    let entry = app.worker().submit_for(&open, "delivery", &person).await.accepted();
    let officer = app.staff("officer").await;
    officer.entry(entry).await;
    officer.entries_with(&[("q", &person.name)]).await;
    let text = app.get("/metrics").await.text().await.unwrap();
    for name in [
        "rollcall_requests_total",
        "rollcall_request_seconds",
        "rollcall_operations_total",
        "rollcall_writes_per_commit",
    ] {
        assert!(text.contains(name), "{name} in {text}");
    }
    assert!(text.contains("/api/v1/staff/entries/{id}"), "routes by their pattern");
    for personal in [&entry.to_string(), &person.name, &person.document, &person.mobile] {
        assert!(!text.contains(personal.as_str()), "{personal}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_answer_carries_the_security_headers(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    app.open_competition(Definition::courier()).await;
    for path in [
        "/api/v1/docs",
        "/api/v1/openapi.json",
        "/api/v1/associations/qhd-courier/competitions",
        "/api/v1/nothing",
        "/h/qhd-courier",
        "/h/nobody",
        "/healthz",
        "/metrics",
        "/console/",
        "/nothing",
    ] {
        let response = app.get(path).await;
        let header = |name: &str| {
            let value = response.headers().get(name).unwrap_or_else(|| panic!("{path} without {name}"));
            value.to_str().unwrap().to_owned()
        };
        let policy = header("content-security-policy");
        assert!(
            policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
        assert!(!header("referrer-policy").is_empty() && !header("permissions-policy").is_empty(), "{path}");
        assert!(response.headers().get("server").is_none(), "{path} tells what it runs on");
    }
    let officer = app.staff("officer").await;
    for path in ["/staff/entries", "/session", "/staff/audit", "/sync/changes"] {
        let response = officer.get(path).await;
        assert_eq!(response.headers()["cache-control"], "no-store", "{path} is kept by nobody");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_documentation_is_ours_alone(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let page = app.get("/api/v1/docs").await.text().await.unwrap();
    let parts = page.split(['"', '\'', ' ', '(']);
    let elsewhere: Vec<&str> = parts.filter(|part| part.contains("://") || part.starts_with("//")).collect();
    assert_eq!(elsewhere, [""; 0]);
    for inline in ["<script>", "<style", " style=", " onclick="] {
        assert!(!page.contains(inline), "{inline} would not pass our own policy");
    }
    let document: serde_json::Value = app.get("/api/v1/openapi.json").await.json().await.unwrap();
    for path in document["paths"].as_object().unwrap().keys() {
        assert!(page.contains(path), "{path} stands on the page");
    }
    let loaded = page.split("href=\"").chain(page.split("src=\"")).skip(1);
    let own: Vec<&str> =
        loaded.filter_map(|part| part.split('"').next()).filter(|link| link.starts_with('/')).collect();
    assert!(!own.is_empty());
    for link in own {
        assert_eq!(app.get(link).await.status(), 200, "{link}");
    }
    // Every error names its place on this page.
    let problem = app.get("/api/v1/nothing").await.problem().await;
    let (path, anchor) = problem.kind.split_once('#').unwrap();
    assert_eq!(path, "/api/v1/docs");
    assert!(page.contains(&format!("id=\"{anchor}\"")));
    for code in [ErrorCode::OriginNotAllowed, ErrorCode::TooManyRequests, ErrorCode::Internal] {
        assert!(page.contains(&format!("id=\"error-{}\"", code.slug())), "{code:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn answers_are_compressed_for_whoever_asks(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let path = format!("/api/v1/associations/qhd-courier/competitions/{}", open.definition.slug);
    // A client that does not unpack by itself.
    let client = reqwest::Client::builder().no_brotli().build().unwrap();
    let request = client.get(format!("{}{path}", app.url)).header("accept-encoding", "br");
    let response = request.send().await.unwrap();
    assert_eq!(response.headers()["content-encoding"], "br");
    let small = response.bytes().await.unwrap().len();
    let large = app.get(&path).await.bytes().await.unwrap().len();
    assert!(small * 2 < large, "{small} of {large}");
}
