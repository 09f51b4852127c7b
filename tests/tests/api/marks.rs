//! Marks: the grid, conflicts, and the ranking as it would be.

use rstest::rstest;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, MarkPart};
use shared::sync::{Action, Conflict, Decision, MarkInput, Outcome, RecordMarks, Refusal};
use tests::{Database, Definition, Open, OutcomeExt as _, ProblemExt as _, TestApp};
use uuid::Uuid;

/// A competition with entry closed and so many eligible entrants.
pub async fn closed_with(app: &TestApp, definition: Definition, entrants: usize) -> (Open, Vec<Uuid>) {
    let open = app.open_competition(definition).await;
    let mut entries = Vec::new();
    for _ in 0..entrants {
        entries.push(app.worker().submit(&open, "delivery").await.accepted());
    }
    let officer = app.staff("officer").await;
    officer.accept_all(&entries).await;
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    (open, entries)
}

pub fn record(entry_id: Uuid, part: MarkPart, version: u32, value: &str) -> Action {
    Action::RecordMarks(RecordMarks {
        entry_id,
        marks: vec![MarkInput { part, version, value: value.into() }],
    })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn marks_become_totals_ranks_and_awards(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 7).await;
    let officer = app.staff("officer").await;
    let marks = [
        // theory, practical, total, rank, award
        ("90", "85.5", Some("86.85"), Some(1), Some("First prize")),
        ("80", "80", Some("80.00"), Some(3), Some("Second prize")),
        ("66", "86", Some("80.00"), Some(2), Some("Second prize")),
        ("100", "59.99", Some("71.99"), Some(4), None),
        ("60", "60", Some("60.00"), Some(5), Some("Third prize")),
        ("60", "60", Some("60.00"), Some(5), Some("Third prize")),
        ("99", "缺考", None, None, None),
    ];
    for (entry, (theory, practical, ..)) in entries.iter().zip(marks) {
        officer.mark(&open, *entry, theory, practical).await;
    }
    let grid = officer.grid(&open).await;
    assert!(grid.may_mark && grid.rows.len() == 7);
    for (entry, (theory, practical, total, rank, award)) in entries.iter().zip(marks) {
        let row = grid.rows.iter().find(|row| row.entry_id == *entry).unwrap();
        assert_eq!((row.total.as_deref(), row.rank), (total, rank), "{theory}/{practical}: {row:?}");
        assert_eq!(row.award.as_ref().map(|award| award.en.as_str()), award, "{theory}/{practical}: {row:?}");
        assert!(!row.explanation.zh.is_empty() && !row.explanation.en.is_empty());
        assert_eq!((row.theory.version, row.practical.version), (1, 1));
    }
    let absent = grid.rows.iter().find(|row| row.entry_id == entries[6]).unwrap();
    assert_eq!((absent.practical.value.as_str(), absent.theory.value.as_str()), ("absent", "99"));
    let third: Vec<_> = grid.warnings.iter().map(|warning| warning.en.as_str()).collect();
    assert!(third.len() == 1 && third[0].contains("Third prize"), "two of three given: {third:?}");
}

#[rstest]
#[case::too_many("100.01", "mark_too_large")]
#[case::negative("-1", "mark_shape")]
#[case::words("eighty", "mark_shape")]
#[case::three_places("80.123", "number_decimals")]
#[tokio::test(flavor = "multi_thread")]
async fn a_mark_that_is_none(
    #[case] value: &str,
    #[case] code: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 1).await;
    let judge = app.staff("judge").await;
    let refused = judge.act(record(entries[0], MarkPart::Practical, 0, value)).await;
    assert_eq!(refused.violations(), [("practical".to_owned(), code.to_owned())]);
    assert_eq!(judge.grid(&open).await.rows[0].practical.version, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_judges_at_one_cell(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 1).await;
    let (judge, officer) = (app.staff("judge").await, app.staff("officer").await);
    let changed = Outcome::Conflict { conflict: Conflict::VersionChanged };
    let (one, two) = tokio::join!(
        judge.act(record(entries[0], MarkPart::Theory, 0, "80")),
        officer.act(record(entries[0], MarkPart::Theory, 0, "90"))
    );
    assert_eq!([&one, &two].into_iter().filter(|o| matches!(o, Outcome::Accepted { .. })).count(), 1);
    assert!([one, two].contains(&changed));

    // Another cell of the same row is free; a batch of cells is taken whole or not at all.
    judge.act(record(entries[0], MarkPart::Practical, 0, "70")).await.accepted();
    let input = |part, version, value: &str| MarkInput { part, version, value: value.into() };
    let both = vec![input(MarkPart::Theory, 1, "1"), input(MarkPart::Practical, 0, "2")];
    let stale = judge.act(Action::RecordMarks(RecordMarks { entry_id: entries[0], marks: both })).await;
    assert_eq!(stale, changed);
    let row = judge.grid(&open).await.rows.remove(0);
    assert_eq!((row.practical.value.as_str(), row.theory.version, row.practical.version), ("70", 1, 1));
    assert_ne!(row.theory.value, "1");

    judge.act(record(entries[0], MarkPart::Practical, 1, "")).await.accepted();
    let cleared = judge.grid(&open).await.rows.remove(0);
    assert_eq!((cleared.practical.value.as_str(), cleared.practical.version, cleared.rank), ("", 2, None));
    let kept = "SELECT value FROM marks WHERE part = 'practical' ORDER BY version";
    assert_eq!(app.raw().await.rows(kept).await, [["70"], [""]], "every version stays");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn marks_are_for_the_eligible_once_entry_is_closed(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let (eligible, waiting) = (
        worker.submit(&open, "delivery").await.accepted(),
        worker.submit(&open, "delivery").await.accepted(),
    );
    let (judge, officer) = (app.staff("judge").await, app.staff("officer").await);
    officer.decide(eligible, Decision::Eligible, "").await.accepted();
    assert!(!judge.grid(&open).await.may_mark);
    let early = judge.act(record(eligible, MarkPart::Theory, 0, "80")).await;
    assert_eq!(early.refusal(), Refusal::TransitionNotAllowed);

    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    let unchecked = judge.act(record(waiting, MarkPart::Theory, 0, "80")).await;
    assert_eq!(unchecked.refusal(), Refusal::TransitionNotAllowed);
    let nobody = judge.act(record(Uuid::from_u128(7), MarkPart::Theory, 0, "80")).await;
    assert_eq!(nobody.refusal(), Refusal::NotFound);
    judge.act(record(eligible, MarkPart::Theory, 0, "80")).await.accepted();

    let grid = judge.grid(&open).await;
    assert_eq!(grid.rows.len(), 1, "only the eligible stand in the grid");
    assert!(grid.rows[0].name.is_empty() && grid.rows[0].number.len() == 5, "a judge sees the number alone");
    assert!(!officer.grid(&open).await.rows[0].name.is_empty());
    let auditor = app.staff("auditor").await;
    assert!(!auditor.grid(&open).await.may_mark);
    let refused = auditor.act(record(eligible, MarkPart::Practical, 0, "80")).await;
    assert_eq!(refused.refusal(), Refusal::Forbidden);
    let neighbour = app.staff("neighbour").await;
    let refused = neighbour.act(record(eligible, MarkPart::Practical, 0, "80")).await;
    assert_eq!(refused.refusal(), Refusal::NotFound);
    let path = format!("/staff/competitions/{}/marks", open.id);
    assert_eq!(neighbour.get(&path).await.problem().await.code, ErrorCode::NotFound);
}
