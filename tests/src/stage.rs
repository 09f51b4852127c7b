//! The whole scene for journeys in a browser: the real server with the demo's data, and the demo association's website
//! on an origin of its own.

mod joining;
mod line;

pub use line::Line;

use crate::app::at;
use crate::database::{Database, Fresh};
use crate::proxy::Proxy;
use crate::raw::Raw;
use chrono::TimeDelta;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use server::App;
use server::clock::Clock;
use server::config::Config;
use server::crypto::Keys;
use server::db::Db;
use server::domain::demo;
use server::domain::partners::{self, NewPartner};
use server::http::demo_site;
use server::random::Random;
use shared::sync::RecordKind;
use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio::task::JoinHandle;

/// The scene. All of it goes when this is dropped.
#[derive(Debug)]
pub struct Stage {
    /// Address of the server, without a slash at the end.
    pub server: String,
    /// Address of the demo association's website, whose origin the associations list.
    pub site: String,
    /// The same website from an origin that is not on the list.
    pub stranger: String,
    /// The line between browsers and the server, request by request.
    pub line: Line,
    /// The network between them, which can be cut.
    pub network: Proxy,
    app: App,
    serving: [JoinHandle<()>; 2],
    sessions: Mutex<HashMap<String, Client>>,
    fresh: Fresh,
}

impl Stage {
    /// Sets it, at ten in the morning, China time, of the day that the demo's data was written for.
    pub async fn set() -> Stage {
        server::outbound::install_tls();
        let fresh = Database::Sqlite.fresh().await;
        let (listener, behind) = listen().await;
        let network = Proxy::before(vec![behind.replace("http://", "")]).await;
        let server = format!("http://{}", network.address);
        let (site_listener, site) = listen().await;
        let random = Random::seeded(1);
        let app = App {
            db: Db::open(&fresh.url).await.expect("a database"),
            keys: Arc::new(Keys::generate(&random)),
            clock: Clock::standing_at(at("2026-11-23T02:00:00Z")),
            random,
            config: Arc::new(Config { public_url: server.clone(), ..Config::default() }),
        };
        demo::load(&app).await.expect("the demo's data");
        demo::allow_site(&app, &site).await.expect("an allowed origin");
        let line = Line::default();
        let router = line.before(server::http::router(app.clone()));
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let serving = [
            tokio::spawn(async move { axum::serve(listener, service).await.expect("serving") }),
            tokio::spawn({
                let website = demo_site::router(&server);
                async move { axum::serve(site_listener, website).await.expect("serving") }
            }),
        ];
        let stranger = site.replace("127.0.0.1", "localhost");
        Stage { server, site, stranger, line, network, app, serving, sessions: Mutex::default(), fresh }
    }

    /// A partner to which a message was given up.
    pub async fn partner_away(&self) {
        let new = NewPartner {
            name: "市快递行业协会网站",
            union: "courier",
            association: Some("qhd-courier"),
            grants: vec![RecordKind::Competition, RecordKind::Results],
            hook: Some("https://courier.example/hook".to_owned()),
        };
        partners::add(&self.app, new).await.expect("a partner");
        let sql = "INSERT INTO deliveries (id, partner_id, cursor, state, attempts, next_at, answer, created_at, changed_at)
                   SELECT randomblob(16), id, '0.0', 'dead', 9, created_at, '502', created_at, created_at
                   FROM partners";
        Raw::open(&self.fresh.url).await.execute(sql).await.expect("a message");
    }

    /// Password of the demo's accounts.
    pub fn password(&self) -> String {
        demo::password(&self.app)
    }

    /// Lets time pass.
    pub fn pass(&self, time: TimeDelta) {
        self.app.clock.advance(time);
        // Sessions may have ended.
        if let Ok(mut sessions) = self.sessions.try_lock() {
            sessions.clear();
        }
    }

    /// What staff read from the API, as administrator.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.staff("admin").await.get(format!("{}/api/v1{path}", self.server)).send().await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.expect("JSON")
    }

    /// Submits an action as staff, which must be accepted.
    pub async fn act(&self, account: &str, action: Value) {
        let now = self.app.clock.now();
        let operation = json!({ "id": self.app.random.uuid(now), "captured_at": now, "action": action });
        let push = json!({ "operations": [operation] });
        let request = self.staff(account).await.post(format!("{}/api/v1/sync/push", self.server)).json(&push);
        let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
        assert_eq!(answer["outcomes"][0]["outcome"], json!("accepted"), "{answer}");
    }

    /// Decides on the one entry of a person, as the courier union's officer.
    pub async fn decide(&self, name: &str, decision: &str, reason: &str) {
        let entries = self.entries_of(name).await;
        let [entry] = &entries[..] else { panic!("{} entries of {name}", entries.len()) };
        let action = json!({ "kind": "decide_entry", "entry_id": entry["id"], "version": entry["version"],
            "decision": decision, "reason": reason });
        self.act("officer-courier", action).await;
    }

    /// Staff with a session, which is kept: log-ins are limited.
    async fn staff(&self, account: &str) -> Client {
        let mut sessions = self.sessions.lock().await;
        if let Some(client) = sessions.get(account) {
            return client.clone();
        }
        let http = Client::builder().cookie_store(true).build().expect("a client");
        let login = json!({ "account": account, "password": self.password() });
        let session = http
            .post(format!("{}/api/v1/session", self.server))
            .json(&login)
            .send()
            .await
            .expect("an answer");
        assert_eq!(session.status(), StatusCode::OK, "{account} logs in");
        sessions.insert(account.to_owned(), http.clone());
        http
    }

    /// Entries of the person with this name, as staff find them.
    pub async fn entries_of(&self, name: &str) -> Vec<Value> {
        let query = reqwest::Url::parse_with_params("http://x/", [("q", name)]).expect("an address");
        let rows = self.read(&format!("/staff/entries?{}", query.query().unwrap_or_default())).await;
        rows["rows"].as_array().cloned().unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.serving.iter().for_each(JoinHandle::abort);
    }
}

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    (listener, address)
}
