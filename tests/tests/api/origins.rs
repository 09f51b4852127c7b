//! Which sites may embed, and how much one address may ask.

use reqwest::header::{HeaderMap, ORIGIN as ORIGIN_HEADER};
use reqwest::{Method, Response, StatusCode};
use rstest::rstest;
use server::config::Config;
use shared::api::ErrorCode;
use tests::{Database, Definition, ORIGIN, ProblemExt as _, TestApp};

const LIST: &str = "/api/v1/associations/qhd-courier/competitions";
const OPERATIONS: &str = "/api/v1/associations/qhd-courier/operations";

async fn from(app: &TestApp, origin: &str, method: Method, path: &str) -> Response {
    app.request(method, path).header(ORIGIN_HEADER, origin).send().await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).map(|value| value.to_str().unwrap())
}

fn varies_by_origin(headers: &HeaderMap) -> bool {
    headers.get_all("vary").iter().any(|vary| vary.to_str().unwrap().to_lowercase().contains("origin"))
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_site_on_the_list_may_read(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    app.open_competition(Definition::courier()).await;
    let response = from(&app, ORIGIN, Method::GET, LIST).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(header(response.headers(), "access-control-allow-origin"), Some(ORIGIN));
    assert!(varies_by_origin(response.headers()));
    assert!(header(response.headers(), "access-control-allow-credentials").is_none(), "no cookies, ever");
    assert!(response.headers().get("set-cookie").is_none());
    assert!(response.text().await.unwrap().contains("courier-2026"));

    let without = app.get(LIST).await;
    assert_eq!(without.status(), StatusCode::OK);
    assert!(varies_by_origin(without.headers()), "a cache must not mix the two");
    let own = from(&app, &app.url, Method::GET, LIST).await;
    assert_eq!(own.status(), StatusCode::OK, "our own pages need no list");
}

#[rstest]
#[case::another("https://other.example")]
#[case::another_scheme("http://association.example")]
#[case::another_port("https://association.example:8443")]
#[case::longer("https://association.example.evil.test")]
#[case::a_subdomain("https://x.association.example")]
#[case::capitals("https://ASSOCIATION.example")]
#[case::a_file("null")]
#[tokio::test(flavor = "multi_thread")]
async fn any_other_site_gets_no_data(
    #[case] origin: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    app.open_competition(Definition::courier()).await;
    for (method, path) in [(Method::GET, LIST), (Method::POST, OPERATIONS), (Method::OPTIONS, OPERATIONS)] {
        let response = from(&app, origin, method.clone(), path).await;
        assert!(varies_by_origin(response.headers()));
        let problem = response.problem().await;
        assert_eq!(problem.code, ErrorCode::OriginNotAllowed, "{method} {path}");
        assert!(!serde_json::to_string(&problem).unwrap().contains("courier-2026"));
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_refused_site_can_read_why(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let other = "https://other.example";
    let response = from(&app, other, Method::GET, LIST).await;
    assert_eq!(
        header(response.headers(), "access-control-allow-origin"),
        Some(other),
        "or the widget could not say so"
    );
    assert_eq!(response.problem().await.code, ErrorCode::OriginNotAllowed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_is_answered(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let request = app
        .request(Method::OPTIONS, OPERATIONS)
        .header(ORIGIN_HEADER, ORIGIN)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
    let headers = response.headers();
    assert_eq!(header(headers, "access-control-allow-origin"), Some(ORIGIN));
    assert!(header(headers, "access-control-allow-methods").unwrap().contains("POST"));
    assert!(header(headers, "access-control-allow-headers").unwrap().contains("content-type"));
    assert!(varies_by_origin(headers));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn staff_routes_are_for_no_other_site(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    for path in ["/api/v1/staff/entries", "/api/v1/session", "/api/v1/sync/changes"] {
        let response = from(&app, ORIGIN, Method::GET, path).await;
        assert!(response.headers().get("access-control-allow-origin").is_none(), "{path}");
        assert!(!response.status().is_success(), "{path}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn one_venue_passes_and_a_flood_does_not(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let config = Config { client_requests_per_minute: 400, ..Config::default() };
    let app = TestApp::start_with(database, config).await;
    let statuses = async |count: usize| {
        let requests = (0..count).map(|_| async { app.get(LIST).await });
        futures_util::future::join_all(requests).await
    };
    let began = std::time::Instant::now();
    let crowd = statuses(300).await;
    assert!(
        crowd.iter().all(|response| response.status() == StatusCode::OK),
        "several hundred behind one address"
    );
    let flood = statuses(300).await;
    let mut refused: Vec<Response> =
        flood.into_iter().filter(|response| response.status() != StatusCode::OK).collect();
    // The counter fills up again while the test runs: one request every 150 ms.
    let again = usize::try_from(began.elapsed().as_millis() / 150).unwrap() + 1;
    assert!(
        (200_usize.saturating_sub(again)..=200).contains(&refused.len()),
        "beyond 400 nothing passes: {} refused",
        refused.len()
    );
    // On a machine so slow that the counter was full again, another flood.
    while refused.is_empty() {
        refused = statuses(600).await;
        refused.retain(|response| response.status() != StatusCode::OK);
    }
    let one = refused.remove(0);
    let wait: u64 = header(one.headers(), "retry-after").unwrap().parse().unwrap();
    assert!((1..=61).contains(&wait));
    assert_eq!(one.problem().await.code, ErrorCode::TooManyRequests);
    assert_eq!(app.get("/healthz").await.status(), StatusCode::OK, "the operator still gets in");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_default_limits_let_three_hundred_pass_at_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let crowd = futures_util::future::join_all((0..300).map(|_| app.get(LIST))).await;
    assert!(crowd.iter().all(|response| response.status() == StatusCode::OK));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_client_is_told_apart_by_trusted_hops_only(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let config = |trusted_hops| Config { client_requests_per_minute: 2, trusted_hops, ..Config::default() };
    let ask = async |app: &TestApp, forwarded: &str| {
        let request = app.request(Method::GET, LIST).header("x-forwarded-for", forwarded);
        request.send().await.unwrap().status()
    };
    let direct = TestApp::start_with(database, config(0)).await;
    assert_eq!(ask(&direct, "203.0.113.1").await, StatusCode::OK);
    assert_eq!(ask(&direct, "203.0.113.2").await, StatusCode::OK);
    assert_eq!(
        ask(&direct, "203.0.113.3").await,
        StatusCode::TOO_MANY_REQUESTS,
        "anyone can write that header"
    );

    let behind = TestApp::start_with(database, config(1)).await;
    for spoofed in ["198.51.100.1", "198.51.100.2"] {
        assert_eq!(ask(&behind, &format!("{spoofed}, 203.0.113.1")).await, StatusCode::OK);
    }
    assert_eq!(ask(&behind, "198.51.100.3, 203.0.113.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&behind, "203.0.113.2").await, StatusCode::OK, "another client of the same proxy");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_association_has_its_own_limit(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let config = Config { association_requests_per_minute: 2, ..Config::default() };
    let app = TestApp::start_with(database, config).await;
    for _ in 0..2 {
        assert_eq!(app.get(LIST).await.status(), StatusCode::OK);
    }
    assert_eq!(app.get(LIST).await.problem().await.code, ErrorCode::TooManyRequests);
    let other = app.get("/api/v1/associations/qhd-cleaning/competitions").await;
    assert_eq!(other.status(), StatusCode::OK, "a rush on one does not close the other");
}
