//! Membership drives: codes, how far workers came, targets.

use chrono::TimeDelta;
use rstest::rstest;
use shared::api::{DriveRows, ErrorCode};
use shared::drive::{Funnel, Target, completion};
use shared::sync::{Action, CloseDrive, Conflict, Outcome, SaveDrive, SaveSource, WithdrawApplication};
use tests::drives::{drive, venue};
use tests::{Database, OutcomeExt as _, ProblemExt as _, TestApp};

fn target(division: &str, worker_group: &str, count: u32) -> Target {
    Target { division: division.into(), worker_group: worker_group.into(), count }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_funnel_counts_who_came_how_far(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let id =
        officer.begin_drive(&[target("", "", 3), target("", "courier", 2), target("130303", "", 9)]).await;
    let venue = officer.venue(id, "海港区会场", "courier").await;
    let poster = officer.venue(id, "海报", "").await;
    for _ in 0..5 {
        server::domain::drives::opened(&app.inside, &venue.code.to_lowercase()).await.unwrap();
    }
    server::domain::drives::opened(&app.inside, "nothing").await.unwrap();
    app.inside.db.write_scans().await.unwrap();

    let person = app.person();
    let one = worker.apply(&person, Some(&venue.code)).await;
    let two = worker.apply(&app.person(), Some(&venue.code)).await;
    // After midnight in China it is another day.
    app.clock.advance(TimeDelta::hours(14) + TimeDelta::minutes(1));
    let officer = app.staff("officer").await;
    let three = worker.apply(&app.person(), Some(&poster.code)).await;
    worker.apply(&app.person(), None).await.accepted();
    officer.approve(&[(one.accepted(), 1)]).await.accepted();
    let withdraw = Action::WithdrawApplication(WithdrawApplication { receipt: two.secret.clone() });
    worker.send(&worker.operation(withdraw)).await.accepted();
    three.accepted();

    let seen = officer.drive(id).await;
    let whole = Funnel { scanned: 5, submitted: 2, approved: 1, filed: 0 };
    assert_eq!((seen.breakdown.total, seen.row.funnel), (whole, whole));
    assert_eq!(completion(whole.approved, seen.row.target), Some(33));
    let lines = |lines: &[shared::drive::FunnelLine]| -> Vec<_> {
        lines
            .iter()
            .map(|line| (line.key.clone(), line.funnel.scanned, line.funnel.submitted, line.target))
            .collect()
    };
    assert_eq!(lines(&seen.breakdown.by_group), [("courier".into(), 5, 2, Some(2))]);
    let by_source = lines(&seen.breakdown.by_source);
    for counted in [(venue.id.to_string(), 5, 1, None), (poster.id.to_string(), 0, 1, None)] {
        assert!(by_source.contains(&counted), "{by_source:?}");
    }
    let by_day = lines(&seen.breakdown.by_day);
    assert_eq!(by_day, [("2026-11-23".into(), 5, 1, None), ("2026-11-24".into(), 0, 1, None)]);
    let by_division = lines(&seen.breakdown.by_division);
    assert!(by_division.contains(&(person.division.clone(), 0, 2, None)), "{by_division:?}");
    assert!(by_division.contains(&("130303".into(), 0, 0, Some(9))), "{by_division:?}");

    let listed: DriveRows = app.staff("admin").await.read("/staff/drives").await;
    assert_eq!(listed.rows.iter().map(|row| (row.id, row.funnel)).collect::<Vec<_>>(), [(id, whole)]);
    let neighbour = app.staff("neighbour").await;
    assert_eq!(neighbour.read::<DriveRows>("/staff/drives").await.rows, []);
    assert_eq!(neighbour.get(&format!("/staff/drives/{id}")).await.problem().await.code, ErrorCode::NotFound);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_stays_and_what_it_knows_may_change(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let id = officer.begin_drive(&[]).await;
    let made = officer.venue(id, "海港区会场", "").await;
    assert_eq!((made.code.len(), made.open, made.version), (8, true, 1));
    let expired = SaveSource {
        source_id: Some(made.id),
        version: 1,
        expires_at: Some(app.clock.now()),
        ..venue(id, "海港区工人文化宫")
    };
    let changed = officer.source(expired.clone()).await;
    assert_eq!(
        (&changed.code, changed.label.as_str(), changed.open),
        (&made.code, "海港区工人文化宫", false)
    );
    let refused = worker.apply(&app.person(), Some(&made.code)).await;
    assert_eq!(refused.violations(), [("source".to_owned(), "code_expired".to_owned())]);
    // Whoever saw the version before is told.
    let stale = officer.act(Action::SaveSource(SaveSource { label: "别处".into(), ..expired })).await;
    assert!(matches!(stale, Outcome::Conflict { conflict: Conflict::VersionChanged }), "{stale:?}");

    let neighbour = app.staff("neighbour").await;
    let theirs = neighbour.act(Action::SaveSource(venue(id, "会场"))).await;
    assert_eq!(theirs.refusal(), shared::sync::Refusal::NotFound);
    let elsewhere = SaveDrive { association: "qhd-cleaning".into(), ..drive(&[]) };
    let told = officer.act(Action::SaveDrive(elsewhere)).await.violations();
    assert_eq!(told, [("association".to_owned(), "choice_unknown".to_owned())]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_drive_that_ended_takes_nobody(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let id = officer.begin_drive(&[]).await;
    let made = officer.venue(id, "海港区会场", "").await;
    let change = SaveDrive { drive_id: Some(id), version: 1, ..drive(&[target("", "", 635)]) };
    officer.act(Action::SaveDrive(change.clone())).await.accepted();
    assert_eq!(officer.drive(id).await.row.target, Some(635));
    officer.act(Action::CloseDrive(CloseDrive { drive_id: id, version: 2 })).await.accepted();
    let refused = worker.apply(&app.person(), Some(&made.code)).await;
    assert_eq!(refused.violations(), [("source".to_owned(), "code_expired".to_owned())]);
    let told = officer.act(Action::SaveDrive(SaveDrive { version: 3, ..change })).await.violations();
    assert_eq!(told, [("drive_id".to_owned(), "drive_over".to_owned())]);
    assert!(!officer.drive(id).await.may_change);
}
