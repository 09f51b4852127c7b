//! Who may enter.

use chrono::NaiveDate;
use rstest::rstest;
use serde_json::json;
use shared::competition::MembershipRule;
use shared::form::Answer;
use tests::{Database, Definition, Open, OutcomeExt as _, Person, TestApp};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn refused(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn age_counts_at_the_cut_off(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.eligibility.max_age = Some(55))).await;
    let worker = app.worker();
    let of = async |born: &str| worker.submit_for(&open, "delivery", &app.person().born(day(born))).await;

    // 18 on the last day of the year, though 17 today.
    of("2008-12-31").await.accepted();
    assert_eq!(of("2009-01-01").await.violations(), refused("id_number", "age_below"));
    of("1971-01-01").await.accepted();
    assert_eq!(of("1970-12-31").await.violations(), refused("id_number", "age_above"));
    // Under 16 nobody fills in the form at all, whatever the competition says.
    assert_eq!(of("2011-01-01").await.violations(), refused("id_number", "age_below"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn age_of_a_passport_comes_from_the_date_asked(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let worker = app.worker();
    let mut answers = app.person().answers();
    answers.insert("id_type".into(), Answer::from("passport"));
    answers.insert("id_number".into(), Answer::from("E12345678"));
    assert_eq!(
        worker.submit_answers(&open, "delivery", answers.clone()).await.violations(),
        refused("birth", "required")
    );
    answers.insert("birth".into(), Answer::from("2009-01-01"));
    assert_eq!(
        worker.submit_answers(&open, "delivery", answers.clone()).await.violations(),
        refused("birth", "age_below")
    );
    answers.insert("birth".into(), Answer::from("1990年5月20日"));
    let entry = worker.submit_answers(&open, "delivery", answers).await.accepted();
    assert_eq!(app.staff("officer").await.entry(entry).await.age, Some(36));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn years_grade_and_certificate(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let title = json!({ "zh": "证书", "en": "Certificate" });
    let option = |value: &str| json!({ "value": value, "label": title });
    let section = json!({ "key": "own", "title": title, "fields": [
        { "key": "held", "label": title, "required": true,
          "kind": { "type": "choice", "options": [option("yes"), option("no")] } },
        { "key": "number", "label": title, "required": true, "kind": { "type": "text", "max": 40 },
          "when": { "field": "held", "is": ["yes"] } },
    ] });
    let open = app.open_competition(Definition::courier().with(|d| {
        d.eligibility.min_years = Some(2);
        d.eligibility.min_grade = Some("4".into());
        d.eligibility.certificate_field = Some("held".into());
        d.form = vec![serde_json::from_value(section).unwrap()];
    }));
    let (open, worker) = (open.await, app.worker());
    let with = async |changes: &[(&str, &str)]| {
        let mut answers = app.person().answers();
        answers.insert("held".into(), Answer::from("yes"));
        answers.insert("number".into(), Answer::from("A-1"));
        answers.extend(changes.iter().map(|(key, value)| ((*key).to_owned(), Answer::from(*value))));
        worker.submit_answers(&open, "delivery", answers).await
    };
    with(&[("years", "2")]).await.accepted();
    assert_eq!(with(&[("years", "1")]).await.violations(), refused("years", "years_below"));
    assert_eq!(with(&[("grade", "5")]).await.violations(), refused("grade", "grade_below"));
    assert_eq!(with(&[("grade", "none")]).await.violations(), refused("grade", "grade_below"));
    assert_eq!(with(&[("held", "no")]).await.violations(), refused("held", "certificate_needed"));
    assert_eq!(with(&[("number", "")]).await.violations(), refused("number", "required"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn places_per_employer_and_division(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| {
        d.eligibility.quotas.per_employer = Some(2);
        d.eligibility.quotas.per_division = Some(3);
    }));
    let (open, worker) = (open.await, app.worker());
    let from = async |event: &str, employer: &str, division: &str| {
        let mut person = app.person();
        (person.employer, person.division) = (employer.to_owned(), division.to_owned());
        worker.submit_for(&open, event, &person).await
    };
    from("delivery", "海港快递", "130302").await.accepted();
    from("delivery", " 海港 快递 ", "130302").await.accepted();
    let third = from("delivery", "海港快递。", "130302").await;
    assert_eq!(
        third.violations(),
        refused("employer", "employer_full"),
        "blanks and dots make no new employer"
    );
    from("delivery", "别的快递", "130302").await.accepted();
    let fourth = from("delivery", "第四家快递", "130302").await;
    assert_eq!(fourth.violations(), refused("division", "division_full"));
    from("delivery", "第四家快递", "130303").await.accepted();
    from("sorting", "海港快递", "130302").await.accepted();

    // What a refusal began it also undid: the fourth employer has one place taken, not two.
    from("delivery", "第四家快递", "130303").await.accepted();
    let page = worker.page(&open).await;
    assert_eq!((page.places[0].left, page.places[1].left), (5, 3));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_gives_places_back_and_takes_them_again(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    use shared::sync::{Decision, Outcome, Refusal};
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 1)).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let first = worker.submit(&open, "delivery").await.accepted();
    officer.decide(first, Decision::Ineligible, "不属于本行业").await.accepted();
    let second = worker.submit(&open, "delivery").await;
    second.accepted();
    let back = officer.decide(first, Decision::Eligible, "").await;
    assert!(matches!(&back, Outcome::Rejected { refusal: Refusal::Invalid, .. }));
    assert_eq!(back.violations(), refused("event", "event_full"), "the place went to another");
    worker.withdraw(&second).await.accepted();
    officer.decide(first, Decision::Eligible, "").await.accepted();
    assert_eq!(worker.page(&open).await.places[0].left, 0);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn membership_is_told_to_staff_alone(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let text = json!({ "zh": "会籍", "en": "Membership" });
    let option = |value: &str| json!({ "value": value, "label": text });
    let section = json!({ "key": "union", "title": text, "fields": [
        { "key": "member", "label": text, "required": true,
          "kind": { "type": "choice", "options": [option("yes"), option("no")] } },
    ] });
    let asking = |slug: &str, required| {
        let section = serde_json::from_value(section.clone()).unwrap();
        Definition::courier().with(move |d| {
            d.slug = slug.into();
            d.eligibility.membership = Some(MembershipRule { field: "member".into(), required });
            d.form = vec![section];
        })
    };
    let offered = app.open_competition(asking("offered", false)).await;
    let needed = app.open_competition(asking("needed", true)).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let (member, stranger) = (app.person(), app.person());
    super::members::member(&app, &member).await;

    let enter = async |open: &Open, person: &Person, said: &str| {
        let mut answers = person.answers();
        answers.insert("member".into(), Answer::from(said));
        worker.submit_answers(open, "delivery", answers).await
    };
    // The answer depends on what is said and on nothing else, whoever the number belongs to.
    for person in [&member, &stranger] {
        assert_eq!(enter(&needed, person, "no").await.violations(), refused("member", "membership_needed"));
    }
    let entries = [
        enter(&needed, &member, "yes").await.accepted(),
        enter(&needed, &stranger, "yes").await.accepted(),
        enter(&offered, &member, "no").await.accepted(),
        enter(&offered, &stranger, "yes").await.accepted(),
    ];
    let mut seen = Vec::new();
    for entry in entries {
        let check = officer.entry(entry).await.membership;
        seen.push(check.map(|check| (check.required, check.member.map(|one| one.union.zh))));
    }
    let union = || Some("快递行业联合工会".to_owned());
    // Who did not want it used is not looked up.
    assert_eq!(seen, [Some((true, union())), Some((true, None)), None, Some((false, None))]);

    let receipt = enter(&needed, &app.person(), "yes").await;
    assert!(worker.open(&receipt).await.for_members);
    for (slug, said) in [("offered", "不入会也不影响参赛"), ("needed", "请先申请加入工会")] {
        let page = super::pages::text(&app, &format!("/h/qhd-courier/c/{slug}")).await;
        assert!(page.contains(said) && page.contains("/h/qhd-courier/join?"), "{slug}: {page}");
    }
}
