//! The server judges answers by the same rules as the browser, whatever a client left out.

use rstest::rstest;
use serde_json::json;
use shared::form::{Answer, Section};
use shared::sync::{Decision, Outcome};
use tests::{Database, Definition, OutcomeExt as _, TestApp};

fn text(value: &str) -> Option<Answer> {
    Some(Answer::Text(value.to_owned()))
}

/// Field, what is answered (nothing at all for `None`), the field that is refused, and the code.
fn table() -> Vec<(&'static str, Option<Answer>, &'static str, &'static str)> {
    vec![
        ("name", None, "name", "required"),
        ("name", text("  "), "name", "required"),
        ("name", text("张"), "name", "name_length"),
        ("name", text("张3"), "name", "name_character"),
        ("name", text("<b>张三</b>"), "name", "name_character"),
        ("name", text("·张三"), "name", "name_dot"),
        ("name", text("张\u{0}三"), "name", "unsafe_character"),
        ("name", text("张\u{202e}三"), "name", "unsafe_character"),
        ("name", Some(Answer::Yes(true)), "name", "answer_shape"),
        ("id_type", None, "id_type", "required"),
        ("id_type", text("driving_licence"), "id_type", "choice_unknown"),
        ("id_number", None, "id_number", "required"),
        ("id_number", text("130399199001010014"), "id_number", "id_checksum"),
        ("id_number", text("130302199002300015"), "id_number", "id_date"),
        ("id_number", text("130399900101001"), "id_number", "id_fifteen"),
        ("id_number", text("13039919900101"), "id_number", "id_length"),
        ("id_number", text("1303991990010l0014"), "id_number", "id_character"),
        ("id_number", text("990399199001010014"), "id_number", "id_prefix"),
        ("id_number", text("130399209901010012"), "id_number", "id_future"),
        ("id_number", Some(Answer::Many(vec!["1".into(), "2".into()])), "id_number", "answer_shape"),
        ("mobile", text("12800001234"), "mobile", "mobile_shape"),
        ("mobile", text("1390000000"), "mobile", "mobile_shape"),
        ("employer", None, "employer", "required"),
        ("employer", Some(Answer::Text("司".repeat(61))), "employer", "too_long"),
        ("employer", text("一\n二"), "employer", "unsafe_character"),
        ("employer", text("一\u{7}二"), "employer", "unsafe_character"),
        ("employer", text("一\u{202e}二"), "employer", "unsafe_character"),
        ("division", text("110101"), "division", "choice_unknown"),
        ("grade", text("9"), "grade", "choice_unknown"),
        ("years", text("many"), "years", "number_shape"),
        ("years", text("-1"), "years", "number_too_small"),
        ("years", text("61"), "years", "number_too_large"),
        ("years", text("2.5"), "years", "number_decimals"),
        ("consent_data", None, "consent_data", "consent_needed"),
        ("consent_data", Some(Answer::Yes(false)), "consent_data", "consent_needed"),
        ("consent_data", text("certainly"), "consent_data", "answer_shape"),
        ("shoe_size", text("42"), "shoe_size", "field_unknown"),
    ]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_bad_answer_is_named(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    for (field, answer, refused, code) in table() {
        let mut answers = app.person().answers();
        match answer.clone() {
            Some(answer) => answers.insert(field.to_owned(), answer),
            None => answers.remove(field),
        };
        let receipt = worker.submit_answers(&open, "delivery", answers).await;
        let Outcome::Rejected { violations, .. } = &receipt.outcome else {
            panic!("{field}: {answer:?} was taken: {:?}", receipt.outcome)
        };
        assert_eq!(tests::codes(violations), [(refused.to_owned(), code.to_owned())], "{field}: {answer:?}");
    }
    assert_eq!(worker.page(&open).await.card.left, 14, "nothing was taken");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn all_violations_come_at_once_in_the_order_of_the_form(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let answers = [("mobile", Answer::from("1")), ("unheard_of", Answer::from("x"))];
    let answers = answers.into_iter().map(|(key, answer)| (key.to_owned(), answer)).collect();
    let outcome = app.worker().submit_answers(&open, "delivery", answers).await;
    let fields: Vec<_> = outcome.violations().into_iter().map(|(field, _)| field).collect();
    let asked =
        ["name", "id_type", "id_number", "mobile", "employer", "division", "grade", "years", "consent_data"];
    assert_eq!(fields, [asked.as_slice(), &["unheard_of"]].concat());
}

#[rstest]
#[case::extension_g_and_f("\u{2CC56}\u{36C3}")]
#[case::latin_documents("Ngô Thị Hoa")]
#[case::twenty_five("𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷𠮷")]
#[case::dotted("买买提·吐尔逊")]
#[tokio::test(flavor = "multi_thread")]
async fn rare_names_survive_the_whole_way(
    #[case] name: &str,
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let mut person = app.person();
    person.name = name.to_owned();
    let entry = app.worker().submit_for(&open, "delivery", &person).await.accepted();
    let officer = app.staff("officer").await;
    let body = json!({ "purpose": "核对" });
    let full = officer.post(&format!("/staff/entries/{entry}/reveal"), &body).await;
    let full: shared::api::Revealed = full.json().await.unwrap();
    assert_eq!(full.name, name);
    let found = officer.entries_with(&[("q", name)]).await;
    assert_eq!(found.rows.len(), 1, "and is found by it");
    assert_eq!(found.rows[0].name, shared::person::mask_name(name));
}

/// A competition that asks for text on one line and on several.
fn with_texts() -> Definition {
    let title = json!({ "zh": "其他", "en": "Other" });
    let field = |key: &str, multiline: bool| json!({ "key": key, "label": title, "kind": { "type": "text", "max": 200, "multiline": multiline } });
    let section =
        json!({ "key": "other", "title": title, "fields": [field("slogan", false), field("story", true)] });
    let section: Section = serde_json::from_value(section).unwrap();
    Definition::courier().with(|definition| definition.form = vec![section])
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn html_is_text_like_any_other(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(with_texts()).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let html = r#"<script>alert("1")</script>&amp;'x'"#;
    let story = "第一行\n<img src=x onerror=alert(1)>\n\t'; DROP TABLE entries; --";
    let mut answers = app.person().answers();
    answers.insert("employer".into(), Answer::from(html));
    answers.insert("slogan".into(), Answer::from(html));
    answers.insert("story".into(), Answer::from(story));
    let receipt = worker.submit_answers(&open, "delivery", answers).await;
    let entry = receipt.accepted();

    let detail = officer.entry(entry).await;
    assert_eq!(detail.row.employer, html);
    assert_eq!(detail.answers["slogan"], Answer::from(html));
    assert_eq!(detail.answers["story"], Answer::from(story));
    officer.decide(entry, Decision::Return, html).await.accepted();
    let own = worker.open(&receipt).await;
    assert_eq!((own.reason.as_str(), &own.answers.unwrap()["story"]), (html, &Answer::from(story)));
    assert_eq!(officer.entries_with(&[("q", html)]).await.rows, [], "and a search for it is only a search");
    assert_eq!(officer.entries_with(&[("q", "%")]).await.rows, [], "nor is a pattern one");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn values_are_stored_in_their_normal_form(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let person = app.person();
    let mut answers = person.answers();
    let wide: String =
        person.document.chars().map(|c| char::from_u32(u32::from(c) + 0xfee0).unwrap()).collect();
    answers.insert("id_number".into(), Answer::Text(wide));
    answers.insert(
        "mobile".into(),
        Answer::Text(format!("+86 {}-{}", &person.mobile[..3], &person.mobile[3..])),
    );
    answers.insert("name".into(), Answer::from("买买提・吐尔逊"));
    let entry = app.worker().submit_answers(&open, "delivery", answers).await.accepted();
    let officer = app.staff("officer").await;
    let full = officer.post(&format!("/staff/entries/{entry}/reveal"), &json!({ "purpose": "核对" })).await;
    let full: shared::api::Revealed = full.json().await.unwrap();
    assert_eq!((full.document, full.mobile), (person.document, person.mobile));
    assert_eq!(full.name, "买买提·吐尔逊");
}
