//! Workers who submit until told to stop, and what must be true afterwards.

use super::program::{Program, Serving};
use reqwest::Client;
use server::domain::import::{self, Imported};
use server::random::Random;
use shared::sync::{Action, Operation, Outcome, Push, PushAnswer, ReceiptSecret, SubmitEntry};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use tests::{Database, Definition, Person, Raw, at};
use uuid::Uuid;

/// How often each fault strikes: as many times as `cargo xtask faults` says, few among the tests.
pub fn rounds() -> u32 {
    std::env::var("ROLLCALL_FAULT_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(3)
}

/// A program with a competition that is open until the end of the century, with so many places in `delivery`.
pub async fn open(database: Database, places: u32) -> (Program, Uuid) {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    let definition = Definition::courier().with(|d| {
        d.schedule.entry_opens = at("2020-01-01T00:00:00Z");
        d.schedule.entry_closes = at("2099-12-01T00:00:00Z");
        d.schedule.theory_on = Some("2099-12-12".parse().unwrap());
        d.schedule.practical_on = Some("2099-12-13".parse().unwrap());
        d.eligibility.min_age = None;
        d.events[0].places = places;
    });
    let imported = import::competition(&app, definition.0).await.expect("a sound definition");
    let Imported::New(id) = imported else { panic!("{imported:?}") };
    let mut raw = Raw::open(&program.database).await;
    raw.execute("UPDATE competitions SET state = 'entry_open'").await.expect("an open competition");
    app.db.close().await;
    (program, id)
}

/// An entry that is filled in.
pub fn entry(random: &Random, competition_id: Uuid, person: &Person) -> Operation {
    let captured_at = at("2026-11-23T02:00:00Z");
    let secret = ReceiptSecret::from_bytes(random.bytes());
    Operation {
        id: random.uuid(captured_at),
        captured_at,
        action: Action::SubmitEntry(SubmitEntry {
            competition_id,
            event: "delivery".into(),
            form_version: 1,
            answers: person.answers(),
            receipt: secret.hash(),
            collected: None,
        }),
    }
}

/// Sends operations to one server. Those that it tells to come back, since the machine is slow, come back when told.
pub async fn send(
    http: &Client,
    server: &Serving,
    operations: Vec<Operation>,
) -> reqwest::Result<Vec<Outcome>> {
    let address = format!("{}{OPERATIONS}", server.url);
    let mut outcomes: Vec<Option<Outcome>> = vec![None; operations.len()];
    loop {
        let left: Vec<usize> = (0..operations.len()).filter(|at| outcomes[*at].is_none()).collect();
        let push = Push { operations: left.iter().map(|at| operations[*at].clone()).collect() };
        let answer: PushAnswer = http.post(&address).json(&push).send().await?.json().await?;
        let mut wait = 0;
        for (at, outcome) in left.into_iter().zip(answer.outcomes) {
            match outcome {
                Outcome::RetryLater { after_ms } => wait = wait.max(after_ms),
                outcome => outcomes[at] = Some(outcome),
            }
        }
        if outcomes.iter().all(Option::is_some) {
            return Ok(outcomes.into_iter().flatten().collect());
        }
        tests::stay_away(wait).await;
    }
}

/// Where operations go.
pub const OPERATIONS: &str = "/api/v1/associations/qhd-courier/operations";

/// Workers, each of whom sends an operation until it is answered, and then the next.
#[derive(Debug)]
pub struct Load {
    competition: Uuid,
    people: AtomicU32,
    acknowledged: AtomicU32,
    unanswered: AtomicU32,
    done: AtomicBool,
}

impl Load {
    /// For a competition.
    pub fn on(competition: Uuid) -> Load {
        let (people, acknowledged, unanswered) = (AtomicU32::new(1), AtomicU32::new(0), AtomicU32::new(0));
        Load { competition, people, acknowledged, unanswered, done: AtomicBool::new(false) }
    }

    /// A person nobody else is.
    pub fn person(&self) -> Person {
        Person::nth(self.people.fetch_add(1, Ordering::Relaxed))
    }

    /// So many workers, through whatever stands at `url`, until [`Load::stop`]. What was acknowledged.
    pub async fn run(&self, url: &str, workers: usize) -> Vec<Operation> {
        let all = futures_util::future::join_all((0..workers).map(|_| self.work(url))).await;
        all.into_iter().flatten().collect()
    }

    async fn work(&self, url: &str) -> Vec<Operation> {
        let random = Random::system().expect("randomness");
        let mut kept = Vec::new();
        while !self.done.load(Ordering::Relaxed) {
            let operation = entry(&random, self.competition, &self.person());
            let push = Push { operations: vec![operation.clone()] };
            loop {
                // A connection of its own each time, so that a proxy spreads them.
                let answer = Client::new().post(format!("{url}{OPERATIONS}")).json(&push).send().await;
                let Some(outcome) = outcome(answer).await else {
                    self.unanswered.fetch_add(1, Ordering::Relaxed);
                    tokio::task::yield_now().await;
                    continue;
                };
                match outcome {
                    Outcome::Accepted { .. } | Outcome::Duplicate { .. } => break,
                    Outcome::RetryLater { after_ms } => {
                        self.unanswered.fetch_add(1, Ordering::Relaxed);
                        // A tenth of what was asked for: a fault lasts shorter here than outside.
                        tests::stay_away(after_ms / 10).await;
                    }
                    other => panic!("{other:?}"),
                }
            }
            kept.push(operation);
            self.acknowledged.fetch_add(1, Ordering::Relaxed);
        }
        kept
    }

    /// How many are acknowledged by now.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.load(Ordering::Relaxed) as usize
    }

    /// Waits until so many more are acknowledged.
    pub async fn more(&self, count: u32) {
        reach(&self.acknowledged, count).await;
    }

    /// Waits until so many more requests found no answer, or one that asks to come back.
    pub async fn more_unanswered(&self, count: u32) {
        reach(&self.unanswered, count).await;
    }

    /// Lets everybody finish what they are at.
    pub fn stop(&self) {
        self.done.store(true, Ordering::Relaxed);
    }
}

