//! The rules of the tree, read from the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Rust files are seldom longer than 120 lines; beyond this they are to be parted.
const LINES: usize = 400;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace").to_owned()
}

/// Every Rust source below a folder, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

/// Lines that use one of these names; comments and texts use nothing.
fn uses(folder: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (file, text) in sources(folder) {
        for (at, line) in text.lines().enumerate() {
            if names.iter().any(|name| mentions(&code(line), name)) {
                found.push(format!("{file}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    found
}

/// A line without its comment and what stands in quotation marks.
fn code(line: &str) -> String {
    let outside = line.split('"').step_by(2).collect::<Vec<_>>().join("\"\"");
    outside.split("//").next().unwrap_or_default().to_owned()
}

/// Whether a name stands in a line as a word of its own.
fn mentions(line: &str, name: &str) -> bool {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        !line[..at].chars().next_back().is_some_and(part_of_word)
            && !line[at + name.len()..].chars().next().is_some_and(part_of_word)
    })
}

#[test]
fn the_http_layer_knows_no_sql() {
    assert_eq!(uses("server/src/http", &["sqlx"]), [""; 0]);
}

#[test]
fn the_database_layer_and_the_use_cases_know_no_http() {
    for folder in ["server/src/db", "server/src/domain", "server/src/crypto"] {
        assert_eq!(
            uses(folder, &["axum", "axum_extra", "tower", "tower_http", "crate::http"]),
            [""; 0],
            "{folder}"
        );
    }
}

#[test]
fn the_database_layer_knows_no_use_cases() {
    assert_eq!(uses("server/src/db", &["crate::domain"]), [""; 0]);
    assert_eq!(uses("server/src/crypto", &["crate::domain", "crate::db", "sqlx"]), [""; 0]);
}

#[test]
fn shared_is_pure() {
    let names = [
        "tokio",
        "axum",
        "sqlx",
        "web_sys",
        "js_sys",
        "gloo",
        "yew",
        "reqwest",
        "server",
        "frontend",
        "std::fs",
        "std::net",
        "std::env",
        "async",
        "SystemTime",
    ];
    assert_eq!(uses("shared/src", &names), [""; 0]);
    let manifest = fs::read_to_string(root().join("shared/Cargo.toml")).unwrap();
    let (_, dependencies) = manifest.split_once("[dependencies]").expect("dependencies");
    let dependencies = dependencies.split("\n[").next().unwrap();
    for name in ["tokio", "axum", "sqlx", "web-sys", "reqwest", "yew", "server", "frontend"] {
        assert!(!dependencies.lines().any(|line| line.starts_with(name)), "{name}");
    }
}

#[test]
fn the_frontend_knows_no_server() {
    assert_eq!(uses("frontend/src", &["server::", "sqlx", "axum", "tokio", "reqwest"]), [""; 0]);
}

#[test]
fn time_comes_from_the_clock_alone() {
    for folder in ["server/src", "shared/src"] {
        let mut found = uses(folder, &["Utc::now", "Local::now", "SystemTime::now", "now_v7"]);
        found.retain(|line| !line.starts_with("server/src/clock.rs"));
        assert_eq!(found, [""; 0]);
    }
}

#[test]
fn randomness_comes_from_the_generator_alone() {
    let mut found =
        uses("server/src", &["rand::rng", "thread_rng", "SysRng", "OsRng", "new_v4", "from_entropy"]);
    found.retain(|line| !line.starts_with("server/src/random.rs"));
    assert_eq!(found, [""; 0]);
}

#[test]
fn nobody_sleeps() {
    for folder in ["server/src", "shared/src", "tests/src", "tests/tests"] {
        assert_eq!(uses(folder, &["thread::sleep", "time::sleep"]), [""; 0]);
    }
}

#[test]
fn files_stay_small() {
    let folders =
        ["shared/src", "shared/tests", "server/src", "frontend/src", "tests/src", "tests/tests", "xtask/src"];
    for (file, text) in folders.into_iter().flat_map(sources) {
        let lines = text.lines().count();
        assert!(lines <= LINES, "{file} has {lines} lines: part it by what it is about");
    }
}

#[test]
fn nothing_promises_to_be_done_later() {
    for folder in ["shared/src", "server/src", "frontend/src", "tests/src", "xtask/src"] {
        for (file, text) in sources(folder) {
            for word in ["TODO", "FIXME", "XXX:", "unimplemented!(", "todo!("] {
                assert!(!text.contains(word), "{file} has {word}");
            }
        }
    }
}

#[test]
fn a_word_is_not_a_part_of_another() {
    assert!(mentions("use sqlx::Row;", "sqlx") && mentions("tokio::time::sleep(x)", "time::sleep"));
    assert!(!mentions("let sqlx_is = mysqlx;", "sqlx") && !mentions("asynchronous", "async"));
    assert_eq!(code("let a = \"sqlx\"; // sqlx"), "let a = \"\"; ");
}
