//! The hosted pages work as plain HTML: no script runs in these tests.

use reqwest::header::{ACCEPT, CONTENT_TYPE};
use reqwest::{Method, Response};
use rstest::rstest;
use shared::form::{Answer, Answers};
use shared::sync::Decision;
use tests::{Database, Definition, ORIGIN, OutcomeExt as _, TestApp};

const FORM: &str = "/h/qhd-courier/c/courier-2026/enter/delivery";
const RECEIPT: &str = "/h/qhd-courier/receipt";

/// Name and value of every hidden input of a page.
pub(super) fn hidden(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        Some(rest.split('"').next()?.to_owned())
    };
    let tags = page.split("<input").skip(1).filter_map(|rest| rest.split('>').next());
    let hidden = tags.filter(|tag| attribute(tag, "type").as_deref() == Some("hidden"));
    hidden.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?))).collect()
}

/// What a browser sends of a filled-in form.
pub(super) fn filled(page: &str, answers: &Answers) -> Vec<(String, String)> {
    let mut fields = hidden(page);
    for (key, answer) in answers {
        match answer {
            Answer::Yes(true) => fields.push((format!("a.{key}"), "yes".into())),
            Answer::Yes(false) => {}
            Answer::Text(text) => fields.push((format!("a.{key}"), text.clone())),
            Answer::Many(many) => fields.extend(many.iter().map(|one| (format!("a.{key}"), one.clone()))),
        }
    }
    fields
}

pub(super) async fn post(app: &TestApp, path: &str, fields: &[(String, String)]) -> Response {
    let mut body = reqwest::Url::parse("http://form/").unwrap();
    body.query_pairs_mut().extend_pairs(fields);
    let request = app.request(Method::POST, path).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
    request.body(body.query().unwrap_or_default().to_owned()).send().await.unwrap()
}

