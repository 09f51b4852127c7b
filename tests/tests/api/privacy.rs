//! Personal data at rest: sealed, indexed with a key, with a date on which it goes.

use rstest::rstest;
use shared::form::Answer;
use shared::sync::{Decision, Operation};
use std::fs;
use tests::{Database, Definition, OutcomeExt as _, Person, Receipt, TestApp};

/// Entries in every state that stores something, and what the disk must not show of them.
async fn busy(app: &TestApp) -> Vec<Person> {
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 50)).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let mut people: Vec<Person> = (0..10).map(|_| app.person()).collect();
    let mut receipts: Vec<Receipt> = Vec::new();
    for person in &people {
        receipts.push(worker.submit_for(&open, "delivery", person).await);
    }
    // Again, wrongly, corrected, withdrawn, revealed: every path that numbers take.
    worker.send(&receipts[0].operation).await;
    worker.send(&Operation { captured_at: app.clock.now(), ..receipts[1].operation.clone() }).await;
    let mut wrong = people[2].answers();
    wrong.insert("years".into(), Answer::from("x"));
    worker.submit_answers(&open, "sorting", wrong).await.violations();
    officer.decide(receipts[3].accepted(), Decision::Return, "请更正").await.accepted();
    let corrected = app.person();
    worker.correct(&open, &receipts[3], corrected.answers()).await.accepted();
    people.push(corrected);
    worker.withdraw(&receipts[4]).await.accepted();
    people.push(super::stewards::collect_one(app, &open).await);
    let reveal = format!("/staff/entries/{}/reveal", receipts[5].accepted());
    officer.post(&reveal, &serde_json::json!({ "purpose": "核对" })).await;
    officer.entries_with(&[("q", people[6].document_tail())]).await;
    officer.entries_with(&[("q", &people[6].document)]).await;
    people
}

fn numbers(people: &[Person]) -> impl Iterator<Item = &str> {
    people.iter().flat_map(|person| [person.document.as_str(), person.mobile.as_str()])
}

#[tokio::test(flavor = "multi_thread")]
async fn the_embedded_databases_files_hold_no_number() {
    let app = TestApp::start(Database::Sqlite).await;
    let people = busy(&app).await;
    let mut read = 0;
    for file in fs::read_dir(app.folder()).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        read += bytes.len();
        for number in numbers(&people) {
            assert!(!holds(&bytes, number.as_bytes()), "{number}");
        }
        if holds(&bytes, "qhd-courier".as_bytes()) {
            read += 1 << 30;
        }
    }
    assert!(read > 1 << 30, "the files that were read are those of the database");
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn no_column_of_any_table_holds_a_number(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let people = busy(&app).await;
    let mut raw = app.raw().await;
    let dump = raw.dump().await;
    assert!(dump.contains(&people[0].employer), "the dump is one");
    for number in numbers(&people) {
        assert!(!dump.contains(number), "{number}");
        let hex: String = number.bytes().map(|byte| format!("{byte:02x}")).collect();
        assert!(!dump.contains(&hex), "{number} as bytes");
    }
}

/// Tables that hold something of a person, and so need a date on which it goes.
const PERSONAL: [&str; 5] = ["collected", "consents", "entries", "marks", "results"];
/// Tables that hold nothing of a worker.
const OTHERS: [&str; 32] = [
    "application_counts",
    "member_counts",
    "associations",
    "attachments",
    "audit",
    "changes",
    "chronicle",
    "competitions",
    "deliveries",
    "employers",
    "entry_counts",
    "forms",
    "founding_steps",
    "log_head",
    "login_failures",
    "month_adjustments",
    "month_reports",
    "operations",
    "partners",
    "places",
    "servers",
    "sessions",
    "staff",
    "steward_codes",
    "tree",
    "union_profiles",
    "unions",
    "ceremonies",
    "drives",
    "headcounts",
    "scans",
    "sources",
];
/// Tables of members and applicants, whose end is another one, since a membership has no date on which it ends:
/// `super::erasure` proves it.
const OF_MEMBERS: [&str; 9] = [
    "applications",
    "application_consents",
    "application_signatures",
    "confirmations",
    "decisions",
    "members",
    "membership_events",
    "roll_confirmations",
    "transfers",
];

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_record_of_a_person_has_its_end(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = super::marks::closed_with(&app, Definition::courier(), 2).await;
    let officer = app.staff("officer").await;
    for entry in &entries {
        officer.mark(&open, *entry, "80", "80").await;
    }
    officer.publish(&open, 0, "").await.accepted();
    let second = app.open_competition(Definition::courier().with(|d| d.slug = "second".into())).await;
    super::stewards::collect_one(&app, &second).await;

    let mut raw = app.raw().await;
    let mut known: Vec<&str> = PERSONAL.into_iter().chain(OTHERS).chain(OF_MEMBERS).collect();
    known.sort_unstable();
    assert_eq!(
        raw.tables().await,
        known,
        "a new table: does it hold personal data? Then it needs retain_until"
    );
    for table in PERSONAL {
        let columns = raw.columns(table).await;
        let (_, _, needed) =
            columns.iter().find(|(name, ..)| name == "retain_until").unwrap_or_else(|| panic!("{table}"));
        assert!(needed, "{table}: the date must be there");
        let dates = raw.rows(&format!("SELECT DISTINCT CAST(retain_until AS TEXT) FROM {table}")).await;
        assert_eq!(dates, [["2028-12-13"]], "{table}: two years after the practical");
    }
}
