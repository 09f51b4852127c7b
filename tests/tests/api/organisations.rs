//! The organisation sheet: unions and employers come in row by row, each with its verdict, all good rows or none.

use super::workbook::{preview, refused, send};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rstest::rstest;
use shared::api::{
    EmployerRow, ExportWorkbook, GoodRows, ImportWorkbook, RowVerdict, UnionPage, UnionRow, WorkbookFile,
    WorkbookPage, WorkbookPreview,
};
use shared::drive::{Count, Qualifier};
use shared::sync::{Action, Conflict, EmployerFacts, Outcome, SaveEmployer};
use tests::{Cells, Database, OutcomeExt as _, StaffClient, TestApp, organisations, organisations_set};

/// Names of the plaza's union, of a federation of unions, and of the employers in the sheet.
const PLAZA: &str = "古城商圈联合工会";
const ABOVE: &str = "山海关区商贸行业工会联合会";

pub const ROWS: [Cells; 10] = [
    // Its superior comes below.
    &[
        ("union_name", PLAZA),
        ("superior", ABOVE),
        ("union_kind", "联合基层工会"),
        ("founded_on", "2021年9月"),
        ("head", "李娜"),
        ("phone", "13900001234"),
        ("employer_name", "古城茶行"),
        ("division", "山海关区"),
        ("workers", "150人以上"),
    ],
    &[("union_name", PLAZA), ("employer_name", "古城书店"), ("division", "山海关区"), ("workers", "12")],
    &[("union_name", ABOVE), ("union_kind", "工会联合会")],
    // One that is there, with something new.
    &[
        ("union_name", "快递行业联合工会"),
        ("head", "王强"),
        ("employer_name", "顺达快运"),
        ("division", "海港区"),
    ],
    // Refused, each with its column and what to do.
    &[("union_name", PLAZA), ("head", "张三"), ("employer_name", "古城面馆"), ("division", "山海关区")],
    &[("union_name", "无类型工会")],
    &[("union_name", "无上级工会"), ("superior", "没有这个总工会"), ("union_kind", "联合基层工会")],
    &[("union_name", "保洁行业联合工会"), ("union_kind", "独立基层工会")],
    &[("union_name", "代码错工会"), ("union_kind", "联合基层工会"), ("union_uscc", "81130300000000000X")],
    &[("union_name", PLAZA), ("employer_name", "古城茶行"), ("division", "山海关区")],
];

async fn file_of(staff: &StaffClient<'_>, bytes: &[u8]) -> WorkbookFile {
    let page: WorkbookPage = staff.read("/staff/workbook").await;
    let set = organisations_set().key;
    WorkbookFile { set, union_id: page.unions[0].id, file: STANDARD.encode(bytes) }
}

fn import(app: &TestApp, file: &WorkbookFile, preview: &WorkbookPreview, rows: GoodRows) -> ImportWorkbook {
    let now = app.clock.now();
    ImportWorkbook {
        id: app.inside.random.uuid(now),
        captured_at: now,
        file: file.clone(),
        digest: preview.digest.clone(),
        rows,
        decision: None,
        confirmation: None,
    }
}

