//! Stewards' codes: who issues them, what they open, and what is collected under them.

use super::sealed::seal;
use chrono::TimeDelta;
use reqwest::StatusCode;
use rstest::rstest;
use shared::api::{AuditRow, Revealed, ShowSteward, StewardPass, StewardRow};
use shared::i18n::Lang;
use shared::sync::{
    Action, Collected, Conflict, EndSteward, IssueSteward, Operation, Outcome, PushSealed, Refusal,
    SealedAnswer, SealedOutcome, StewardCode,
};
use tests::{Database, Definition, Open, OutcomeExt as _, Person, StaffClient, TestApp, WorkerClient};
use uuid::Uuid;

/// A signature: a cross.
const SIGNED: &str = "M10 10l80 60M90 10l-80 60";

fn code(n: u8) -> StewardCode {
    StewardCode::from_bytes([n; 5])
}

fn issue(open: &Open, code: StewardCode, hours: u32) -> Action {
    Action::IssueSteward(IssueSteward { competition_id: open.id, code, label: " 平板1 ".into(), hours })
}

/// Issues a code for a day; its id.
async fn issued(officer: &StaffClient<'_>, open: &Open, code: &StewardCode) -> Uuid {
    officer.act(issue(open, code.clone(), 24)).await.accepted()
}

fn end(steward_id: Uuid) -> Action {
    Action::EndSteward(EndSteward { steward_id })
}

/// An entry that a steward collected now, not sent yet.
fn collect(app: &TestApp, open: &Open, person: &Person, code: &str) -> Operation {
    let (_, mut operation) = app.worker().filled_in(open, "delivery", person.answers());
    let Action::SubmitEntry(submit) = &mut operation.action else { panic!() };
    submit.collected = Some(Collected { code: code.to_owned(), signature: SIGNED.to_owned() });
    operation
}

/// Has a steward collect the entry of a new person.
pub async fn collect_one(app: &TestApp, open: &Open) -> Person {
    let person = app.person();
    issued(&app.staff("officer").await, open, &code(9)).await;
    app.worker().send(&collect(app, open, &person, &code(9).to_string())).await.accepted();
    person
}

fn signed(mut operation: Operation, with: &str) -> Operation {
    let Action::SubmitEntry(submit) = &mut operation.action else { panic!() };
    submit.collected.as_mut().unwrap().signature = with.to_owned();
    operation
}

async fn send(
    worker: &WorkerClient<'_>,
    key: &str,
    operations: &[Operation],
    steward: Option<StewardCode>,
) -> Vec<SealedOutcome> {
    let sealed = operations.iter().map(|one| seal(key, "qhd-courier", one)).collect();
    let answer = worker.post("/sealed", &PushSealed { sealed, steward }).await;
    assert_eq!(answer.status(), StatusCode::OK);
    answer.json::<SealedAnswer>().await.expect("outcomes").outcomes
}

