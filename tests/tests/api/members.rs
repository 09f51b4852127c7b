//! Members: decisions on them, filing, and applications that staff enter.

use super::building::{record, step, whole};
use rstest::rstest;
use shared::membership::{APPLICATION_FORM_VERSION, MembershipReason, MembershipStep};
use shared::sync::{
    Action, ApplicationVersion, ChangeMembership, Confirmation, ConfirmedBy, EnterApplication,
    FileApplications, ReceiptSecret, Refusal, SubmitApplication,
};
use shared::union::FoundingStep;
use tests::{Database, OutcomeExt as _, Person, StaffClient, TestApp};
use uuid::Uuid;

/// A member of the courier union: application and member.
pub(crate) async fn member(app: &TestApp, person: &Person) -> (Uuid, Uuid) {
    let application = app.worker().apply(person, None).await.accepted();
    app.staff("officer").await.approve(&[(application, 1)]).await.accepted();
    let mut conn = app.inside.db.read().await.unwrap();
    let row = server::db::applications::by_id(&mut conn, application).await.unwrap().unwrap();
    (application, row.member_id.unwrap())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_change_of_a_membership_is_a_decision(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let (_, id) = member(&app, &app.person()).await;
    let neighbour = app.staff("neighbour").await;
    assert_eq!(neighbour.change_member(id, 1, MembershipStep::Retain).await.refusal(), Refusal::NotFound);

    let mut decision = officer.committee_decision();
    decision.on -= chrono::TimeDelta::days(1);
    decision.deciders.clear();
    let wrong = ChangeMembership {
        member_id: id,
        version: 1,
        step: MembershipStep::Expel,
        reason: MembershipReason::OwnWish,
        decision: decision.clone(),
    };
    let mut told = officer.act(Action::ChangeMembership(wrong)).await.violations();
    told.sort();
    assert_eq!(
        told,
        [
            ("deciders".to_owned(), "deciders_needed".to_owned()),
            ("on".into(), "decided_before_joining".into()),
            ("reason".into(), "reason_unfit".into()),
        ]
    );

    officer.change_member(id, 1, MembershipStep::Retain).await.accepted();
    officer.change_member(id, 2, MembershipStep::Restore).await.accepted();
    // Leaving needs no document.
    let leave = ChangeMembership {
        member_id: id,
        version: 3,
        step: MembershipStep::Resign,
        reason: MembershipReason::OwnWish,
        decision: shared::sync::CommitteeDecision {
            document_number: String::new(),
            ..officer.committee_decision()
        },
    };
    officer.act(Action::ChangeMembership(leave)).await.accepted();
    // Whoever left comes back by an application only.
    let again = officer.change_member(id, 4, MembershipStep::Restore).await;
    assert_eq!(again.violations()[0].1, "step_impossible");
    let events = "SELECT change FROM membership_events ORDER BY change";
    let events: Vec<_> = app.raw().await.rows(events).await.concat();
    assert_eq!(events, ["joined", "joined", "resigned", "retained"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_what_was_approved_is_filed_and_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let (one, _) = member(&app, &app.person()).await;
    let (other, _) = member(&app, &app.person()).await;
    let open = app.worker().apply(&app.person(), None).await.accepted();
    let file = |which: &[(Uuid, u32)]| {
        let applications =
            which.iter().map(|(id, version)| ApplicationVersion { id: *id, version: *version });
        Action::FileApplications(FileApplications { applications: applications.collect() })
    };
    let refused = officer.act(file(&[(one, 2), (open, 1)])).await;
    assert_eq!(refused.violations(), [(open.to_string(), "not_approved".to_owned())]);
    let operation = officer.operation(file(&[(one, 2), (other, 2)]));
    officer.send(&operation).await.accepted();
    assert!(matches!(officer.send(&operation).await, shared::sync::Outcome::Duplicate { .. }));
    assert_eq!(officer.act(file(&[(one, 3)])).await.violations()[0].1, "filed_already");
    let mut raw = app.raw().await;
    let counted = "SELECT CAST(SUM(counted) AS TEXT) FROM application_counts WHERE filed";
    assert_eq!(raw.value(counted).await, "2");
}

pub(crate) fn entered(app: &TestApp, person: &Person, association: &str) -> EnterApplication {
    EnterApplication {
        association: association.to_owned(),
        application: SubmitApplication {
            form_version: APPLICATION_FORM_VERSION,
            answers: person.application("courier"),
            receipt: ReceiptSecret::from_bytes(app.inside.random.bytes()).hash(),
            source: None,
            signature: None,
        },
        confirmation: Confirmation {
            reason: "本人不会使用手机".to_owned(),
            by: ConfirmedBy::Paper,
            on: app.clock.today(),
            who: "本人签字，经办人王敏核对".to_owned(),
        },
    }
}

async fn enter(staff: &StaffClient<'_>, entered: EnterApplication) -> shared::sync::Outcome {
    staff.act(Action::EnterApplication(entered)).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_entry_for_a_worker_tells_how_he_confirmed(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (officer, person) = (app.staff("officer").await, app.person());
    let mut bare = entered(&app, &person, "qhd-courier");
    bare.confirmation.reason.clear();
    bare.confirmation.who = " ".into();
    bare.confirmation.on += chrono::TimeDelta::days(1);
    let told = enter(&officer, bare).await.violations();
    let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["reason", "who", "confirmed_on"]);
    // What is wrong with it and with the answers is told at once.
    let mut bare = entered(&app, &person, "qhd-courier");
    bare.confirmation.reason.clear();
    bare.application.answers.remove("name");
    bare.application.answers.remove("mobile");
    let told = enter(&officer, bare).await.violations();
    let fields: Vec<&str> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["reason", "name", "mobile"]);
    let elsewhere = enter(&officer, entered(&app, &person, "qhd-cleaning")).await;
    assert_eq!(elsewhere.refusal(), Refusal::NotFound);
    for account in ["judge", "auditor"] {
        let told = enter(&app.staff(account).await, entered(&app, &person, "qhd-courier")).await;
        assert_eq!(told.refusal(), Refusal::Forbidden);
    }
    let id = enter(&officer, entered(&app, &person, "qhd-courier")).await.accepted();
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT confirmed_by FROM confirmations").await, "paper");
    assert_eq!(raw.value("SELECT state FROM applications").await, "submitted");
    officer.approve(&[(id, 1)]).await.accepted();
}

/// Two officers decide on the same applications at once, each on all: whoever is first takes them in.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_officers_decide_at_once_and_one_is_first(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let mut ids = Vec::new();
    for _ in 0..20 {
        ids.push((app.worker().apply(&app.person(), None).await.accepted(), 1));
    }
    let (officer, admin) = (app.staff("officer").await, app.staff("admin").await);
    let (one, other) = tokio::join!(officer.approve(&ids), admin.approve(&ids));
    let (first, late) =
        if matches!(one, shared::sync::Outcome::Accepted { .. }) { (one, other) } else { (other, one) };
    first.accepted();
    let late = late.violations();
    assert_eq!(late.len(), 20);
    const WHY: [&str; 3] = ["application_changed", "step_impossible", "member_already"];
    assert!(late.iter().all(|(_, code)| WHY.contains(&code.as_str())), "{late:?}");
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "20");
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM decisions").await, "1");
    assert_eq!(raw.value("SELECT CAST(SUM(counted) AS TEXT) FROM member_counts").await, "20");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_committee_decides_when_it_is_there_and_after_workers_apply(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (officer, admin) = (app.staff("officer").await, app.staff("admin").await);
    let person = app.person();
    let one = app.worker().apply(&person, None).await.accepted();
    let other = app.worker().apply(&person, None).await.accepted();
    let third = app.worker().apply(&app.person(), None).await.accepted();
    let approve = |on, ids: &[Uuid]| {
        let applications = ids.iter().map(|id| ApplicationVersion { id: *id, version: 1 }).collect();
        let decision = shared::sync::CommitteeDecision { on, ..officer.committee_decision() };
        Action::ApproveApplications(shared::sync::ApproveApplications { decision, applications })
    };
    let today = app.clock.today();
    let early = officer.act(approve(today - chrono::TimeDelta::days(1), &[one, third])).await;
    assert_eq!(early.violations(), [("on".to_owned(), "decided_before_applying".to_owned())]);
    let twice = officer.act(approve(today, &[one, other, third])).await;
    assert_eq!(twice.violations(), [(other.to_string(), "twice_in_batch".to_owned())]);

    // What staff entered is as old as the confirmation.
    let mut by_staff = entered(&app, &app.person(), "qhd-courier");
    by_staff.confirmation.on = today - chrono::TimeDelta::days(1);
    let by_staff = officer.act(Action::EnterApplication(by_staff)).await.accepted();
    officer.act(approve(today - chrono::TimeDelta::days(1), &[by_staff])).await.accepted();

    let mut conn = app.inside.db.read().await.unwrap();
    let union_id = server::db::applications::by_id(&mut conn, third).await.unwrap().unwrap().union_id;
    drop(conn);
    let preparing = vec![step(FoundingStep::PreparatoryGroup, "2020-07")];
    record(&admin, union_id, preparing).await.accepted();
    let none = officer.act(approve(today, &[third])).await;
    assert_eq!(none.violations(), [(third.to_string(), "committee_missing".to_owned())]);
    let mut founded = whole("2021-05-26");
    founded.truncate(3);
    record(&admin, union_id, founded).await.accepted();
    officer.act(approve(today, &[third])).await.accepted();
}
