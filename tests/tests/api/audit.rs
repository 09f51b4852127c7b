//! The audit log: whole, append-only, and tampering shows.

use chrono::TimeDelta;
use rstest::rstest;
use server::domain::audit_chain::{Verdict, verify};
use shared::api::AuditRow;
use shared::competition::CompetitionState;
use shared::sync::Decision;
use tests::{Database, Definition, OutcomeExt as _, TestApp};

/// Some work: entries, a decision, marks, results.
async fn work(app: &TestApp) -> Vec<uuid::Uuid> {
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let receipts = [worker.submit(&open, "delivery").await, worker.submit(&open, "delivery").await];
    let leaving = worker.submit(&open, "sorting").await;
    worker.withdraw(&leaving).await.accepted();
    officer.decide(receipts[1].accepted(), Decision::Return, "请补充").await.accepted();
    officer.decide(receipts[0].accepted(), Decision::Eligible, "").await.accepted();
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    officer.mark(&open, receipts[0].accepted(), "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    app.clock.advance(TimeDelta::days(6));
    app.staff("officer").await.confirm(&open, 1).await.accepted();
    vec![open.id, receipts[0].accepted(), receipts[1].accepted(), leaving.accepted()]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_accepted_operation_has_its_row(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let ids = work(&app).await;
    let log: Vec<AuditRow> = app.staff("auditor").await.read("/staff/audit").await;
    let mut told: Vec<_> = log
        .iter()
        .filter(|row| row.record_id.is_some_and(|id| ids.contains(&id)))
        .map(|row| (row.action.as_str(), row.actor.as_str(), row.result.as_str()))
        .collect();
    told.reverse();
    let expected = [
        ("competition.import", "system"),
        ("competition.advance", "officer"),
        ("competition.advance", "officer"),
        ("entry.submit", "worker"),
        ("entry.submit", "worker"),
        ("entry.submit", "worker"),
        ("entry.withdraw", "worker"),
        ("entry.return", "officer"),
        ("entry.eligible", "officer"),
        ("competition.advance", "officer"),
        ("marks.record", "officer"),
        ("results.publish", "officer"),
        ("results.confirm", "officer"),
    ];
    assert_eq!(told, expected.map(|(action, actor)| (action, actor, "ok")));
    let mut raw = app.raw().await;
    let operations: usize = raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM operations").await.parse().unwrap();
    assert_eq!(operations, expected.len() - 1, "an import is no operation");
    assert!(log.is_sorted_by(|newer, older| newer.seq > older.seq));
    assert!(matches!(verify(&app.inside).await.unwrap(), Verdict::Whole { rows } if rows > 13));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_filtered_and_names_who_and_what(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let ids = work(&app).await;
    let auditor = app.staff("auditor").await;
    let read = async |query: &str| auditor.read::<Vec<AuditRow>>(&format!("/staff/audit?{query}")).await;
    let [advanced, _, _]: [AuditRow; 3] =
        read("action=competition.advance").await.try_into().expect("three steps");
    assert_eq!((advanced.actor.as_str(), advanced.record_id), ("officer", Some(ids[0])));
    assert!(advanced.actor_name.is_some() && advanced.competition.is_some() && advanced.code.is_none());
    let entries = read("action=entry.").await;
    assert_eq!(entries.len(), 6);
    assert!(entries.iter().all(|row| row.code.is_some() && row.competition == advanced.competition));
    assert_eq!(read("action=entry.&actor=worker").await.len(), 4);
    assert_eq!(read(&format!("record={}", ids[2])).await.len(), 2);
    assert_eq!(read(&format!("record={}&actor=nobody", ids[2])).await.len(), 0);
    let older = read(&format!("action=entry.&after={}", entries[3].seq)).await;
    assert_eq!(older, entries[4..]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_chain_is_whole_after_a_rush(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let people: Vec<_> = (0..48).map(|_| app.person()).collect();
    // Ten are accepted, the others undone half-way, in the same transactions.
    let rush = futures_util::future::join_all(
        people.iter().map(|person| worker.submit_for(&open, "delivery", person)),
    );
    let receipts = rush.await;
    let accepted = receipts
        .iter()
        .filter(|receipt| matches!(receipt.outcome, shared::sync::Outcome::Accepted { .. }))
        .count();
    assert_eq!(accepted, 10);
    let rows =
        app.raw().await.value("SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action = 'entry.submit'").await;
    assert_eq!(rows, "10");
    assert!(matches!(verify(&app.inside).await.unwrap(), Verdict::Whole { .. }));
}

/// How the row is dressed up for tampering: without the guard.
fn unguard(database: Database) -> &'static str {
    match database {
        Database::Sqlite => "DROP TRIGGER audit_keeps_rows; DROP TRIGGER audit_keeps_text",
        Database::Postgres => "DROP TRIGGER audit_keeps_rows ON audit",
    }
}

const LAST: &str = "(SELECT MAX(seq) FROM audit)";

#[rstest]
#[case::a_name_changed("UPDATE audit SET actor = 'somebody' WHERE seq = 5", Some(5))]
#[case::a_text_moved_to_the_next_column(
    "UPDATE audit SET action = 'entry.submit', result = 'okay' WHERE seq = 6",
    Some(6)
)]
#[case::a_time_changed(
    "UPDATE audit SET at = (SELECT at FROM audit WHERE action = 'results.confirm') WHERE seq = 7",
    Some(7)
)]
#[case::a_row_taken_out("DELETE FROM audit WHERE seq = 8", Some(8))]
#[case::the_first_row("DELETE FROM audit WHERE seq = 1", Some(1))]
#[case::the_tail_cut("DELETE FROM audit WHERE seq > LAST - 2", None)]
#[case::everything("DELETE FROM audit", Some(1))]
#[case::two_rows_swapped(
    "UPDATE audit SET seq = -1 WHERE seq = 3; UPDATE audit SET seq = 3 WHERE seq = 4; UPDATE audit SET seq = 4 WHERE seq = -1",
    Some(3)
)]
#[case::a_row_added(
    "INSERT INTO audit SELECT seq + 1, at, actor_id, 'somebody', union_id, action, record_id, result, detail, hash FROM audit WHERE seq = LAST; UPDATE log_head SET audit_seq = audit_seq + 1",
    None
)]
#[tokio::test(flavor = "multi_thread")]
async fn tampering_shows(
    #[case] sql: &str,
    #[case] at: Option<i64>,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    work(&app).await;
    let mut raw = app.raw().await;
    raw.execute(unguard(database)).await.unwrap();
    assert!(raw.execute(&sql.replace("LAST", LAST)).await.unwrap() > 0);
    let verdict = verify(&app.inside).await.unwrap();
    let Verdict::Broken { seq, .. } = verdict else { panic!("not seen: {verdict:?}") };
    assert!(at.is_none_or(|at| at == seq), "found at {seq}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_chain_written_anew_does_not_fit_its_end(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    work(&app).await;
    let mut raw = app.raw().await;
    // Cut, with the count put right: what the writer keeps of the end still tells.
    raw.execute(unguard(database)).await.unwrap();
    raw.execute(&format!(
        "DELETE FROM audit WHERE seq = {LAST}; UPDATE log_head SET audit_seq = audit_seq - 1"
    ))
    .await
    .unwrap();
    assert!(matches!(verify(&app.inside).await.unwrap(), Verdict::Broken { .. }));
}

#[rstest]
#[case::change("UPDATE audit SET actor = 'somebody' WHERE seq = 1")]
#[case::delete("DELETE FROM audit WHERE seq = 1")]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_refuses_changes(
    #[case] sql: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let refused = app.raw().await.execute(sql).await.unwrap_err();
    assert!(refused.to_string().contains("append-only"), "{refused}");
    if database == Database::Postgres {
        let refused = app.raw().await.execute("TRUNCATE audit").await.unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{refused}");
    }
    assert!(matches!(verify(&app.inside).await.unwrap(), Verdict::Whole { .. }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_log_pages_back_to_the_first_row(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 130)).await;
    let worker = app.worker();
    let filled = (0..130).map(|_| worker.filled_in(&open, "delivery", app.person().answers()).1).collect();
    worker.push(filled).await;
    let admin = app.staff("admin").await;
    let (mut rows, mut after): (Vec<AuditRow>, _) = (Vec::new(), String::new());
    loop {
        let page: Vec<AuditRow> = admin.read(&format!("/staff/audit{after}")).await;
        let Some(last) = page.last() else { break };
        after = format!("?after={}", last.seq);
        rows.extend(page);
    }
    assert!(rows.is_sorted_by(|newer, older| newer.seq > older.seq));
    assert_eq!(
        (rows.iter().filter(|row| row.action == "entry.submit").count(), rows.last().unwrap().seq),
        (130, 1)
    );
    let told = serde_json::to_string(&rows).unwrap();
    assert!(!told.contains("130399") && !told.contains("139000"), "no numbers of persons in the log");
}
