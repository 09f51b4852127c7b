//! Joining a union: application, decision, membership.

use futures_util::future::join_all;
use rstest::rstest;
use shared::membership::{ApplicationState, RoutedBy};
use shared::sync::{Action, Outcome, Refusal, Review, ReviewApplication, WithdrawApplication};
use tests::{Database, OutcomeExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_application_becomes_a_membership_by_a_decision(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let applied = worker.apply(&app.person(), None).await;
    let id = applied.accepted();

    let opened = worker.application(&applied).await;
    assert_eq!((opened.state, opened.routed_by), (ApplicationState::Submitted, RoutedBy::Industry));
    assert_eq!(opened.union.zh, "快递行业联合工会");

    // Sent again it is the same; another union's officer cannot decide on it.
    assert!(matches!(worker.send(&applied.operation).await, Outcome::Duplicate { .. }));
    let neighbour = app.staff("neighbour").await;
    assert_eq!(
        neighbour.approve(&[(id, 1)]).await.violations(),
        [(id.to_string(), "application_gone".into())]
    );

    officer.approve(&[(id, 1)]).await.accepted();
    assert_eq!(worker.application(&applied).await.state, ApplicationState::Approved);
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT state FROM members").await, "active");
    assert_eq!(raw.value("SELECT change FROM membership_events").await, "joined");

    let withdraw = Action::WithdrawApplication(WithdrawApplication { receipt: applied.secret.clone() });
    assert_eq!(worker.send(&worker.operation(withdraw)).await.refusal(), Refusal::TransitionNotAllowed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_takes_in_all_or_none(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let one = worker.apply(&app.person(), None).await.accepted();
    let other = worker.apply(&app.person(), None).await.accepted();
    let review = ReviewApplication {
        application_id: other,
        version: 1,
        review: Review::Return,
        reason: "请核对手机号".to_owned(),
    };
    officer.act(Action::ReviewApplication(review)).await.accepted();
    let refused = officer.approve(&[(one, 1), (other, 2)]).await;
    assert_eq!(refused.violations(), [(other.to_string(), "step_impossible".into())]);
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "0");
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM decisions").await, "0");
    officer.approve(&[(one, 1)]).await.accepted();
}

/// 500 at once, of which 100 are the same 50 people, and decisions side by side.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_a_member_twice(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let worker = app.worker();
    let mut people: Vec<_> = (0..450).map(|_| app.person()).collect();
    people.extend_from_within(..50);
    let applied = join_all(people.iter().map(|person| worker.apply(person, None))).await;
    // Nobody is told who applied before.
    let ids: Vec<_> = applied.iter().map(|receipt| (receipt.accepted(), 1)).collect();

    let officer = app.staff("officer").await;
    let decisions = join_all(ids.chunks(1).map(|one| officer.approve(one))).await;
    let refused = decisions.iter().filter(|outcome| matches!(outcome, Outcome::Rejected { .. }));
    assert!(refused.clone().all(|outcome| outcome.violations()[0].1 == "member_already"));
    assert_eq!(refused.count(), 50);
    let mut raw = app.raw().await;
    let people = "SELECT CAST(COUNT(DISTINCT id_index) AS TEXT) FROM members WHERE state = 'active'";
    assert_eq!(raw.value(people).await, "450");
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "450");
}
