//! Staying logged in: how long, and against whom the cookie is kept.

use super::accounts::log_in;
use chrono::TimeDelta;
use reqwest::header::{HeaderName, ORIGIN, SET_COOKIE};
use reqwest::{Method, StatusCode};
use rstest::rstest;
use serde_json::json;
use server::config::Config;
use shared::api::{ErrorCode, Me, Role};
use tests::{Database, PASSWORD, ProblemExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_idle_and_in_any_case(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let me: Me = officer.read("/session").await;
    assert_eq!((me.account.as_str(), me.role, me.idle_minutes), ("officer", Role::Officer, 30));
    assert_eq!(me.scope.union.en, "Courier union");
    app.clock.advance(TimeDelta::minutes(29));
    let _: Me = officer.read("/session").await;
    app.clock.advance(TimeDelta::minutes(29));
    let _: Me = officer.read("/session").await;
    app.clock.advance(TimeDelta::minutes(31));
    assert_eq!(officer.get("/session").await.problem().await.code, ErrorCode::LoginRequired, "idle");

    let busy = app.staff("officer").await;
    for _ in 0..11 * 3 {
        app.clock.advance(TimeDelta::minutes(20));
        let _: Me = busy.read("/session").await;
    }
    app.clock.advance(TimeDelta::minutes(20));
    let _: Me = busy.read("/session").await;
    app.clock.advance(TimeDelta::minutes(20));
    let _: Me = busy.read("/session").await;
    app.clock.advance(TimeDelta::minutes(21));
    assert_eq!(
        busy.get("/session").await.problem().await.code,
        ErrorCode::LoginRequired,
        "twelve hours are enough"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn logging_out_ends_the_session_on_the_server(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let response = log_in(&app, "officer", PASSWORD).await;
    let cookie = response.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let with_cookie = async |method: Method| {
        let request = app.request(method, "/api/v1/session").header("cookie", &cookie);
        request.send().await.unwrap()
    };
    assert_eq!(with_cookie(Method::GET).await.status(), StatusCode::OK);
    let out = with_cookie(Method::DELETE).await;
    assert_eq!(out.status(), StatusCode::NO_CONTENT);
    let cleared = out.headers()[SET_COOKIE].to_str().unwrap().to_lowercase();
    assert!(cleared.contains("max-age=0"), "the cookie is taken back: {cleared}");
    let again = with_cookie(Method::GET).await;
    assert_eq!(again.problem().await.code, ErrorCode::LoginRequired, "whoever kept the cookie");

    let (name, _) = cookie.split_once('=').unwrap();
    for forged in [format!("{name}="), format!("{name}={}", "0".repeat(64)), format!("{name}=\u{fc}")] {
        let request = app.request(Method::GET, "/api/v1/session").header("cookie", forged.as_bytes());
        assert_eq!(request.send().await.unwrap().problem().await.code, ErrorCode::LoginRequired, "{forged}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_kept_from_scripts_and_other_sites(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let flags = async |config: Config| {
        let app = TestApp::start_with(database, config).await;
        let response = log_in(&app, "officer", PASSWORD).await;
        let cookie = response.headers()[SET_COOKIE].to_str().unwrap().to_owned();
        let body: serde_json::Value = response.json().await.unwrap();
        let value = cookie.split([';', '=']).nth(1).unwrap().to_owned();
        assert!(
            value.len() >= 32 && !body.to_string().contains(&value),
            "the token is nowhere but in the cookie"
        );
        cookie.to_lowercase()
    };
    let loopback = flags(Config::default()).await;
    for flag in ["httponly", "samesite=strict", "path=/"] {
        assert!(loopback.contains(flag), "{flag}: {loopback}");
    }
    assert!(!loopback.contains("secure") && !loopback.contains("domain="), "{loopback}");
    let public = flags(Config { public_url: "https://union.example".into(), ..Config::default() }).await;
    assert!(
        public.contains("; secure") && public.contains("httponly") && public.contains("samesite=strict"),
        "{public}"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_another_site_asks_for_is_refused(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let sec_fetch_site = HeaderName::from_static("sec-fetch-site");
    let push = || officer.request(Method::POST, "/sync/push").json(&json!({ "operations": [] }));
    let own = app.url.clone();
    assert_eq!(push().send().await.unwrap().status(), StatusCode::OK, "a program sends neither header");
    for (site, origin) in [("same-origin", Some(own.as_str())), ("none", None)] {
        let request = push().header(&sec_fetch_site, site);
        let request = match origin {
            Some(origin) => request.header(ORIGIN, origin),
            None => request,
        };
        assert_eq!(request.send().await.unwrap().status(), StatusCode::OK, "{site}");
    }
    for site in ["cross-site", "same-site"] {
        let response = push().header(&sec_fetch_site, site).send().await.unwrap();
        assert_eq!(response.problem().await.code, ErrorCode::CrossSite, "{site}");
    }
    for origin in ["https://evil.example", tests::ORIGIN, "null"] {
        let response = push().header(ORIGIN, origin).send().await.unwrap();
        assert!(response.headers().get("access-control-allow-origin").is_none(), "{origin}");
        assert_eq!(response.problem().await.code, ErrorCode::CrossSite, "{origin}");
    }
    let response = officer
        .request(Method::DELETE, "/session")
        .header(sec_fetch_site, "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(response.problem().await.code, ErrorCode::CrossSite, "nor does it log anyone out");
    let _: Me = officer.read("/session").await;
}
