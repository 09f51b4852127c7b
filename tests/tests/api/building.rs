//! Building unions: gates, what others may see, months that are closed.

use rstest::rstest;
use serde_json::{Value, json};
use shared::api::{EmployerRow, Overview, Report, ReportRecord, UnionPage, UnionRow};
use shared::i18n::{Localized, Problem};
use shared::report::Line;
use shared::sync::{
    Action, AdjustMonth, AttachFile, CloseMonth, EmployerFacts, EnrolRoll, Outcome, RecordSteps, RollPerson,
    SaveChronicle, SaveEmployer, SaveUnion, SetTarget, StepInput, UnionFacts, UnionPlace,
};
use shared::union::{ChronicleKind, FoundingStep, Level, UnionKind};
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

fn problems(outcome: Outcome) -> Vec<Problem> {
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
    assert_eq!(problems(admin.act(Action::SaveEmployer(by_city)).await), [Problem::ChoiceUnknown]);
    let courier = admin.read::<Vec<UnionRow>>("/staff/unions").await[2].id;
    let built = SaveEmployer { version: 1, union_id: courier, facts: covered, ..save };
    admin.act(Action::SaveEmployer(built)).await.accepted();
    assert_eq!(admin.read::<Vec<EmployerRow>>("/staff/employers?covered=false").await, []);
    assert_eq!(admin.read::<Value>("/staff/today").await["items"], json!([]));
}

/// A roll of `count` people nobody else is.
pub fn roll(app: &TestApp, union_id: Uuid, on: &str, count: usize, group: &str) -> Action {
    let people = std::iter::repeat_with(|| app.person()).take(count).map(|person| RollPerson {
        name: person.name.clone(),
        id_number: person.document.clone(),
        mobile: person.mobile.clone(),
        worker_group: group.to_owned(),
        employer: person.employer.clone(),
        division: person.division.clone(),
    });
    Action::EnrolRoll(EnrolRoll {
        union_id,
        decision: shared::sync::CommitteeDecision {
            on: on.parse().unwrap(),
            document_number: "秦工字〔2026〕9号".into(),
            deciders: "张伟、王敏".into(),
        },
        people: people.collect(),
    })
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_closed_month_is_frozen_and_corrected_by_later_adjustments(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (admin, officer) = (app.staff("admin").await, app.staff("officer").await);
    let unions: Vec<UnionRow> = admin.read("/staff/unions").await;
    let (city, courier) = (unions[0].id, unions[2].id);
    admin.act(roll(&app, courier, "2026-09-30", 3, "courier")).await.accepted();
    let twice = roll(&app, courier, "2026-10-12", 5, "truck_driver");
    admin.act(twice.clone()).await.accepted();
    let again = admin.act(twice).await;
    assert!(matches!(problems(again)[..], [Problem::MemberKnown { line: 1 }]));
    let month = |text: &str| text.parse().unwrap();
    let target = SetTarget { union_id: city, month: month("2026-10"), target: 10 };
    admin.act(Action::SetTarget(target)).await.accepted();

    let report = async |month: &str| admin.read::<Report>(&format!("/staff/reports?month={month}")).await;
    let october = report("2026-10").await;
    let figures = &october.units[0].figures;
    assert_eq!((figures.opening, figures.joined, figures.closing), (3, 5, 8));
    assert_eq!((figures.by_group["truck_driver"], figures.completion()), (5, Some(50)));
    assert!(figures.balances() && october.total == *figures && october.units[0].may_close);
    let behind: Vec<ReportRecord> = admin.read("/staff/reports/records?month=2026-10&line=joined").await;
    assert_eq!(behind.len(), 5);
    assert!(behind.iter().all(|one| one.name.zh.contains('*') && one.union_id == courier), "{behind:?}");

    let close = |text: &str| {
        Action::CloseMonth(CloseMonth {
            union_id: city, month: month(text), problems: "骑手流动大".into()
        })
    };
    assert_eq!(problems(admin.act(close("2026-11")).await), [Problem::MonthRunning]);
    assert!(matches!(officer.act(close("2026-10")).await, Outcome::Rejected { .. }), "not hers to close");
    admin.act(close("2026-10")).await.accepted();
    assert_eq!(problems(admin.act(close("2026-10")).await), [Problem::MonthClosed]);

    // Recorded after the closing with an earlier day: in no month, until somebody adjusts.
    app.clock.advance(chrono::TimeDelta::hours(1));
    let admin = app.staff("admin").await;
    admin.act(roll(&app, courier, "2026-10-20", 2, "courier")).await.accepted();
    let report = async |month: &str| admin.read::<Report>(&format!("/staff/reports?month={month}")).await;
    assert_eq!(report("2026-10").await.units[0].figures, *figures, "frozen");
    let november = report("2026-11").await;
    assert_eq!((november.units[0].late, november.total.opening, november.total.closing), (2, 8, 8));
    let adjust = |of: &str, by: i32| {
        Action::AdjustMonth(AdjustMonth {
            union_id: city,
            month: month("2026-11"),
            of: month(of),
            line: Line::Joined,
            by,
            reason: "补录两名快递员".into(),
        })
    };
    assert_eq!(problems(admin.act(adjust("2026-11", 2)).await), [Problem::MonthOpen]);
    assert_eq!(problems(admin.act(adjust("2026-10", 0)).await), [Problem::AdjustmentZero]);
    admin.act(adjust("2026-10", 2)).await.accepted();
    let november = report("2026-11").await;
    assert_eq!((november.units[0].late, november.total.adjusted_in, november.total.closing), (0, 2, 10));
    assert_eq!(november.units[0].adjustments[0].reason, "补录两名快递员");
    assert!(november.total.balances());
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
    let save = SaveChronicle {
        chronicle_id: app.inside.random.uuid(app.clock.now()),
        version: 0,
        union_id: courier,
        about: ChronicleKind::Enrolment,
        title: Localized::new("集中入会仪式", "Ceremony"),
        happened_on: "2021-11-30".parse().ok(),
        until: None,
        count: None,
        method: None,
        note: Localized::default(),
    };
    admin.act(Action::SaveChronicle(save)).await.accepted();
    let overview: Overview = admin.read("/staff/overview").await;
    assert_eq!(overview.enrolments.len(), 1);
    assert_eq!(
        (overview.enrolments[0].total, &overview.enrolments[0].by_group),
        (4, &vec![("courier".into(), 4)])
    );
    assert_eq!(app.staff("judge").await.get("/staff/overview").await.status(), 403);
    let push = json!({ "operations": [] });
    assert_eq!(admin.post("/sync/push", &push).await.status(), 200);
}
