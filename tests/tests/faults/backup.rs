//! Backups: taken while the server writes, restored to a server that is equal, and told to mirrors.

use super::load::{Load, open};
use super::program::Program;
use reqwest::Client;
use serde_json::json;
use server::db::mirror::Mirror;
use server::domain::partners::{self, NewPartner};
use server::outbound::mirror::Follower;
use shared::api::{EntryRows, Revealed};
use shared::sync::{Checksum, RecordKind};
use tests::{Database, Raw};

async fn checksum(server: &str, token: &str) -> Checksum {
    let request = Client::new().get(format!("{server}/api/v1/sync/checksum")).bearer_auth(token);
    request.send().await.expect("an answer").json().await.expect("a checksum")
}

/// A second program over the same keys, without a database yet.
async fn beside(program: &Program) -> Program {
    let other = Program::new(Database::Sqlite).await;
    std::fs::copy(program.folder().join("keys"), other.folder().join("keys")).expect("keys");
    other
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_under_load_restores_to_an_equal_server() {
    let (program, competition) = open(Database::Sqlite, 100_000).await;
    let app = program.inside().await;
    let new = NewPartner {
        name: "association",
        union: "courier",
        association: None,
        grants: RecordKind::ALL.to_vec(),
        hook: None,
    };
    let token = partners::add(&app, new).await.unwrap().token;
    app.db.close().await;
    let server = program.serve().await;
    let load = Load::on(competition);
    let (early, late) = (program.folder().join("early.db"), program.folder().join("late.db"));
    let backup = async {
        load.more(50).await;
        let before = load.acknowledged();
        let said = program.run(&["backup", "--to", early.to_str().unwrap()], "").await;
        assert!(said.status.success(), "{}", said.err);
        load.stop();
        before
    };
    let (kept, before) = tokio::join!(load.run(&server.url, 4), backup);
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("mirror.db").display());
    let mirror = Mirror::open(&url).await.unwrap();
    let follower = |source: &str| {
        Follower::new(Client::new(), source.to_owned(), token.as_str().to_owned(), mirror.clone())
    };
    assert!(follower(&server.url).compare().await.unwrap().equal);

    // What had been acknowledged when the backup began is in it.
    let other = beside(&program).await;
    let said = other.run(&["restore", "--from", early.to_str().unwrap()], "").await;
    assert!(said.status.success(), "{}", said.err);
    let mut raw = Raw::open(&other.database).await;
    let held: usize = raw.value("SELECT CAST(COUNT(*) AS TEXT) FROM entries").await.parse().unwrap();
    assert!((before..=kept.len()).contains(&held), "{before} {held}");
    assert!(other.run(&["audit", "verify"], "").await.status.success());
    let again = other.run(&["restore", "--from", early.to_str().unwrap()], "").await;
    assert!(!again.status.success() && again.err.contains("not overwritten"), "{}", again.err);
    let taken = program.run(&["backup", "--to", early.to_str().unwrap()], "").await;
    assert!(!taken.status.success(), "an earlier backup is not overwritten");

    // Once nothing is written, backup, restored server and source are equal.
    let said = program.run(&["backup", "--to", late.to_str().unwrap()], "").await;
    assert!(said.status.success(), "{}", said.err);
    let twin = beside(&program).await;
    assert!(twin.run(&["restore", "--from", late.to_str().unwrap()], "").await.status.success());
    let restored = twin.serve().await;
    let (there, here) =
        (checksum(&server.url, token.as_str()).await, checksum(&restored.url, token.as_str()).await);
    assert_eq!((&there.digest, there.records), (&here.digest, here.records));
    assert_ne!(there.cursor, here.cursor, "a new life of the feed");

    // The source is lost, and the earlier backup takes its place: the mirror, which is ahead, begins anew.
    server.terminate().await;
    let (_, _) = server.ended().await;
    for file in ["rollcall.db", "rollcall.db-wal", "rollcall.db-shm"] {
        let _ = std::fs::remove_file(program.folder().join(file));
    }
    let said = program.run(&["restore", "--from", early.to_str().unwrap()], "").await;
    assert!(said.status.success(), "{}", said.err);
    let server = program.serve().await;
    let elsewhere = format!("UPDATE state SET source = '{}'", server.url);
    Raw::open(&url).await.execute(&elsewhere).await.unwrap();
    let compared = follower(&server.url).compare().await.unwrap();
    assert!(compared.equal && compared.here == held as u64 + 1, "{compared:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_backup_is_refused() {
    let (program, _) = open(Database::Sqlite, 10).await;
    let file = program.folder().join("copy.db");
    assert!(program.run(&["backup", "--to", file.to_str().unwrap()], "").await.status.success());
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8_192].fill(0x5a);
    std::fs::write(&file, bytes).unwrap();
    let other = beside(&program).await;
    let said = other.run(&["restore", "--from", file.to_str().unwrap()], "").await;
    assert!(!said.status.success(), "{}", said.out);
    assert!(!other.folder().join("rollcall.db").exists(), "nothing was put in place");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_of_an_older_release_is_restored() {
    let fixture = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/backup-0003");
    let program = Program::new(Database::Sqlite).await;
    std::fs::copy(fixture.join("keys"), program.folder().join("keys")).unwrap();
    let backup = program.folder().join("backup.db");
    std::fs::File::create(&backup).unwrap();
    let mut raw = Raw::open(&format!("sqlite:{}", backup.display())).await;
    raw.execute("PRAGMA foreign_keys = OFF").await.unwrap();
    raw.execute(&std::fs::read_to_string(fixture.join("dump.sql")).unwrap())
        .await
        .expect("the older release's data");
    drop(raw);
    let said = program.run(&["restore", "--from", backup.to_str().unwrap()], "").await;
    assert!(said.status.success() && said.out.contains("115 rows"), "{}{}", said.out, said.err);

    // It serves: staff log in with the passwords of then, and personal data opens with the keys of then.
    let server = program.serve().await;
    let app = program.inside().await;
    let client = Client::builder().cookie_store(true).build().unwrap();
    let login = json!({ "account": "admin", "password": server::domain::demo::password(&app) });
    app.db.close().await;
    let url = |path: &str| format!("{}/api/v1{path}", server.url);
    assert_eq!(client.post(url("/session")).json(&login).send().await.unwrap().status(), 200);
    let rows: EntryRows = client.get(url("/staff/entries")).send().await.unwrap().json().await.unwrap();
    let counts = rows.counts;
    assert_eq!(
        counts.submitted + counts.returned + counts.eligible + counts.ineligible + counts.withdrawn,
        38
    );
    let reveal = url(&format!("/staff/entries/{}/reveal", rows.rows[0].id));
    let revealed = client.post(reveal).json(&json!({ "purpose": "恢复后核对" })).send().await.unwrap();
    let revealed: Revealed = revealed.json().await.unwrap();
    assert!(revealed.document.starts_with("130399"), "a document of the demo");
}
