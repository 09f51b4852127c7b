//! The specification is true: every route, its good answers and its bad ones, against the document that is served.

use super::specification::Document;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use rstest::rstest;
use serde_json::{Value, json};
use shared::form::Answer;
use shared::sync::{Action, Decision, Push, WithdrawEntry};
use std::collections::BTreeSet;
use tests::{Database, Definition, OutcomeExt as _, PASSWORD, TestApp};

fn is_public(path: &str) -> bool {
    path.contains("/associations/") || path.contains("/ceremonies/")
}

const LIST: &str = "/associations/{association}/competitions";
const PAGE: &str = "/associations/{association}/competitions/{competition}";
const RESULTS: &str = "/associations/{association}/competitions/{competition}/results";
const RECEIPT: &str = "/associations/{association}/receipt";
const OPERATIONS: &str = "/associations/{association}/operations";

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn public_routes_answer_as_documented(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let document = Document::of(&app).await;
    let open = app.open_competition(Definition::courier()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let own =
        |method: Method, path: &str| app.request(method, &format!("/api/v1/associations/qhd-courier{path}"));
    let get = |path: &str| own(Method::GET, path);
    let post = |path: &str, body: &Value| own(Method::POST, path).json(body);

    // Operations: each of the five outcomes that can be had.
    let (secret, first) = worker.filled_in(&open, "delivery", app.person().answers());
    let (_, second) = worker.filled_in(&open, "delivery", app.person().answers());
    let mut reused = second.clone();
    reused.id = first.id;
    let mut wrong = app.person().answers();
    wrong.insert("mobile".into(), Answer::from("1"));
    wrong.insert("id_number".into(), Answer::from("1303"));
    let (_, wrong) = worker.filled_in(&open, "delivery", wrong);
    let operations = vec![first.clone(), first, second, reused, wrong];
    let push = serde_json::to_value(Push { operations }).unwrap();
    let (_, told) = document.ask("POST", OPERATIONS, post("/operations", &push)).await;
    let outcomes: Vec<_> =
        told["outcomes"].as_array().unwrap().iter().map(|o| o["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["accepted", "duplicate", "accepted", "conflict", "rejected"]);
    let entry = told["outcomes"][0]["record_id"].as_str().unwrap().parse().unwrap();
    let large = "x".repeat(3 << 20);
    let stranger = || get("/competitions").header(ORIGIN, "https://other.example");
    for (status, request) in [
        (400, own(Method::POST, "/operations").header(CONTENT_TYPE, "application/json").body("{")),
        (
            413,
            own(Method::POST, "/operations")
                .header(CONTENT_TYPE, "application/json")
                .body(format!("\"{large}\"")),
        ),
        (415, own(Method::POST, "/operations").body("{}")),
    ] {
        assert_eq!(document.ask("POST", OPERATIONS, request).await.0, status);
    }
    assert_eq!(document.ask("GET", LIST, stranger()).await.0, 403);

    let drive = officer.begin_drive(&[]).await;
    officer.plan_ceremony(drive).await;
    let code = officer.drive(drive).await.ceremonies[0].code.clone();
    let screen = |path: &str| app.request(Method::GET, &format!("/api/v1/ceremonies/{path}"));
    document.ask("GET", "/ceremonies/{code}", screen(&code)).await;
    assert_eq!(document.ask("GET", "/ceremonies/{code}", screen("NOTHING0")).await.0, 404);
    document.ask_stream("/ceremonies/{code}/live", screen(&format!("{code}/live"))).await;
    let unread = json!({ "sealed": [{ "id": entry_id(&told), "key": "", "enc": "", "body": "" }] });
    document.ask("POST", "/associations/{association}/sealed", post("/sealed", &unread)).await;
    let issue = json!({ "kind": "issue_steward", "competition_id": open.id, "code": "ABCD-EFGH", "label": "平板", "hours": 1 });
    officer.act(serde_json::from_value(issue).unwrap()).await.accepted();
    const STEWARD: &str = "/associations/{association}/steward";
    document.ask("POST", STEWARD, post("/steward", &json!({ "code": "abcdefgh" }))).await;
    assert_eq!(document.ask("POST", STEWARD, post("/steward", &json!({ "code": "00000000" }))).await.0, 404);
    assert_eq!(document.ask("POST", STEWARD, post("/steward", &json!({ "code": "0" }))).await.0, 400);
    let receipt = json!({ "by": "secret", "secret": secret });
    document.ask("POST", RECEIPT, post("/receipt", &receipt)).await;
    officer.decide(entry, Decision::Return, "请补充").await.accepted();
    let (_, returned) = document.ask("POST", RECEIPT, post("/receipt", &receipt)).await;
    assert!(returned["answers"].is_object());
    let nothing = json!({ "by": "code", "code": "AAAAA-AAAAA", "mobile_last4": "0000" });
    assert_eq!(document.ask("POST", RECEIPT, post("/receipt", &nothing)).await.0, 404);
    assert_eq!(document.ask("POST", RECEIPT, post("/receipt", &json!({ "by": "magic" }))).await.0, 400);

    document.ask("GET", "/associations/{association}/join", get("/join")).await;
    assert_eq!(document.ask("GET", "/associations/{association}/join", get("/join?code=NONE")).await.0, 422);
    let applied = worker.apply(&app.person(), None).await;
    let receipt = json!({ "by": "secret", "secret": applied.secret });
    document.ask("POST", "/associations/{association}/application", post("/application", &receipt)).await;

    let nobody = app.request(Method::GET, "/api/v1/associations/nobody/competitions");
    assert_eq!(document.ask("GET", LIST, nobody).await.0, 404);
    document.ask("GET", LIST, get("/competitions")).await;
    document.ask("GET", PAGE, get("/competitions/courier-2026")).await;
    assert_eq!(document.ask("GET", PAGE, get("/competitions/none")).await.0, 404);
    assert_eq!(document.ask("GET", RESULTS, get("/competitions/courier-2026/results")).await.0, 404);

    let other = worker.submit(&open, "delivery").await;
    worker.send(&worker.operation(Action::WithdrawEntry(WithdrawEntry { receipt: secret }))).await.accepted();
    officer.accept_all(&[other.accepted()]).await;
    let second = told["outcomes"][2]["record_id"].as_str().and_then(|id| id.parse().ok()).unwrap();
    officer.decide(second, Decision::Ineligible, "未满从业年限").await.accepted();
    use shared::competition::CompetitionState::{EntryClosed, EntryOpen};
    officer.advance(&open, EntryOpen, EntryClosed).await;
    officer.mark(&open, other.accepted(), "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    officer.mark(&open, other.accepted(), "81", "absent").await;
    officer.publish(&open, 1, "复核").await.accepted();
    document.ask("GET", RESULTS, get("/competitions/courier-2026/results")).await;
    let with_result = json!({ "by": "secret", "secret": other.secret });
    let (_, told) = document.ask("POST", RECEIPT, post("/receipt", &with_result)).await;
    assert!(told["result"].is_object());

    assert_eq!(document.missed(is_public), [], "every public route was tried");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn staff_routes_answer_as_documented(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let document = Document::of(&app).await;
    let (open, entries) = super::marks::closed_with(&app, Definition::courier(), 2).await;
    let (officer, judge, auditor) =
        (app.staff("officer").await, app.staff("judge").await, app.staff("auditor").await);
    // Its log-in is tried wrongly below.
    let neighbour = app.staff("neighbour").await;
    let get = |path: &str| officer.request(Method::GET, path);
    let login = |body: Value| app.request(Method::POST, "/api/v1/session").json(&body);

    for (status, password) in [(200, PASSWORD), (401, "x"), (401, "x"), (401, "x"), (401, "x"), (429, "x")] {
        let request = login(json!({ "account": "neighbour", "password": password }));
        assert_eq!(document.ask("POST", "/session", request).await.0, status);
    }
    let text = app.request(Method::POST, "/api/v1/session").body("x");
    assert_eq!(document.ask("POST", "/session", text).await.0, 415);
    assert_eq!(document.ask("POST", "/session", login(json!({}))).await.0, 400);
    document.ask("GET", "/session", get("/session")).await;
    document.ask("GET", "/staff/today", get("/staff/today")).await;
    document.ask("GET", "/staff/competitions", get("/staff/competitions")).await;

    let of = |what: &str| get(&format!("/staff/competitions/{}{what}", open.id));
    document.ask("GET", "/staff/competitions/{id}", of("")).await;
    document.ask("GET", "/staff/competitions/{id}/stewards", of("/stewards")).await;
    document.ask("GET", "/staff/competitions/{id}/marks", of("/marks")).await;
    assert_eq!(document.ask("GET", "/staff/competitions/{id}/results", of("/results")).await.0, 404);
    officer.mark(&open, entries[0], "80", "59").await;
    officer.mark(&open, entries[1], "80", "absent").await;
    document.ask("GET", "/staff/competitions/{id}/marks", of("/marks")).await;
    document.ask("GET", "/staff/today", get("/staff/today")).await;
    officer.publish(&open, 0, "").await.accepted();
    document.ask("GET", "/staff/competitions/{id}/results", of("/results")).await;
    document.ask("GET", "/staff/competitions/{id}", of("")).await;

    document.ask("GET", "/staff/entries", get("/staff/entries?state=eligible&q=1")).await;
    assert_eq!(document.ask("GET", "/staff/entries", get("/staff/entries?state=asleep")).await.0, 400);
    assert_eq!(
        document.ask("GET", "/staff/entries", judge.request(Method::GET, "/staff/entries")).await.0,
        403
    );
    let entry = format!("/staff/entries/{}", entries[0]);
    document.ask("GET", "/staff/entries/{id}", get(&entry)).await;
    assert_eq!(document.ask("GET", "/staff/entries/{id}", get("/staff/entries/x")).await.0, 404);
    let reveal = |purpose: &str| {
        officer.request(Method::POST, &format!("{entry}/reveal")).json(&json!({ "purpose": purpose }))
    };
    document.ask("POST", "/staff/entries/{id}/reveal", reveal("核对")).await;
    assert_eq!(document.ask("POST", "/staff/entries/{id}/reveal", reveal("")).await.0, 422);
    let drive = officer.begin_drive(&[]).await;
    officer.venue(drive, "海港区会场", "").await;
    document.ask("GET", "/staff/funnel", get("/staff/funnel")).await;
    document.ask("GET", "/staff/drives", get("/staff/drives")).await;
    document.ask("GET", "/staff/drives/{id}", get(&format!("/staff/drives/{drive}"))).await;
    let person = app.person();
    let (application, member) = super::members::member(&app, &person).await;
    let again = app.worker_of("qhd-cleaning").apply_with(person.application("cleaning"), None).await;
    neighbour.offer_transfer(again.accepted(), 1).await.accepted();
    app.worker_of("qhd-cleaning").answer_offer(&again, 1, true).await.accepted();
    document.ask("GET", "/staff/transfers", get("/staff/transfers")).await;
    document.ask("GET", "/staff/associations", get("/staff/associations")).await;
    document.ask("GET", "/staff/today", get("/staff/today")).await;
    let asked = "/staff/applications?state=approved&filed=false&group=courier&q=1";
    document.ask("GET", "/staff/applications", get(asked)).await;
    document.ask("GET", "/staff/applications", get("/staff/applications")).await;
    assert_eq!(document.ask("GET", "/staff/applications", get("/staff/applications?after=x")).await.0, 400);
    document.ask("GET", "/staff/members", get("/staff/members?state=transferring")).await;
    let theirs = format!("/staff/applications/{}", again.accepted());
    let seen = neighbour.request(Method::GET, &theirs);
    let (_, told) = document.ask("GET", "/staff/applications/{id}", seen).await;
    assert!(told["transfer"].is_object() && told["member"].is_object());
    for (what, id) in [("applications", application), ("members", member)] {
        let (route, path) = (format!("/staff/{what}/{{id}}"), format!("/staff/{what}/{id}"));
        document.ask("GET", &route, get(&path)).await;
        assert_eq!(document.ask("GET", &route, get(&format!("/staff/{what}/x"))).await.0, 404);
        let (route, path) = (format!("{route}/reveal"), format!("{path}/reveal"));
        for (purpose, status) in [("核对", 200), ("", 422)] {
            let request = officer.request(Method::POST, &path).json(&json!({ "purpose": purpose }));
            assert_eq!(document.ask("POST", &route, request).await.0, status);
        }
    }
    document.ask("GET", "/staff/audit", auditor.request(Method::GET, "/staff/audit")).await;
    assert_eq!(document.ask("GET", "/staff/audit", get("/staff/audit")).await.0, 403);

    let plaza = super::building::add_union(&app, &officer, shared::union::UnionKind::Joint).await;
    super::building::record(&officer, plaza, super::building::whole("2021-09-28")).await.accepted();
    document.ask("GET", "/staff/unions", get("/staff/unions")).await;
    let (_, told) = document.ask("GET", "/staff/unions/{id}", get(&format!("/staff/unions/{plaza}"))).await;
    let attach = json!({ "kind": "attach_file", "step_id": told["steps"][0]["id"], "name": "批复.pdf", "content": "JVBERi0=" });
    let file = officer.act(serde_json::from_value(attach).unwrap()).await.accepted();
    let attachment = get(&format!("/staff/attachments/{file}"));
    document.ask_stream("/staff/attachments/{id}", attachment).await;
    document.ask("GET", "/staff/employers", get("/staff/employers?covered=true")).await;
    let employer = super::building::add_employer(&app, &officer, plaza).await;
    document.ask("GET", "/staff/employers/{id}", get(&format!("/staff/employers/{employer}"))).await;
    let work = officer.act(super::building::enrolment(&app, plaza)).await.accepted();
    document.ask("GET", "/staff/chronicle/{id}", get(&format!("/staff/chronicle/{work}"))).await;
    document.ask("GET", "/staff/reports", get("/staff/reports?month=2026-10")).await;
    assert_eq!(document.ask("GET", "/staff/reports", get("/staff/reports?month=x")).await.0, 400);
    let behind = get("/staff/reports/records?month=2021-09&figure=unions_founded");
    document.ask("GET", "/staff/reports/records", behind).await;
    document.ask_stream("/staff/reports/workbook", get("/staff/reports/workbook?month=2026-10")).await;
    document.ask("GET", "/staff/overview", get("/staff/overview")).await;

    let push = |body: Value| officer.request(Method::POST, "/sync/push").json(&body);
    document.ask("POST", "/sync/push", push(json!({ "operations": [] }))).await;
    let cross = push(json!({ "operations": [] })).header("sec-fetch-site", "cross-site");
    assert_eq!(document.ask("POST", "/sync/push", cross).await.0, 403);
    assert_eq!(document.ask("POST", "/sync/push", push(json!({ "operations": [1] }))).await.0, 400);
    document.ask("GET", "/sync/changes", get("/sync/changes?limit=1000")).await;
    assert_eq!(document.ask("GET", "/sync/changes", get("/sync/changes?after=x")).await.0, 400);
    let token = super::mirror::partner(&app, "p", &shared::sync::RecordKind::ALL, None).await.token;
    let pull = |path: &str| app.request(Method::GET, &format!("/api/v1{path}")).bearer_auth(token.as_str());
    document.ask("GET", "/sync/snapshot", pull("/sync/snapshot")).await;
    document.ask("GET", "/sync/checksum", pull("/sync/checksum")).await;
    document.ask("GET", "/sync/changes", pull("/sync/changes?records=true")).await;
    assert_eq!(document.ask("GET", "/sync/changes", pull("/sync/changes?after=7.1")).await.0, 410);
    document.ask_stream("/sync/live", get("/sync/live")).await;
    let admin = app.staff("admin").await;
    document.ask("GET", "/staff/partners", admin.request(Method::GET, "/staff/partners")).await;
    super::workbook::routes_answer_as_documented(&app, &document).await;
    let delivery = given_up(&app).await;
    let resend = admin.request(Method::POST, &format!("/staff/deliveries/{delivery}/resend"));
    document.ask("POST", "/staff/deliveries/{id}/resend", resend).await;
    for (method, path, _) in document.successes().into_iter().filter(|(_, path, _)| !is_public(path)) {
        let template = path.strip_prefix("/api/v1").unwrap();
        if (method.as_str(), template) != ("POST", "/session") {
            let path = path.replace("{id}", &open.id.to_string());
            let request = app.request(method.parse().unwrap(), &path);
            let request = if method == "POST" {
                request.json(&json!({ "purpose": "x", "operations": [] }))
            } else {
                request
            };
            assert_eq!(document.ask(&method, template, request).await.0, 401, "{method} {path}");
        }
    }
    document.ask("DELETE", "/session", officer.request(Method::DELETE, "/session")).await;
    assert_eq!(document.missed(|path| !is_public(path)), [], "every route of staff was tried");
}

fn entry_id(told: &Value) -> &Value {
    &told["outcomes"][0]["record_id"]
}

/// A message that was given up.
async fn given_up(app: &TestApp) -> uuid::Uuid {
    let hook = Some("http://127.0.0.1:9/".to_owned());
    super::mirror::partner(app, "away", &[], hook).await;
    let id = app.inside.random.uuid(app.clock.now());
    let hex = id.simple().to_string();
    let sql = format!(
        "INSERT INTO deliveries (id, partner_id, cursor, state, attempts, next_at, answer, created_at, changed_at)
         SELECT {}, id, '0.0', 'dead', 9, created_at, '', created_at, created_at FROM partners WHERE name = 'away'",
        if app.database_url().starts_with("sqlite:") { format!("x'{hex}'") } else { format!("'{hex}'::uuid") }
    );
    app.raw().await.execute(&sql).await.expect("a message");
    id
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_document_is_of_openapi_3_1(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let document = Document::of(&app).await.json;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."), "{}", document["openapi"]);
    let (mut ids, mut referred) = (BTreeSet::new(), BTreeSet::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no id"));
            assert!(ids.insert(id.to_owned()), "{id} stands for two operations");
            assert!(operation["summary"].is_string(), "{method} {path} says what it is for");
            let needed = path.matches('{').count();
            let given = operation["parameters"]
                .as_array()
                .map_or(0, |all| all.iter().filter(|p| p["in"] == "path").count());
            assert_eq!(given, needed, "{method} {path}: parameters of the path");
        }
    }
    collect_references(&document, &mut referred);
    for reference in referred {
        let pointer = reference.strip_prefix('#').expect("a place in the document");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect_references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            found.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_references(value, found));
        }
        Value::Array(items) => items.iter().for_each(|value| collect_references(value, found)),
        _ => {}
    }
}
