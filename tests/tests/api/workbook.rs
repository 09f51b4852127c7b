//! The real-name workbook: what is damaged is told of row by row, and what is taken in goes out again as it came.

use super::specification::Document;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Method, StatusCode};
use rstest::rstest;
use shared::api::{
    ExportWorkbook, GoodRows, ImportWorkbook, ImportedWorkbook, MemberDetail, MemberRows, ProblemDetails,
    RowVerdict, WorkbookFile, WorkbookPage, WorkbookPreview,
};
use shared::sync::{CommitteeDecision, Confirmation, ConfirmedBy, Conflict, Outcome};
use shared::workbook::{Cell, SheetKind, built_in, read_sheet};
use std::io::{Cursor, Read as _};
use tests::{Damage, Database, OutcomeExt as _, Person, StaffClient, TestApp, codes, members_set, roll};
use uuid::Uuid;

fn people(app: &TestApp) -> Vec<Person> {
    (0..12).map(|_| app.person()).collect()
}

async fn file_of(staff: &StaffClient<'_>, bytes: &[u8]) -> WorkbookFile {
    let page: WorkbookPage = staff.read("/staff/workbook").await;
    let (set, union_id) = (page.sheets[0].key.clone(), page.unions[0].id);
    WorkbookFile { set, union_id, file: STANDARD.encode(bytes) }
}

