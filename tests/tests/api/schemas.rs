//! The two migrated schemas are one: tables, columns, kinds of values, indexes.

use std::collections::{BTreeMap, BTreeSet};
use tests::{Database, Raw, TestApp};

/// A column: what kind of value, and whether it must be there.
type Columns = BTreeMap<String, (&'static str, bool)>;

/// The kind of a value behind the types of the two databases. SQLite keeps times, dates, JSON in text, ids in blobs
/// and booleans in integers, so a PostgreSQL type names the class that SQLite's must have.
fn class(database: Database, kind: &str) -> &'static str {
    match (database, kind) {
        (Database::Sqlite, "text") => "text",
        (Database::Sqlite, "integer") => "integer",
        (Database::Sqlite, "blob") => "bytes",
        (Database::Postgres, "text" | "jsonb" | "date" | "timestamp with time zone") => "text",
        (Database::Postgres, "integer" | "bigint" | "boolean") => "integer",
        (Database::Postgres, "uuid" | "bytea") => "bytes",
        _ => panic!("{database:?} has {kind}, which the other cannot match"),
    }
}

async fn tables(database: Database, raw: &mut Raw) -> BTreeMap<String, Columns> {
    let mut tables = BTreeMap::new();
    for table in raw.tables().await {
        let columns = raw.columns(&table).await.into_iter();
        let columns = columns.map(|(name, kind, needed)| (name, (class(database, &kind), needed)));
        tables.insert(table, columns.collect());
    }
    tables
}

/// Every index: table, columns in order, whether it is unique, whether it is partial.
async fn indexes(raw: &mut Raw) -> BTreeSet<Vec<String>> {
    let sql = match raw {
        Raw::Sqlite(_) => {
            "SELECT t.name, group_concat(c.name, ',' ORDER BY c.seqno),
                    iif(i.\"unique\", 'unique', ''), iif(i.partial, 'partial', '')
             FROM sqlite_master t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
             WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> '_sqlx_migrations'
             GROUP BY t.name, i.name"
        }
        Raw::Postgres(_) => {
            "SELECT t.relname::text, string_agg(a.attname::text, ',' ORDER BY k.place),
                    CASE WHEN x.indisunique THEN 'unique' ELSE '' END,
                    CASE WHEN x.indpred IS NOT NULL THEN 'partial' ELSE '' END
             FROM pg_index x JOIN pg_class t ON t.oid = x.indrelid
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
             CROSS JOIN LATERAL unnest(x.indkey::int[]) WITH ORDINALITY k(number, place)
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number
             WHERE t.relname <> '_sqlx_migrations' GROUP BY t.relname, x.indexrelid, x.indisunique, x.indpred"
        }
    };
    raw.rows(sql).await.into_iter().collect()
}

/// What refers to what: table, column, table referred to.
async fn references(raw: &mut Raw) -> BTreeSet<Vec<String>> {
    let sql = match raw {
        Raw::Sqlite(_) => {
            "SELECT t.name, f.\"from\", f.\"table\" FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f
             WHERE t.type = 'table'"
        }
        Raw::Postgres(_) => {
            "SELECT t.relname::text, a.attname::text, r.relname::text FROM pg_constraint c
             JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class r ON r.oid = c.confrelid
             JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = c.conkey[1]
             JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = current_schema()
             WHERE c.contype = 'f'"
        }
    };
    raw.rows(sql).await.into_iter().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_have_the_same_schema() {
    let (sqlite, postgres) =
        (TestApp::start(Database::Sqlite).await, TestApp::start(Database::Postgres).await);
    let (mut sqlite, mut postgres) = (sqlite.raw().await, postgres.raw().await);
    let ours = tables(Database::Sqlite, &mut sqlite).await;
    assert!(ours.len() >= 15, "{ours:?}");
    assert_eq!(ours, tables(Database::Postgres, &mut postgres).await);

    // A single integer key is SQLite's row number, which has no index of its own.
    let row_numbers = [["audit", "seq"], ["changes", "seq"], ["log_head", "id"], ["tree", "id"]];
    let mut theirs = indexes(&mut postgres).await;
    theirs
        .retain(|index| !row_numbers.iter().any(|[table, column]| index[0] == *table && index[1] == *column));
    assert_eq!(indexes(&mut sqlite).await, theirs);
    assert!(
        theirs.iter().any(|index| index[2] == "unique" && index[3] == "partial"),
        "one entry per person and event"
    );
    assert_eq!(references(&mut sqlite).await, references(&mut postgres).await);
}

/// The states in the condition of a partial index, which must be the same on both databases.
async fn states_of(index: &str) -> Vec<String> {
    let (sqlite, postgres) =
        (TestApp::start(Database::Sqlite).await, TestApp::start(Database::Postgres).await);
    let ours = format!("SELECT sql FROM sqlite_master WHERE name = '{index}'");
    let theirs = format!("SELECT indexdef FROM pg_indexes WHERE indexname = '{index}'");
    let states = |sql: String| {
        let (_, condition) = sql.split_once("WHERE").expect("a condition");
        condition.split('\'').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let ours = states(sqlite.raw().await.value(&ours).await);
    assert_eq!(ours, states(postgres.raw().await.value(&theirs).await));
    ours
}

fn name(state: impl serde::Serialize) -> String {
    serde_json::to_value(state).unwrap().as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_partial_indexes_have_one_condition() {
    let holding = shared::competition::EntryState::ALL.into_iter().filter(|state| state.holds_place());
    assert_eq!(states_of("entries_person").await, holding.map(name).collect::<Vec<_>>());
    let open = shared::membership::TransferState::ALL.into_iter().filter(|state| state.is_open());
    assert_eq!(states_of("transfers_open").await, open.map(name).collect::<Vec<_>>());
}

#[test]
fn the_migrations_bear_the_same_names() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/migrations");
    let names = |kind: &str| {
        let files = std::fs::read_dir(root.join(kind)).unwrap();
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect::<BTreeSet<_>>()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}
