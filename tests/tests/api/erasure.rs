//! What is kept of applications and former members ends when the form says so; what is counted stays as it was.

use super::joining::{SIGNED, complete, rejected};
use super::mirror::{Copy, partner};
use chrono::TimeDelta;
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::Value;
use server::domain::retention::{Purged, purge};
use shared::api::{FunnelRow, OpenReceipt};
use shared::membership::{MembershipStep, TransferVerdict, profile_key};
use shared::sync::{Action, RecordKind, SaveSource};
use tests::copies::copy;
use tests::drives::venue;
use tests::{Database, Definition, OutcomeExt as _, Person, Raw, Receipt, StaffClient, TestApp};
use uuid::Uuid;

/// What of an erased row may hold anything: what is counted, and when what happened.
const KEPT: [(&str, &str); 2] = [
    (
        "applications",
        "id association_id union_id routed_by source_id state version form_version worker_group division decision_id repeats
         member_id filed_at captured_at submitted_at changed_at retain_until",
    ),
    ("members", "id union_id state version sex worker_group division joined_on ended_on created_at changed_at"),
];
/// Tables of which an erased application keeps no row.
const GONE: [&str; 3] = ["application_consents", "application_signatures", "confirmations"];

/// Somebody whose every word can be found again.
fn named(app: &TestApp, name: &str) -> Person {
    Person { name: name.to_owned(), employer: format!("{name}所在网点"), ..app.person() }
}

/// People in every state that ends, and one who stays.
struct Story {
    /// Rejected, waiting since, resigned, expelled.
    gone: [(Person, Receipt); 4],
    /// A member still, whom staff entered.
    stays: Person,
    /// The memberships that ended.
    former: [Uuid; 2],
    drive: Uuid,
}

async fn member_of(app: &TestApp, receipt: &Receipt) -> Uuid {
    let sql = format!(
        "SELECT {} FROM applications WHERE receipt_hash = '{}'",
        app.raw().await.text("member_id"),
        receipt.secret.hash().as_str()
    );
    app.raw().await.value(&sql).await.parse().unwrap()
}

async fn story(app: &TestApp) -> Story {
    let (worker, officer, neighbour) =
        (app.worker(), app.staff("officer").await, app.staff("neighbour").await);
    let drive = officer.begin_drive(&[]).await;
    let ceremony_id = Some(officer.plan_ceremony(drive).await);
    let code = officer.source(SaveSource { ceremony_id, ..venue(drive, "海港会场") }).await.code;
    let people = ["单拒之甲", "曾等候乙", "解退会丙", "仇除名丁", "查留会戊"].map(|name| named(app, name));
    let [one, two, three, four, five] = people;
    let open = app.open_competition(Definition::courier()).await;
    // Service before union: this one competed first, under the same number.
    worker
        .submit_for(
            &open,
            "delivery",
            &Person { name: "李参赛".into(), employer: "参赛单位".into(), ..four.clone() },
        )
        .await
        .accepted();
    app.clock.advance(TimeDelta::minutes(1));

    let mut gone = Vec::new();
    for person in [&one, &two, &three, &four] {
        let signature = Some(SIGNED.to_owned());
        gone.push(worker.apply_signed(person.application("courier"), Some(&code), signature).await);
    }
    // Twice at one ceremony is one person there.
    worker.apply(&one, Some(&code)).await.accepted();
    complete(&worker, &gone[1], profile_key::NATIVE_PLACE, "河北曾等候乙村").await.accepted();
    for (field, value) in [(profile_key::NATIVE_PLACE, "河北解退会丙村"), (profile_key::MIGRANT, "yes")]
    {
        complete(&worker, &gone[2], field, value).await.accepted();
    }
    rejected(app, gone[0].accepted()).await;
    let entered =
        officer.act(Action::EnterApplication(super::members::entered(app, &five, "qhd-courier"))).await;
    officer
        .approve(&[(gone[2].accepted(), 1), (gone[3].accepted(), 1), (entered.accepted(), 1)])
        .await
        .accepted();

    // One of them wanted to move, and a union wrote why not.
    let moving = app.worker_of("qhd-cleaning").apply_with(three.application("cleaning"), None).await;
    let transfer = neighbour.offer_transfer(moving.accepted(), 1).await.accepted();
    neighbour.say(transfer, 1, TransferVerdict::Refuse).await.accepted();

    let former = [member_of(app, &gone[2]).await, member_of(app, &gone[3]).await];
    officer.change_member(former[0], 1, MembershipStep::Resign).await.accepted();
    officer.change_member(former[1], 1, MembershipStep::Expel).await.accepted();
    let people = [one, two, three, four];
    let gone: Vec<_> = people.into_iter().zip(gone).collect();
    Story { gone: gone.try_into().unwrap(), stays: five, former, drive }
}

