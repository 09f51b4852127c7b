//! The disk is full, or slow.

use super::load::{Load, check, open};
use rstest::rstest;
use tests::{Database, Raw};

/// Files may grow to this many blocks of 512 bytes; a write beyond it fails, as it does on a full disk.
const BLOCKS: &str = "4000";

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_and_goes_on_once_there_is_room() {
    let (program, competition) = open(Database::Sqlite, 1_000_000).await;
    // Ignored, the signal becomes an error of the write.
    let full = format!("trap '' XFSZ; ulimit -S -f {BLOCKS}; exec \"$0\" \"$@\"");
    let server = program.serve_under(&["sh", "-c", &full]).await;
    let load = Load::on(competition);
    let fault = async {
        load.more_unanswered(30).await;
        let id = server.child.id().unwrap().to_string();
        let room = ["--pid", &id, "--fsize=unlimited"];
        assert!(
            tokio::process::Command::new("prlimit").args(room).status().await.expect("prlimit").success()
        );
        load.more(100).await;
        load.stop();
    };
    let (kept, ()) = tokio::join!(load.run(&server.url, 8), fault);
    check(&program, kept.len()).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_stalls_delays_and_loses_nothing(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 1_000_000).await;
    let server = program.serve().await;
    let load = Load::on(competition);
    let fault = async {
        load.more(50).await;
        // Nothing can be written while somebody else holds the lock, as while the disk does not come back.
        let mut raw = Raw::open(&program.database).await;
        let begin = match database {
            Database::Sqlite => "BEGIN IMMEDIATE",
            Database::Postgres => "BEGIN; LOCK TABLE log_head IN EXCLUSIVE MODE",
        };
        raw.execute(begin).await.expect("the lock");
        tests::stay_away(2_000).await;
        raw.execute("ROLLBACK").await.expect("the lock given back");
        load.more(100).await;
        load.stop();
    };
    let (kept, ()) = tokio::join!(load.run(&server.url, 8), fault);
    check(&program, kept.len()).await;
}
