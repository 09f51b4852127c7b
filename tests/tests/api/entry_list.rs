//! The staff's list of entries: counted right whatever happened, and found by any of the things a term may mean.

use chrono::TimeDelta;
use rstest::rstest;
use shared::api::EntryCounts;
use shared::sync::{Action, Decision, SubmitEntry, WithdrawEntry};
use tests::copies::copy;
use tests::{Database, Definition, Open, OutcomeExt as _, StaffClient, TestApp};
use uuid::Uuid;

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
        assert_eq!(numbers(page.counts), [3, 0, 0, 0, 0], "of all, whatever is searched for");
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

/// Pages of a search from the first to the last: how many answers, and the rows in their order.
async fn all_pages(officer: &StaffClient<'_>, query: &[(&str, &str)]) -> (usize, Vec<Uuid>) {
    let (mut answers, mut rows, mut after) = (0, Vec::new(), None::<String>);
    loop {
        let mut query = query.to_vec();
        query.extend(after.as_deref().map(|after| ("after", after)));
        let page = officer.entries_with(&query).await;
        assert!(page.rows.len() <= 50);
        answers += 1;
        rows.extend(page.rows.iter().map(|row| row.id));
        after = page.next;
        if after.is_none() {
            return (answers, rows);
        }
    }
}

/// An answer looks at so many names and no more; the next goes on where it ended, and nobody is missed or told twice.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_few_have_is_found_over_several_answers(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    const ROWS: u64 = 25_000;
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let officer = app.staff("officer").await;
    app.worker().submit(&open, "delivery").await.accepted();
    let own = [
        ("state", "CASE WHEN n.i % 5 = 0 THEN 'returned' ELSE 'submitted' END".to_owned()),
        ("event", "CASE WHEN n.i % 3 = 0 THEN 'sorting' ELSE 'delivery' END".to_owned()),
        ("name", "CASE WHEN n.i % 6000 = 5 THEN '欧阳岚' ELSE '王秀英' END".to_owned()),
    ];
    copy(&mut app.raw().await, "entries", "", &own, ROWS).await;
    counted_right(&app).await;
    let competition = open.id.to_string();
    let found = async |term: &str, more: &[(&str, &str)]| {
        all_pages(&officer, &[&[("q", term), ("competition", &competition)], more].concat()).await
    };
    // Numbers 5, 6005, … 24005; the last of an id tells the number.
    let numbers = |rows: &[Uuid]| rows.iter().map(|id| id.as_u128() & 0xffff).collect::<Vec<_>>();
    let (answers, rows) = found("欧阳岚", &[]).await;
    assert_eq!((answers, numbers(&rows)), (2, vec![24_005, 18_005, 12_005, 6_005, 5]));
    let (_, rows) = found("阳", &[("state", "returned")]).await;
    assert_eq!(numbers(&rows), [24_005, 18_005, 12_005, 6_005, 5], "each is a fifth one");
    let (_, rows) = found("欧阳岚", &[("event", "sorting")]).await;
    assert!(rows.is_empty(), "none of them is a third one");
    assert_eq!(found("无此人", &[]).await, (2, Vec::new()));

    // What many have fills its pages from the newest, each once.
    let first = officer.entries_with(&[("q", "秀英")]).await;
    let second = officer.entries_with(&[("q", "秀英"), ("after", first.next.as_deref().unwrap())]).await;
    let rows: Vec<Uuid> = first.rows.iter().chain(&second.rows).map(|row| row.id).collect();
    let expected: Vec<u128> = (0..u128::from(ROWS)).rev().filter(|n| n % 6000 != 5).take(100).collect();
    assert_eq!(numbers(&rows), expected);
    let (answers, rows) = found("秀英", &[("event", "sorting"), ("state", "returned")]).await;
    let of_both = ROWS.div_ceil(15) as usize;
    assert_eq!((answers, rows.len()), (of_both.div_ceil(50), of_both), "every page is full until the last");
}
