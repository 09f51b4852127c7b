//! The form changed while someone filled it in: answers are kept, only what changed is asked again.

use rstest::rstest;
use serde_json::{Value, json};
use shared::competition::EntryState;
use shared::form::{Answer, Section};
use shared::sync::{Decision, Refusal};
use tests::{Database, Definition, Open, OutcomeExt as _, TestApp};

fn section(fields: Value) -> Section {
    let title = json!({ "zh": "证书", "en": "Certificate" });
    serde_json::from_value(json!({ "key": "own", "title": title, "fields": fields })).unwrap()
}

fn field(key: &str, zh: &str, required: bool) -> Value {
    let kind = json!({ "type": "text", "max": 40 });
    json!({ "key": key, "label": { "zh": zh, "en": key }, "kind": kind, "required": required })
}

/// The first form asks for a certificate's number; the second asks another thing by that key, and one thing more.
fn first() -> Definition {
    Definition::courier().with(|d| d.form = vec![section(json!([field("number", "证书编号", false)]))])
}

fn second() -> Definition {
    first().with(|d| {
        d.form =
            vec![section(json!([field("number", "上岗证编号", false), field("issuer", "发证机关", true)]))];
        d.form_version = 2;
    })
}

fn changed(fields: &[&str]) -> Vec<(String, String)> {
    fields.iter().map(|field| ((*field).to_owned(), "form_changed".to_owned())).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn only_changed_fields_are_asked_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let old = app.open_competition(first()).await;
    let (worker, person) = (app.worker(), app.person());
    assert_eq!(worker.page(&old).await.form.version, 1);
    let new = app.import(second()).await;
    assert_eq!(new.id, old.id);
    assert_eq!(worker.page(&new).await.form.version, 2);

    let mut answers = person.answers();
    answers.insert("number".into(), Answer::from("A-1"));
    let late = worker.submit_answers(&old, "delivery", answers.clone()).await;
    assert_eq!(late.refusal(), Refusal::FormChanged);
    assert_eq!(late.violations(), changed(&["number", "issuer"]));
    assert_eq!(worker.page(&new).await.places[0].left, 10);

    answers.insert("issuer".into(), Answer::from("市人社局"));
    let receipt = worker.submit_answers(&new, "delivery", answers).await;
    let detail = app.staff("officer").await.entry(receipt.accepted()).await;
    assert_eq!((detail.form.version, &detail.answers["issuer"]), (2, &Answer::from("市人社局")));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_version_unheard_of_asks_everything(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(first()).await;
    let mut definition = open.definition.clone();
    definition.form_version = 9;
    let ahead = Open { id: open.id, definition };
    let refused = app.worker().submit(&ahead, "delivery").await;
    assert_eq!(refused.refusal(), Refusal::FormChanged);
    assert_eq!(refused.violations().len(), app.worker().page(&open).await.form.fields().count());
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_correction_answers_the_form_of_today(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let old = app.open_competition(first()).await;
    let (worker, person) = (app.worker(), app.person());
    let receipt = worker.submit_for(&old, "delivery", &person).await;
    let officer = app.staff("officer").await;
    officer.decide(receipt.accepted(), Decision::Return, "请补充").await.accepted();
    let new = app.import(second()).await;
    assert_eq!(officer.entry(receipt.accepted()).await.form.version, 1, "as it was answered");

    let mut answers = worker.open(&receipt).await.answers.unwrap();
    let refused = worker.correct(&old, &receipt, answers.clone()).await;
    assert_eq!(refused.violations(), changed(&["number", "issuer"]));
    answers.insert("issuer".into(), Answer::from("市人社局"));
    worker.correct(&new, &receipt, answers).await.accepted();
    assert_eq!(worker.open(&receipt).await.state, EntryState::Submitted);
    assert_eq!(officer.entry(receipt.accepted()).await.form.version, 2);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_changed_form_needs_a_higher_version(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    use server::domain::import::{self, ImportError, Imported};
    use shared::competition::CompetitionState;
    let app = TestApp::start(database).await;
    let open = app.open_competition(first()).await;
    let import = async |definition: Definition| import::competition(&app.inside, definition.0).await;
    let same_number = second().with(|d| d.form_version = 1);
    assert!(matches!(import(same_number).await, Err(ImportError::FormVersion(1))));
    let without_event = first().with(|d| drop(d.events.pop()));
    assert!(matches!(import(without_event).await, Err(ImportError::EventGone(gone)) if gone == "sorting"));
    let nowhere = first().with(|d| d.association = "nobody".into());
    assert!(matches!(import(nowhere).await, Err(ImportError::Association(_))));
    let unsound = first().with(|d| d.document.scoring.theory_weight = 31);
    assert!(matches!(import(unsound).await, Err(ImportError::Definition(errors)) if errors.len() == 1));
    assert!(matches!(import(first()).await, Ok(Imported::Same(id)) if id == open.id));

    let officer = app.staff("officer").await;
    officer.advance(&open, CompetitionState::EntryOpen, CompetitionState::EntryClosed).await;
    assert!(matches!(import(second()).await, Err(ImportError::TooLate(CompetitionState::EntryClosed))));
}
