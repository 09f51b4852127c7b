//! The server under measurement: set up through its command line, opened through its API as staff would.

use super::child::Child;
use super::load::Target;
use chrono::{TimeDelta, Utc};
use hyper::body::Bytes;
use reqwest::{Client, StatusCode};
use serde_json::{Value, json};
use server::random::Random;
use shared::sync::{Changes, Outcome, PushAnswer, ReceiptSecret};
use std::io::Write as _;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tests::Definition;
use uuid::Uuid;

const PASSWORD: &str = "Correct-horse-42";
/// More than the benchmark can send.
const UNLIMITED: &str = "1000000000";

/// A release server with one competition that has room for everyone.
#[derive(Debug)]
pub struct Rollcall {
    child: Child,
    staff: Client,
    /// The competition.
    pub competition: Uuid,
}

/// The program and where its data is.
#[derive(Debug)]
pub struct Program<'a> {
    /// The program.
    pub binary: &'a Path,
    /// Folder of its keys.
    pub data: PathBuf,
    /// Address of its database.
    pub database: &'a str,
}

impl Program<'_> {
    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.binary);
        command.arg("--data").arg(&self.data).args(["--database", self.database]).args(arguments);
        command.env("ROLLCALL_LOG", "warn");
        command
    }

    /// Starts a server without limits on requests.
    pub fn serve(&self, port: u16, patience_ms: u32) -> Child {
        let serve = ["serve", "--addr", &format!("127.0.0.1:{port}")];
        let limits =
            ["--client-requests-per-minute", UNLIMITED, "--association-requests-per-minute", UNLIMITED];
        let patience = ["--patience-ms", &patience_ms.to_string()];
        Child::on(self.command(&[&serve[..], &limits[..], &patience[..]].concat()), port)
    }

    /// Runs to the end; `input` is its standard input.
    fn run(&self, arguments: &[&str], input: &str) {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut stdin = child.stdin.take().expect("a pipe");
        // A program that does not read may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        assert!(child.wait().expect("an end").success(), "{command:?} failed");
    }
}

impl Rollcall {
    /// Sets up a fresh database and serves it.
    pub async fn start(binary: &Path, folder: &Path, database: &str, patience_ms: u32) -> Rollcall {
        let program = Program { binary, data: folder.join("data"), database };
        program.run(&["demo"], "");
        let file = folder.join("competition.json");
        std::fs::write(&file, definition()).expect("a file");
        program.run(&["import", "competition", &file.display().to_string()], "");
        let account = ["staff", "add", "bench", "--name", "测", "--role", "administrator", "--union", "qhd"];
        program.run(&account, &format!("{PASSWORD}\n"));
        let port = free_port();
        let child = program.serve(port, patience_ms);
        let staff = Client::builder().cookie_store(true).no_brotli().build().expect("a client");
        let mut rollcall = Rollcall { child, staff, competition: Uuid::nil() };
        rollcall.open_entry().await;
        rollcall
    }

    /// Where sign-ups go.
    pub fn target(&self) -> Target {
        let path = "/api/v1/associations/qhd-courier/operations".to_owned();
        Target::new(self.child.port, path, r#""outcome":"accepted""#)
    }

    /// Fails unless just as many entries are stored as were acknowledged.
    pub async fn check_count(&self, acknowledged: usize) {
        let rows = self.get(&format!("/staff/entries?competition={}", self.competition)).await;
        assert_eq!(rows["counts"]["submitted"], json!(acknowledged), "entries stored, entries acknowledged");
    }

    async fn open_entry(&mut self) {
        self.until_ready().await;
        self.post("/session", &json!({ "account": "bench", "password": PASSWORD })).await;
        let rows = self.get("/staff/competitions").await;
        let ours = |row: &&Value| row["title"]["zh"] == json!("压力测试");
        let row = rows.as_array().and_then(|rows| rows.iter().find(ours)).expect("the imported competition");
        self.competition = serde_json::from_value(row["id"].clone()).expect("an id");
        let random = Random::system().expect("randomness");
        for (from, to) in [("draft", "published"), ("published", "entry_open")] {
            let action = json!({ "kind": "advance_competition", "competition_id": self.competition, "from": from, "to": to });
            let operation =
                json!({ "id": random.uuid(Utc::now()), "captured_at": Utc::now(), "action": action });
            let answer = self.post("/sync/push", &json!({ "operations": [operation] })).await;
            assert_eq!(answer["outcomes"][0]["outcome"], json!("accepted"), "{answer}");
        }
    }

    async fn until_ready(&self) {
        let mut pace = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..600 {
            pace.tick().await;
            let answer = self.staff.get(format!("http://127.0.0.1:{}/readyz", self.child.port)).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return;
            }
        }
        panic!("the server was not ready within 30 s");
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.pid()
    }

