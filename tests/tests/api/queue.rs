//! How the staff's lists of applications and members narrow, and what is told when officers decide side by side.

use futures_util::future::join_all;
use rstest::rstest;
use server::db::Db;
use server::domain::setup::{NewUnion, add_union};
use shared::api::{ApplicationRows, MemberRows, TodayKind};
use shared::i18n::Localized;
use shared::membership::TransferVerdict;
use shared::sync::{Action, FileApplications, Outcome};
use shared::union::{Level, UnionKind};
use tests::{Database, OutcomeExt as _, StaffClient, TestApp};
use uuid::Uuid;

async fn applications(staff: &StaffClient<'_>, query: &str) -> (Vec<Uuid>, ApplicationRows) {
    let rows: ApplicationRows = staff.read(&format!("/staff/applications?{query}")).await;
    (rows.rows.iter().map(|row| row.id).collect(), rows)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn drive_source_group_division_and_filing_narrow_the_lists(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let drive = officer.begin_drive(&[]).await;
    let hall = officer.venue(drive, "海港区会场", "").await;
    let poster = officer.venue(drive, "海报", "").await;
    let mut ids = Vec::new();
    for (code, division) in
        [(Some(&hall), "130302"), (Some(&hall), "130303"), (Some(&poster), "130302"), (None, "130302")]
    {
        app.clock.advance(chrono::TimeDelta::seconds(1));
        let mut person = app.person();
        person.division = division.to_owned();
        ids.push(worker.apply(&person, code.map(|one| one.code.as_str())).await.accepted());
    }
    let [first, second, third, alone] = ids[..] else { panic!("four") };
    officer.approve(&[(first, 1), (third, 1), (alone, 1)]).await.accepted();
    let file =
        FileApplications { applications: vec![shared::sync::ApplicationVersion { id: first, version: 2 }] };
    officer.act(Action::FileApplications(file)).await.accepted();

    for (query, found) in [
        (format!("source={drive}"), vec![third, second, first]),
        (format!("source={}", hall.id), vec![second, first]),
        (format!("source={}&state=submitted", hall.id), vec![second]),
        (format!("source={drive}&division=130302"), vec![third, first]),
        (format!("source={drive}&group=security"), vec![]),
        ("division=130303".to_owned(), vec![second]),
        ("division=130302&state=approved".to_owned(), vec![alone, third, first]),
        ("group=courier&state=submitted".to_owned(), vec![second]),
        ("state=approved&filed=false".to_owned(), vec![alone, third]),
        ("state=approved&filed=true".to_owned(), vec![first]),
        (format!("source={}&filed=false", poster.id), vec![third]),
    ] {
        assert_eq!(applications(&officer, &query).await.0, found, "{query}");
    }
    // Counts follow the drive, and tell of every state.
    let counts = applications(&officer, &format!("source={}&state=submitted", hall.id)).await.1.counts;
    assert_eq!((counts.submitted, counts.approved, counts.filed), (1, 1, 1));

    let members = async |query: String| -> (usize, u64) {
        let rows: MemberRows = officer.read(&format!("/staff/members?{query}")).await;
        (rows.rows.len(), rows.counts.active)
    };
    assert_eq!(members(format!("source={drive}")).await, (2, 2));
    assert_eq!(members(format!("source={}", hall.id)).await, (1, 1));
    assert_eq!(members("division=130302&group=courier".to_owned()).await, (3, 3));
    assert_eq!(members("division=130303".to_owned()).await, (0, 0));
    let neighbour = app.staff("neighbour").await;
    assert!(applications(&neighbour, &format!("source={drive}")).await.0.is_empty(), "outside their tree");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_queue_marks_who_applied_twice_and_who_is_a_member(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer, neighbour) =
        (app.worker(), app.staff("officer").await, app.staff("neighbour").await);
    let (twice, member) = (app.person(), app.person());
    let one = worker.apply(&twice, None).await.accepted();
    let other =
        app.worker_of("qhd-cleaning").apply_with(twice.application("cleaning"), None).await.accepted();
    let joined = worker.apply(&member, None).await.accepted();
    let plain = worker.apply(&app.person(), None).await.accepted();
    officer.approve(&[(joined, 1)]).await.accepted();
    let theirs = app.worker_of("qhd-cleaning");
    let moving = theirs.apply_with(member.application("cleaning"), None).await;

    let marks = async |staff: &StaffClient<'_>| -> Vec<(Uuid, bool, bool)> {
        let rows = applications(staff, "").await.1.rows;
        rows.iter().map(|row| (row.id, row.twice, row.member)).collect()
    };
    let ours = marks(&officer).await;
    for expected in [(one, true, false), (plain, false, false), (joined, false, false)] {
        assert!(ours.contains(&expected), "{expected:?} in {ours:?}");
    }
    let other_union = marks(&neighbour).await;
    for expected in [(other, true, false), (moving.accepted(), false, true)] {
        assert!(other_union.contains(&expected), "{expected:?} in {other_union:?}");
    }

    // What waits for the other side of a transfer waits for nobody here.
    let today = async |staff: &StaffClient<'_>| -> Vec<(TodayKind, u32)> {
        let today: shared::api::Today = staff.read("/staff/today").await;
        let ours = |item: &shared::api::TodayItem| {
            let kinds = [TodayKind::ApplicationsToDecide, TodayKind::TransfersToAnswer];
            kinds.contains(&item.kind).then_some((item.kind, item.count))
        };
        today.items.iter().filter_map(ours).collect()
    };
    let transfer = neighbour.offer_transfer(moving.accepted(), 1).await.accepted();
    theirs.answer_offer(&moving, 1, true).await.accepted();
    assert_eq!(today(&neighbour).await, []);
    assert_eq!(today(&officer).await, [(TodayKind::TransfersToAnswer, 1)]);
    officer.say(transfer, 2, TransferVerdict::Release).await.accepted();
    assert_eq!(today(&neighbour).await, [(TodayKind::TransfersToAnswer, 1)]);
}

