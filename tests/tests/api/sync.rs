//! The change feed: complete, in order, resumable, for those who may see it, and without personal data.

use rstest::rstest;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, EntryState};
use shared::sync::{Change, ChangeKind, Changes, Decision};
use std::collections::BTreeSet;
use std::time::Duration;
use tests::{Database, Definition, OutcomeExt as _, ProblemExt as _, StaffClient, TestApp};
use uuid::Uuid;

/// Reads pages until `enough`, from the beginning; checks that each page is as long as asked for.
async fn read_until(
    staff: &StaffClient<'_>,
    limit: usize,
    enough: impl Fn(&[Change]) -> bool,
) -> Vec<Change> {
    let (mut all, mut after) = (Vec::new(), None);
    let reading = async {
        while !enough(&all) {
            let place = after.as_ref().map(|after| format!("&after={after}")).unwrap_or_default();
            let page: Changes = staff.read(&format!("/sync/changes?limit={limit}{place}")).await;
            assert!(page.changes.len() <= limit);
            assert!(!page.more || page.changes.len() == limit, "more is there, so the page is full");
            after = Some(page.next.0);
            all.extend(page.changes);
        }
    };
    tokio::time::timeout(Duration::from_secs(60), reading).await.expect("the feed to arrive");
    all
}

/// The place in the feed that a cursor names.
fn place(change: &Change) -> i64 {
    change.cursor.0.split_once('.').expect("an epoch and a place").1.parse().expect("a number")
}

fn entries(changes: &[Change]) -> impl Iterator<Item = Uuid> {
    changes
        .iter()
        .filter(|change| matches!(change.kind, ChangeKind::Entry { .. }))
        .filter_map(|c| c.operation_id)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_skipped_while_a_hundred_submit(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 100)).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let people: Vec<_> = (0..100).map(|_| app.person()).collect();
    let submitting = futures_util::future::join_all(
        people.iter().map(|person| worker.submit_for(&open, "delivery", person)),
    );
    // Read while they are written: a change that commits later must not stand before one already read.
    let reading = read_until(&officer, 7, |changes| entries(changes).count() >= 100);
    let (receipts, changes) = tokio::join!(submitting, reading);

    let sent: BTreeSet<Uuid> = receipts.iter().map(|receipt| receipt.operation.id).collect();
    assert!(receipts.iter().all(|receipt| receipt.accepted() != Uuid::nil()));
    let told: Vec<Uuid> = entries(&changes).collect();
    assert_eq!(told.len(), 100, "each once");
    assert_eq!(told.iter().copied().collect::<BTreeSet<_>>(), sent);
    let again = read_until(&officer, 1_000, |again| again.len() >= changes.len()).await;
    assert_eq!(again, changes, "and read again, in large pages, it is the same");
    let places: Vec<i64> = changes.iter().map(place).collect();
    assert!(places.is_sorted_by(|a, b| a < b));

    let rest: Changes =
        officer.read(&format!("/sync/changes?after={}", changes.last().unwrap().cursor.0)).await;
    assert!(rest.changes.is_empty() && !rest.more);
    assert_eq!(rest.next, changes.last().unwrap().cursor, "an empty page keeps the place");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_feed_tells_the_whole_story(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (stays, leaves) = (worker.submit(&open, "delivery").await, worker.submit(&open, "sorting").await);
    worker.send(&stays.operation).await;
    worker.withdraw(&leaves).await.accepted();
    officer.decide(stays.accepted(), Decision::Eligible, "").await.accepted();
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    officer.mark(&open, stays.accepted(), "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    app.clock.advance(chrono::TimeDelta::days(6));
    let officer = app.staff("officer").await;
    officer.confirm(&open, 1).await.accepted();

    let competition = |state| ChangeKind::Competition { state };
    let entry =
        |event: &str, state| ChangeKind::Entry { competition_id: open.id, event: event.into(), state };
    let results = |confirmed| ChangeKind::Results { competition_id: open.id, results_version: 1, confirmed };
    let expected = [
        (open.id, competition(CompetitionState::Draft)),
        (open.id, competition(CompetitionState::Published)),
        (open.id, competition(CompetitionState::EntryOpen)),
        (stays.accepted(), entry("delivery", EntryState::Submitted)),
        (leaves.accepted(), entry("sorting", EntryState::Submitted)),
        (leaves.accepted(), entry("sorting", EntryState::Withdrawn)),
        (stays.accepted(), entry("delivery", EntryState::Eligible)),
        (open.id, competition(CompetitionState::EntryClosed)),
        (stays.accepted(), ChangeKind::Marks { competition_id: open.id }),
        (open.id, results(false)),
        (open.id, results(true)),
    ];
    let changes = read_until(&officer, 100, |changes| changes.len() >= expected.len()).await;
    let told: Vec<_> = changes.iter().map(|change| (change.record_id, change.kind.clone())).collect();
    assert_eq!(told, expected);
    let mut versions = std::collections::HashMap::new();
    for change in changes.iter().filter(|change| !matches!(change.kind, ChangeKind::Marks { .. })) {
        let before = versions.insert(change.record_id, change.version).unwrap_or_default();
        assert!(change.version > before, "a record's versions rise: {change:?} after {before}");
    }
    assert!(
        changes[0].operation_id.is_none() && changes[1..].iter().all(|change| change.operation_id.is_some())
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn each_sees_their_own_part(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let ours = app.open_competition(Definition::courier()).await;
    app.worker().submit(&ours, "delivery").await.accepted();
    let theirs = app.import(Definition::courier().with(|d| d.association = "qhd-cleaning".into())).await;
    let seen = async |account: &str| {
        let staff = app.staff(account).await;
        let page: Changes = staff.read("/sync/changes?limit=100").await;
        assert!(!page.more);
        page.changes.into_iter().map(|change| change.record_id).collect::<BTreeSet<_>>()
    };
    let (officer, neighbour, admin) = (seen("officer").await, seen("neighbour").await, seen("admin").await);
    assert!(officer.contains(&ours.id) && !officer.contains(&theirs.id));
    assert_eq!(neighbour, BTreeSet::from([theirs.id]));
    assert_eq!(admin, officer.union(&neighbour).copied().collect());
    let problem = app.get("/api/v1/sync/changes").await.problem().await;
    assert_eq!(problem.code, ErrorCode::LoginRequired);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_feed_holds_no_personal_data(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let people: Vec<_> = (0..5).map(|_| app.person()).collect();
    for person in &people {
        let receipt = worker.submit_for(&open, "delivery", person).await;
        officer.decide(receipt.accepted(), Decision::Return, "请核对姓名").await.accepted();
        worker.correct(&open, &receipt, person.answers()).await.accepted();
    }
    let feed = officer.get("/sync/changes?limit=1000").await.text().await.unwrap();
    assert!(feed.matches("\"returned\"").count() == 5);
    for person in &people {
        let masked = shared::person::mask_document(&person.document);
        for personal in [
            &person.name,
            &person.document,
            &person.mobile,
            &person.employer,
            &masked,
            &"请核对姓名".to_owned(),
        ] {
            assert!(!feed.contains(personal.as_str()), "{personal} in {feed}");
        }
    }
}

#[rstest]
#[case("x")]
#[case("1,5")]
#[case("99999999999999999999999")]
#[case("%00")]
#[tokio::test(flavor = "multi_thread")]
async fn a_cursor_that_did_not_come_from_here(
    #[case] cursor: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let problem = officer.get(&format!("/sync/changes?after={cursor}")).await.problem().await;
    assert_eq!(problem.code, ErrorCode::InvalidParameter);
}