/// Everything that counts these people.
async fn counted(officer: &StaffClient<'_>, story: &Story) -> (Value, Value, Vec<FunnelRow>) {
    (
        officer.read(&format!("/staff/drives/{}", story.drive)).await,
        officer.read("/staff/reports?month=2026-11").await,
        officer.read("/staff/funnel").await,
    )
}

/// Columns of erased rows that still hold something they should not.
async fn leftovers(raw: &mut Raw) -> Vec<String> {
    let mut left = Vec::new();
    for (table, kept) in KEPT {
        let columns = raw.columns(table).await.into_iter().map(|(name, ..)| name);
        for column in columns.filter(|name| !kept.split_whitespace().any(|kept| kept == name)) {
            let (text, id) = (raw.text(&column), raw.text("id"));
            let sql = format!("SELECT {text}, {id} FROM {table} WHERE name = ''");
            for row in raw.rows(&sql).await {
                let (value, id) = (row[0].replace([' ', '-'], ""), row[1].replace('-', ""));
                // The row's own id tells of nobody; reports count members who are migrant workers.
                let empty = ["", "{}", "[]", &id].contains(&value.as_str());
                if !(empty || table == "members" && value == r#"{"migrant":"yes"}"#) {
                    left.push(format!("{table}.{column}: {}", row[0]));
                }
            }
        }
    }
    left
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_ended_is_erased_and_what_was_counted_stays(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let secrets = partner(&app, "association", &RecordKind::ALL, None).await;
    let copy = Copy::of(&app, secrets.token.as_str()).await;
    let story = story(&app).await;
    let mirrored = copy.equal().await;

    // Two years later to the day everything is still there, and on the next day it goes.
    app.clock.advance(TimeDelta::days(731));
    assert_eq!(purge(&app.inside).await.unwrap(), Purged::default());
    app.clock.advance(TimeDelta::days(1));
    let officer = app.staff("officer").await;
    let before = counted(&officer, &story).await;
    assert_eq!(before.2[0].joined, 1, "one joined after entering");
    assert_eq!(before.0["ceremonies"][0]["people"], 4);
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM application_signatures").await, "4");
    let dump = raw.dump().await;
    let words = |person: &Person| [person.name.clone(), person.employer.clone()];
    assert!(story.gone.iter().flat_map(|(person, _)| words(person)).all(|word| dump.contains(&word)));
    let lookups = "SELECT DISTINCT {} FROM applications";
    let mut lookups: Vec<String> =
        raw.rows(&lookups.replace("{}", &raw.text("id_index"))).await.into_iter().flatten().collect();

    let purged = purge(&app.inside).await.unwrap();
    assert_eq!(
        purged,
        Purged { applications: 4, members: 2, ..Purged::default() },
        "a refused transfer, too"
    );
    assert_eq!(purge(&app.inside).await.unwrap(), Purged::default(), "once");

    assert_eq!(leftovers(&mut raw).await, Vec::<String>::new());
    assert_eq!(
        raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM application_consents").await,
        "4",
        "of who stays"
    );
    for table in GONE {
        let sql = format!(
            "SELECT CAST(COUNT(*) AS TEXT) FROM {table} WHERE application_id IN (SELECT id FROM applications WHERE name = '')"
        );
        assert_eq!(raw.value(&sql).await, "0", "{table}");
    }
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM confirmations").await, "1", "of who stays");
    assert_eq!(raw.value("SELECT reason FROM transfers").await, "");
    let dump = raw.dump().await;
    for (person, receipt) in &story.gone {
        for word in words(person).iter().chain([&receipt.secret.hash().as_str().to_owned()]) {
            assert!(!dump.contains(word.as_str()), "{word}");
        }
    }
    assert!(words(&story.stays).iter().all(|word| dump.contains(word.as_str())), "a member stays");
    // The look-ups of the members and applicants are gone, but for the member's and that of the entry.
    lookups.retain(|lookup| dump.contains(lookup.as_str()));
    assert_eq!(lookups.len(), 2);

    assert_eq!(counted(&officer, &story).await, before, "no figure moves");
    assert_eq!(copy.equal().await, mirrored, "partners never had any of it");
    let told =
        format!("SELECT CAST(COUNT(*) AS TEXT) FROM changes WHERE {} LIKE '%erased%'", raw.text("kind"));
    assert_eq!(raw.value(&told).await, "8", "four applications, two members, and what led there");
    let told =
        "SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action IN ('application.purge', 'member.purge')";
    assert_eq!(raw.value(told).await, "8");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nobody_finds_who_was_erased(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let story = story(&app).await;
    let (worker, [rejected, waiting, left, expelled]) = (app.worker(), &story.gone);
    let card = worker.application(&left.1).await.card.unwrap().code;
    app.clock.advance(TimeDelta::days(732));
    purge(&app.inside).await.unwrap();

    for (_, receipt) in [rejected, waiting, left, expelled] {
        let body = OpenReceipt::Secret { secret: receipt.secret.clone() };
        assert_eq!(worker.post("/application", &body).await.status(), StatusCode::NOT_FOUND);
    }
    assert_eq!(app.get(&format!("/verify/{card}")).await.status(), StatusCode::NOT_FOUND);
    let officer = app.staff("officer").await;
    for id in story.former {
        assert_eq!(officer.get(&format!("/staff/members/{id}")).await.status(), StatusCode::NOT_FOUND);
    }
    let applications: Value = officer.read("/staff/applications").await;
    assert_eq!(applications["rows"].as_array().unwrap().len(), 1);
    assert_eq!(
        (&applications["counts"]["submitted"], &applications["counts"]["approved"]),
        (&0.into(), &1.into())
    );
    let members: Value = officer.read("/staff/members").await;
    assert_eq!(members["rows"].as_array().unwrap().len(), 1);
    let id = waiting.1.accepted();
    let gone = [(id.to_string(), "application_gone".to_owned())];
    assert_eq!(officer.approve(&[(id, 1)]).await.violations(), gone, "nothing is decided on nobody");

    // Whoever comes back is new, even who was expelled: nothing is known of that any more.
    for (person, _) in [waiting, left, expelled] {
        let again = worker.apply(person, None).await.accepted();
        officer.approve(&[(again, 1)]).await.accepted();
    }
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "6");
    assert_eq!(raw.value("SELECT CAST(SUM(counted) AS TEXT) FROM member_counts").await, "4");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_live_membership_rests_on_stays_and_a_setting_may_only_shorten() {
    let app = TestApp::start(Database::Sqlite).await;
    let (application, member) = super::members::member(&app, &app.person()).await;
    let officer = app.staff("officer").await;
    officer.change_member(member, 1, MembershipStep::Retain).await.accepted();
    app.clock.advance(TimeDelta::days(10 * 366));
    assert_eq!(purge(&app.inside).await.unwrap(), Purged::default(), "kept while out of work");
    let officer = app.staff("officer").await;
    assert_eq!(officer.get(&format!("/staff/applications/{application}")).await.status(), StatusCode::OK);
    for (set, kept) in [(1, 1), (2, 2), (7, 2)] {
        let config = server::config::Config { retention_years: set, ..Default::default() };
        assert_eq!(config.membership_years(), kept);
    }
}

/// What was erased stands nowhere in the embedded database's files: not in pages that nobody uses now, nor in the log.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_erased_is_left_in_the_files() {
    let app = TestApp::start(Database::Sqlite).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    worker.submit(&open, "delivery").await.accepted();
    // So many that whole pages come free.
    let own = [("id_sealed", "'left behind ' || n.i || '.'".to_owned())];
    let mut raw = app.raw().await;
    raw.execute("PRAGMA secure_delete = on").await.unwrap();
    copy(&mut raw, "entries", "", &own, 1_000).await;
    drop(raw);
    for _ in 0..40 {
        worker.apply(&app.person(), None).await.accepted();
    }
    let sealed = "SELECT id_sealed FROM applications UNION ALL SELECT mobile_sealed FROM applications";
    let mut traces: Vec<String> = app.raw().await.rows(sealed).await.into_iter().flatten().collect();
    traces.push("left behind ".to_owned());
    let path = app.database_url().trim_start_matches("sqlite:").to_owned();
    let found = || {
        let read = |end: &str| std::fs::read(format!("{path}{end}")).unwrap_or_default();
        let files = [read(""), read("-wal")].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        traces.iter().filter(|text| files.iter().any(|file| file.contains(text.as_str()))).count()
    };
    assert_eq!((traces.len(), found()), (81, 81), "they are found where they are");
    app.clock.advance(TimeDelta::days(10 * 366));
    let purged = purge(&app.inside).await.unwrap();
    assert_eq!((purged.entries, purged.applications), (1_001, 40));
    assert_eq!(found(), 0);
}
