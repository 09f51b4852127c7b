//! The life of a competition: what may follow what, and when entry is open.

use chrono::TimeDelta;
use rstest::rstest;
use shared::competition::CompetitionState::{self, *};
use shared::i18n::Lang;
use shared::sync::{Conflict, Outcome, PushAnswer, Refusal};
use tests::{Database, Definition, Open, OutcomeExt as _, ProblemExt as _, StaffClient, TestApp, at};

/// Buttons that lead from a draft to a state that buttons reach.
fn way_to(state: CompetitionState) -> &'static [CompetitionState] {
    match state {
        Draft => &[Draft],
        Published => &[Draft, Published],
        EntryOpen => &[Draft, Published, EntryOpen],
        EntryClosed | PublicNotice | Confirmed => &[Draft, Published, EntryOpen, EntryClosed],
        Postponed => &[Draft, Published, Postponed],
        Cancelled => &[Draft, Published, Cancelled],
    }
}

async fn bring(officer: &StaffClient<'_>, open: &Open, to: CompetitionState) {
    for step in way_to(to).windows(2) {
        officer.advance(open, step[0], step[1]).await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn buttons_move_only_where_they_may(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let mut tried = 0;
    for from in [Draft, Published, EntryOpen, EntryClosed, Postponed, Cancelled] {
        for to in CompetitionState::ALL {
            let slug = format!("{from:?}-{to:?}").to_lowercase();
            let open = app.import(Definition::courier().with(|d| d.slug = slug)).await;
            bring(&officer, &open, from).await;
            let page = officer
                .read::<shared::api::StaffCompetition>(&format!("/staff/competitions/{}", open.id))
                .await;
            assert_eq!(page.next, from.by_button(), "{from:?} shows just the buttons that work");
            let outcome = officer.try_advance(&open, from, to).await;
            match from.by_button().contains(&to) {
                true => drop(outcome.accepted()),
                false => {
                    assert_eq!(outcome.refusal(), Refusal::TransitionNotAllowed, "{from:?} -> {to:?}");
                    let why = [("to".to_owned(), "step_impossible".to_owned())];
                    assert_eq!(outcome.violations(), why, "{from:?} -> {to:?}");
                }
            }
            tried += 1;
        }
    }
    assert_eq!(tried, 48);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn after_results_no_button_moves_anything(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let entry = app.worker().submit(&open, "delivery").await.accepted();
    let officer = app.staff("officer").await;
    officer.accept_all(&[entry]).await;
    officer.advance(&open, EntryOpen, EntryClosed).await;
    officer.mark(&open, entry, "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    for to in CompetitionState::ALL {
        let refused = officer.try_advance(&open, PublicNotice, to).await;
        assert_eq!(refused.refusal(), Refusal::TransitionNotAllowed, "{to:?}");
    }
    app.clock.advance(TimeDelta::days(6));
    let officer = app.staff("officer").await;
    officer.confirm(&open, 1).await.accepted();
    for to in CompetitionState::ALL {
        let refused = officer.try_advance(&open, Confirmed, to).await;
        assert_eq!(refused.refusal(), Refusal::TransitionNotAllowed, "{to:?}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_officers_press_different_buttons(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (officer, admin) = (app.staff("officer").await, app.staff("admin").await);
    let (closed, cancelled) = tokio::join!(
        officer.try_advance(&open, EntryOpen, EntryClosed),
        admin.try_advance(&open, EntryOpen, Cancelled)
    );
    let accepted =
        [&closed, &cancelled].into_iter().filter(|o| matches!(o, Outcome::Accepted { .. })).count();
    let changed = Outcome::Conflict { conflict: Conflict::VersionChanged };
    assert!(accepted == 1 && [closed, cancelled].contains(&changed));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn entry_is_open_by_state_and_by_schedule(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let later = Definition::courier().with(|d| {
        d.schedule.entry_opens = at("2026-11-24T00:00:00Z");
        d.schedule.entry_closes = at("2026-11-30T10:00:00Z");
    });
    let open = app.import(later).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let closed = async |why: &str| {
        assert_eq!(worker.submit(&open, "delivery").await.refusal(), Refusal::EntryNotOpen, "{why}");
        let card = worker.page(&open).await.card;
        assert!(!card.open_now && card.left == 14, "{why}");
    };
    officer.advance(&open, Draft, Published).await;
    closed("published only").await;
    officer.advance(&open, Published, EntryOpen).await;
    closed("a day too early").await;
    app.clock.advance(at("2026-11-24T00:00:00Z") - app.clock.now());
    assert!(worker.page(&open).await.card.open_now);
    let receipt = worker.submit(&open, "delivery").await;
    receipt.accepted();
    worker.withdraw(&receipt).await.accepted();
    app.clock.advance(at("2026-11-30T10:00:00Z") - app.clock.now() - TimeDelta::microseconds(1));
    let last = worker.submit(&open, "delivery").await;
    last.accepted();
    worker.withdraw(&last).await.accepted();
    app.clock.advance(TimeDelta::microseconds(1));
    // Seven days later staff are logged out, so the officer comes in again.
    let officer = app.staff("officer").await;
    closed("at the very moment").await;
    officer.advance(&open, EntryOpen, EntryClosed).await;
    closed("closed by the officer").await;
    officer.advance(&open, EntryClosed, Postponed).await;
    closed("postponed").await;
    officer.advance(&open, Postponed, Cancelled).await;
    closed("cancelled").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_device_whose_clock_is_wrong_enters_all_the_same(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let officer = app.staff("officer").await;
    for time in
        ["2019-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "-9999-01-01T00:00:00Z", "+262142-12-31T23:59:59Z"]
    {
        let (_, operation) = worker.filled_in(&open, "delivery", app.person().answers());
        let mut push = serde_json::json!({ "operations": [operation] });
        push["operations"][0]["captured_at"] = time.into();
        let answer: PushAnswer = worker.post("/operations", &push).await.json().await.expect("outcomes");
        let detail = officer.entry(answer.outcomes[0].accepted()).await;
        assert_eq!(detail.row.submitted_at, app.clock.now(), "the server's time counts");
        let told: Vec<&str> = detail.warnings.iter().map(|warning| warning.get(Lang::En)).collect();
        assert!(told.iter().any(|warning| warning.contains("clock")), "and staff are told: {told:?}");
    }
    assert_eq!(officer.entries("").await.rows.len(), 4);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_competition_can_still_be_read(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let receipt = worker.submit(&open, "delivery").await;
    let officer = app.staff("officer").await;
    officer.advance(&open, EntryOpen, Cancelled).await;
    assert_eq!(worker.page(&open).await.card.state, Cancelled);
    let entry = worker.open(&receipt).await;
    assert!(entry.competition_state == Cancelled && !entry.can_withdraw);
    let results = app.get("/api/v1/associations/qhd-courier/competitions/courier-2026/results").await;
    assert_eq!(results.problem().await.status, 404);
}
