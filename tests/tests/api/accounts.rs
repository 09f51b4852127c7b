//! Logging in, staying in, and being kept out.

use chrono::TimeDelta;
use reqwest::header::{HeaderName, ORIGIN, SET_COOKIE};
use reqwest::{Method, Response, StatusCode};
use rstest::rstest;
use serde_json::json;
use server::config::Config;
use server::domain::accounts::add_staff;
use shared::api::{ErrorCode, Me, Role};
use tests::{Database, PASSWORD, ProblemExt as _, TestApp};

async fn log_in(app: &TestApp, account: &str, password: &str) -> Response {
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
