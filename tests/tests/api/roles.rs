//! Every staff route, as every role, as a neighbour and as nobody.
//!
//! The routes come from the served specification: a new one without a row in the table fails the test.

use super::marks::{closed_with, record};
use reqwest::Method;
use rstest::rstest;
use serde_json::{Value, json};
use server::domain::accounts::add_staff;
use shared::api::{Role, WorkbookPage};
use shared::competition::{CompetitionState, MarkPart};
use shared::sync::{
    Action, AdvanceCompetition, ConfirmResults, CorrectEntry, DecideEntry, Decision, IssueSteward, Outcome,
    PublishResults, StewardCode, WithdrawEntry,
};
use std::collections::BTreeSet;
use tests::{Database, Definition, OutcomeExt as _, PASSWORD, StaffClient, TestApp};

/// Who asks; `nobody` comes before them.
const ACCOUNTS: [&str; 6] = ["admin", "officer", "judge", "auditor", "neighbour", "their-admin"];

/// What each of [`ACCOUNTS`] is answered by a route of staff; nobody is always asked to log in.
const STAFF: [(&str, &str, [u16; 6]); 46] = [
    ("GET", "/session", [200, 200, 200, 200, 200, 200]),
    ("DELETE", "/session", [204, 204, 204, 204, 204, 204]),
    ("GET", "/staff/today", [200, 200, 200, 200, 200, 200]),
    ("GET", "/staff/competitions", [200, 200, 200, 200, 200, 200]),
    ("GET", "/staff/competitions/{competition}", [200, 200, 200, 200, 404, 404]),
    ("GET", "/staff/competitions/{competition}/marks", [200, 200, 200, 200, 404, 404]),
    ("GET", "/staff/competitions/{competition}/results", [200, 200, 200, 200, 404, 404]),
    ("GET", "/staff/competitions/{competition}/stewards", [200, 200, 403, 200, 404, 404]),
    ("GET", "/staff/drives", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/drives/{drive}", [200, 200, 403, 200, 404, 404]),
    ("GET", "/staff/funnel", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/unions", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/unions/{entry}", [404, 404, 403, 404, 404, 404]),
    ("GET", "/staff/employers", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/employers/{entry}", [404, 404, 403, 404, 404, 404]),
    ("GET", "/staff/chronicle/{entry}", [404, 404, 403, 404, 404, 404]),
    ("GET", "/staff/attachments/{entry}", [404, 404, 403, 404, 404, 404]),
    // They ask for a month.
    ("GET", "/staff/reports", [400, 400, 400, 400, 400, 400]),
    ("GET", "/staff/reports/records", [400, 400, 400, 400, 400, 400]),
    ("GET", "/staff/reports/workbook", [400, 400, 400, 400, 400, 400]),
    ("GET", "/staff/overview", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/entries", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/entries/{entry}", [200, 200, 403, 200, 404, 404]),
    ("POST", "/staff/entries/{entry}/reveal", [200, 200, 403, 403, 404, 404]),
    ("GET", "/staff/applications", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/applications/{application}", [200, 200, 403, 200, 404, 404]),
    ("POST", "/staff/applications/{application}/reveal", [200, 200, 403, 403, 404, 404]),
    ("GET", "/staff/members", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/members/{member}", [200, 200, 403, 200, 404, 404]),
    ("POST", "/staff/members/{member}/reveal", [200, 200, 403, 403, 404, 404]),
    ("GET", "/staff/transfers", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/associations", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/audit", [200, 403, 403, 200, 403, 200]),
    ("POST", "/sync/push", [200, 200, 200, 200, 200, 200]),
    ("GET", "/sync/changes", [200, 200, 200, 200, 200, 200]),
    ("GET", "/sync/live", [200, 200, 200, 200, 200, 200]),
    // These ask for a partner's token, which nobody's session is.
    ("GET", "/sync/snapshot", [401, 401, 401, 401, 401, 401]),
    ("GET", "/sync/checksum", [401, 401, 401, 401, 401, 401]),
    ("GET", "/staff/partners", [200, 403, 403, 403, 403, 200]),
    ("POST", "/staff/deliveries/{entry}/resend", [404, 403, 403, 403, 403, 404]),
    ("GET", "/staff/workbook", [200, 200, 403, 200, 200, 200]),
    ("GET", "/staff/workbook/template", [200, 200, 403, 200, 200, 200]),
    // The file that is sent is none, which only those are told who may import.
    ("POST", "/staff/workbook/preview", [422, 422, 403, 403, 404, 404]),
    ("POST", "/staff/workbook/import", [422, 422, 403, 403, 404, 404]),
    ("POST", "/staff/workbook/export", [200, 200, 403, 403, 404, 404]),
    ("POST", "/session", [200, 200, 200, 200, 200, 200]),
];

/// Routes that ask for no session.
const PUBLIC: [(&str, &str); 11] = [
    ("GET", "/ceremonies/{code}"),
    ("GET", "/ceremonies/{code}/live"),
    ("POST", "/associations/{association}/steward"),
    ("GET", "/associations/{association}/join"),
    ("POST", "/associations/{association}/application"),
    ("POST", "/associations/{association}/sealed"),
    ("GET", "/associations/{association}/competitions"),
    ("GET", "/associations/{association}/competitions/{competition}"),
    ("GET", "/associations/{association}/competitions/{competition}/results"),
    ("POST", "/associations/{association}/receipt"),
    ("POST", "/associations/{association}/operations"),
];

/// Method and path of every documented route; a staff route's `{id}` is named after what it stands behind.
async fn documented(app: &TestApp) -> BTreeSet<(String, String)> {
    let document: Value = app.get("/api/v1/openapi.json").await.json().await.unwrap();
    let mut routes = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1").expect("a path of version 1");
        let path = path
            .replace("competitions/{id}", "competitions/{competition}")
            .replace("applications/{id}", "applications/{application}")
            .replace("drives/{id}", "drives/{drive}")
            .replace("members/{id}", "members/{member}")
            .replace("{id}", "{entry}");
        for method in methods.as_object().unwrap().keys() {
            routes.insert((method.to_uppercase(), path.clone()));
        }
    }
    routes
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_route_of_staff_knows_who_may(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let app = TestApp::start(database).await;
    let (open, entries) = closed_with(&app, Definition::courier(), 1).await;
    let officer = app.staff("officer").await;
    officer.mark(&open, entries[0], "80", "80").await;
    officer.publish(&open, 0, "").await.accepted();
    let drive = officer.begin_drive(&[]).await;
    let (application, member) = super::members::member(&app, &app.person()).await;
    add_staff(&app.inside, "cleaning", "their-admin", "A", Role::Administrator, PASSWORD, "system")
        .await
        .unwrap();

    let staff: BTreeSet<_> = STAFF.iter().map(|(method, path, _)| (*method, *path)).collect();
    let expected: BTreeSet<_> =
        staff.iter().chain(&PUBLIC).map(|(m, p)| ((*m).to_owned(), (*p).to_owned())).collect();
    assert_eq!(
        documented(&app).await,
        expected,
        "every documented route has its row, and every row its route"
    );

    let ours: WorkbookPage = officer.read("/staff/workbook").await;
    let mut clients = Vec::new();
    for account in ACCOUNTS {
        clients.push(app.staff(account).await);
    }
    for (method, template, statuses) in STAFF {
        let path = template
            .replace("{competition}", &open.id.to_string())
            .replace("{drive}", &drive.to_string())
            .replace("{application}", &application.to_string())
            .replace("{member}", &member.to_string())
            .replace("{entry}", &entries[0].to_string())
            .replace("/template", "/template?set=hebei-members");
        let verb: Method = method.parse().unwrap();
        let body = |account: &str| match (method, template) {
            ("POST", "/session") => Some(json!({ "account": account, "password": PASSWORD })),
            ("POST", "/sync/push") => Some(json!({ "operations": [] })),
            ("POST", path) if path.starts_with("/staff/workbook") => Some(json!({
                "set": "hebei-members", "union_id": ours.unions[0].id, "file": "", "purpose": "核对",
                "id": entries[0], "captured_at": "2026-04-01T00:00:00Z", "digest": "", "rows": "all",
            })),
            ("POST", _) => Some(json!({ "purpose": "核对" })),
            _ => None,
        };
        if template != "/session" || method != "POST" {
            let request = app.request(verb.clone(), &format!("/api/v1{path}"));
            let request = body("nobody").iter().fold(request, |request, body| request.json(body));
            assert_eq!(request.send().await.unwrap().status(), 401, "{method} {template} as nobody");
        }
        for ((account, client), status) in ACCOUNTS.iter().zip(&clients).zip(statuses) {
            let fresh;
            // Logging out is tried with a session of its own.
            let client = if method == "DELETE" {
                fresh = app.staff(account).await;
                &fresh
            } else {
                client
            };
            let request = client.request(verb.clone(), &path);
            let request = body(account).iter().fold(request, |request, body| request.json(body));
            let response = request.send().await.unwrap();
            assert_eq!(response.status(), status, "{method} {template} as {account}");
            if template == "/sync/live" {
                // It has no end.
                continue;
            }
            let told = String::from_utf8_lossy(&response.bytes().await.unwrap()).into_owned();
            let is_neighbour = matches!(*account, "neighbour" | "their-admin");
            let ids = [open.id, entries[0], application, member].map(|id| id.to_string());
            for ours in ids.into_iter().chain([open.definition.title.zh.clone()]) {
                assert!(
                    !is_neighbour || !told.contains(&ours),
                    "{method} {template} tells {account} of {ours}: {told}"
                );
            }
        }
    }
}

/// What is tried through `/sync/push`, with an entry and a competition that are there.
fn actions(
    open: &tests::Open,
    entry: uuid::Uuid,
    receipt: &tests::Receipt,
    now: chrono::DateTime<chrono::Utc>,
) -> Vec<Action> {
    let competition_id = open.id;
    vec![
        Action::DecideEntry(DecideEntry {
            entry_id: entry,
            version: 1,
            decision: Decision::Eligible,
            reason: String::new(),
        }),
        Action::AdvanceCompetition(AdvanceCompetition {
            competition_id,
            from: CompetitionState::EntryOpen,
            to: CompetitionState::EntryClosed,
        }),
        record(entry, MarkPart::Theory, 0, "80"),
        Action::PublishResults(PublishResults {
            competition_id,
            after_version: 0,
            notice_until: now + chrono::TimeDelta::days(5),
            reason: String::new(),
        }),
        Action::ConfirmResults(ConfirmResults { competition_id, version: 1 }),
        Action::IssueSteward(IssueSteward {
            competition_id,
            code: StewardCode::from_bytes(*b"stewa"),
            label: "平板".into(),
            hours: 24,
        }),
        receipt.operation.action.clone(),
        Action::CorrectEntry(CorrectEntry {
            receipt: receipt.secret.clone(),
            form_version: 1,
            answers: Default::default(),
        }),
        Action::WithdrawEntry(WithdrawEntry { receipt: receipt.secret.clone() }),
    ]
}

pub(crate) async fn tried(staff: &StaffClient<'_>, actions: &[Action]) -> Vec<String> {
    let mut told = Vec::new();
    for action in actions {
        told.push(match staff.act(action.clone()).await {
            Outcome::Rejected { refusal, .. } => format!("{refusal:?}"),
            other => serde_json::to_value(other).unwrap()["outcome"].as_str().unwrap().to_owned(),
        });
    }
    told
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn every_action_knows_who_may(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let app = TestApp::start(database).await;
    let open = app.open_competition(Definition::courier()).await;
    let receipt = app.worker().submit(&open, "delivery").await;
    let actions = actions(&open, receipt.accepted(), &receipt, app.clock.now());
    const NO: &str = "Forbidden";
    const WORKERS: [&str; 3] = [NO, NO, NO];
    for (account, staffs) in [
        ("auditor", [NO, NO, NO, NO, NO, NO]),
        ("judge", [NO, NO, "TransitionNotAllowed", NO, NO, NO]),
        ("neighbour", ["NotFound"; 6]),
        (
            "officer",
            ["accepted", "accepted", "accepted", "MarksIncomplete", "TransitionNotAllowed", "accepted"],
        ),
    ] {
        let told = tried(&app.staff(account).await, &actions).await;
        assert_eq!(told, [staffs.as_slice(), &WORKERS].concat(), "{account}");
    }
    assert_eq!(app.worker().open(&receipt).await.version, 2, "only the officer's decision changed it");

    let other = app.open_competition(Definition::courier().with(|d| d.slug = "second".into())).await;
    let receipt = app.worker().submit(&other, "delivery").await;
    let actions = self::actions(&other, receipt.accepted(), &receipt, app.clock.now());
    let told = tried(&app.staff("admin").await, &actions[..3]).await;
    assert_eq!(told, ["accepted"; 3], "an administrator above may do what an officer may");

    let log: Vec<shared::api::AuditRow> = app.staff("admin").await.read("/staff/audit").await;
    let refused = log.iter().filter(|row| row.result == "forbidden" && row.actor == "auditor").count();
    assert_eq!(refused, 6, "what a role may not do is recorded");
}