pub(super) async fn text(app: &TestApp, path: &str) -> String {
    let response = app.get(path).await;
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_worker_signs_up_without_scripts(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let list = text(&app, "/h/qhd-courier").await;
    assert!(list.contains("/h/qhd-courier/c/courier-2026"), "the list leads to the competition");
    let page = text(&app, "/h/qhd-courier/c/courier-2026").await;
    assert!(page.contains(FORM), "and the competition to its form");
    let person = app.person();
    let fields = filled(&text(&app, FORM).await, &person.answers());

    // Twice: a double tap, or a reload of the answer.
    let (first, second) = (post(&app, FORM, &fields).await, post(&app, FORM, &fields).await);
    let officer = app.staff("officer").await;
    let rows = officer.entries("").await.rows;
    assert_eq!(rows.len(), 1, "one entry");
    for answer in [first, second] {
        assert!(answer.text().await.unwrap().contains(&rows[0].code), "and one receipt");
    }
    assert_eq!(app.worker().page(&open).await.places[0].left, 9);

    let by_code =
        [("code".into(), rows[0].code.clone()), ("mobile_last4".into(), person.mobile_tail().to_owned())];
    let seen = post(&app, RECEIPT, &by_code).await.text().await.unwrap();
    assert!(seen.contains("待审核") && seen.contains("投递"), "the receipt shows where the entry stands");
    let secret = fields.iter().find(|(name, _)| name == "secret").unwrap().clone();
    officer.decide(rows[0].id, Decision::Return, "请更正单位").await.accepted();
    let seen =
        post(&app, RECEIPT, &[secret.clone(), ("do".into(), "edit".into())]).await.text().await.unwrap();
    assert!(
        seen.contains("请更正单位") && !seen.contains(&person.document) && !seen.contains(&person.mobile)
    );
    let mut masked = app.worker().open(&receipt_of(&secret, &rows[0])).await.answers.unwrap();
    masked.insert("employer".into(), Answer::from("更正后的公司"));
    let mut save = filled(&seen, &masked);
    save.push(("do".into(), "save".into()));
    post(&app, RECEIPT, &save).await;
    assert_eq!(officer.entry(rows[0].id).await.row.employer, "更正后的公司");

    let ask =
        post(&app, RECEIPT, &[secret.clone(), ("do".into(), "withdraw".into())]).await.text().await.unwrap();
    assert_eq!(officer.entry(rows[0].id).await.row.version, 3, "first it asks: {ask}");
    post(&app, RECEIPT, &[secret, ("do".into(), "confirm".into())]).await;
    assert_eq!(app.worker().page(&open).await.places[0].left, 10);
}

fn receipt_of(secret: &(String, String), row: &shared::api::EntryRow) -> tests::Receipt {
    let secret: shared::sync::ReceiptSecret = secret.1.parse().unwrap();
    let action = shared::sync::Action::WithdrawEntry(shared::sync::WithdrawEntry { receipt: secret.clone() });
    let operation = shared::sync::Operation { id: row.id, captured_at: row.submitted_at, action };
    let outcome = shared::sync::Outcome::Accepted { record_id: row.id, version: 1, receipt: None };
    tests::Receipt { secret, operation, outcome }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_comes_back_as_text(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    app.open_competition(Definition::courier()).await;
    let mut answers = app.person().answers();
    let html = "\"><img src=x onerror=alert(1)>";
    answers.insert("employer".into(), Answer::from(html));
    answers.insert("mobile".into(), Answer::from("12345"));
    let fields = filled(&text(&app, FORM).await, &answers);
    let again = post(&app, FORM, &fields).await.text().await.unwrap();
    assert!(again.contains("手机号应为 11 位数字"), "the field and the remedy are named");
    assert!(
        again.contains("12345") && again.contains("&lt;img src=x onerror=alert(1)"),
        "and what was typed is kept"
    );
    assert!(!again.contains(html) && !again.contains("<img"));
    let hidden_before = hidden(&again);
    for name in ["operation_id", "secret"] {
        let kept = fields.iter().find(|(field, _)| field == name).unwrap();
        assert!(
            hidden_before.contains(kept),
            "{name} stays the same, so that sending again is the same entry"
        );
    }
    let english = post(&app, &format!("{FORM}?lang=en"), &fields).await.text().await.unwrap();
    assert!(english.contains("A mobile number has 11 digits"));
    assert_eq!(app.staff("officer").await.entries("").await.rows, []);
}

#[rstest]
#[case("/h/%22%3E%3Cimg%20src=x%3E")]
#[case("/h/%22%3E%3Cimg%20src=x%3E/receipt")]
#[case("/h/qhd-courier/c/%22%3E%3Cimg%20src=x%3E")]
#[case("/h/qhd-courier?lang=%22%3E%3Cimg%20src=x%3E")]
#[tokio::test(flavor = "multi_thread")]
async fn an_address_writes_nothing_into_a_page(
    #[case] path: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let shown = app.get(path).await.text().await.unwrap();
    assert!(!shown.contains("<img src=x>"), "{shown}");
    let posted = post(&app, path, &[("code".into(), "\"><img src=x>".into())]).await.text().await.unwrap();
    assert!(!posted.contains("<img src=x>"), "{posted}");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_fragment_is_the_page_without_its_shell(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    app.open_competition(Definition::courier()).await;
    let request =
        app.request(Method::GET, "/h/qhd-courier").header(ACCEPT, "text/vnd.rollcall.fragment+html");
    let response = request.header("origin", ORIGIN).send().await.unwrap();
    assert_eq!(response.headers()["access-control-allow-origin"], ORIGIN);
    let varies: Vec<_> =
        response.headers().get_all("vary").iter().map(|vary| vary.to_str().unwrap()).collect();
    let varies = varies.join(", ").to_lowercase();
    assert!(varies.contains("accept") && varies.contains("origin"), "{varies}");
    assert!(
        response.headers()[CONTENT_TYPE].to_str().unwrap().starts_with("text/vnd.rollcall.fragment+html")
    );
    let fragment = response.text().await.unwrap();
    assert!(
        !fragment.contains("<html") && !fragment.contains("<body") && fragment.contains("快递员技能大赛")
    );
    let page = text(&app, "/h/qhd-courier").await;
    assert!(page.starts_with("<!doctype html>") && page.contains("lang=\"zh-CN\""));
    let stranger = app.request(Method::GET, "/h/qhd-courier").header("origin", "https://other.example");
    let refused = stranger.send().await.unwrap();
    assert_eq!(refused.status(), 403);
    assert!(!refused.text().await.unwrap().contains("快递员技能大赛"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn drafts_and_what_is_not_there_have_no_page(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let draft = app.import(Definition::courier()).await;
    for path in [
        "/h/qhd-courier/c/courier-2026",
        FORM,
        "/h/qhd-courier/c/courier-2026/results",
        "/h/nobody",
        "/h/nobody/receipt",
        "/h/qhd-courier/c/none",
    ] {
        let response = app.get(path).await;
        assert_eq!(response.status(), 404, "{path}");
        assert!(
            response.headers()[CONTENT_TYPE].to_str().unwrap().starts_with("text/html"),
            "{path}: a page for people"
        );
        assert!(!response.text().await.unwrap().contains(&draft.definition.title.zh), "{path}");
    }
    let posted = post(&app, "/h/nobody/receipt", &[("do".into(), "open".into())]).await;
    assert_eq!(posted.status(), 404, "no receipts of an association that is not there");
    let lookup = text(&app, RECEIPT).await;
    assert!(lookup.contains("<title>我的回执 - 快递行业协会"), "each page says whose it is: {lookup}");
}
