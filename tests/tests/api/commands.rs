//! The command line, as an operator types it.

use super::program::Program;
use rstest::rstest;
use serde_json::json;
use std::fs;
use tests::{Database, Definition, PASSWORD, Raw};

#[tokio::test(flavor = "multi_thread")]
async fn help_names_every_command_flag_and_variable() {
    let program = Program::new(Database::Sqlite).await;
    let help = program.run(&["--help"], "").await;
    assert!(help.status.success());
    for command in [
        "serve", "migrate", "demo", "staff", "import", "audit", "partner", "mirror", "backup", "restore",
        "purge",
    ] {
        assert!(
            help.out.lines().any(|line| line.trim_start().starts_with(command)),
            "{command} in {}",
            help.out
        );
        let own = program.run(&[command, "--help"], "").await;
        assert!(own.status.success() && own.out.contains("Usage"), "{command}: {}", own.out);
    }
    for variable in ["ROLLCALL_DATA", "ROLLCALL_DATABASE", "ROLLCALL_KEY_FILE"] {
        assert!(help.out.contains(variable), "{variable}");
    }
    let serve = program.run(&["serve", "--help"], "").await.out;
    for name in [
        "--addr",
        "ROLLCALL_ADDR",
        "--public-url",
        "--trusted-hops",
        "--session-idle-minutes",
        "--retention-years",
    ] {
        assert!(serve.contains(name), "{name} in {serve}");
    }
    let unknown = program.run(&["dance"], "").await;
    assert!(!unknown.status.success() && unknown.err.contains("dance"));
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn migrate_makes_the_schema_and_the_keys(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let program = Program::new(database).await;
    for _ in 0..2 {
        let said = program.run(&["migrate"], "").await;
        assert!(said.status.success(), "{}", said.err);
    }
    assert!(Raw::open(&program.database).await.tables().await.len() >= 15);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(program.folder().join("keys")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "nobody else reads the keys");
    }
    let elsewhere = program.run(&["--database", "mysql://x", "migrate"], "").await;
    assert!(!elsewhere.status.success() && elsewhere.err.contains("sqlite:"), "{}", elsewhere.err);
    let broken = program.folder().join("broken-keys");
    fs::write(&broken, "nonsense").unwrap();
    let said = program.run(&["--key-file", broken.to_str().unwrap(), "migrate"], "").await;
    assert!(!said.status.success() && said.err.contains("broken-keys"), "{}", said.err);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn staff_are_added_with_a_password_from_standard_input(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    app.db.close().await;
    let add = ["staff", "add", "clerk", "--name", "王经办", "--role", "officer", "--union", "courier"];
    let weak = program.run(&add, "short\n").await;
    assert!(!weak.status.success());
    assert!(weak.err.contains("at least 10 characters"), "the remedy is named: {}", weak.err);
    assert!(!weak.err.contains("short"), "and the password is not: {}", weak.err);

    let added = program.run(&add, &format!("{PASSWORD}\n")).await;
    assert!(added.status.success() && added.out.contains("clerk"), "{}", added.err);
    assert!(!added.out.contains(PASSWORD) && !added.err.contains(PASSWORD));
    let taken = program.run(&add, &format!("{PASSWORD}\n")).await;
    assert!(!taken.status.success() && taken.err.contains("taken"), "{}", taken.err);
    let nowhere = ["staff", "add", "other", "--name", "x", "--role", "officer", "--union", "nowhere"];
    let said = program.run(&nowhere, &format!("{PASSWORD}\n")).await;
    assert!(!said.status.success() && said.err.contains("nowhere"), "{}", said.err);
    let role = ["staff", "add", "other", "--name", "x", "--role", "king", "--union", "courier"];
    assert!(program.run(&role, "").await.err.contains("administrator, officer, judge, auditor"));

    let server = program.serve().await;
    let login = json!({ "account": "clerk", "password": PASSWORD });
    let address = format!("{}/api/v1/session", server.url);
    let answer = reqwest::Client::new().post(address).json(&login).send().await.unwrap();
    assert_eq!(answer.status(), 200);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn competitions_come_from_files(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    app.db.close().await;
    let file = program.folder().join("competition.json");
    let import = async |text: &str| {
        fs::write(&file, text).unwrap();
        program.run(&["import", "competition", file.to_str().unwrap()], "").await
    };
    let json = |definition: Definition| serde_json::to_string(&definition.0).unwrap();
    for (text, named) in [
        ("{".to_owned(), "competition.json"),
        (json(Definition::courier()).replacen("\"slug\"", "\"slugg\"", 1), "slugg"),
        (json(Definition::courier().with(|d| d.document.scoring.theory_weight = 31)), "weight"),
        (json(Definition::courier().with(|d| d.association = "nobody".into())), "nobody"),
    ] {
        let said = import(&text).await;
        assert!(!said.status.success() && said.err.contains(named), "{named}: {}", said.err);
    }
    let missing = program.run(&["import", "competition", "/nonexistent.json"], "").await;
    assert!(!missing.status.success() && missing.err.contains("/nonexistent.json"));

    for (definition, said) in [
        (Definition::courier(), "imported as draft"),
        (Definition::courier(), "nothing changed"),
        (Definition::courier().with(|d| d.events[0].places = 11), "changed"),
    ] {
        let done = import(&json(definition)).await;
        assert!(done.status.success() && done.out.contains(said), "{said}: {} {}", done.out, done.err);
    }
    let mut raw = Raw::open(&program.database).await;
    assert_eq!(raw.rows("SELECT slug, state FROM competitions").await, [["courier-2026", "draft"]]);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn the_audit_log_is_verified(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    app.db.close().await;
    let whole = program.run(&["audit", "verify"], "").await;
    assert!(whole.status.success() && whole.out.contains("whole: 5 rows"), "{} {}", whole.out, whole.err);
    let unguard = match database {
        Database::Sqlite => "DROP TRIGGER audit_keeps_text",
        Database::Postgres => "DROP TRIGGER audit_keeps_rows ON audit",
    };
    let mut raw = Raw::open(&program.database).await;
    raw.execute(unguard).await.unwrap();
    raw.execute("UPDATE audit SET detail = 'other' WHERE seq = 3").await.unwrap();
    let broken = program.run(&["audit", "verify"], "").await;
    assert_eq!(broken.status.code(), Some(1));
    assert!(broken.err.contains("row 3"), "{}", broken.err);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_port_is_told_with_its_remedy() {
    let program = Program::new(Database::Sqlite).await;
    let taken = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = program.run(&["serve", "--addr", &address], "").await;
    assert!(
        !said.status.success() && said.err.contains(&address) && said.err.contains("--addr"),
        "{}",
        said.err
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_loads_once_and_is_whole() {
    let program = Program::new(Database::Sqlite).await;
    let first = program.run(&["demo"], "").await;
    assert!(first.status.success() && first.out.contains("demo data loaded"), "{} {}", first.out, first.err);
    let again = program.run(&["demo"], "").await;
    assert!(again.status.success() && again.out.contains("already"), "{} {}", again.out, again.err);
    assert!(program.run(&["audit", "verify"], "").await.status.success());
    let server = program.serve().await;
    let address = format!("{}/api/v1/associations/qhd-courier/competitions", server.url);
    let list: shared::api::PublicCompetitions = reqwest::get(address).await.unwrap().json().await.unwrap();
    assert!(!list.competitions.is_empty());
}