/// Whoever decides second is told that the application changed, and not what the first decision led to.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_late_officer_is_told_that_the_application_changed(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    for _ in 0..5 {
        let id = worker.apply(&app.person(), None).await.accepted();
        let seen = [(id, 1)];
        let decisions = join_all((0..6).map(|_| officer.approve(&seen))).await;
        let first = decisions.iter().filter(|one| matches!(one, Outcome::Accepted { .. })).count();
        assert_eq!(first, 1, "{decisions:?}");
        for late in decisions.iter().filter(|one| matches!(one, Outcome::Rejected { .. })) {
            assert_eq!(late.violations(), [(id.to_string(), "application_changed".to_owned())]);
        }
    }
}

/// The tree that a server keeps in memory follows whatever another server, or a command, changes.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_tree_in_memory_follows_other_servers(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let other = Db::open(app.database_url()).await.unwrap();
    let slugs = async |db: &Db, path: &str| -> Vec<String> {
        let subtree = db.subtree(&mut db.read().await.unwrap(), path).await.unwrap();
        subtree.iter().map(|union| union.slug.clone()).collect()
    };
    assert_eq!(slugs(&other, "city/").await, ["city", "cleaning", "courier"]);
    assert_eq!(slugs(&other, "city/courier/").await, ["courier"]);
    assert!(slugs(&other, "elsewhere/").await.is_empty());
    let new = NewUnion {
        slug: "harbour",
        parent: Some("courier"),
        level: Level::County,
        kind: UnionKind::Joint,
        division: "130302",
        name: Localized::new("海港区快递联合工会", "Haigang couriers"),
        worker_groups: vec!["courier".to_owned()],
    };
    add_union(&app.inside, new).await.unwrap();
    assert_eq!(slugs(&other, "city/courier/").await, ["courier", "harbour"]);
    let mut raw = app.raw().await;
    raw.execute("UPDATE unions SET slug = 'haven' WHERE slug = 'harbour'").await.unwrap();
    assert_eq!(slugs(&other, "city/courier/").await, ["courier", "haven"]);
    other.close().await;
    // And an application goes where the tree says now.
    let mut person = app.person();
    person.division = "130302".to_owned();
    let applied = app.worker().apply(&person, None).await;
    assert_eq!(app.worker().application(&applied).await.union.zh, "海港区快递联合工会");
}
