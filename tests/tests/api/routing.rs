//! Which union an application goes to, by what each is said to cover.

use super::building::add_union;
use super::joining::{button, returned, shown};
use super::pages::filled;
use rstest::rstest;
use shared::api::UnionPage;
use shared::form::Answer;
use shared::membership::RoutedBy;
use shared::sync::{Action, EmployerFacts, Outcome, SaveEmployer, SaveUnion, UnionFacts};
use shared::union::{Coverage, UnionKind};
use tests::{Database, OutcomeExt as _, StaffClient, TestApp};
use uuid::Uuid;

/// Applies as a security guard of an employer in Changli, and tells where that went and why.
async fn goes_to(app: &TestApp, employer: &str) -> (String, RoutedBy) {
    let mut answers = app.person().application("security");
    answers.insert("division".into(), Answer::from("130322"));
    answers.insert("employer".into(), Answer::from(employer));
    let worker = app.worker();
    let receipt = worker.apply_with(answers, None).await;
    receipt.accepted();
    let seen = worker.application(&receipt).await;
    (seen.union.en, seen.routed_by)
}

async fn tell(
    officer: &StaffClient<'_>,
    union_id: Uuid,
    scope: Coverage,
    groups: Option<&[&str]>,
) -> Outcome {
    let page: UnionPage = officer.read(&format!("/staff/unions/{union_id}")).await;
    let groups = groups.map(|codes| codes.iter().map(|code| (*code).to_owned()).collect());
    let facts = UnionFacts { scope: Some(scope), worker_groups: groups, ..page.facts };
    officer.act(Action::SaveUnion(SaveUnion { union_id, version: page.version, new: None, facts })).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_union_takes_whom_it_is_said_to_cover(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let superior = ("City federation".to_owned(), RoutedBy::Superior);
    let plaza = |by| ("Plaza union".to_owned(), by);
    let id = add_union(&app, &officer, UnionKind::Joint).await;
    assert_eq!(goes_to(&app, "昌黎供销商厦物业").await, superior, "a joint union is not one of an area");

    tell(&officer, id, Coverage::Area, Some(&[])).await.accepted();
    assert_eq!(goes_to(&app, "昌黎供销商厦物业").await, plaza(RoutedBy::Area));
    tell(&officer, id, Coverage::Area, Some(&["small_merchant"])).await.accepted();
    assert_eq!(goes_to(&app, "昌黎供销商厦物业").await, superior, "an area of some groups only");

    tell(&officer, id, Coverage::Employers, None).await.accepted();
    let page: UnionPage = officer.read(&format!("/staff/unions/{id}")).await;
    assert_eq!(page.facts.worker_groups, Some(vec!["small_merchant".to_owned()]), "absent, they stay");
    let facts = EmployerFacts {
        name: "昌黎供销商厦物业 (演示)".into(),
        covered: true,
        division: "130322".into(),
        ..EmployerFacts::default()
    };
    let employer_id = app.inside.random.uuid(app.clock.now());
    let save = SaveEmployer { employer_id, version: 0, union_id: id, facts };
    officer.act(Action::SaveEmployer(save)).await.accepted();
    assert_eq!(goes_to(&app, "昌黎供销商厦物业（演示）").await, plaza(RoutedBy::Employer));
    assert_eq!(goes_to(&app, "昌黎另一家物业").await, superior, "only those of the employers that it names");

    let refused = tell(&officer, id, Coverage::Industry, Some(&[])).await.violations();
    assert_eq!(refused, [("worker_groups".to_owned(), "groups_needed".to_owned())]);
    tell(&officer, id, Coverage::Industry, Some(&["security"])).await.accepted();
    assert_eq!(goes_to(&app, "昌黎另一家物业").await, plaza(RoutedBy::Industry));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_corrects_the_employer_goes_to_its_union(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let id = add_union(&app, &officer, UnionKind::SingleEmployer).await;
    let facts = EmployerFacts {
        name: "昌黎商厦".into(),
        covered: true,
        division: "130322".into(),
        ..Default::default()
    };
    let employer_id = app.inside.random.uuid(app.clock.now());
    officer
        .act(Action::SaveEmployer(SaveEmployer { employer_id, version: 0, union_id: id, facts }))
        .await
        .accepted();
    let mut answers = app.person().application("courier");
    answers.insert("division".into(), Answer::from("130322"));
    let receipt = worker.apply_with(answers, None).await;
    let before = worker.application(&receipt).await;
    assert_eq!(before.routed_by, RoutedBy::Industry);
    returned(&app, before.id).await;
    let edit = shown(&app, &button(&receipt, "edit")).await;
    let mut answers = worker.application(&receipt).await.answers.unwrap();
    answers.insert("employer".into(), Answer::from("昌黎商厦"));
    shown(&app, &filled(&edit, &answers)).await;
    let after = worker.application(&receipt).await;
    assert_eq!((after.routed_by, after.union.en.as_str()), (RoutedBy::Employer, "Plaza union"));
}
