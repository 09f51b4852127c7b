//! Ceremonies: several venues at once, one screen, a headcount that stays.

use futures_util::future::join_all;
use rstest::rstest;
use shared::api::{CeremonyScreen, ErrorCode, SourceRow};
use shared::drive::CeremonyState::{Closed, Oath, Open, Planned};
use shared::sync::{Action, Outcome, SaveCeremony, SaveSource, WithdrawApplication};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tests::drives::{ScreenEvents, venue};
use tests::{Database, OutcomeExt as _, ProblemExt as _, StaffClient, TestApp};
use uuid::Uuid;

/// The nine divisions, each with a venue.
const VENUES: [&str; 9] =
    ["海港区", "山海关区", "北戴河区", "抚宁区", "青龙县", "昌黎县", "卢龙县", "开发区", "北戴河新区"];
/// The ceremony of 30 November 2021: who joined, by group.
const JOINED: [(&str, usize); 3] = [("food_delivery", 55), ("courier", 115), ("truck_driver", 465)];
/// A screen is never further behind than this.
const LAG: Duration = Duration::from_secs(2);

/// A drive with a ceremony at so many venues: id of the ceremony, the venues, the code of the screen.
async fn planned(officer: &StaffClient<'_>, venues: usize) -> (Uuid, Vec<SourceRow>, String) {
    let drive = officer.begin_drive(&[]).await;
    let ceremony = officer.plan_ceremony(drive).await;
    let mut made = Vec::new();
    for label in &VENUES[..venues] {
        made.push(officer.source(SaveSource { ceremony_id: Some(ceremony), ..venue(drive, label) }).await);
    }
    let code = officer.drive(drive).await.ceremonies[0].code.clone();
    (ceremony, made, code)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_certified_stays(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (ceremony, venues, code) = planned(&officer, 2).await;
    let screen = || async {
        app.get(&format!("/api/v1/ceremonies/{code}")).await.json::<CeremonyScreen>().await.unwrap()
    };
    assert_eq!(screen().await.state, Planned);
    let skipped = officer.advance_ceremony(ceremony, Planned, Oath).await;
    assert_eq!(skipped.violations(), [("to".to_owned(), "step_impossible".to_owned())]);
    officer.advance_ceremony(ceremony, Planned, Open).await.accepted();

    let person = app.person();
    let first = worker.apply_with(person.application("courier"), Some(&venues[0].code)).await;
    let second = worker.apply_with(app.person().application("truck_driver"), Some(&venues[1].code)).await;
    worker.apply(&person, Some(&venues[1].code)).await.accepted();
    // Not through a venue: not of this ceremony.
    worker.apply(&app.person(), None).await.accepted();
    officer.approve(&[(first.accepted(), 1)]).await.accepted();
    officer.advance_ceremony(ceremony, Open, Oath).await.accepted();
    let certified = screen().await;
    let counts = |screen: &CeremonyScreen| (screen.totals.submitted, screen.totals.approved);
    assert_eq!(counts(&certified), (3, 1));
    let frozen = certified.certified.clone().expect("certified at the oath");
    assert_eq!(frozen.totals, certified.totals);
    assert_eq!(frozen.by, None, "nobody is named on the screen");

    // Later corrections change the totals, not what was certified.
    let withdraw = Action::WithdrawApplication(WithdrawApplication { receipt: second.secret.clone() });
    worker.send(&worker.operation(withdraw)).await.accepted();
    let after = screen().await;
    assert_eq!((counts(&after), after.certified.as_ref()), ((2, 1), Some(&frozen)));
    let drive = officer.read::<shared::api::DriveRows>("/staff/drives").await.rows[0].id;
    let row = &officer.drive(drive).await.ceremonies[0];
    assert_eq!(row.certified.as_ref().and_then(|count| count.by.as_deref()), Some("officer"));
    assert_eq!((row.totals.submitted, row.people), (2, 1), "one person applied at two venues");
    let mut raw = app.raw().await;
    for sql in ["UPDATE headcounts SET certified_by = 'x'", "DELETE FROM headcounts"] {
        assert!(raw.execute(sql).await.is_err(), "{sql}");
    }

    officer.advance_ceremony(ceremony, Oath, Closed).await.accepted();
    let again = officer.advance_ceremony(ceremony, Open, Oath).await;
    assert!(matches!(again, Outcome::Conflict { .. }), "{again:?}");
    let change = SaveCeremony {
        ceremony_id: Some(ceremony),
        version: row.version + 1,
        drive_id: drive,
        title: row.title.clone(),
        oath: row.oath.clone(),
        oath_at: row.oath_at,
    };
    let told = officer.act(Action::SaveCeremony(change)).await.violations();
    assert_eq!(told, [("ceremony_id".to_owned(), "ceremony_over".to_owned())]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_screen_is_right_again_after_a_cut(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (ceremony, venues, code) = planned(&officer, 1).await;
    let live = format!("/api/v1/ceremonies/{}/live", code.to_lowercase());
    let mut events = ScreenEvents::of(app.get(&live).await);
    assert_eq!(events.totals().await.unwrap().totals.submitted, 0);
    worker.apply(&app.person(), Some(&venues[0].code)).await.accepted();
    events.until(1).await;
    // While nothing happens, it says until when the numbers held.
    let (name, life) = events.next().await.unwrap();
    assert!(name == "life" && life["as_of"].is_string(), "{name} {life}");
    drop(events);
    worker.apply(&app.person(), Some(&venues[0].code)).await.accepted();
    let mut events = ScreenEvents::of(app.get(&live).await);
    events.until(2).await;
    officer.advance_ceremony(ceremony, Planned, Open).await.accepted();
    assert_eq!(events.totals().await.unwrap().state, Open);

    assert_eq!(app.get("/api/v1/ceremonies/NOTHING0").await.problem().await.code, ErrorCode::NotFound);
    let page = app.get(&format!("/screen/{code}?lang=en")).await.text().await.unwrap();
    assert!(page.contains("Enrolment ceremony") && page.contains("海港区"), "{page}");
    assert_eq!(app.get("/screen/NOTHING0").await.status(), 404);
    let neighbour = app.staff("neighbour").await;
    let theirs = neighbour.advance_ceremony(ceremony, Open, Oath).await;
    assert_eq!(theirs.refusal(), shared::sync::Refusal::NotFound);
    // Signs of life may still come; then the server that stops ends the stream.
    let ending = async { while events.next().await.is_some() {} };
    let ended = tokio::time::timeout(Duration::from_secs(10), async { tokio::join!(ending, app.stop()) });
    ended.await.expect("a stream that ends");
}

/// The ceremony of the case: nine venues, 635 who join, a screen that is followed all the time.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nine_venues_and_635_who_join(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let (ceremony, venues, code) = planned(&officer, 9).await;
    officer.advance_ceremony(ceremony, Planned, Open).await.accepted();
    let mut events = ScreenEvents::of(app.get(&format!("/api/v1/ceremonies/{code}/live")).await);
    assert_eq!(events.totals().await.unwrap().totals.submitted, 0);

    let workers: Vec<(&str, usize)> =
        JOINED.iter().flat_map(|(group, count)| (0..*count).map(|nth| (*group, nth))).collect();
    let began = Instant::now();
    let (acknowledged, done) = (AtomicU64::new(0), AtomicBool::new(false));
    // When the count of what was acknowledged reached each number.
    let reached: Vec<std::sync::OnceLock<Instant>> = (0..=635).map(|_| std::sync::OnceLock::new()).collect();
    let apply = async {
        // At each venue one after the other, at all venues at once.
        join_all((0..9).map(|at| {
            let (app, venue, workers) = (&app, &venues[at], &workers);
            let (acknowledged, reached) = (&acknowledged, &reached);
            async move {
                let worker = app.worker();
                for (group, _) in workers.iter().skip(at).step_by(9) {
                    let answers = app.person().application(group);
                    worker.apply_with(answers, Some(&venue.code)).await.accepted();
                    let count = acknowledged.fetch_add(1, Ordering::SeqCst) + 1;
                    let _ = reached[count as usize].set(Instant::now());
                }
            }
        }))
        .await;
        done.store(true, Ordering::SeqCst);
        began.elapsed()
    };
    let watch = async {
        let (mut worst, mut told, mut shown) = (Duration::ZERO, 0, 0);
        while shown < 635 {
            let seen = events.totals().await.expect("the stream goes on");
            let now = Instant::now();
            assert!(seen.totals.submitted >= shown, "never back");
            // Whatever this event does not show yet was acknowledged no longer ago than the lag.
            if let Some(first_missed) =
                reached.get(seen.totals.submitted as usize + 1).and_then(|at| at.get())
            {
                worst = worst.max(now.saturating_duration_since(*first_missed));
            }
            (told, shown) = (told + 1, seen.totals.submitted);
        }
        // The last of them waited no longer either.
        let last = reached[635].get().map_or(Duration::ZERO, |at| at.elapsed());
        (worst.max(last), told)
    };
    let (took, (worst, told)) = tokio::join!(apply, watch);
    println!("{database:?}: 635 joined in {took:?}; {told} events, lag at most {worst:?}");
    assert!(took < Duration::from_secs(120), "{took:?}");
    assert!(worst < LAG, "{worst:?}");

    let screen: CeremonyScreen = app.get(&format!("/api/v1/ceremonies/{code}")).await.json().await.unwrap();
    let groups: Vec<_> =
        screen.totals.groups.iter().map(|group| (group.group.as_str(), group.submitted)).collect();
    assert_eq!(groups, [("truck_driver", 465), ("courier", 115), ("food_delivery", 55)]);
    let mut raw = app.raw().await;
    for venue in &screen.totals.venues {
        let sql = format!(
            "SELECT CAST(COUNT(*) AS TEXT) FROM applications JOIN sources ON sources.id = applications.source_id
             WHERE sources.label = '{}'",
            venue.label
        );
        assert_eq!(raw.value(&sql).await, venue.submitted.to_string(), "{}", venue.label);
    }
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM applications").await, "635");
    officer.advance_ceremony(ceremony, Open, Oath).await.accepted();
    let certified: CeremonyScreen =
        app.get(&format!("/api/v1/ceremonies/{code}")).await.json().await.unwrap();
    assert_eq!(certified.certified.map(|count| count.totals), Some(screen.totals));
}
