//! Building unions: gates, employers, the record of work, what others may see.

use super::reports::{check_records, roll};
use rstest::rstest;
use serde_json::{Value, json};
use shared::api::{ChroniclePage, EmployerPage, EmployerRow, Overview, UnionPage, UnionRow};
use shared::drive::DriveMethod;
use shared::i18n::{Localized, Problem};
use shared::sync::{
    Action, AttachFile, EmployerFacts, Outcome, RecordSteps, SaveChronicle, SaveEmployer, SaveUnion,
    StepInput, UnionFacts, UnionPlace,
};
use shared::union::{Alert, ChronicleKind, FoundingStep, Level, Party, UnionKind};
use tests::{Database, OutcomeExt as _, StaffClient, TestApp};
use uuid::Uuid;

/// Adds a union below the courier union.
pub async fn add_union(app: &TestApp, staff: &StaffClient<'_>, kind: UnionKind) -> Uuid {
    let parent = staff.read::<Vec<UnionRow>>("/staff/unions").await[0].id;
    let union_id = app.inside.random.uuid(app.clock.now());
    let new = UnionPlace {
        parent_id: parent,
        name: Localized::new("昌黎供销商厦联合工会", "Plaza union"),
        kind,
        level: Level::County,
        division: "130322".into(),
    };
    let facts = UnionFacts { chair: "李娜".into(), phone: "13900001234".into(), ..UnionFacts::default() };
    let save = SaveUnion { union_id, version: 0, new: Some(new), facts };
    staff.act(Action::SaveUnion(save)).await.accepted();
    union_id
}

pub fn step(step: FoundingStep, on: &str) -> StepInput {
    let note = if on.is_empty() { "资料未载日期" } else { "" };
    StepInput {
        step,
        on: on.parse().ok(),
        document_number: "秦工字〔2021〕1号".into(),
        no_relatives: true,
        note: note.into(),
        corrects: None,
    }
}

pub async fn record(staff: &StaffClient<'_>, union_id: Uuid, steps: Vec<StepInput>) -> Outcome {
    let version = staff.read::<UnionPage>(&format!("/staff/unions/{union_id}")).await.version;
    staff.act(Action::RecordSteps(RecordSteps { union_id, version, steps })).await
}

/// The steps without which there is no founding.
pub fn whole(founded_on: &str) -> Vec<StepInput> {
    vec![
        step(FoundingStep::Approved, "2021-03"),
        step(FoundingStep::CongressCalled, "2021-04-22"),
        step(FoundingStep::LeadershipElected, "2021-04-22"),
        step(FoundingStep::ResultApproved, ""),
        step(FoundingStep::Founded, founded_on),
    ]
}