async fn reach(counter: &AtomicU32, more: u32) {
    let enough = counter.load(Ordering::Relaxed) + more;
    let reached = async {
        while counter.load(Ordering::Relaxed) < enough {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), reached).await.expect("the load to go on");
}

/// The outcome, when the server had one.
async fn outcome(answer: reqwest::Result<reqwest::Response>) -> Option<Outcome> {
    let answer = answer.ok()?;
    assert!(answer.status().is_success() || answer.status().is_server_error(), "{answer:?}");
    answer.json::<PushAnswer>().await.ok()?.outcomes.pop()
}

/// Everything acknowledged is there once, with its place and its change; nothing else is; the feed has no gap; the
/// audit log verifies.
pub async fn check(program: &Program, acknowledged: usize) {
    let mut raw = Raw::open(&program.database).await;
    let total = acknowledged.to_string();
    for count in [
        "SELECT CAST(COUNT(*) AS TEXT) FROM entries",
        "SELECT CAST(COUNT(*) AS TEXT) FROM operations",
        "SELECT CAST(COUNT(operation_id) AS TEXT) FROM changes",
        "SELECT CAST(COUNT(DISTINCT operation_id) AS TEXT) FROM changes",
        "SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action = 'entry.submit'",
        "SELECT CAST(taken AS TEXT) FROM places WHERE scope = 'event'",
    ] {
        assert_eq!(raw.value(count).await, total, "{count}");
    }
    let gaps = "SELECT CAST(MAX(seq) - COUNT(*) AS TEXT) FROM changes";
    assert_eq!(raw.value(gaps).await, "0", "the feed has no gap");
    let verified = program.run(&["audit", "verify"], "").await;
    assert!(verified.status.success(), "{}", verified.err);
}

/// Sends a signal to a server's process.
pub async fn signal(server: &Serving, name: &str) {
    let id = server.child.id().expect("a process").to_string();
    let done = tokio::process::Command::new("kill").args([name, &id]).status().await.expect("kill");
    assert!(done.success());
}