    /// Sends operations, each of which must be accepted, now or before.
    pub async fn push(&self, body: Bytes) {
        let url = format!("http://127.0.0.1:{}/api/v1/associations/qhd-courier/operations", self.child.port);
        let request = self.staff.post(url).header("content-type", "application/json").body(body);
        let answer: PushAnswer = request.send().await.expect("an answer").json().await.expect("outcomes");
        let good =
            |outcome: &Outcome| matches!(outcome, Outcome::Accepted { .. } | Outcome::Duplicate { .. });
        assert!(answer.outcomes.iter().all(good), "{:?}", answer.outcomes.iter().find(|one| !good(one)));
    }

    /// A page of a thousand changes, and its size on the wire.
    pub async fn changes(&self, after: &str) -> (Changes, usize) {
        self.changes_by(after, 1_000).await
    }

    /// A page of the feed, and its size on the wire.
    pub async fn changes_by(&self, after: &str, limit: u32) -> (Changes, usize) {
        let path = format!("/api/v1/sync/changes?limit={limit}&after={after}");
        let url = format!("http://127.0.0.1:{}{path}", self.child.port);
        // Taken as it comes, so that it can be weighed.
        let answer = self.staff.get(url).header("accept-encoding", "br").send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let packed = answer.headers().get("content-encoding").is_some();
        let body = answer.bytes().await.expect("a body");
        let mut text = Vec::new();
        match packed {
            true => brotli::BrotliDecompress(&mut &body[..], &mut text).expect("brotli"),
            false => text.extend_from_slice(&body),
        }
        (serde_json::from_slice(&text).expect("changes"), body.len())
    }

    /// The place after the last change.
    pub async fn end_of_feed(&self) -> String {
        self.changes_by("now", 1).await.0.next.0
    }

    /// Opens a receipt.
    pub async fn status(&self, secret: &ReceiptSecret) {
        let body = json!({ "by": "secret", "secret": secret });
        self.post("/associations/qhd-courier/receipt", &body).await;
    }

    /// Gets JSON below `/api/v1`.
    pub async fn get(&self, path: &str) -> Value {
        let url = format!("http://127.0.0.1:{}/api/v1{path}", self.child.port);
        let answer = self.staff.get(url).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.expect("JSON")
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let url = format!("http://127.0.0.1:{}/api/v1{path}", self.child.port);
        let answer = self.staff.post(url).json(body).send().await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        answer.json().await.expect("JSON")
    }
}

/// A competition that is open now and never full.
fn definition() -> String {
    let now = Utc::now();
    let definition = Definition::courier().with(|definition| {
        definition.slug = "bench".to_owned();
        definition.title = shared::i18n::Localized::new("压力测试", "Benchmark");
        definition.events.truncate(1);
        definition.events[0].code = "open".to_owned();
        definition.events[0].places = 1_000_000_000;
        definition.schedule.entry_opens = now - TimeDelta::days(1);
        definition.schedule.entry_closes = now + TimeDelta::days(30);
        definition.schedule.theory_on = None;
        definition.schedule.practical_on = None;
    });
    serde_json::to_string(&definition.0).expect("JSON")
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}
