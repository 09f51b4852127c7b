//! Monthly reports: what moved, what is frozen, and the records behind each figure.

use super::building::problems;
use rstest::rstest;
use shared::api::{AuditRow, BehindFigure, MemberDetail, Report, ReportRecords, UnionRow};
use shared::i18n::Problem;
use shared::report::{Figure, Line};
use shared::sync::{
    Action, AdjustMonth, CloseMonth, Confirmation, ConfirmedBy, EnrolRoll, Outcome, RollPerson, SetTarget,
};
use tests::{Database, OutcomeExt as _, StaffClient, TestApp};
use uuid::Uuid;

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
        confirmation: Confirmation {
            reason: "登记系统启用前的会员".into(),
            by: ConfirmedBy::Paper,
            on: on.parse().unwrap(),
            who: "本人签字，入会申请书由李娜保管".into(),
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
    let behind: ReportRecords = admin.read("/staff/reports/records?month=2026-10&figure=joined").await;
    assert_eq!((behind.told, behind.records.len()), (5, 5));
    let aimed: ReportRecords = admin.read("/staff/reports/records?month=2026-10&figure=target").await;
    let [aim] = &aimed.records[..] else { panic!("{aimed:?}") };
    assert_eq!((aimed.told, aim.counts, aim.of, aim.union_id), (10, 10, BehindFigure::Target, city));
    assert_eq!(
        (aim.name.zh.as_str(), aim.on.to_string().as_str()),
        ("admin", "2026-11-23"),
        "by whom, and when"
    );
    let behind = behind.records;
    assert!(behind.iter().all(|one| one.name.zh.contains('*') && one.union_id == courier), "{behind:?}");
    // A row of the audit log for each of them, and how it is known that they wanted it.
    let path = format!("/staff/audit?record={}", behind[0].id);
    let log: Vec<AuditRow> = app.staff("auditor").await.read(&path).await;
    assert_eq!(log.iter().map(|row| row.action.as_str()).collect::<Vec<_>>(), ["member.join"]);
    let member: MemberDetail = admin.read(&format!("/staff/members/{}", behind[0].id)).await;
    let confirmation = member.events[0].confirmation.as_ref().unwrap();
    assert_eq!((confirmation.by, confirmation.on), (ConfirmedBy::Paper, "2026-10-12".parse().unwrap()));
    check_records(&admin, "2026-10").await;

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
    assert_eq!(november.units[0].last_closed, Some(month("2026-10")));
    for month in ["2026-09", "2026-10", "2026-11", "2026-12"] {
        check_records(&admin, month).await;
    }
    let path = "/staff/reports/records?month=2026-11&figure=adjusted";
    let adjusted = admin.read::<ReportRecords>(path).await.records;
    let one = &adjusted[..].first().unwrap();
    assert_eq!((one.of, one.counts, one.on.to_string().as_str()), (BehindFigure::Adjustment, 2, "2026-10"));
    let unit = admin.read::<ReportRecords>(&format!("{path}&unit={city}")).await;
    assert_eq!(unit.records, adjusted, "the city with its joint unions is the one unit");
    assert_eq!(admin.read::<ReportRecords>(&format!("{path}&unit={courier}")).await.told, 0);
}

/// What the records behind each figure add comes to the figure, as the report tells it.
pub async fn check_records(staff: &StaffClient<'_>, month: &str) {
    let report: Report = staff.read(&format!("/staff/reports?month={month}")).await;
    for figure in Figure::ALL {
        let name = serde_json::to_value(figure).unwrap();
        let path = format!("/staff/reports/records?month={month}&figure={}", name.as_str().unwrap());
        let behind: ReportRecords = staff.read(&path).await;
        let sum: i64 = behind.records.iter().map(|one| one.counts).sum();
        assert_eq!(
            (behind.told, sum),
            (report.total.of(figure), report.total.of(figure)),
            "{month} {figure:?}"
        );
    }
}
