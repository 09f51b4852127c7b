//! Staff check entries: find them, count them, decide on them.

use rstest::rstest;
use shared::api::EntryCounts;
use shared::sync::{Action, Conflict, DecideEntry, Decision, Outcome, Refusal};
use tests::{Database, Definition, OutcomeExt as _, TestApp};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn entries_are_found_by_what_staff_have_in_hand(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 50)).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    for _ in 0..12 {
        worker.submit(&open, "delivery").await.accepted();
    }
    let mut person = app.person();
    person.name = "上官婉儿".into();
    let wanted = worker.submit_for(&open, "delivery", &person).await;
    let code = wanted.secret.hash().code().to_string();
    let by_code =
        [code.clone(), code.replace('-', ""), code.to_lowercase(), code[..5].to_owned(), format!(" {code} ")];
    let by_name = ["上官婉儿", "婉儿", "上官"].map(str::to_owned);
    let by_document = [person.document_tail().to_owned(), person.document_tail().to_lowercase()];
    for term in by_code.into_iter().chain(by_name).chain(by_document) {
        let found = officer.entries_with(&[("q", &term)]).await;
        let ids: Vec<_> = found.rows.iter().map(|row| row.id).collect();
        assert!(ids.contains(&wanted.accepted()), "{term}");
        assert!(ids.len() < 13, "{term} does not find everyone");
    }
    for term in
        ["诸葛", "ZZZZZ-ZZZZZ", "0000", "_", "\\", "1303", person.mobile.as_str(), person.document.as_str()]
    {
        let found = officer.entries_with(&[("q", term)]).await;
        assert!(!found.rows.iter().any(|row| row.id == wanted.accepted()), "{term}");
    }
    assert_eq!(officer.entries_with(&[("q", "  ")]).await.rows.len(), 13, "blanks ask for nothing");
    let foreign = tests::Person { name: "Maria Ruiz".into(), ..app.person() };
    worker.submit_for(&open, "sorting", &foreign).await.accepted();
    for term in ["Maria", "maria", "RUIZ"] {
        assert_eq!(officer.entries_with(&[("q", term)]).await.rows.len(), 1, "{term}");
    }
    let row = officer.entries_with(&[("q", &code)]).await.rows.remove(0);
    assert_eq!((row.code, row.name.as_str()), (code, "上**儿"));
    assert_eq!(row.document, shared::person::mask_document(&person.document));
    assert_eq!(row.mobile, shared::person::mask_mobile(&person.mobile));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn filters_narrow_and_counts_tell(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let other = app.open_competition(Definition::courier().with(|d| d.slug = "second".into())).await;
    let (worker, officer) = (app.worker(), app.staff("officer").await);
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(worker.submit(&open, "delivery").await.accepted());
    }
    let leaving = worker.submit(&open, "sorting").await;
    worker.withdraw(&leaving).await.accepted();
    worker.submit(&other, "sorting").await.accepted();
    officer.decide(ids[0], Decision::Eligible, "").await.accepted();
    officer.decide(ids[1], Decision::Ineligible, "不属于本行业").await.accepted();
    officer.decide(ids[2], Decision::Return, "请补充").await.accepted();

    let all = EntryCounts { submitted: 2, returned: 1, eligible: 1, ineligible: 1, withdrawn: 1 };
    let of = format!("competition={}", open.id);
    assert_eq!(officer.entries(&of).await.counts, all);
    for (state, id) in [("eligible", ids[0]), ("ineligible", ids[1]), ("returned", ids[2])] {
        let page = officer.entries(&format!("{of}&state={state}")).await;
        assert_eq!((page.rows.len(), page.rows[0].id), (1, id));
        assert_eq!(page.counts, all, "counts are over the filter without its state");
    }
    let sorting = officer.entries("event=sorting").await;
    assert_eq!(sorting.counts, EntryCounts { submitted: 1, withdrawn: 1, ..Default::default() });
    assert!(sorting.rows.iter().all(|row| row.event == "sorting"));
    let rows: Vec<shared::api::CompetitionRow> = officer.read("/staff/competitions").await;
    let counted = rows.iter().find(|row| row.id == open.id).unwrap();
    assert_eq!((counted.counts, counted.places), (all, 14));
    let today: shared::api::Today = officer.read("/staff/today").await;
    let waiting: Vec<_> = today
        .items
        .iter()
        .filter(|item| item.record_id == open.id)
        .map(|item| (item.kind, item.count))
        .collect();
    use shared::api::TodayKind::{EntriesReturned, EntriesToCheck};
    assert_eq!(waiting, [(EntriesToCheck, 2), (EntriesReturned, 1)]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn pages_follow_one_another(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier().with(|d| d.events[0].places = 120)).await;
    let worker = app.worker();
    let filled = (0..117).map(|_| worker.filled_in(&open, "delivery", app.person().answers()).1).collect();
    let mut expected: Vec<_> = worker.push(filled).await.iter().map(|outcome| outcome.accepted()).collect();
    let officer = app.staff("officer").await;
    let (mut found, mut sizes, mut after) = (Vec::new(), Vec::new(), String::new());
    loop {
        let page = officer.entries(&format!("competition={}{after}", open.id)).await;
        assert_eq!(page.counts.submitted, 117);
        sizes.push(page.rows.len());
        found.extend(page.rows.iter().map(|row| row.id));
        match page.next {
            Some(next) => after = format!("&after={next}"),
            None => break,
        }
    }
    assert_eq!(sizes, [50, 50, 17]);
    assert!(found.is_sorted_by(|newer, older| newer > older), "newest first");
    expected.sort_by(|a, b| b.cmp(a));
    assert_eq!(found, expected);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn refusing_decisions_need_a_reason(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let entry = app.worker().submit(&open, "delivery").await.accepted();
    let officer = app.staff("officer").await;
    let long = "因".repeat(501);
    for (decision, reason, code) in [
        (Decision::Return, "", "reason_needed"),
        (Decision::Ineligible, " \n ", "reason_needed"),
        (Decision::Return, long.as_str(), "too_long"),
        (Decision::Return, "因\u{7}", "unsafe_character"),
    ] {
        let refused = officer.decide(entry, decision, reason).await;
        assert_eq!(refused.violations(), [("reason".to_owned(), code.to_owned())], "{decision:?}");
    }
    assert_eq!(officer.entry(entry).await.row.version, 1);
    officer.decide(entry, Decision::Eligible, "").await.accepted();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_decision_is_on_what_was_seen(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let receipt = app.worker().submit(&open, "delivery").await;
    let entry = receipt.accepted();
    let (officer, admin) = (app.staff("officer").await, app.staff("admin").await);
    let decide = |decision, version| {
        Action::DecideEntry(DecideEntry { entry_id: entry, version, decision, reason: "因".into() })
    };
    let changed = Outcome::Conflict { conflict: Conflict::VersionChanged };
    let (one, two) =
        tokio::join!(officer.act(decide(Decision::Eligible, 1)), admin.act(decide(Decision::Ineligible, 1)));
    assert!(
        [&one, &two].into_iter().filter(|o| matches!(o, Outcome::Accepted { version: 2, .. })).count() == 1
    );
    assert!([one, two].contains(&changed));
    assert_eq!(officer.act(decide(Decision::Return, 1)).await, changed);
    assert_eq!(officer.act(decide(Decision::Return, 3)).await, changed);

    officer.decide(entry, Decision::Return, "请补充").await.accepted();
    let waits = officer.decide(entry, Decision::Eligible, "").await;
    assert_eq!(waits.refusal(), Refusal::TransitionNotAllowed, "a returned entry waits for the worker");
    assert_eq!(waits.violations(), [("decision".to_owned(), "step_impossible".to_owned())]);
    app.worker().withdraw(&receipt).await.accepted();
    let gone = officer.decide(entry, Decision::Eligible, "").await;
    assert_eq!(gone.refusal(), Refusal::TransitionNotAllowed);
}