/// An employer in the ledger of the unbuilt, whose union the sheet tells.
async fn unbuilt(app: &TestApp, admin: &StaffClient<'_>) {
    let city = admin.read::<Vec<UnionRow>>("/staff/unions").await[0].id;
    let facts = EmployerFacts {
        name: "顺达快运".into(),
        division: "130302".into(),
        reason: "正在宣传".into(),
        address: "港城大街 8 号".into(),
        ..EmployerFacts::default()
    };
    let employer_id = app.inside.random.uuid(app.clock.now());
    let save = SaveEmployer { employer_id, version: 0, union_id: city, facts };
    admin.act(Action::SaveEmployer(save)).await.accepted();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn unions_and_employers_come_in_row_by_row(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let admin = app.staff("admin").await;
    unbuilt(&app, &admin).await;
    let file = file_of(&admin, &organisations(&ROWS)).await;
    let told = preview(&admin, &file).await;
    let counts = told.counts;
    assert_eq!((counts.new, counts.changed, counts.refused), (3, 1, 6), "{:?}", told.rows);
    let why = [
        ("工会负责人", "row_differs"),
        ("基层工会类型", "required"),
        ("上级工会名称", "superior_unknown"),
        ("基层工会类型", "place_fixed"),
        ("工会统一社会信用代码", "uscc_shape"),
        ("工会名称", "row_repeated"),
    ];
    let found = refused(&told);
    assert_eq!(found.len(), why.len(), "{found:?}");
    for (found, (column, code)) in found.iter().zip(why) {
        assert_eq!(found.0, column);
        assert!(found.1 == code || code == "uscc_shape" && found.1.starts_with("uscc"), "{found:?}");
    }
    assert_eq!(told.rows[3].changed, ["工会负责人", "工会名称"], "and out of the ledger");

    // None, unless all are good.
    let none = import(&app, &file, &told, GoodRows::OnlyIfNoneRefused);
    assert_eq!(send(&admin, &none).await.outcome.violations(), [("rows".into(), "rows_refused".into())]);
    assert_eq!(admin.read::<Vec<UnionRow>>("/staff/unions").await.len(), 3);
    let all = import(&app, &file, &told, GoodRows::All);
    send(&admin, &all).await.outcome.accepted();
    assert!(matches!(send(&admin, &all).await.outcome, Outcome::Duplicate { .. }));

    let unions: Vec<UnionRow> = admin.read("/staff/unions").await;
    assert_eq!(unions.len(), 5);
    let named = |name: &str| unions.iter().find(|union| union.name.zh == name).unwrap();
    let (plaza, above) = (named(PLAZA), named(ABOVE));
    assert_eq!((plaza.parent_id, plaza.employers, plaza.division.as_str()), (Some(above.id), 2, "130303"));
    // A date that a sheet tells is no founding: steps are recorded behind their gates.
    assert_eq!((plaza.stage, plaza.founded_on.map(|on| on.to_string()).as_deref()), (None, Some("2021-09")));
    let page: UnionPage = admin.read(&format!("/staff/unions/{}", plaza.id)).await;
    assert_eq!((page.facts.chair.as_str(), page.facts.phone.as_str()), ("李娜", "139****1234"));
    let workers = Count { value: 150, qualifier: Qualifier::AtLeast };
    assert!(page.employers.iter().any(|one| one.facts.workers == Some(workers)), "{:?}", page.employers);
    assert_eq!(admin.read::<Vec<EmployerRow>>("/staff/employers?covered=false").await, []);
    let employers: Vec<EmployerRow> = admin.read("/staff/employers").await;
    let moved = employers.iter().find(|row| row.facts.name == "顺达快运").unwrap();
    assert_eq!((moved.version, moved.facts.address.as_str()), (2, "港城大街 8 号"), "a blank cell keeps it");
    // Each is an operation of its own, and the log tells of each.
    let mut raw = app.raw().await;
    for (action, count) in
        [("union.add", "2"), ("union.save", "1"), ("employer.add", "3"), ("employer.save", "1")]
    {
        let rows =
            format!("SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action = '{action}' AND actor = 'admin'");
        assert_eq!(raw.value(&rows).await, count, "{action}");
    }

    // Again: nothing changes, and nothing is written.
    let told = preview(&admin, &file).await;
    assert_eq!((told.counts.new, told.counts.changed, told.counts.unchanged), (0, 0, 4), "{:?}", told.rows);
    let rows = "SELECT CAST(COUNT(*) AS TEXT) FROM audit";
    let before = raw.value(rows).await;
    send(&admin, &import(&app, &file, &told, GoodRows::All)).await.outcome.accepted();
    assert_eq!(raw.value(rows).await, before);

    // What goes out comes in as it is.
    let ask = ExportWorkbook { set: file.set.clone(), union_id: file.union_id, purpose: "汇总".into() };
    let bytes = admin.post("/staff/workbook/export", &ask).await.bytes().await.unwrap();
    let told = preview(&admin, &WorkbookFile { file: STANDARD.encode(&bytes), ..file }).await;
    assert!(told.rows.iter().all(|row| row.verdict == RowVerdict::Unchanged), "{:?}", told.rows);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn two_imports_at_once_add_no_union_twice(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (admin, officer) = (app.staff("admin").await, app.staff("officer").await);
    let file = file_of(&admin, &organisations(&ROWS[..3])).await;
    let told = preview(&admin, &file).await;
    let (one, other) = (import(&app, &file, &told, GoodRows::All), import(&app, &file, &told, GoodRows::All));
    let (one, other) = tokio::join!(send(&admin, &one), send(&admin, &other));
    let outcomes = [one.outcome, other.outcome];
    let late = Outcome::Conflict { conflict: Conflict::VersionChanged };
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == late).count(), 1, "{outcomes:?}");
    assert_eq!(admin.read::<Vec<UnionRow>>("/staff/unions").await.len(), 5);
    // Whoever sees only a part of the tree adds below it, and learns nothing of what stands beside.
    let mut theirs = file_of(&officer, &organisations(&ROWS[..1])).await;
    let told = preview(&officer, &theirs).await;
    assert_eq!(refused(&told), [("上级工会名称".to_owned(), "superior_unknown".to_owned())]);
    theirs.union_id = file.union_id;
    assert_eq!(officer.post("/staff/workbook/preview", &theirs).await.status(), 404);
}
