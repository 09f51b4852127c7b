//! A partner's mirror equals its source, whatever happens on the way, and holds no more than it may.

use chrono::TimeDelta;
use reqwest::{Client, StatusCode};
use rstest::rstest;
use server::db::mirror::Mirror;
use server::domain::partners::{self, NewPartner, Secrets};
use server::domain::retention;
use server::outbound::mirror::{Failed, Follower};
use shared::api::ErrorCode;
use shared::competition::CompetitionState;
use shared::sync::{Decision, RecordKind};
use tempfile::TempDir;
use tests::{Database, Definition, Open, OutcomeExt as _, ProblemExt as _, Raw, TestApp};

/// A partner of the courier union.
pub async fn partner(app: &TestApp, name: &str, grants: &[RecordKind], hook: Option<String>) -> Secrets {
    let (union, association) = ("courier", None);
    let new = NewPartner { name, union, association, grants: grants.to_vec(), hook };
    partners::add(&app.inside, new).await.expect("a partner")
}

/// A mirror in a folder of its own.
pub struct Copy {
    follower: Follower,
    folder: TempDir,
}

impl Copy {
    pub async fn of(app: &TestApp, token: &str) -> Copy {
        let folder = tempfile::tempdir().unwrap();
        let mirror = Mirror::open(&url(&folder)).await.unwrap();
        let follower = Follower::new(Client::new(), app.url.clone(), token.to_owned(), mirror).by(3);
        Copy { follower, folder }
    }

    /// Up to date and equal; how many records.
    pub async fn equal(&self) -> u64 {
        let compared = self.follower.compare().await.expect("a comparison");
        assert!(compared.equal, "{compared:?}");
        compared.here
    }

    async fn bodies(&self, kind: &str) -> Vec<String> {
        let sql = format!("SELECT body FROM records WHERE kind = '{kind}' ORDER BY id");
        Raw::open(&url(&self.folder)).await.rows(&sql).await.into_iter().flatten().collect()
    }
}

fn url(folder: &TempDir) -> String {
    format!("sqlite:{}", folder.path().join("mirror.db").display())
}

