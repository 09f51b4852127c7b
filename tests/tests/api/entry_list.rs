//! The staff's list of entries: counted right whatever happened, and found by any of the things a term may mean.

use chrono::TimeDelta;
use rstest::rstest;
use shared::api::EntryCounts;
use shared::sync::{Action, Decision, SubmitEntry, WithdrawEntry};
use tests::{Database, Definition, Open, OutcomeExt as _, StaffClient, TestApp};

/// Fails unless the counters say what counting says.
async fn counted_right(app: &TestApp) {
    let mut raw = app.raw().await;
    let counters = "SELECT event || ' ' || state || ' ' || CAST(SUM(entries) AS TEXT) FROM entry_counts
                    WHERE entries > 0 GROUP BY competition_id, event, state ORDER BY 1";
    let counting = "SELECT event || ' ' || state || ' ' || CAST(COUNT(*) AS TEXT) FROM entries
                    GROUP BY competition_id, event, state ORDER BY 1";
    assert_eq!(raw.rows(counters).await, raw.rows(counting).await);
}

fn numbers(counts: EntryCounts) -> [u32; 5] {
    [counts.submitted, counts.returned, counts.eligible, counts.ineligible, counts.withdrawn]
}

async fn list(officer: &StaffClient<'_>, open: &Open, more: &str) -> ([u32; 5], usize) {
    let page = officer.entries(&format!("competition={}{more}", open.id)).await;
    (numbers(page.counts), page.rows.len())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn counters_follow_every_change(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let mut sent = Vec::new();
    for event in ["delivery", "delivery", "sorting", "delivery", "sorting"] {
        sent.push(worker.submit(&open, event).await);
    }
    officer.decide(sent[0].accepted(), Decision::Eligible, "").await.accepted();
    officer.decide(sent[1].accepted(), Decision::Return, "看不清").await.accepted();
    let withdraw = WithdrawEntry { receipt: sent[2].secret.clone() };
    worker.send(&worker.operation(Action::WithdrawEntry(withdraw))).await.accepted();
    // What is refused counts nothing.
    let (_, mut twice) = worker.filled_in(&open, "delivery", app.person().answers());
    let Action::SubmitEntry(SubmitEntry { event, .. }) = &mut twice.action else { panic!() };
    *event = "juggling".into();
    worker.send(&twice).await.refusal();
    counted_right(&app).await;
    assert_eq!(list(&officer, &open, "").await, ([2, 1, 1, 0, 1], 5));
    assert_eq!(
        list(&officer, &open, "&state=returned").await,
        ([2, 1, 1, 0, 1], 1),
        "of all states, whichever is shown"
    );
    assert_eq!(list(&officer, &open, "&event=sorting").await, ([1, 0, 0, 0, 1], 2));
    assert_eq!(list(&officer, &open, "&event=juggling").await, ([0; 5], 0));

    // At the end of retention they go, and their counts with them.
    app.clock.advance(TimeDelta::days(10 * 366));
    server::domain::retention::purge(&app.inside).await.unwrap();
    counted_right(&app).await;
    assert_eq!(app.raw().await.value("SELECT CAST(SUM(entries) AS TEXT) FROM entry_counts").await, "0");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_term_finds_by_each_of_its_meanings(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let people = [app.person(), app.person(), app.person()];
    let mut codes = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let mut answers = person.answers();
        answers.insert("name".into(), ["欧阳秀英", "Ann Lee", "王秀"][at].into());
        app.clock.advance(TimeDelta::seconds(1));
        let (secret, operation) = worker.filled_in(&open, "delivery", answers);
        worker.send(&operation).await.accepted();
        codes.push(secret.hash().code());
    }
    let found = async |term: &str| {
        let page = officer.entries_with(&[("q", term), ("competition", &open.id.to_string())]).await;
        let found: u32 = numbers(page.counts).iter().sum();
        assert_eq!(found as usize, page.rows.len(), "{term}");
        let place = |code: &String| codes.iter().position(|one| one.to_string() == *code).unwrap();
        page.rows.iter().map(|row| place(&row.code)).collect::<Vec<_>>()
    };
    assert_eq!(found("秀").await, [2, 0], "part of a name, newest first");
    assert_eq!(found("ann l").await, [1]);
    assert_eq!(found("ann_l").await, [0; 0], "a line stands for itself");
    assert_eq!(found("%").await, [0; 0]);
    for (at, (person, code)) in people.iter().zip(&codes).enumerate() {
        assert!(found(person.document_tail()).await.contains(&at));
        assert_eq!(found(&code.to_string()).await, [at]);
        assert!(found(&code.as_str()[..4].to_lowercase()).await.contains(&at), "the beginning of a code");
    }
    assert_eq!(found("12").await, [0; 0], "too short for a code, and no name");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_of_many_competitions_hold_each_entry_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    // More groups than are looked at one by one.
    let mut sent = Vec::new();
    let mut raw = app.raw().await;
    for n in 0..70 {
        let open = app.import(Definition::courier().with(|d| d.slug = format!("c{n}"))).await;
        raw.execute("UPDATE competitions SET state = 'entry_open'").await.unwrap();
        app.clock.advance(TimeDelta::seconds(1));
        sent.push(worker.submit(&open, "delivery").await.accepted());
    }
    sent.reverse();
    let (mut listed, mut after) = (Vec::new(), String::new());
    loop {
        let page = officer.entries(&after).await;
        assert_eq!(page.counts.submitted, 70);
        listed.extend(page.rows.iter().map(|row| row.id));
        let Some(next) = page.next else { break };
        after = format!("after={next}");
    }
    assert_eq!(listed, sent, "newest first");
}
