//! The feed as it grows: what a console or a screen follows.

use rstest::rstest;
use shared::api::ErrorCode;
use tests::{Database, Definition, Events, OutcomeExt as _, ProblemExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_missed_over_a_cut(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    worker.submit(&open, "delivery").await.accepted();

    let mut events = Events::of(officer.get("/sync/live").await);
    let (_, first) = events.next().await.expect("a place at once");
    assert!(first.changes.is_empty(), "only what happens from now on");
    let one = worker.submit(&open, "delivery").await;
    let (told, place) = events.entries(1).await;
    assert_eq!(told, [one.operation.id]);
    drop(events);

    // The line is cut; what happens meanwhile comes with the next connection, which the browser begins by itself.
    let two = worker.submit(&open, "delivery").await;
    let again = officer.request(reqwest::Method::GET, "/sync/live").header("last-event-id", place);
    let mut events = Events::of(again.send().await.unwrap());
    let three = worker.submit(&open, "delivery").await;
    let (told, _) = events.entries(2).await;
    assert_eq!(told, [two.operation.id, three.operation.id]);

    let neighbour = app.staff("neighbour").await;
    let mut theirs = Events::of(neighbour.get("/sync/live?after=0.0").await);
    assert!(theirs.next().await.unwrap().1.changes.is_empty(), "not theirs to see");
    assert_eq!(app.get("/api/v1/sync/live").await.problem().await.code, ErrorCode::LoginRequired);
    let gone = officer.get("/sync/live?after=7.0").await;
    assert_eq!(gone.problem().await.code, ErrorCode::CursorGone);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_ends_its_streams(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let mut events = Events::of(app.staff("officer").await.get("/sync/live").await);
    events.next().await.expect("a place at once");
    let (ended, ()) = tokio::join!(events.next(), app.stop());
    assert!(ended.is_none());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_only_looks_keeps_nobody_logged_in(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    for _ in 0..4 {
        app.clock.advance(chrono::TimeDelta::minutes(10));
        let _ = officer.get("/sync/changes?after=now").await;
    }
    assert_eq!(officer.get("/staff/today").await.problem().await.code, ErrorCode::LoginRequired);
}
