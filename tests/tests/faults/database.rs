//! The database goes away and comes back.

use super::load::{Load, check, open, rounds};
use tests::{Database, Proxy, Raw};

/// Host and port in the address of a database, and the address with others in their place.
fn through(url: &str, proxy: &Proxy) -> String {
    let (before, host) = url.split_once('@').expect("a user");
    let (_, rest) = host.split_once('/').expect("a name");
    format!("{before}@{}/{rest}", proxy.address)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_is_cut_off_and_comes_back() {
    let (program, competition) = open(Database::Postgres, 1_000_000).await;
    let host = program.database.split_once('@').unwrap().1.split_once('/').unwrap().0.to_owned();
    let proxy = Proxy::before(vec![host]).await;
    let server = program.serve_with(&["--database", &through(&program.database, &proxy)]).await;
    let load = Load::on(competition);
    let fault = async {
        for _ in 0..rounds() {
            load.more(30).await;
            proxy.cut(true);
            load.more_unanswered(8).await;
            let ready = reqwest::get(format!("{}/readyz", server.url)).await.unwrap().status();
            assert_eq!(ready, 503, "it says that it is not ready");
            proxy.cut(false);
        }
        load.more(50).await;
        load.stop();
    };
    let (kept, ()) = tokio::join!(load.run(&server.url, 8), fault);
    check(&program, kept.len()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_that_the_database_ends() {
    let (program, competition) = open(Database::Postgres, 1_000_000).await;
    let server = program.serve().await;
    let load = Load::on(competition);
    let fault = async {
        let mut raw = Raw::open(&program.database).await;
        for _ in 0..rounds() {
            load.more(40).await;
            raw.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            )
            .await
            .expect("an end of all connections");
        }
        load.more(50).await;
        load.stop();
    };
    let (kept, ()) = tokio::join!(load.run(&server.url, 8), fault);
    check(&program, kept.len()).await;
}
