//! Which unions the application form offers, and that it takes others that there are.

use super::joining::{button, returned, shown};
use super::pages::filled;
use rstest::rstest;
use server::domain::setup::{NewUnion, add_union};
use shared::api::JoinPage;
use shared::form::{Answer, FieldKind};
use shared::i18n::Localized;
use shared::membership::{MOST_OFFERED, RoutedBy};
use shared::sync::SaveSource;
use shared::union::{Level, UnionKind};
use tests::drives::venue;
use tests::{Database, OutcomeExt as _, TestApp};

async fn add(app: &TestApp, slug: &str, kind: UnionKind, division: &str, groups: &[&str]) {
    let new = NewUnion {
        slug,
        parent: Some("courier"),
        level: Level::County,
        kind,
        division,
        name: Localized::new(slug, slug),
        worker_groups: groups.iter().map(|group| (*group).to_owned()).collect(),
    };
    add_union(&app.inside, new).await.unwrap();
}

/// Slugs of the unions that the form offers, and how long the page is.
async fn offered(app: &TestApp, code: Option<&str>) -> (Vec<String>, usize) {
    let code = code.map(|code| format!("?code={code}")).unwrap_or_default();
    let text = app.get(&format!("/api/v1/associations/qhd-courier/join{code}")).await.text().await.unwrap();
    let page: JoinPage = serde_json::from_str(&text).unwrap();
    let field = page.form.field("union").cloned();
    let options = field.map(|field| match field.kind {
        FieldKind::Choice { options } => options,
        kind => panic!("{kind:?}"),
    });
    (options.unwrap_or_default().into_iter().map(|option| option.value).collect(), text.len())
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_form_offers_what_it_is_about_and_takes_every_union(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    add(&app, "mall", UnionKind::Joint, "130303", &["courier", "small_merchant"]).await;
    add(&app, "harbour", UnionKind::Joint, "130302", &["courier"]).await;
    add(&app, "works", UnionKind::SingleEmployer, "130302", &[]).await;
    assert_eq!(
        offered(&app, None).await.0,
        ["courier", "harbour", "mall"],
        "no cleaners, no single employer"
    );
    let officer = app.staff("officer").await;
    let drive = officer.begin_drive(&[]).await;
    let (group, division) = ("small_merchant".to_owned(), "130303".to_owned());
    let code = officer.source(SaveSource { worker_group: group, ..venue(drive, "商场") }).await.code;
    assert_eq!(offered(&app, Some(&code)).await.0, ["mall"]);
    let code = officer.source(SaveSource { division, ..venue(drive, "山海关") }).await.code;
    assert_eq!(offered(&app, Some(&code)).await.0, ["courier", "mall"]);

    // What a page offered that somebody kept is taken; a federation takes nobody.
    let worker = app.worker();
    let choosing = |slug: &str| {
        let mut answers = app.person().application("courier");
        answers.insert("union".into(), Answer::from(slug));
        answers
    };
    for slug in ["cleaning", "works"] {
        let receipt = worker.apply_with(choosing(slug), None).await;
        receipt.accepted();
        assert_eq!(worker.application(&receipt).await.routed_by, RoutedBy::Chosen, "{slug}");
    }
    for slug in ["city", "nowhere"] {
        let refused = worker.apply_with(choosing(slug), None).await.outcome.violations();
        assert_eq!(refused, [("union".to_owned(), "choice_unknown".to_owned())]);
    }

    // It stays chosen in the form that comes back.
    let receipt = worker.apply_with(choosing("works"), None).await;
    let before = worker.application(&receipt).await;
    returned(&app, before.id).await;
    let edit = shown(&app, &button(&receipt, "edit")).await;
    assert!(edit.contains(r#"value="works""#), "{edit}");
    let mut answers = worker.application(&receipt).await.answers.unwrap();
    answers.insert("employer".into(), Answer::from("第七服务公司"));
    shown(&app, &filled(&edit, &answers)).await;
    let after = worker.application(&receipt).await;
    assert_eq!((after.routed_by, after.union.zh.as_str()), (RoutedBy::Chosen, "works"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_form_stays_small_in_a_city_of_many_unions(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let before = offered(&app, None).await.1;
    for n in 0..MOST_OFFERED + 20 {
        add(&app, &format!("joint-{n:03}"), UnionKind::Joint, "130302", &[]).await;
        add(&app, &format!("works-{n:03}"), UnionKind::SingleEmployer, "130302", &[]).await;
    }
    let (slugs, length) = offered(&app, None).await;
    assert_eq!(slugs.len(), MOST_OFFERED);
    assert_eq!(slugs[0], "courier", "whom no employer's name leads there is offered before others");
    assert!(length < before + 100 * MOST_OFFERED, "{before} and {length} bytes");
}
