//! Results: provisional, corrected, confirmed, and never more of a person than they agreed to.

use super::marks::closed_with;
use chrono::TimeDelta;
use rstest::rstest;
use shared::api::{PublicResults, ResultsStage, StaffCompetition, Today, TodayKind};
use shared::competition::CompetitionState;
use shared::form::Answer;
use shared::sync::{Action, Conflict, Decision, Outcome, PublishResults, Refusal};
use tests::{Database, Definition, OutcomeExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_published_while_marks_are_missing(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 2).await;
    let (officer, worker) = (app.staff("officer").await, app.worker());
    officer.mark(&open, entries[0], "80", "80").await;
    officer.mark(&open, entries[1], "80", "").await;
    assert_eq!(officer.publish(&open, 0, "").await.refusal(), Refusal::MarksIncomplete);
    assert_eq!(worker.results(&open).await, None, "a draft of results is nobody's business");
    assert_eq!(worker.page(&open).await.card.state, CompetitionState::EntryClosed);

    officer.mark(&open, entries[1], "80", "absent").await;
    officer.publish(&open, 0, "").await.accepted();
    let results = worker.results(&open).await.unwrap();
    let last = results.results.last().unwrap();
    assert_eq!((last.rank, last.practical.as_deref(), last.total.as_deref()), (None, None, None));
    assert_eq!(last.theory.as_deref(), Some("80"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_published_while_entries_wait(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (checked, waiting) = (worker.submit(&open, "delivery").await, worker.submit(&open, "delivery").await);
    officer.decide(checked.accepted(), Decision::Eligible, "").await.accepted();
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    officer.mark(&open, checked.accepted(), "80", "80").await;
    let refused = officer.publish(&open, 0, "").await;
    assert_eq!(refused.violations(), [("entries".to_owned(), "entries_waiting".to_owned())]);
    assert!(officer.entry(waiting.accepted()).await.may_decide);

    // Who was asked to correct and did not does not hold up the others, and is not decided on any more.
    officer.decide(waiting.accepted(), Decision::Return, "请补充").await.accepted();
    officer.publish(&open, 0, "").await.accepted();
    assert!(!officer.entry(waiting.accepted()).await.may_decide);
    let late = officer.decide(waiting.accepted(), Decision::Ineligible, "未补充").await;
    assert_eq!(late.violations(), [("decision".to_owned(), "decisions_over".to_owned())]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn marks_that_differ_from_what_is_published_are_told(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 2).await;
    let officer = app.staff("officer").await;
    let differs = async || {
        let today: Today = officer.read("/staff/today").await;
        let mut due = today.items.into_iter().filter(|item| item.kind == TodayKind::ResultsToCorrect);
        let competition: StaffCompetition = officer.read(&format!("/staff/competitions/{}", open.id)).await;
        let told: Vec<String> = competition.unpublished.into_iter().map(|text| text.zh).collect();
        assert_eq!(due.next().map_or(0, |item| item.count) as usize, told.len());
        told
    };
    officer.mark(&open, entries[0], "90", "90").await;
    officer.mark(&open, entries[1], "80", "80").await;
    assert!(!officer.grid(&open).await.published && differs().await.is_empty());
    officer.publish(&open, 0, "").await.accepted();
    assert!(officer.grid(&open).await.published && differs().await.is_empty());

    officer.mark(&open, entries[1], "80", "absent").await;
    let told = differs().await;
    assert!(told.iter().any(|line| line.contains("实操成绩由 80 更正为 缺考")), "{told:?}");
    assert!(told.iter().any(|line| line.contains("名次由 2 变为 无")), "{told:?}");
    officer.publish(&open, 1, "未到场").await.accepted();
    assert!(differs().await.is_empty());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_competition_without_entrants_has_no_results(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, _) = closed_with(&app, Definition::courier(), 0).await;
    let officer = app.staff("officer").await;
    assert_eq!(officer.publish(&open, 0, "").await.refusal(), Refusal::MarksIncomplete);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn names_stand_only_with_consent(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (named, unnamed) = (app.person(), app.person());
    let with = worker.submit_for(&open, "delivery", &named).await;
    let mut answers = unnamed.answers();
    answers.insert("consent_publication".into(), Answer::Yes(false));
    let without = worker.submit_answers(&open, "delivery", answers).await;
    officer.accept_all(&[with.accepted(), without.accepted()]).await;
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    officer.mark(&open, with.accepted(), "70", "70").await;
    officer.mark(&open, without.accepted(), "90", "90").await;
    officer.publish(&open, 0, "").await.accepted();

    let results = worker.results(&open).await.unwrap();
    let [first, second] = results.results.as_slice() else { panic!("two lines: {results:?}") };
    let number = |receipt: &tests::Receipt| receipt.secret.hash().code().as_str()[..5].to_owned();
    assert_eq!((&first.name, &first.employer, first.rank), (&None, &None, Some(1)));
    assert_eq!(first.number, number(&without));
    assert_eq!(second.name.as_deref(), Some(shared::person::mask_name(&named.name).as_str()));
    assert_eq!(second.employer.as_deref(), Some(named.employer.as_str()));
    let public = serde_json::to_string(&results).unwrap();
    let staff: PublicResults = officer.read(&format!("/staff/competitions/{}/results", open.id)).await;
    for told in [public, serde_json::to_string(&staff).unwrap()] {
        for person in [&named, &unnamed] {
            for full in [&person.name, &person.document, &person.mobile] {
                assert!(!told.contains(full.as_str()), "{told}");
            }
        }
        assert!(!told.contains(&unnamed.employer), "{told}");
        for entry in [&with, &without] {
            assert!(!told.contains(&entry.accepted().to_string()), "no internal ids: {told}");
        }
    }
    // One's own line, with the receipt.
    let own = worker.open(&without).await.result.unwrap();
    assert_eq!((own.rank, own.total.as_deref()), (Some(1), Some("90.00")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_keeps_what_was_and_says_what_changed(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 3).await;
    let (officer, worker) = (app.staff("officer").await, app.worker());
    for (entry, mark) in entries.iter().zip(["90", "80", "70"]) {
        officer.mark(&open, *entry, mark, mark).await;
    }
    officer.publish(&open, 0, "").await.accepted();
    let first = worker.results(&open).await.unwrap();
    assert_eq!((first.version, first.stage, first.earlier.len()), (1, ResultsStage::Provisional, 0));
    assert_eq!((first.reason.as_str(), first.changed.len()), ("", 0));

    // Marks change on public notice; what is published does not, until it is published again.
    officer.mark(&open, entries[2], "70", "95").await;
    assert_eq!(worker.results(&open).await.unwrap(), first);
    let why = officer.publish(&open, 1, " ").await;
    assert_eq!(why.violations(), [("reason".to_owned(), "reason_needed".to_owned())]);
    for (reason, code) in [("因".repeat(501), "too_long"), ("复核\u{0}".to_owned(), "unsafe_character")] {
        let refused = officer.publish(&open, 1, &reason).await;
        assert_eq!(refused.violations(), [("reason".to_owned(), code.to_owned())]);
    }
    let stale = officer.publish(&open, 0, "复核").await;
    assert_eq!(stale, Outcome::Conflict { conflict: Conflict::VersionChanged });
    app.clock.advance(TimeDelta::minutes(10));
    officer.publish(&open, 1, "实操计分复核").await.accepted();

    let second = worker.results(&open).await.unwrap();
    assert_eq!((second.version, second.reason.as_str()), (2, "实操计分复核"));
    assert_eq!(second.earlier.len(), 1);
    assert_eq!((second.earlier[0].version, &second.earlier[0].results), (1, &first.results));
    assert_eq!(second.earlier[0].published_at, first.published_at);
    let number =
        |rank: u32| first.results.iter().find(|line| line.rank == Some(rank)).unwrap().number.clone();
    let changed: Vec<_> = second.changed.iter().map(|change| change.en.as_str()).collect();
    let expected = format!("{}: practical corrected from 70 to 95", number(3));
    assert!(changed.contains(&expected.as_str()), "{changed:?}");
    assert!(changed.contains(&format!("{}: rank changed from 3 to 2", number(3)).as_str()), "{changed:?}");
    assert!(changed.contains(&format!("{}: rank changed from 2 to 3", number(2)).as_str()), "{changed:?}");
    assert!(
        !changed.iter().any(|line| line.contains(&number(1))),
        "who did not change is not named: {changed:?}"
    );
    assert!(second.changed.iter().all(|change| !change.zh.is_empty()));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn confirmation_waits_for_the_notice(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 1).await;
    let (officer, worker) = (app.staff("officer").await, app.worker());
    assert_eq!(officer.confirm(&open, 1).await.refusal(), Refusal::TransitionNotAllowed, "nothing published");
    officer.mark(&open, entries[0], "80", "80").await;
    let past = officer
        .act(Action::PublishResults(PublishResults {
            competition_id: open.id,
            after_version: 0,
            notice_until: app.clock.now(),
            reason: String::new(),
        }))
        .await;
    assert_eq!(past.violations(), [("notice_until".to_owned(), "notice_end_past".to_owned())]);
    officer.publish(&open, 0, "").await.accepted();

    assert_eq!(officer.confirm(&open, 1).await.refusal(), Refusal::NoticeRunning);
    app.clock.advance(TimeDelta::days(5) - TimeDelta::microseconds(1));
    let officer = app.staff("officer").await;
    assert_eq!(officer.confirm(&open, 1).await.refusal(), Refusal::NoticeRunning);
    app.clock.advance(TimeDelta::microseconds(1));
    assert_eq!(officer.confirm(&open, 2).await, Outcome::Conflict { conflict: Conflict::VersionChanged });
    assert_eq!(worker.results(&open).await.unwrap().stage, ResultsStage::Provisional);
    officer.confirm(&open, 1).await.accepted();
    let confirmed = worker.results(&open).await.unwrap();
    assert_eq!((confirmed.stage, confirmed.version), (ResultsStage::Confirmed, 1));
    assert_eq!(worker.page(&open).await.card.state, CompetitionState::Confirmed);

    // Final is final.
    assert_eq!(officer.publish(&open, 1, "再改").await.refusal(), Refusal::TransitionNotAllowed);
    assert_eq!(officer.confirm(&open, 1).await.refusal(), Refusal::TransitionNotAllowed);
    let mark = super::marks::record(entries[0], shared::competition::MarkPart::Theory, 1, "90");
    assert_eq!(officer.act(mark).await.refusal(), Refusal::TransitionNotAllowed);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_starts_its_own_notice(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 1).await;
    let officer = app.staff("officer").await;
    officer.mark(&open, entries[0], "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    app.clock.advance(TimeDelta::days(4));
    let officer = app.staff("officer").await;
    officer.mark(&open, entries[0], "80", "81").await;
    officer.publish(&open, 1, "复核").await.accepted();
    app.clock.advance(TimeDelta::days(2));
    let officer = app.staff("officer").await;
    assert_eq!(officer.confirm(&open, 2).await.refusal(), Refusal::NoticeRunning);
    app.clock.advance(TimeDelta::days(3));
    let officer = app.staff("officer").await;
    officer.confirm(&open, 2).await.accepted();
}
