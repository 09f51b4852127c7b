//! Several servers on one PostgreSQL, behind a proxy.

use super::load::{Load, check, entry, open, send, signal};
use super::program::{Program, Serving};
use reqwest::{Client, StatusCode};
use serde_json::json;
use server::domain::accounts::add_staff;
use server::random::Random;
use shared::api::Role;
use shared::sync::{ChangeKind, Changes, Operation, Outcome};
use std::collections::BTreeSet;
use tests::{Database, Events, PASSWORD, Person, Proxy, Raw};
use uuid::Uuid;

/// Two servers on one database, with a competition that is open and an administrator.
struct Pair {
    program: Program,
    competition: Uuid,
    servers: [Serving; 2],
}

impl Pair {
    async fn start() -> Pair {
        let (program, competition) = open(Database::Postgres, 100_000).await;
        let app = program.inside().await;
        add_staff(&app, "city", "admin", "A", Role::Administrator, PASSWORD, "system").await.unwrap();
        app.db.close().await;
        let servers = [program.serve().await, program.serve().await];
        Pair { program, competition, servers }
    }

    async fn proxy(&self) -> Proxy {
        let behind = self.servers.iter().map(|server| host(&server.url)).collect();
        Proxy::before(behind).await
    }
}

fn host(url: &str) -> String {
    url.strip_prefix("http://").expect("an address").to_owned()
}

async fn log_in(client: &Client, server: &str) -> StatusCode {
    let login = json!({ "account": "admin", "password": PASSWORD });
    client.post(format!("{server}/api/v1/session")).json(&login).send().await.unwrap().status()
}

/// Staff whose session every server knows: cookies go by host, and both listen on the same one.
async fn staff(server: &str) -> Client {
    let client = Client::builder().cookie_store(true).build().unwrap();
    assert_eq!(log_in(&client, server).await, StatusCode::OK);
    client
}

