//! A mirror is killed, and its source too, and still comes to equal it.

use super::load::{Load, open, rounds};
use rstest::rstest;
use server::domain::partners::{self, NewPartner};
use shared::sync::RecordKind;
use tests::{Database, Proxy};

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_mirror_that_is_killed_and_cut_off_equals_its_source(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let (program, competition) = open(database, 1_000_000).await;
    let app = program.inside().await;
    let grants = RecordKind::ALL.to_vec();
    let new = NewPartner { name: "a", union: "courier", association: None, grants, hook: None };
    let token = partners::add(&app, new).await.unwrap().token;
    app.db.close().await;
    let server = program.serve().await;
    // The mirror sees its source through a line that is cut again and again.
    let proxy = Proxy::before(vec![server.url.strip_prefix("http://").unwrap().to_owned()]).await;
    let into = format!("sqlite:{}", program.folder().join("mirror.db").display());
    let source = format!("http://{}", proxy.address);
    let args = ["mirror", "--from", &source, "--token", token.as_str(), "--into", &into];
    let load = Load::on(competition);
    let faults = async {
        for round in 0..rounds() {
            let mut mirror = program.start(&[&args[..], &["--every", "1"]].concat());
            load.more(30).await;
            proxy.cut(round % 2 == 0);
            load.more(15).await;
            proxy.cut(false);
            load.more(15).await;
            mirror.kill().await.expect("a mirror that ran until now");
        }
        load.stop();
    };
    let (kept, ()) = tokio::join!(load.run(&server.url, 4), faults);
    let said = program.run(&[&args[..], &["--check"]].concat(), "").await;
    assert!(said.status.success(), "{}", said.err);
    assert!(said.out.contains(&format!("{} records", kept.len() + 1)), "{}", said.out);
}
