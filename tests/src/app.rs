//! The server under test.

use crate::competition::{Definition, Open};
use crate::database::{Database, Fresh};
use crate::staff::StaffClient;
use crate::worker::WorkerClient;
use chrono::{DateTime, Utc};
use reqwest::{Client, Response};
use server::App;
use server::clock::Clock;
use server::config::Config;
use server::crypto::Keys;
use server::db::Db;
use server::domain::{accounts, import, setup};
use server::random::Random;
use shared::api::Role;
use shared::competition::CompetitionState;
use shared::i18n::Localized;
use shared::union::{Level, UnionKind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The password of every account of a test.
pub const PASSWORD: &str = "Correct-horse-42";
/// The origin that the test's associations allow.
pub const ORIGIN: &str = "https://association.example";

/// A running server over a fresh database, with three unions below a city federation:
/// `city/`, `city/courier/`, `city/cleaning/`, an association for each of the two, and staff of every role.
#[derive(Debug)]
pub struct TestApp {
    /// Address, without a slash at the end.
    pub url: String,
    /// Moves time.
    pub clock: Clock,
    /// What the server runs on; for looking at what HTTP does not show.
    pub inside: App,
    people: AtomicU32,
    stop: Option<oneshot::Sender<()>>,
    served: Option<tokio::task::JoinHandle<()>>,
    fresh: Fresh,
}

impl TestApp {
    /// Starts a server at ten in the morning, China time, of 23 November 2026.
    pub async fn start(database: Database) -> TestApp {
        Self::start_with(database, Config::default()).await
    }

    /// Starts a server with settings of one's own. An address that browsers use stands only if it was changed.
    pub async fn start_with(database: Database, config: Config) -> TestApp {
        server::outbound::install_tls();
        let fresh = database.fresh().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let random = Random::seeded(u64::from(listener.local_addr().expect("an address").port()));
        let clock = Clock::standing_at(at("2026-11-23T02:00:00Z"));
        let app = App {
            db: Db::open(&fresh.url).await.expect("a database"),
            keys: Arc::new(Keys::generate(&random)),
            clock: clock.clone(),
            random,
            config: Arc::new(Config { public_url: seen_as(&config, &url), ..config }),
        };
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = server::http::serve(app.clone(), listener, async { drop(stopped.await) });
        let served = tokio::spawn(async move { serving.await.expect("a server that stops in order") });
        let test = TestApp {
            url,
            clock,
            inside: app,
            people: AtomicU32::new(1),
            stop: Some(stop),
            served: Some(served),
            fresh,
        };
        set_up_unions(&test.inside).await;
        set_up_staff(&test.inside).await;
        test
    }

    /// A person nobody else in this test is.
    pub fn person(&self) -> crate::Person {
        crate::Person::nth(self.people.fetch_add(1, Ordering::Relaxed))
    }

    /// A worker on the pages of the courier association.
    pub fn worker(&self) -> WorkerClient<'_> {
        WorkerClient::new(self, "qhd-courier")
    }

    /// A worker on the pages of another association.
    pub fn worker_of(&self, association: &'static str) -> WorkerClient<'_> {
        WorkerClient::new(self, association)
    }

    /// Staff, logged in: `admin`, `officer`, `judge`, `auditor` or `neighbour`.
    pub async fn staff(&self, account: &str) -> StaffClient<'_> {
        StaffClient::log_in(self, account).await
    }

    /// Imports a competition of the courier association and opens entry.
    pub async fn open_competition(&self, definition: Definition) -> Open {
        let open = self.import(definition).await;
        let officer = self.staff("officer").await;
        officer.advance(&open, CompetitionState::Draft, CompetitionState::Published).await;
        officer.advance(&open, CompetitionState::Published, CompetitionState::EntryOpen).await;
        open
    }

    /// Imports a competition as a draft, or changes one.
    pub async fn import(&self, definition: Definition) -> Open {
        let imported =
            import::competition(&self.inside, definition.0.clone()).await.expect("a sound definition");
        let (import::Imported::New(id) | import::Imported::Changed(id) | import::Imported::Same(id)) =
            imported;
        Open { id, definition: definition.0 }
    }

    /// A connection to the database beside the server.
    pub async fn raw(&self) -> crate::Raw {
        crate::Raw::open(&self.fresh.url).await
    }

    /// Address of the database.
    pub fn database_url(&self) -> &str {
        &self.fresh.url
    }

    /// Folder of the embedded database's files.
    pub fn folder(&self) -> &std::path::Path {
        self.fresh.dir.path()
    }

    /// A request to a path, as anyone.
    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        Client::new().request(method, format!("{}{path}", self.url))
    }

    /// Gets a path, as anyone.
    pub async fn get(&self, path: &str) -> Response {
        Client::new().get(format!("{}{path}", self.url)).send().await.expect("an answer")
    }

    /// Stops the server in order.
    pub async fn stop(mut self) {
        drop(self.stop.take());
        if let Some(served) = self.served.take() {
            served.await.expect("a server that stops in order");
        }
        self.inside.db.close().await;
    }
}

/// Sets up the unions and associations of a test, which no command does.
pub async fn set_up_unions(app: &App) {
    let unions = [
        ("city", None, Level::City, UnionKind::Federation, "市总工会", "City federation"),
        ("courier", Some("city"), Level::City, UnionKind::Joint, "快递行业联合工会", "Courier union"),
        ("cleaning", Some("city"), Level::City, UnionKind::Joint, "保洁行业联合工会", "Cleaning union"),
    ];
    for (slug, parent, level, kind, zh, en) in unions {
        let new = setup::NewUnion {
            slug,
            parent,
            level,
            kind,
            division: "130300",
            name: Localized::new(zh, en),
            worker_groups: if kind == UnionKind::Joint { vec![slug.to_owned()] } else { Vec::new() },
        };
        setup::add_union(app, new).await.expect("a union");
    }
    for (slug, union, zh, en) in [
        ("qhd-courier", "courier", "快递行业协会", "Courier association"),
        ("qhd-cleaning", "cleaning", "保洁行业协会", "Cleaning association"),
    ] {
        let new = setup::NewAssociation {
            slug,
            union,
            name: Localized::new(zh, en),
            allowed_origins: vec![ORIGIN.to_owned()],
        };
        setup::add_association(app, new).await.expect("an association");
    }
}

async fn set_up_staff(app: &App) {
    for (account, role, union) in [
        ("admin", Role::Administrator, "city"),
        ("officer", Role::Officer, "courier"),
        ("judge", Role::Judge, "courier"),
        ("auditor", Role::Auditor, "courier"),
        ("neighbour", Role::Officer, "cleaning"),
    ] {
        accounts::add_staff(app, union, account, account, role, PASSWORD, "system")
            .await
            .expect("an account");
    }
}

/// The address that browsers use: the server's own, unless the settings name one.
fn seen_as(config: &Config, url: &str) -> String {
    if config.public_url == Config::default().public_url { url.to_owned() } else { config.public_url.clone() }
}

/// A time from its text.
pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}
