//! Several servers over one PostgreSQL database: they hold no state of their own.

use super::load::{entry, open, send};
use reqwest::Client;
use server::random::Random;
use shared::sync::{Operation, Outcome};
use tests::{Database, Person, Raw};

fn accepted(outcomes: &[Outcome]) -> usize {
    outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Accepted { .. })).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_oversell_nothing_and_write_one_chain() {
    let (program, competition) = open(Database::Postgres, 10).await;
    let (one, two) = (program.serve().await, program.serve().await);
    let (http, random) = (Client::new(), Random::system().expect("randomness"));
    let entries: Vec<Operation> = (1..=64).map(|n| entry(&random, competition, &Person::nth(n))).collect();

    // Each is sent to both servers at once, as by a device that tries another after a lost answer.
    let sending = entries.iter().map(|entry| async {
        let (first, second) =
            tokio::join!(send(&http, &one, vec![entry.clone()]), send(&http, &two, vec![entry.clone()]));
        [first.expect("an answer"), second.expect("an answer")].concat()
    });
    let answers = futures_util::future::join_all(sending).await;
    assert_eq!(answers.iter().map(|both| accepted(both)).sum::<usize>(), 10, "ten places, each taken once");
    for both in &answers {
        let kinds = both.iter().map(|outcome| matches!(outcome, Outcome::Rejected { .. }));
        assert_eq!(kinds.filter(|rejected| *rejected).count() % 2, 0, "both servers say the same: {both:?}");
    }

    let mut raw = Raw::open(&program.database).await;
    for (sql, expected) in [
        ("SELECT CAST(COUNT(*) AS TEXT) FROM entries", "10"),
        ("SELECT CAST(taken AS TEXT) FROM places WHERE scope = 'event'", "10"),
        ("SELECT CAST(COUNT(*) AS TEXT) FROM audit WHERE action = 'entry.submit'", "10"),
        ("SELECT CAST(MAX(seq) - COUNT(*) AS TEXT) FROM changes", "0"),
    ] {
        assert_eq!(raw.value(sql).await, expected, "{sql}");
    }
    let verified = program.run(&["audit", "verify"], "").await;
    assert!(verified.status.success(), "{}", verified.err);
}