/// A competition with entries in every state, and published results.
async fn story(app: &TestApp) -> (Open, Vec<tests::Receipt>) {
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let mut receipts = Vec::new();
    for _ in 0..8 {
        receipts.push(worker.submit(&open, "delivery").await);
    }
    worker.withdraw(&receipts[7]).await.accepted();
    for receipt in &receipts[..7] {
        officer.decide(receipt.accepted(), Decision::Eligible, "").await.accepted();
    }
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    for receipt in &receipts[..7] {
        officer.mark(&open, receipt.accepted(), "80", "80").await;
    }
    officer.publish(&open, 0, "").await.accepted();
    (open, receipts)
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn it_follows_entries_results_consents_and_removals(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let secrets = partner(&app, "association", &RecordKind::ALL, None).await;
    let copy = Copy::of(&app, secrets.token.as_str()).await;
    assert_eq!(copy.equal().await, 0, "nothing yet");
    let (open, receipts) = story(&app).await;
    assert_eq!(copy.equal().await, 10, "a competition, eight entries, results");

    // A consent that is taken back takes the name out of the entry and out of the results.
    let name = shared::person::mask_name(&receipts[0].operation.action.name_typed());
    let everything =
        || async { [copy.bodies("entry").await, copy.bodies("results").await].concat().join("\n") };
    assert!(everything().await.contains(&name));
    app.worker().withhold(&receipts[0]).await.accepted();
    assert_eq!(copy.equal().await, 10);
    assert!(!everything().await.contains(&name));
    let again = app.worker().withhold(&receipts[0]).await;
    assert_eq!(again.refusal(), shared::sync::Refusal::TransitionNotAllowed, "it is taken back already");
    assert!(!app.worker().open(&receipts[0]).await.publication);
    let published = app.worker().results(&open).await.expect("results");
    assert_eq!(published.results.iter().filter(|line| line.name.is_none()).count(), 1);

    // Once its time is over everything personal goes, here and there.
    app.clock.advance(TimeDelta::days(4 * 366));
    let purged = retention::purge(&app.inside).await.unwrap();
    assert_eq!((purged.entries, purged.results), (8, 1));
    assert_eq!(retention::purge(&app.inside).await.unwrap(), Default::default(), "once");
    assert_eq!(copy.equal().await, 2, "the competition, and results without names");
    for receipt in &receipts {
        assert!(!everything().await.contains(&receipt.operation.action.name_typed()));
    }
    assert_eq!(
        app.worker().results(&open).await.expect("results").results.len(),
        7,
        "numbers and ranks stay"
    );
}

/// What was typed as the name.
trait Typed {
    fn name_typed(&self) -> String;
}

impl Typed for shared::sync::Action {
    fn name_typed(&self) -> String {
        let shared::sync::Action::SubmitEntry(submit) = self else { panic!("{self:?}") };
        match &submit.answers["name"] {
            shared::form::Answer::Text(name) => name.clone(),
            other => panic!("{other:?}"),
        }
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn it_holds_no_more_than_was_granted(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (_, receipts) = story(&app).await;
    let draft = Definition::courier().with(|d| d.slug = "draft".into());
    app.import(draft).await;
    app.import(Definition::courier().with(|d| d.association = "qhd-cleaning".into())).await;

    let results = partner(&app, "results", &[RecordKind::Results], None).await;
    let copy = Copy::of(&app, results.token.as_str()).await;
    assert_eq!(copy.equal().await, 1, "results, and neither competition nor entries");
    let entries = partner(&app, "entries", &[RecordKind::Entry], None).await;
    let copy = Copy::of(&app, entries.token.as_str()).await;
    assert_eq!(copy.equal().await, 8);
    let bodies = copy.bodies("entry").await.join("\n");
    for receipt in &receipts {
        let shared::sync::Action::SubmitEntry(submit) = &receipt.operation.action else { panic!() };
        for key in ["id_number", "mobile", "employer"] {
            let shared::form::Answer::Text(typed) = &submit.answers[key] else { panic!("{key}") };
            assert!(!bodies.contains(typed.as_str()), "{key}");
        }
    }
    let new = |name, association| NewPartner {
        name,
        union: "city",
        association,
        grants: RecordKind::ALL.to_vec(),
        hook: None,
    };
    let all = partners::add(&app.inside, new("federation", None)).await.unwrap();
    assert_eq!(Copy::of(&app, all.token.as_str()).await.equal().await, 10, "drafts are nobody's");
    let other = partners::add(&app.inside, new("cleaning", Some("qhd-cleaning"))).await.unwrap();
    assert_eq!(Copy::of(&app, other.token.as_str()).await.equal().await, 0, "another association's");

    // A token that is revoked, or none, opens nothing.
    partners::revoke(&app.inside, "federation").await.unwrap();
    for token in [all.token.as_str(), "x"] {
        for path in ["snapshot", "changes", "checksum"] {
            let request =
                app.request(reqwest::Method::GET, &format!("/api/v1/sync/{path}")).bearer_auth(token);
            assert_eq!(request.send().await.unwrap().problem().await.code, ErrorCode::LoginRequired);
        }
    }
    let officer = app.staff("officer").await;
    assert_eq!(
        officer.get("/sync/snapshot").await.status(),
        StatusCode::UNAUTHORIZED,
        "a session is no token"
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_was_tampered_with_differs(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let secrets = partner(&app, "association", &RecordKind::ALL, None).await;
    let copy = Copy::of(&app, secrets.token.as_str()).await;
    story(&app).await;
    copy.equal().await;
    let mut raw = Raw::open(&url(&copy.folder)).await;
    for damage in [
        "UPDATE records SET body = replace(body, 'eligible', 'withdrawn') WHERE kind = 'entry'",
        "DELETE FROM records WHERE kind = 'results'",
    ] {
        assert!(raw.execute(damage).await.unwrap() > 0);
        assert!(!copy.follower.compare().await.unwrap().equal, "{damage}");
    }
    let elsewhere = Mirror::open(&url(&copy.folder)).await.unwrap();
    let other = Follower::new(Client::new(), "http://other.example".into(), "x".into(), elsewhere);
    assert!(matches!(other.pull().await, Err(Failed::OtherSource(_))));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn it_is_complete_while_others_write(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let secrets = partner(&app, "association", &RecordKind::ALL, None).await;
    let copy = Copy::of(&app, secrets.token.as_str()).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 60)).await;
    let worker = app.worker();
    let people: Vec<_> = (0..60).map(|_| app.person()).collect();
    let (first, second) = people.split_at(30);
    for person in first {
        worker.submit_for(&open, "delivery", person).await.accepted();
    }
    // The first snapshot is taken in pages of three while the other half arrives and leaves.
    let writing = async {
        for person in second {
            let receipt = worker.submit_for(&open, "delivery", person).await;
            worker.withdraw(&receipt).await.accepted();
        }
    };
    let (pulled, ()) = tokio::join!(copy.follower.pull(), writing);
    assert!(pulled.unwrap().records >= 31);
    assert_eq!(copy.equal().await, 61);
}
