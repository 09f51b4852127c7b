//! Clocks jump: the server's, and those of phones.

use chrono::TimeDelta;
use rstest::rstest;
use server::domain::audit_chain::{self, Verdict};
use shared::sync::Changes;
use tests::{Database, Definition, OutcomeExt as _, TestApp, at};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_jumps_breaks_neither_feed_nor_log(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let mut sent = Vec::new();
    let jumps = [
        TimeDelta::days(1),
        TimeDelta::days(-2),
        TimeDelta::seconds(-1),
        TimeDelta::days(5),
        TimeDelta::hours(-50),
        TimeDelta::microseconds(1),
    ];
    for jump in jumps {
        app.clock.advance(jump);
        let receipt = worker.submit(&open, "delivery").await;
        receipt.accepted();
        sent.push(receipt.operation.id);
    }
    // A phone that is wrong by years, either way.
    for captured in ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] {
        let (_, mut operation) = worker.filled_in(&open, "delivery", app.person().answers());
        operation.captured_at = at(captured);
        worker.send(&operation).await.accepted();
        sent.push(operation.id);
    }
    let feed: Changes = app.staff("officer").await.read("/sync/changes?after=0.0").await;
    let told: Vec<_> = feed.changes.iter().filter_map(|change| change.operation_id).collect();
    assert_eq!(told[told.len() - sent.len()..], sent, "in the order in which they were written");
    let verified = audit_chain::verify(&app.inside).await.unwrap();
    assert!(matches!(verified, Verdict::Whole { .. }), "{verified:?}");
}
