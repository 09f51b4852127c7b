//! Rolls of members and sheets of organisations on the command line, in the product's columns and in others.

use super::organisations::ROWS;
use super::program::{Program, Said};
use rstest::rstest;
use server::domain::accounts::add_staff;
use shared::api::Role;
use std::fs;
use tests::{Damage, Database, PASSWORD, Person, Raw, members_set, organisations, roll};

/// The program with an officer of the courier union and one of the city.
async fn staffed(database: Database) -> Program {
    let program = Program::new(database).await;
    let app = program.inside().await;
    tests::set_up_unions(&app).await;
    for (union, account) in [("courier", "clerk"), ("city", "chief")] {
        add_staff(&app, union, account, "经办", Role::Administrator, PASSWORD, "system").await.unwrap();
    }
    app.db.close().await;
    program
}

fn good(said: &Said, told: &str) {
    assert!(said.status.success() && said.out.contains(told), "{told}: {} {}", said.out, said.err);
}

fn bad(said: &Said, told: &str) {
    assert!(!said.status.success() && said.err.contains(told), "{told}: {} {}", said.out, said.err);
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn members_go_in_and_out_in_any_provinces_columns(
    #[values(Database::Sqlite, Database::Postgres)] database: Database,
) {
    let program = staffed(database).await;
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let people: Vec<Person> = (1..13).map(Person::nth).collect();
    let (file, out) = (place("roll.xlsx"), place("out.xlsx"));
    fs::write(&file, roll(&people, &[Damage::UnknownWord])).unwrap();
    let import = async |more: &[&str]| {
        let args = [&["import", "members", &file, "--account", "clerk"], more].concat();
        program.run(&args, "").await
    };
    let decided =
        ["--on", "2026-04-01", "--document-number", "秦快工字〔2026〕5号", "--deciders", "张伟、王敏"];
    let whole = [&decided[..], &["--who", "本人签字，李静保管"]].concat();
    let dry = import(&["--dry-run"]).await;
    good(&dry, "New 11, Changed 0, Unchanged 0, Refused 1");
    assert!(dry.out.contains("学历"), "the column of the refused row: {}", dry.out);
    assert!(people.iter().all(|person| !dry.out.contains(&person.document)), "numbers are not told");
    bad(&import(&[]).await, "deciders");
    bad(&import(&decided).await, "who");
    bad(&import(&[&whole[..], &["--only-if-none-refused"]].concat()).await, "rows");
    bad(&program.run(&["import", "members", &file, "--account", "nobody"], "").await, "nobody");
    good(&import(&whole).await, "imported");
    good(&import(&["--dry-run"]).await, "New 0, Changed 0, Unchanged 11");
    let mut raw = Raw::open(&program.database).await;
    assert_eq!(raw.value("SELECT confirmed_by FROM roll_confirmations").await, "paper");

    // Another province's columns are data.
    let folder = place("columns");
    fs::create_dir(&folder).unwrap();
    let mut set = members_set();
    "other-members".clone_into(&mut set.key);
    let name = set.columns.iter_mut().find(|column| column.key == "name").unwrap();
    name.aliases = vec![std::mem::replace(&mut name.title, "职工姓名".to_owned())];
    fs::write(format!("{folder}/other.json"), serde_json::to_string(&set).unwrap()).unwrap();
    let other = ["--columns", &folder, "--sheet", "other-members"];
    bad(&import(&["--dry-run", "--sheet", "other-members"]).await, "set");
    good(&import(&[&["--dry-run"], &other[..]].concat()).await, "Unchanged 11");
    let export = [&["export", &out, "--account", "clerk", "--purpose", "核对"], &other[..]].concat();
    good(&program.run(&export, "").await, "out.xlsx");
    let written = sheets::read(&fs::read(&out).unwrap()).unwrap().remove(0);
    assert_eq!((written.rows.len(), written.rows[0].cells[1].text().unwrap()), (12, "职工姓名".to_owned()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&out).unwrap().permissions().mode() & 0o777, 0o600, "nobody else reads it");
    }
    bad(&program.run(&export, "").await, "out.xlsx");
    fs::write(format!("{folder}/broken.json"), "{").unwrap();
    bad(&import(&[&["--dry-run"], &other[..]].concat()).await, "broken.json");
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn organisations_go_in_and_out(#[values(Database::Sqlite, Database::Postgres)] database: Database) {
    let program = staffed(database).await;
    let place = |name: &str| program.folder().join(name).to_str().unwrap().to_owned();
    let (file, out) = (place("unions.xlsx"), place("out.xlsx"));
    fs::write(&file, organisations(&ROWS[..5])).unwrap();
    let import = async |file: &str, more: &[&str]| {
        let args = [&["import", "organisations", file, "--account", "chief"], more].concat();
        program.run(&args, "").await
    };
    let dry = import(&file, &["--dry-run"]).await;
    good(&dry, "New 4, Changed 0, Unchanged 0, Refused 1");
    assert!(dry.out.contains("与第 4 行同一工会的内容不一致"), "{}", dry.out);
    bad(&import(&file, &["--only-if-none-refused"]).await, "rows");
    good(&import(&file, &[]).await, "imported");
    good(&import(&file, &["--dry-run"]).await, "New 0, Changed 0, Unchanged 4, Refused 1");
    let export =
        ["export", &out, "--account", "chief", "--purpose", "汇总", "--sheet", "hebei-organisations"];
    good(&program.run(&export, "").await, "out.xlsx");
    good(&import(&out, &["--dry-run"]).await, "New 0, Changed 0, Unchanged 5, Refused 0");
}