pub async fn preview(staff: &StaffClient<'_>, file: &WorkbookFile) -> WorkbookPreview {
    let response = staff.post("/staff/workbook/preview", file).await;
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

fn decision() -> CommitteeDecision {
    CommitteeDecision {
        on: "2026-04-01".parse().unwrap(),
        document_number: "秦快工字〔2026〕5号".to_owned(),
        deciders: "张伟、王敏、李静".to_owned(),
    }
}

fn import(app: &TestApp, file: WorkbookFile, preview: &WorkbookPreview) -> ImportWorkbook {
    let now = app.clock.now();
    ImportWorkbook {
        id: app.inside.random.uuid(now),
        captured_at: now,
        file,
        digest: preview.digest.clone(),
        rows: GoodRows::All,
        decision: Some(CommitteeDecision { on: app.clock.today(), ..decision() }),
        confirmation: Some(Confirmation {
            reason: "花名册导入".into(),
            by: ConfirmedBy::Paper,
            on: app.clock.today(),
            who: "本人签字，入会申请书由李静保管".into(),
        }),
    }
}

pub async fn send(staff: &StaffClient<'_>, import: &ImportWorkbook) -> ImportedWorkbook {
    let response = staff.post("/staff/workbook/import", import).await;
    assert_eq!(response.status(), StatusCode::OK);
    response.json().await.unwrap()
}

/// Refused rows, each with its column and the code of its reason.
pub fn refused(preview: &WorkbookPreview) -> Vec<(String, String)> {
    let reasons = preview.rows.iter().flat_map(|row| &row.reasons);
    reasons
        .map(|one| (one.column.clone(), codes(std::slice::from_ref(&one.violation))[0].1.clone()))
        .collect()
}

/// The routes against the specification.
pub async fn routes_answer_as_documented(app: &TestApp, document: &Document) {
    let officer = app.staff("officer").await;
    let get = |path: &str| officer.request(Method::GET, path);
    let post = |path: &str| officer.request(Method::POST, path);
    document.ask("GET", "/staff/workbook", get("/staff/workbook")).await;
    let file = file_of(&officer, &roll(&people(app), &Damage::ALL)).await;
    let template = format!("/staff/workbook/template?set={}", file.set);
    document.ask_unread("GET", "/staff/workbook/template", get(&template)).await;
    let (path, none) = ("/staff/workbook/preview", WorkbookFile { file: String::new(), ..file.clone() });
    document.ask("POST", path, post(path).json(&file)).await;
    assert_eq!(document.ask("POST", path, post(path).json(&none)).await.0, 422);
    let (told, path) = (preview(&officer, &file).await, "/staff/workbook/import");
    document.ask("POST", path, post(path).json(&import(app, file.clone(), &told))).await;
    let ask = ExportWorkbook { set: file.set, union_id: file.union_id, purpose: "核对".into() };
    document.ask_unread("POST", "/staff/workbook/export", post("/staff/workbook/export").json(&ask)).await;
}

/// Each kind of damage alone: what can be recovered is, and the rest is refused where it is.
#[rstest]
#[case(Damage::Title, 12, &[])]
#[case(Damage::Signature, 12, &[])]
#[case(Damage::LateHeader, 12, &[])]
#[case(Damage::MergedCells, 12, &[])]
#[case(Damage::NoteBetween, 12, &[])]
#[case(Damage::NotesBelow, 12, &[])]
#[case(Damage::LostTail, 11, &["id_number"])]
#[case(Damage::ThreeDates, 12, &[])]
#[case(Damage::FullWidth, 12, &[])]
#[case(Damage::FormulaError, 11, &["native_place"])]
#[case(Damage::UnknownWord, 11, &["education"])]
#[case(Damage::Repeated, 12, &["id_number"])]
fn each_damage_by_itself(#[case] damage: Damage, #[case] good: usize, #[case] refused: &[&str]) {
    let people: Vec<Person> = (1..13).map(Person::nth).collect();
    let sheets = sheets::read(&roll(&people, &[damage])).unwrap();
    let today = "2026-11-24".parse().unwrap();
    let read = read_sheet(&members_set(), &sheets[0].rows, today).unwrap();
    let taken: Vec<_> = read.rows.iter().filter(|row| !row.note && row.problems.is_empty()).collect();
    assert_eq!(taken.len(), good, "{read:?}");
    let why = read.rows.iter().flat_map(|row| &row.problems).map(|problem| problem.key.as_str());
    assert_eq!(why.collect::<Vec<_>>(), refused);
    for row in taken {
        let person = people.iter().find(|person| person.document == row.values.get("id_number")).unwrap();
        assert_eq!(row.values.get("mobile"), person.mobile);
        assert_eq!(row.values.get("birth").replace('-', ""), person.document[6..14]);
        assert!(!row.values.get("employer").is_empty() || damage == Damage::Repeated);
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_roll_is_taken_in_by_choice_and_once(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let people = people(&app);
    let file = file_of(&officer, &roll(&people, &Damage::ALL)).await;
    let told = preview(&officer, &file).await;
    let counts = told.counts;
    assert_eq!((counts.new, counts.changed, counts.unchanged, counts.refused, counts.note), (9, 0, 0, 4, 3));
    let why = [
        ("证件号码", "cell_lost_tail"),
        ("籍贯", "cell_broken"),
        ("学历", "choice_unknown"),
        ("证件号码", "row_repeated"),
    ];
    assert_eq!(refused(&told), why.map(|(column, code)| (column.to_owned(), code.to_owned())));
    assert_eq!(told.header_row, 8);
    let shown = serde_json::to_string(&told).unwrap();
    assert!(people.iter().all(|person| !shown.contains(&person.document) && !shown.contains(&person.mobile)));

    // None, unless all are good; and no membership without a decision.
    let all = import(&app, file.clone(), &told);
    let none = ImportWorkbook { rows: GoodRows::OnlyIfNoneRefused, ..all.clone() };
    assert_eq!(send(&officer, &none).await.outcome.violations(), [("rows".into(), "rows_refused".into())]);
    let undecided = ImportWorkbook { decision: None, ..all.clone() };
    assert_eq!(send(&officer, &undecided).await.outcome.violations().len(), 3);
    let unconfirmed = ImportWorkbook { confirmation: None, ..all.clone() };
    assert_eq!(
        send(&officer, &unconfirmed).await.outcome.violations(),
        [("who".into(), "confirmation_needed".into())]
    );
    let early = CommitteeDecision { on: "2024-02-29".parse().unwrap(), ..decision() };
    let early = ImportWorkbook { decision: Some(early), ..all.clone() };
    assert_eq!(
        send(&officer, &early).await.outcome.violations(),
        [("on".into(), "decision_too_early".into())]
    );
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "0");
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM decisions").await, "0");

    let done = send(&officer, &all).await;
    done.outcome.accepted();
    assert!(matches!(send(&officer, &all).await.outcome, Outcome::Duplicate { .. }));
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members WHERE state = 'active'").await, "9");
    let joined = "SELECT CAST(COUNT(*) AS TEXT) FROM membership_events WHERE change = 'joined' AND decision_id IS NOT NULL";
    assert_eq!(raw.value(joined).await, "9");
    // Whoever opens a member sees how it is known that she wanted it.
    let list: MemberRows = officer.read("/staff/members").await;
    let member: MemberDetail = officer.read(&format!("/staff/members/{}", list.rows[0].id)).await;
    let told = member.events[0].confirmation.as_ref().unwrap();
    assert_eq!((told.by, told.who.as_str()), (ConfirmedBy::Paper, "本人签字，入会申请书由李静保管"));
    let feed = "SELECT CAST(COUNT(*) AS TEXT) FROM changes WHERE CAST(kind AS TEXT) LIKE '%membership%'";
    assert_eq!(raw.value(feed).await, "9");

    // Again: nothing changes, and nothing is written.
    let told = preview(&officer, &file).await;
    assert_eq!(
        (told.counts.new, told.counts.changed, told.counts.unchanged, told.counts.refused),
        (0, 0, 9, 4)
    );
    let rows = "SELECT CAST(COUNT(*) AS TEXT) FROM audit";
    let before = raw.value(rows).await;
    send(&officer, &import(&app, file, &told)).await.outcome.accepted();
    assert_eq!(raw.value(rows).await, before);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_goes_out_comes_in_as_it_is(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let people = people(&app);
    let file = file_of(&officer, &roll(&people, &[])).await;
    let told = preview(&officer, &file).await;
    send(&officer, &import(&app, file.clone(), &told)).await.outcome.accepted();
    // One who applied online stands on the roll, too.
    let applied = app.worker().apply(&app.person(), None).await.accepted();
    officer.approve(&[(applied, 1)]).await.accepted();

    let ask =
        ExportWorkbook {
            set: file.set.clone(), union_id: file.union_id, purpose: "上报市总工会".into()
        };
    let response = officer.post("/staff/workbook/export", &ask).await;
    assert_eq!(response.status(), StatusCode::OK);
    let bytes = response.bytes().await.unwrap();
    let audited = "SELECT detail FROM audit WHERE action = 'workbook.export'";
    assert_eq!(app.raw().await.value(audited).await, "上报市总工会");

    let sheet = sheets::read(&bytes).unwrap().remove(0);
    let titles = members_set().columns.into_iter().map(|column| Cell::Text(column.title)).collect::<Vec<_>>();
    assert_eq!(sheet.rows[0].cells, titles);
    assert_eq!(sheet.rows.len(), 14);
    let texts = |row: &shared::workbook::SheetRow| {
        row.cells.iter().all(|cell| matches!(cell, Cell::Text(_) | Cell::Empty))
    };
    assert!(sheet.rows.iter().all(texts), "a number would lose digits");
    let place = members_set().columns.iter().position(|column| column.key == "id_number").unwrap();
    let numbers: Vec<_> = sheet.rows[1..].iter().map(|row| row.cells[place].text().unwrap()).collect();
    assert!(people.iter().all(|person| numbers.contains(&person.document)));

    // Dropdowns of every column with words, from a sheet of their own.
    let mut archive = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut xml = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut xml).unwrap();
    let with_words = members_set().columns.iter().filter(|column| !column.kind.words().is_empty()).count();
    assert_eq!((with_words, xml.matches("<dataValidation ").count()), (11, 11));
    assert!(xml.contains("字典!$B$1:$B$56"), "the 56 ethnic groups");

    let back = WorkbookFile { file: STANDARD.encode(&bytes), ..file };
    let told = preview(&officer, &back).await;
    let verdicts: Vec<_> = told.rows.iter().map(|row| row.verdict).collect();
    assert_eq!(verdicts, vec![RowVerdict::Unchanged; 13], "{:?}", refused(&told));

    let template = officer.get(&format!("/staff/workbook/template?set={}", ask.set)).await;
    let template = sheets::read(&template.bytes().await.unwrap()).unwrap();
    assert_eq!((template[0].rows.len(), &template[0].rows[0].cells), (1, &titles));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn organisations_go_out_in_the_columns_of_the_province(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (officer, admin) = (app.staff("officer").await, app.staff("admin").await);
    let file = file_of(&officer, &roll(&people(&app), &[])).await;
    let told = preview(&officer, &file).await;
    send(&officer, &import(&app, file, &told)).await.outcome.accepted();
    let page: WorkbookPage = admin.read("/staff/workbook").await;
    let set = page.sheets.iter().find(|choice| choice.sheet == SheetKind::Organisations).unwrap().key.clone();
    let ask = ExportWorkbook { set: set.clone(), union_id: page.unions[0].id, purpose: "汇总".into() };
    let bytes = admin.post("/staff/workbook/export", &ask).await.bytes().await.unwrap();
    let sheet = sheets::read(&bytes).unwrap().remove(0);
    let columns = built_in().unwrap().into_iter().find(|one| one.key == set).unwrap().columns;
    let titles: Vec<_> = columns.iter().map(|column| Cell::Text(column.title.clone())).collect();
    assert_eq!(sheet.rows[0].cells, titles);
    let cell = |row: usize, key: &str| {
        let place = columns.iter().position(|column| column.key == key).unwrap();
        sheet.rows[row].cells.get(place).map(|cell| cell.text().unwrap()).unwrap_or_default()
    };
    let told: Vec<_> = (1..sheet.rows.len())
        .map(|row| ["union_name", "superior", "union_kind", "members"].map(|key| cell(row, key)))
        .collect();
    assert_eq!(
        told,
        [
            ["保洁行业联合工会", "市总工会", "联合基层工会", ""],
            ["快递行业联合工会", "市总工会", "联合基层工会", "12"],
        ]
        .map(|row| row.map(str::to_owned))
    );
    // What goes out comes in as it is.
    let file = WorkbookFile { set, union_id: page.unions[0].id, file: STANDARD.encode(&bytes) };
    let told = preview(&admin, &file).await;
    assert_eq!((told.counts.unchanged, told.rows.len()), (2, 2), "{:?}", refused(&told));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_roll_makes_nobody_a_member_twice(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (officer, neighbour) = (app.staff("officer").await, app.staff("neighbour").await);
    let people = people(&app);
    let theirs = file_of(&neighbour, &roll(&people, &[])).await;
    let ours = file_of(&officer, &roll(&people, &[])).await;
    assert_ne!(theirs.union_id, ours.union_id);
    let (told, seen) = (preview(&neighbour, &theirs).await, preview(&officer, &ours).await);
    assert_eq!((told.counts.new, seen.counts.new), (12, 12));

    // Both send at once what both were told is good: one of them is told that it is so no longer.
    let (one, other) = (import(&app, theirs, &told), import(&app, ours.clone(), &seen));
    let (one, other) = tokio::join!(send(&neighbour, &one), send(&officer, &other));
    let outcomes = [&one.outcome, &other.outcome];
    assert_eq!(
        outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Accepted { .. })).count(),
        1,
        "{outcomes:?}"
    );
    let late = Outcome::Conflict { conflict: Conflict::VersionChanged };
    assert!(outcomes.contains(&&late), "{outcomes:?}");
    let mut raw = app.raw().await;
    assert_eq!(raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM members").await, "12");

    let (loser, file) = match matches!(one.outcome, Outcome::Accepted { .. }) {
        true => (&officer, ours),
        false => (&neighbour, file_of(&neighbour, &roll(&people, &[])).await),
    };
    let told = preview(loser, &file).await;
    assert_eq!(told.counts.refused, 12);
    assert!(refused(&told).iter().all(|(_, code)| code == "import_elsewhere"));
    // Outside the own part of the tree nothing is there.
    let foreign = WorkbookFile { union_id: Uuid::nil(), ..file };
    assert_eq!(loser.post("/staff/workbook/preview", &foreign).await.status(), StatusCode::NOT_FOUND);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn who_left_is_not_brought_back_by_an_old_roll(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let officer = app.staff("officer").await;
    let people = people(&app);
    let file = file_of(&officer, &roll(&people, &[])).await;
    let told = preview(&officer, &file).await;
    send(&officer, &import(&app, file.clone(), &told)).await.outcome.accepted();
    let mut raw = app.raw().await;
    raw.execute("UPDATE members SET state = 'resigned', ended_on = '2026-01-05'").await.unwrap();
    let told = preview(&officer, &file).await;
    assert_eq!(told.counts.refused, 12);
    assert!(refused(&told).iter().all(|(_, code)| code == "import_ended"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_cannot_be_read_is_told_of_with_the_remedy() {
    let app = TestApp::start(Database::Sqlite).await;
    let officer = app.staff("officer").await;
    let file = |bytes: &[u8]| STANDARD.encode(bytes);
    let own = file_of(&officer, b"").await;
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("xl/worksheets/sheet1.xml", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::copy(&mut std::io::repeat(b' ').take(200 << 20), &mut bomb).unwrap();
    let bomb = bomb.finish().unwrap().into_inner();
    assert!(bomb.len() < 1 << 20);
    let mut other = rust_xlsxwriter::Workbook::new();
    other.add_worksheet().write_string(0, 0, "姓名").unwrap().write_string(1_000, 16_000, "张三").unwrap();
    let other = other.save_to_buffer().unwrap();
    for (bytes, code) in [
        (file(b"name,number"), "file_unreadable"),
        ("no base64".to_owned(), "file_unreadable"),
        (file(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1]), "file_old"),
        (file(&bomb), "file_too_large"),
        (file(&other), "columns_missing"),
    ] {
        let response =
            officer.post("/staff/workbook/preview", &WorkbookFile { file: bytes, ..own.clone() }).await;
        assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        let told: ProblemDetails = response.json().await.unwrap();
        assert_eq!(codes(&told.violations), [("file".to_owned(), code.to_owned())]);
    }
    let large = WorkbookFile { file: "A".repeat(13 << 20), ..own.clone() };
    assert_eq!(officer.post("/staff/workbook/preview", &large).await.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let purpose = ExportWorkbook { set: own.set.clone(), union_id: own.union_id, purpose: " ".into() };
    assert_eq!(
        officer.post("/staff/workbook/export", &purpose).await.status(),
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