/// Why an outcome was rejected.
pub fn problems(outcome: Outcome) -> Vec<Problem> {
    match outcome {
        Outcome::Rejected { violations, .. } => violations.into_iter().map(|one| one.problem).collect(),
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_founded_without_approval(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let id = add_union(&app, &officer, UnionKind::Joint).await;

    let alone = vec![step(FoundingStep::Founded, "2021-09-28")];
    assert!(problems(record(&officer, id, alone).await).contains(&Problem::ApprovalMissing));
    let back = [step(FoundingStep::Approved, "2021-05"), step(FoundingStep::CongressCalled, "2021-04-30")];
    let refused = problems(record(&officer, id, back.to_vec()).await);
    assert_eq!(refused, [Problem::BeforeStep { date: "2021-05".into() }]);
    // All or nothing: the approval of the refused pair was not kept.
    record(&officer, id, whole("2021-09-28")).await.accepted();

    let page: UnionPage = officer.read(&format!("/staff/unions/{id}")).await;
    assert_eq!(page.row.stage, Some(FoundingStep::Founded));
    assert_eq!(page.row.founded_on.map(|on| on.to_string()).as_deref(), Some("2021-09-28"));
    assert_eq!((page.steps.len(), page.facts.phone.as_str()), (5, "139****1234"));
    assert_eq!(page.steps[3].on, None, "a step without a date says why");

    // Correcting the date of the founding corrects it everywhere.
    let correct = StepInput { corrects: Some(page.steps[4].id), ..step(FoundingStep::Founded, "2021-09-29") };
    record(&officer, id, vec![correct]).await.accepted();
    let page: UnionPage = officer.read(&format!("/staff/unions/{id}")).await;
    assert_eq!(page.row.founded_on.map(|on| on.to_string()).as_deref(), Some("2021-09-29"));

    let neighbour = app.staff("neighbour").await;
    assert_eq!(neighbour.get(&format!("/staff/unions/{id}")).await.status(), 404);
    let stale = RecordSteps { union_id: id, version: 1, steps: whole("2021-09-28") };
    assert!(matches!(officer.act(Action::RecordSteps(stale)).await, Outcome::Conflict { .. }));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_what_it_says_and_reading_it_is_told(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let id = add_union(&app, &officer, UnionKind::Joint).await;
    record(&officer, id, vec![step(FoundingStep::Approved, "2021-03")]).await.accepted();
    let page: UnionPage = officer.read(&format!("/staff/unions/{id}")).await;
    let attach = |content: &str| {
        Action::AttachFile(AttachFile {
            step_id: page.steps[0].id,
            name: "批复.pdf".into(),
            content: content.into(),
        })
    };
    assert_eq!(problems(officer.act(attach("PGh0bWw+")).await), [Problem::FileType]);
    let file = officer.act(attach("JVBERi0xLjcK")).await.accepted();
    let answer = officer.get(&format!("/staff/attachments/{file}")).await;
    assert_eq!(answer.headers()["content-type"], "application/pdf");
    assert_eq!(answer.headers()["content-disposition"], "attachment");
    assert_eq!(answer.text().await.unwrap(), "%PDF-1.7\n");
    assert_eq!(app.staff("neighbour").await.get(&format!("/staff/attachments/{file}")).await.status(), 404);
    let audit: Vec<Value> = app.staff("auditor").await.read(&format!("/staff/audit?record={file}")).await;
    let deeds: Vec<_> = audit.iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert_eq!(deeds, ["union.file", "union.attach"]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_of_the_unbuilt_asks_why(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    let city = admin.read::<Vec<UnionRow>>("/staff/unions").await[0].id;
    let mut save = SaveEmployer {
        employer_id: app.inside.random.uuid(app.clock.now()),
        version: 0,
        union_id: city,
        facts: EmployerFacts {
            name: "海港区顺达物流有限公司".into(),
            division: "130302".into(),
            ..EmployerFacts::default()
        },
    };
    assert_eq!(problems(admin.act(Action::SaveEmployer(save.clone())).await), [Problem::Required]);
    save.facts.reason = "职工流动大，正在宣传".into();
    save.facts.plan_by = "2026-10-31".parse().ok();
    admin.act(Action::SaveEmployer(save.clone())).await.accepted();
    let rows: Vec<EmployerRow> = admin.read("/staff/employers?covered=false").await;
    assert!(rows.len() == 1 && rows[0].overdue, "{rows:?}");
    let today: Value = admin.read("/staff/today").await;
    let kinds: Vec<_> = today["items"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert_eq!(kinds, ["plans_overdue"], "{today}");
    // A federation covers no employer: a primary union does.
    let covered = EmployerFacts { covered: true, ..save.facts.clone() };
    let by_city = SaveEmployer { version: 1, facts: covered.clone(), ..save.clone() };
    assert_eq!(problems(admin.act(Action::SaveEmployer(by_city)).await), [Problem::CoveringUnionNeeded]);
    let courier = admin.read::<Vec<UnionRow>>("/staff/unions").await[2].id;
    let built = SaveEmployer { version: 1, union_id: courier, facts: covered, ..save };
    admin.act(Action::SaveEmployer(built)).await.accepted();
    assert_eq!(admin.read::<Vec<EmployerRow>>("/staff/employers?covered=false").await, []);
    assert_eq!(admin.read::<Value>("/staff/today").await["items"], json!([]));
}

/// An employer that a union covers.
pub async fn add_employer(app: &TestApp, staff: &StaffClient<'_>, union_id: Uuid) -> Uuid {
    let facts = EmployerFacts {
        name: "北戴河区海韵商行".into(),
        covered: true,
        division: "130304".into(),
        covered_on: "2026-10".parse().ok(),
        ..EmployerFacts::default()
    };
    let employer_id = app.inside.random.uuid(app.clock.now());
    let save = SaveEmployer { employer_id, version: 0, union_id, facts };
    staff.act(Action::SaveEmployer(save)).await.accepted()
}

/// A mass enrolment on 30 November 2021.
pub fn enrolment(app: &TestApp, union_id: Uuid) -> Action {
    Action::SaveChronicle(SaveChronicle {
        chronicle_id: app.inside.random.uuid(app.clock.now()),
        version: 0,
        union_id,
        about: ChronicleKind::Enrolment,
        title: Localized::new("集中入会仪式", "Ceremony"),
        happened_on: "2021-11-30".parse().ok(),
        until: None,
        count: None,
        method: None,
        note: Localized::default(),
    })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_employer_is_changed_and_stands_where_it_belongs(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    let city = admin.read::<Vec<UnionRow>>("/staff/unions").await[0].id;
    let joint = add_union(&app, &admin, UnionKind::Joint).await;
    let single = add_union(&app, &admin, UnionKind::SingleEmployer).await;
    let id = add_employer(&app, &admin, joint).await;
    let page: EmployerPage = admin.read(&format!("/staff/employers/{id}")).await;
    assert!(page.may_edit && page.row.facts.covered && page.row.union_id == joint);
    check_records(&admin, "2026-10").await;

    let save = |union_id, covered| SaveEmployer {
        employer_id: id,
        version: page.row.version,
        union_id,
        facts: EmployerFacts { covered, reason: "暂无".into(), ..page.row.facts.clone() },
    };
    for (union_id, covered, problem) in
        [(joint, false, Problem::LedgerNeeded), (city, true, Problem::CoveringUnionNeeded)]
    {
        let refused = problems(admin.act(Action::SaveEmployer(save(union_id, covered))).await);
        assert_eq!(refused, [problem]);
    }
    // Into the ledger, and on to the union of its own.
    admin.act(Action::SaveEmployer(save(city, false))).await.accepted();
    let stale = admin.act(Action::SaveEmployer(save(single, true))).await;
    assert!(matches!(stale, Outcome::Conflict { .. }), "{stale:?}");
    admin.act(Action::SaveEmployer(SaveEmployer { version: 2, ..save(single, true) })).await.accepted();
    let moved: EmployerPage = admin.read(&format!("/staff/employers/{id}")).await;
    assert_eq!((moved.row.version, moved.row.union_id, moved.row.facts.covered), (3, single, true));
    let second = SaveEmployer {
        employer_id: app.inside.random.uuid(app.clock.now()),
        version: 0,
        ..save(single, true)
    };
    assert_eq!(problems(admin.act(Action::SaveEmployer(second)).await), [Problem::OneEmployerOnly]);
    assert_eq!(app.staff("neighbour").await.get(&format!("/staff/employers/{id}")).await.status(), 404);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_party_organisation_leads_and_a_term_begins_with_its_election(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    let id = add_union(&app, &admin, UnionKind::SingleEmployer).await;
    let employer = add_employer(&app, &admin, id).await;
    let told = async |party: Party| {
        let row = admin.read::<EmployerPage>(&format!("/staff/employers/{employer}")).await.row;
        let facts = EmployerFacts { party, ..row.facts };
        let save = SaveEmployer { employer_id: employer, version: row.version, union_id: id, facts };
        admin.act(Action::SaveEmployer(save)).await.accepted();
    };
    let say = async |facts: UnionFacts| {
        let version = admin.read::<UnionPage>(&format!("/staff/unions/{id}")).await.version;
        admin.act(Action::SaveUnion(SaveUnion { union_id: id, version, new: None, facts })).await.accepted();
    };
    let request = || vec![step(FoundingStep::Requested, "2021-02-01")];
    told(Party::Has).await;
    assert_eq!(problems(record(&admin, id, request()).await), [Problem::PartyLeads]);
    let led = UnionFacts {
        method: Some(DriveMethod::PartyUnionJoint),
        party: "海韵商行党支部".into(),
        term_years: Some(5),
        ..UnionFacts::default()
    };
    say(led.clone()).await;
    told(Party::Cannot).await;
    assert_eq!(problems(record(&admin, id, request()).await), [Problem::UnionFirst]);
    told(Party::Has).await;
    record(&admin, id, request()).await.accepted();
    record(&admin, id, whole("2021-09-28")).await.accepted();
    let term = async || admin.read::<UnionPage>(&format!("/staff/unions/{id}")).await;
    assert_eq!(term().await.facts.term_ends_on, "2026-04-21".parse().ok());
    assert_eq!(
        term().await.row.alerts,
        [
            Alert::StepOverdue { due: "2021-11-27".parse().unwrap() },
            Alert::TermOver { on: "2026-04-21".parse().unwrap() }
        ]
    );
    record(&admin, id, vec![step(FoundingStep::ReElected, "2026-11-01")]).await.accepted();
    let renewed = term().await;
    assert_eq!(renewed.facts.term_ends_on, "2031-10-31".parse().ok());
    assert_eq!(renewed.row.alerts, []);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_term_of_an_industrial_union_is_the_laws(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    let id = add_union(&app, &admin, UnionKind::Industrial).await;
    record(&admin, id, whole("2021-09-28")).await.accepted();
    let facts = admin.read::<UnionPage>(&format!("/staff/unions/{id}")).await.facts;
    assert_eq!((facts.term_years, facts.term_ends_on), (Some(5), "2026-04-21".parse().ok()));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_overview_counts_the_records_themselves(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    let courier = admin.read::<Vec<UnionRow>>("/staff/unions").await[2].id;
    admin.act(roll(&app, courier, "2021-11-30", 4, "courier")).await.accepted();
    let work = admin.act(enrolment(&app, courier)).await.accepted();
    let overview: Overview = admin.read("/staff/overview").await;
    assert_eq!(overview.enrolments.len(), 1);
    assert_eq!(
        (overview.enrolments[0].total, &overview.enrolments[0].by_group),
        (4, &vec![("courier".into(), 4)])
    );
    let page: ChroniclePage = admin.read(&format!("/staff/chronicle/{work}")).await;
    assert_eq!((page.joined.len(), page.row.version, page.may_edit), (4, 1, true));
    assert!(page.joined.iter().all(|one| one.name.zh.contains('*')), "{:?}", page.joined);
    let told = admin.read::<UnionPage>(&format!("/staff/unions/{courier}")).await.chronicle;
    assert_eq!(told, [page.row], "the union's page tells of it, too");
    assert_eq!(app.staff("neighbour").await.get(&format!("/staff/chronicle/{work}")).await.status(), 404);
    assert_eq!(app.staff("judge").await.get("/staff/overview").await.status(), 403);
    let push = json!({ "operations": [] });
    assert_eq!(admin.post("/sync/push", &push).await.status(), 200);
}

/// However their ids and slugs fell out, unions stand below their parent by division and name.
#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn unions_of_the_same_moment_stand_in_order(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let parent_id = officer.read::<Vec<UnionRow>>("/staff/unions").await[0].id;
    let add = async |name: &str, division: &str, parent_id: Uuid| -> Uuid {
        let union_id = app.inside.random.uuid(app.clock.now());
        let new = UnionPlace {
            parent_id,
            name: Localized::new(name, ""),
            kind: UnionKind::Joint,
            level: Level::County,
            division: division.into(),
        };
        let save = SaveUnion { union_id, version: 0, new: Some(new), facts: UnionFacts::default() };
        officer.act(Action::SaveUnion(save)).await.accepted();
        union_id
    };
    for (name, division) in [("甲", "130303"), ("乙", "130303"), ("丙", "130302"), ("丁", "130303")] {
        add(name, division, parent_id).await;
    }
    let above = add("戊", "130302", parent_id).await;
    for name in ["辛", "己", "庚"] {
        add(name, "130302", above).await;
    }
    let rows: Vec<UnionRow> = officer.read("/staff/unions").await;
    let listed: Vec<(&str, u32)> = rows.iter().skip(1).map(|row| (row.name.zh.as_str(), row.depth)).collect();
    let below = [("己", 2), ("庚", 2), ("辛", 2)];
    assert_eq!(listed, [&[("丙", 1), ("戊", 1)][..], &below, &[("丁", 1), ("乙", 1), ("甲", 1)]].concat());
}