async fn feed(client: &Client, server: &str, enough: usize) -> Vec<Changes> {
    let (mut pages, mut after, mut told) = (Vec::new(), "0.0".to_owned(), 0);
    while told < enough {
        let url = format!("{server}/api/v1/sync/changes?limit=17&after={after}");
        let page: Changes = client.get(url).send().await.unwrap().json().await.unwrap();
        after.clone_from(&page.next.0);
        told += page.changes.iter().filter(|change| matches!(change.kind, ChangeKind::Entry { .. })).count();
        pages.push(page);
    }
    pages
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_is_whole_under_commits_of_all_lengths() {
    let pair = Pair::start().await;
    let random = Random::system().unwrap();
    // Lone operations and batches of up to sixty, through both at once.
    let mut people = 0;
    let mut batches = Vec::new();
    for size in [1, 60, 2, 1, 40, 1, 5, 1, 30, 1, 1, 20, 3, 1, 50, 1, 10, 1, 1, 25] {
        let batch: Vec<Operation> = (0..size)
            .map(|_| {
                people += 1;
                entry(&random, pair.competition, &Person::nth(people))
            })
            .collect();
        batches.push(batch);
    }
    let sent: BTreeSet<Uuid> = batches.iter().flatten().map(|operation| operation.id).collect();
    let http = Client::new();
    let writing = futures_util::future::join_all(batches.into_iter().enumerate().map(|(at, batch)| {
        let (http, server) = (http.clone(), &pair.servers[at % 2]);
        async move { send(&http, server, batch).await.expect("outcomes") }
    }));
    let admin = staff(&pair.servers[0].url).await;
    let (outcomes, first, second) = tokio::join!(
        writing,
        feed(&admin, &pair.servers[0].url, sent.len()),
        feed(&admin, &pair.servers[1].url, sent.len())
    );
    assert!(
        outcomes.iter().flatten().all(|outcome| matches!(outcome, Outcome::Accepted { .. })),
        "{outcomes:?}"
    );
    let told = |pages: &[Changes]| -> Vec<(String, Option<Uuid>)> {
        let changes = pages.iter().flat_map(|page| &page.changes);
        changes.map(|change| (change.cursor.0.clone(), change.operation_id)).collect()
    };
    let first = told(&first);
    assert_eq!(first, told(&second), "both tell the same, in the same order");
    let operations: Vec<Uuid> = first.iter().filter_map(|(_, operation)| *operation).collect();
    assert_eq!(operations.len(), sent.len(), "each once");
    assert_eq!(operations.into_iter().collect::<BTreeSet<_>>(), sent);
    assert!(pair.program.run(&["audit", "verify"], "").await.status.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn events_reach_the_clients_of_both() {
    let pair = Pair::start().await;
    let random = Random::system().unwrap();
    let [one, two] = &pair.servers;
    let admin = staff(&one.url).await;
    let follow = async |server: &Serving| {
        let mut events =
            Events::of(admin.get(format!("{}/api/v1/sync/live", server.url)).send().await.unwrap());
        events.next().await.expect("a place at once");
        events
    };
    let (mut of_one, mut of_two) = (follow(one).await, follow(two).await);
    for (at, server) in [one, two, one, two].into_iter().enumerate() {
        let operation = entry(&random, pair.competition, &Person::nth(1 + at as u32));
        send(&Client::new(), server, vec![operation.clone()]).await.unwrap();
        for events in [&mut of_one, &mut of_two] {
            assert_eq!(events.entries(1).await.0, [operation.id]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_and_lock_outs_hold_on_both() {
    let pair = Pair::start().await;
    let [one, two] = &pair.servers;
    let admin = staff(&one.url).await;
    let today = async |server: &Serving| {
        admin.get(format!("{}/api/v1/staff/today", server.url)).send().await.unwrap().status()
    };
    assert_eq!(today(two).await, StatusCode::OK);
    admin.delete(format!("{}/api/v1/session", two.url)).send().await.unwrap();
    assert_eq!(today(one).await, StatusCode::UNAUTHORIZED);
    for (server, status) in [(one, 401), (two, 401), (one, 401), (two, 401), (one, 429)] {
        let wrong = json!({ "account": "admin", "password": "x" });
        let answer = Client::new().post(format!("{}/api/v1/session", server.url)).json(&wrong).send().await;
        assert_eq!(answer.unwrap().status(), status);
    }
    assert_eq!(log_in(&Client::new(), &two.url).await, StatusCode::TOO_MANY_REQUESTS, "locked by the other");
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_hold_across_both() {
    let (program, _) = open(Database::Postgres, 10).await;
    let limited = ["--client-requests-per-minute", "60"];
    let servers = [program.serve_with(&limited).await, program.serve_with(&limited).await];
    let http = Client::new();
    let metrics = async |server: &Serving| {
        http.get(format!("{}/metrics", server.url)).send().await.unwrap().text().await.unwrap()
    };
    let both_know = async {
        for server in &servers {
            while !metrics(server).await.lines().any(|line| line == "rollcall_servers 2") {
                tokio::task::yield_now().await;
            }
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), both_know).await.expect("each counts the other");
    let (began, mut passed) = (std::time::Instant::now(), 0);
    for at in 0..200 {
        let url = format!("{}/api/v1/associations/qhd-courier/competitions", servers[at % 2].url);
        match http.get(url).send().await.unwrap().status() {
            StatusCode::OK => passed += 1,
            status => assert_eq!(status, StatusCode::TOO_MANY_REQUESTS),
        }
    }
    // One more each second.
    let most = 60 + began.elapsed().as_secs() + 1;
    assert!((60..=most).contains(&passed), "{passed} of 60 to {most}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_is_killed_under_load_and_nothing_is_lost() {
    let pair = Pair::start().await;
    let (proxy, load) = (pair.proxy().await, Load::on(pair.competition));
    let kill = async {
        load.more(100).await;
        signal(&pair.servers[0], "-KILL").await;
        load.more(200).await;
        load.stop();
    };
    let url = url(&proxy);
    let (kept, ()) = tokio::join!(load.run(&url, 8), kill);
    check(&pair.program, kept.len()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_release_migrates_while_this_one_serves() {
    let pair = Pair::start().await;
    let (proxy, load) = (pair.proxy().await, Load::on(pair.competition));
    let admin = staff(&pair.servers[0].url).await;
    let upgrade = async {
        load.more(50).await;
        // What the next release would do as it starts: add to tables that are read and written all the time.
        let mut raw = Raw::open(&pair.program.database).await;
        for table in
            ["entries", "changes", "audit", "operations", "consents", "competitions", "unions", "staff"]
        {
            let add = format!("ALTER TABLE {table} ADD COLUMN of_next_release TEXT NOT NULL DEFAULT ''");
            raw.execute(&add).await.expect("an additive migration");
        }
        raw.execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (999999, 'next release', TRUE, '', 0)",
        )
        .await
        .unwrap();
        load.more(50).await;
        // This release still starts beside it, reads everything, and stops in order.
        let third = pair.program.serve().await;
        for path in ["staff/entries", "staff/today", "staff/competitions", "staff/audit", "sync/changes"] {
            for server in [&pair.servers[0], &pair.servers[1], &third] {
                let answer = admin.get(format!("{}/api/v1/{path}", server.url)).send().await.unwrap();
                assert_eq!(answer.status(), StatusCode::OK, "{path}");
            }
        }
        signal(&pair.servers[0], "-TERM").await;
        load.more(50).await;
        load.stop();
    };
    let url = url(&proxy);
    let (kept, ()) = tokio::join!(load.run(&url, 4), upgrade);
    check(&pair.program, kept.len()).await;
}

fn url(proxy: &Proxy) -> String {
    format!("http://{}", proxy.address)
}
