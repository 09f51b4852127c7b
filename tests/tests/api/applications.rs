//! The staff's lists of applications and members.

use super::members::member;
use rstest::rstest;
use shared::api::{ApplicationDetail, ApplicationRows, MemberDetail, MemberRows, Revealed, TransferRow};
use shared::membership::{ApplicationState, MembershipChange, MembershipState, TransferState};
use shared::sync::{Action, Review, ReviewApplication};
use tests::{Database, OutcomeExt as _, StaffClient, TestApp};

async fn list(staff: &StaffClient<'_>, query: &str) -> ApplicationRows {
    staff.read(&format!("/staff/applications?{query}")).await
}

fn encoded(text: &str) -> String {
    let url = reqwest::Url::parse_with_params("http://x/", [("q", text)]).unwrap();
    url.query().unwrap().to_owned()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_queue_is_filtered_counted_and_paged(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let people: Vec<_> = (0..55).map(|_| app.person()).collect();
    let mut ids = Vec::new();
    for person in &people {
        // So that ids tell the order: this clock stands still otherwise.
        app.clock.advance(chrono::TimeDelta::seconds(1));
        ids.push(worker.apply(person, None).await.accepted());
    }
    officer.approve(&[(ids[0], 1), (ids[1], 1)]).await.accepted();
    let review = ReviewApplication {
        application_id: ids[2],
        version: 1,
        review: Review::Return,
        reason: "请核对手机号".to_owned(),
    };
    officer.act(Action::ReviewApplication(review)).await.accepted();

    let first = list(&officer, "").await;
    assert_eq!((first.rows.len(), first.rows[0].id), (50, ids[54]));
    let rest = list(&officer, &format!("after={}", first.next.clone().unwrap())).await;
    let listed: Vec<_> = first.rows.iter().chain(&rest.rows).map(|row| row.id).collect();
    assert_eq!(listed, ids.iter().rev().copied().collect::<Vec<_>>());
    assert!(rest.next.is_none());
    let counts = first.counts;
    assert_eq!((counts.submitted, counts.approved, counts.filed, counts.returned), (52, 2, 0, 1));
    assert_eq!(first.unions.len(), 1);

    let approved = list(&officer, "state=approved").await;
    assert_eq!(approved.rows.len(), 2);
    assert_eq!(approved.counts, counts, "counts tell of every state");
    assert_eq!(list(&officer, "group=security").await.rows.len(), 0);
    assert_eq!(list(&officer, "division=130302&group=courier&state=returned").await.rows.len(), 1);
    assert_eq!(list(&officer, &format!("source={}", ids[0])).await.rows.len(), 0);
    // By name, by code, by the last four; nothing else of the number.
    let person = &people[7];
    let named = list(&officer, &encoded(&person.name)).await;
    assert!(named.rows.iter().any(|row| row.id == ids[7]) && named.rows.len() < 50);
    let code = &rest.rows[4];
    assert_eq!(list(&officer, &encoded(&code.code)).await.rows[0].id, code.id);
    let tail = list(&officer, &encoded(person.document_tail())).await;
    assert!(tail.rows.iter().any(|row| row.id == ids[7]));
    assert!(list(&officer, &encoded(&person.document)).await.rows.is_empty());
    let told = serde_json::to_string(&first).unwrap();
    assert!(!told.contains(&person.document) && !told.contains(&person.mobile), "masked");

    // What is another union's is not told, and what is above sees it.
    assert!(list(&app.staff("neighbour").await, "").await.rows.is_empty());
    assert_eq!(list(&app.staff("admin").await, "").await.counts.submitted, 52);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_application_shows_everything_of_the_same_person(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (officer, neighbour) = (app.staff("officer").await, app.staff("neighbour").await);
    let person = app.person();
    let (_, member_id) = member(&app, &person).await;
    let theirs = app.worker_of("qhd-cleaning");
    let twice = theirs.apply_with(person.application("cleaning"), None).await;
    let mut family = app.person();
    family.mobile.clone_from(&person.mobile);
    let shared = theirs.apply_with(family.application("cleaning"), None).await.accepted();

    let path = format!("/staff/applications/{}", twice.accepted());
    let seen: ApplicationDetail = neighbour.read(&path).await;
    let other = seen.member.clone().unwrap();
    assert_eq!((other.id, other.state), (None, MembershipState::Active), "another union's record stays shut");
    assert_eq!(seen.others.len(), 1);
    assert!(seen.others[0].employer.is_empty() && seen.others[0].id.is_none());
    assert!(seen.may_offer && seen.may_decide);
    assert_eq!(seen.consents.len(), 4);
    assert_eq!(seen.warnings.len(), 2, "demo number, shared mobile: {:?}", seen.warnings);
    let family: ApplicationDetail = neighbour.read(&format!("/staff/applications/{shared}")).await;
    assert!(!family.may_offer && family.member.is_none() && family.others.is_empty());

    neighbour.offer_transfer(twice.accepted(), 1).await.accepted();
    let none: Vec<TransferRow> = officer.read("/staff/transfers").await;
    assert!(none.is_empty(), "the worker has not answered");
    theirs.answer_offer(&twice, 1, true).await.accepted();
    let one: Vec<TransferRow> = officer.read("/staff/transfers").await;
    assert_eq!(
        (one[0].state, one[0].member_id, one[0].application_id),
        (TransferState::Requested, Some(member_id), None)
    );
    let seen: ApplicationDetail = neighbour.read(&path).await;
    assert!(!seen.may_offer && !seen.may_decide && seen.transfer.unwrap().member_id.is_none());

    let seen: MemberDetail = officer.read(&format!("/staff/members/{member_id}")).await;
    assert_eq!((seen.row.state, seen.transfers.len()), (MembershipState::Transferring, 1));
    assert_eq!(seen.events[0].change, MembershipChange::Joined);
    let reveal = serde_json::json!({ "purpose": "核对" });
    let full: Revealed =
        officer.post(&format!("/staff/members/{member_id}/reveal"), &reveal).await.json().await.unwrap();
    assert_eq!((full.document, full.mobile), (person.document.clone(), person.mobile.clone()));
    let log: Vec<shared::api::AuditRow> =
        app.staff("auditor").await.read("/staff/audit?action=.reveal").await;
    assert_eq!((log.len(), log[0].detail.as_str()), (1, "核对"));
    let rows: MemberRows = officer.read("/staff/members?state=transferring").await;
    assert_eq!((rows.rows.len(), rows.counts.transferring, rows.counts.active), (1, 1, 0));
    for (query, listed) in [
        ("on_roll=true", 1),
        ("on_roll=false", 0),
        ("on_roll=true&state=active", 0),
        ("on_roll=true&q=0000", 0),
    ] {
        let rows: MemberRows = officer.read(&format!("/staff/members?{query}")).await;
        assert_eq!(rows.rows.len(), listed, "{query}");
    }
    assert_eq!(list(&neighbour, "state=under_review").await.rows[0].state, ApplicationState::UnderReview);
}