async fn codes(staff: &StaffClient<'_>, open: &Open) -> Vec<StewardRow> {
    staff.read(&format!("/staff/competitions/{}/stewards", open.id)).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_a_steward_collected_tells_who_did(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer, code) = (app.worker(), app.staff("officer").await, code(1));
    issued(&officer, &open, &code).await;
    let key = worker.page(&open).await.seal;
    let (one, other) = (app.person(), app.person());
    let sent = [collect(&app, &open, &one, &code.to_string()), collect(&app, &open, &other, "0404-o4o4")];
    assert_eq!(sent[1].captured_at, app.clock.now());
    app.clock.advance(TimeDelta::hours(3));
    let outcomes = send(&worker, &key, &sent, None).await;
    let entry = outcomes[0].outcome.accepted();
    assert_eq!(outcomes[1].outcome.refusal(), Refusal::StewardUnknown, "04040404 is another code");
    assert!(outcomes[1].answers.is_none(), "nothing typed is wrong");
    // The same once more, as from a second device that it was handed over to.
    let again = send(&worker, &key, &sent[..1], None).await;
    let officer = app.staff("officer").await;
    assert!(matches!(again[0].outcome, Outcome::Duplicate { record_id, .. } if record_id == entry));

    let detail = officer.entry(entry).await;
    let collected = detail.collected.clone().expect("collected");
    assert_eq!((collected.label.as_str(), collected.late), ("平板1", false));
    assert_eq!(collected.captured_at, sent[0].captured_at);
    assert_eq!(detail.history[0].action, "entry.collect");
    assert_eq!(detail.history[0].detail, "平板1");
    let clock = |text: &shared::i18n::Localized| text.get(Lang::En).contains("clock");
    assert!(!detail.warnings.iter().any(clock), "it is meant to wait: {:?}", detail.warnings);
    assert!(!serde_json::to_string(&detail).unwrap().contains("M10"), "signatures are shown on request");
    let reveal = format!("/staff/entries/{entry}/reveal");
    let purpose = serde_json::json!({ "purpose": "核对签名" });
    let revealed: Revealed = officer.post(&reveal, &purpose).await.json().await.unwrap();
    assert_eq!(revealed.signature.as_deref(), Some(SIGNED));
    let plain = worker.submit(&open, "sorting").await.accepted();
    assert!(officer.entry(plain).await.collected.is_none());

    let listed = codes(&officer, &open).await;
    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].collected, listed[0].stands), (1, true));
    assert_eq!(listed[0].issued_by, "officer (officer)");
    let at_rest = app.raw().await.rows("SELECT signature_sealed FROM collected").await;
    assert!(!at_rest.concat().concat().contains("M10"), "sealed at rest");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_issued_shown_and_ended(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    for (hours, problem) in [(0, "number_too_small"), (745, "number_too_large")] {
        let refused = officer.act(issue(&open, code(1), hours)).await;
        assert_eq!(refused.violations(), [("hours".to_owned(), problem.to_owned())]);
    }
    let label = Action::IssueSteward(IssueSteward {
        competition_id: open.id,
        code: code(1),
        label: "  ".into(),
        hours: 1,
    });
    assert_eq!(officer.act(label).await.violations(), [("label".to_owned(), "required".to_owned())]);
    let id = issued(&officer, &open, &code(1)).await;
    let taken = officer.act(issue(&open, code(1), 24)).await;
    assert_eq!(taken, Outcome::Conflict { conflict: Conflict::OperationIdReused });

    let ask = async |worker: &WorkerClient<'_>, code: StewardCode| {
        worker.post("/steward", &ShowSteward { code }).await
    };
    let pass: StewardPass = ask(&worker, code(1)).await.json().await.unwrap();
    assert_eq!((pass.competition.as_str(), pass.stands), ("courier-2026", true));
    assert_eq!(pass.ends_at, app.clock.now() + TimeDelta::hours(24));
    assert_eq!(ask(&worker, code(2)).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(ask(&app.worker_of("qhd-cleaning"), code(1)).await.status(), StatusCode::NOT_FOUND);
    let stored = app.raw().await.rows("SELECT label FROM steward_codes").await;
    assert_eq!(stored, [["平板1"]], "trimmed");

    app.clock.advance(TimeDelta::hours(1));
    let officer = app.staff("officer").await;
    officer.act(end(id)).await.accepted();
    assert_eq!(officer.act(end(id)).await.refusal(), Refusal::TransitionNotAllowed, "once");
    let pass: StewardPass = ask(&worker, code(1)).await.json().await.unwrap();
    assert!(!pass.stands && pass.ends_at == app.clock.now());
    let log: Vec<AuditRow> = app.staff("auditor").await.read("/staff/audit?action=steward.").await;
    let deeds: Vec<_> = log.iter().map(|row| (row.action.as_str(), row.detail.as_str())).collect();
    assert_eq!(deeds, [("steward.end", "平板1"), ("steward.issue", "平板1")]);
    let neighbour = app.staff("neighbour").await;
    assert_eq!(neighbour.act(end(id)).await.refusal(), Refusal::NotFound);
    assert_eq!(neighbour.act(end(Uuid::nil())).await.refusal(), Refusal::NotFound);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_captured_in_time_is_taken_for_a_week(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
    #[values(false, true)] by_hand: bool,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer, code) = (app.worker(), app.staff("officer").await, code(1));
    let id = issued(&officer, &open, &code).await;
    let key = worker.page(&open).await.seal;
    let in_time: Vec<Operation> =
        (0..2).map(|_| collect(&app, &open, &app.person(), &code.to_string())).collect();
    if by_hand {
        app.clock.advance(TimeDelta::hours(1));
        app.staff("officer").await.act(end(id)).await.accepted();
    } else {
        app.clock.advance(TimeDelta::hours(24));
    }
    let too_late = collect(&app, &open, &app.person(), &code.to_string());
    app.clock.advance(TimeDelta::days(6));
    let outcomes = send(&worker, &key, &[in_time[0].clone(), too_late.clone()], None).await;
    let entry = outcomes[0].outcome.accepted();
    assert_eq!(outcomes[1].outcome.refusal(), Refusal::StewardEnded);
    let officer = app.staff("officer").await;
    let detail = officer.entry(entry).await;
    assert!(detail.collected.is_some_and(|collected| collected.late));
    let warned: Vec<_> = detail.warnings.iter().map(|warning| warning.get(Lang::ZhCn)).collect();
    assert!(warned.iter().any(|text| text.contains("平板1")), "{warned:?}");

    // After a week no clock is believed; a new code beside what is sealed lets it in, with nothing typed again.
    app.clock.advance(TimeDelta::days(2));
    let late = [in_time[1].clone(), too_late];
    for outcome in send(&worker, &key, &late, None).await {
        assert_eq!(outcome.outcome.refusal(), Refusal::StewardEnded);
        assert!(outcome.answers.is_none());
    }
    let fresh = StewardCode::from_bytes([7; 5]);
    let unknown = send(&worker, &key, &late[..1], Some(fresh.clone())).await;
    assert_eq!(unknown[0].outcome.refusal(), Refusal::StewardUnknown);
    let officer = app.staff("officer").await;
    issued(&officer, &open, &fresh).await;
    for outcome in send(&worker, &key, &late, Some(fresh)).await {
        assert!(!officer.entry(outcome.outcome.accepted()).await.collected.unwrap().late);
    }
    assert_eq!(officer.entries("").await.counts.submitted, 3);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_code_collects_for_its_competition_and_with_a_signature(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let other = app.open_competition(Definition::courier().with(|d| d.slug = "second".into())).await;
    let (worker, officer, code) = (app.worker(), app.staff("officer").await, code(1));
    issued(&officer, &open, &code).await;
    let key = worker.page(&open).await.seal;
    let elsewhere = collect(&app, &other, &app.person(), &code.to_string());
    let no_code = collect(&app, &open, &app.person(), "no code");
    for outcome in send(&worker, &key, &[elsewhere, no_code], None).await {
        assert_eq!(outcome.outcome.refusal(), Refusal::StewardUnknown);
    }
    let person = app.person();
    let good = collect(&app, &open, &person, &code.to_string());
    for (signature, problem) in [("", "required"), ("M1 1l1 1", "required"), ("<script>", "answer_shape")] {
        let bad = signed(good.clone(), signature);
        let told = send(&worker, &key, &[bad], None).await.remove(0);
        assert_eq!(told.outcome.violations(), [("signature".to_owned(), problem.to_owned())]);
        assert_eq!(told.answers, Some(person.answers()), "what was typed comes back");
    }
    send(&worker, &key, &[good], None).await[0].outcome.accepted();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_signature_goes_with_its_entry(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    issued(&app.staff("officer").await, &open, &code(1)).await;
    let operation = collect(&app, &open, &app.person(), &code(1).to_string());
    app.worker().send(&operation).await.accepted();
    let kept = async || app.raw().await.value("SELECT CAST(COUNT(*) AS TEXT) FROM collected").await;
    assert_eq!(kept().await, "1");
    app.clock.advance(TimeDelta::days(4 * 366));
    assert_eq!(server::domain::retention::purge(&app.inside).await.unwrap().entries, 1);
    assert_eq!(kept().await, "0");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_page_may_use_the_camera_and_others_may_not(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    for (path, camera) in [
        ("/h/qhd-courier/steward", "camera=(self)"),
        ("/h/qhd-courier", "camera=()"),
        ("/console/", "camera=()"),
    ] {
        let answer = app.get(path).await;
        let policy = answer.headers()["permissions-policy"].to_str().unwrap().to_owned();
        assert!(policy.contains(camera), "{path}: {policy}");
    }
    let page = app.get("/h/qhd-courier/steward").await.text().await.unwrap();
    for part in ["id=\"steward\"", "data-association=\"qhd-courier\"", "快递行业协会", "noscript"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    assert_eq!(app.get("/h/nobody/steward").await.status(), StatusCode::NOT_FOUND);
}
