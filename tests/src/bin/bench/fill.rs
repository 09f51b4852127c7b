//! Fills a database up with copies of rows that are there.

use super::rollcall::Rollcall;
use tests::Raw;

/// Rows of a statement: a transaction of more would hold a log larger than the database.
const STEP: u64 = 100_000;

/// How many rows there are to be of each.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Entries of one competition.
    pub entries: u64,
    /// Applications to one union.
    pub applications: u64,
    /// Members of one union.
    pub members: u64,
    /// Changes in the feed.
    pub changes: u64,
}

/// Fills up; entries, applications and members are of another person each.
pub async fn fill(raw: &mut Raw, rollcall: &Rollcall, size: Size) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    if sqlite {
        raw.execute("PRAGMA cache_size = -400000").await.expect("a larger cache");
    }
    let competition = match sqlite {
        true => format!("x'{}'", rollcall.competition.simple()),
        false => format!("'{}'", rollcall.competition),
    };
    let one = format!("WHERE competition_id = {competition}");
    let own = [
        (
            "state",
            "CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'eligible' END".to_owned(),
        ),
        ("id_tail_index", key(sqlite, size.entries)),
    ];
    copy(raw, "entries", &one, &own, size.entries).await;
    let states =
        "CASE n.i % 20 WHEN 0 THEN 'returned' WHEN 1 THEN 'submitted' ELSE 'withdrawn' END".to_owned();
    people(raw, "applications", ("state", states), size.applications).await;
    let states = "CASE n.i % 20 WHEN 0 THEN 'retained' ELSE 'active' END".to_owned();
    people(raw, "members", ("state", states), size.members).await;
    feed(raw, sqlite, size.changes).await;
    raw.execute("ANALYZE").await.expect("statistics");
}

/// Copies an application or a member of the demo, one in thousands with the last four of the document that is looked
/// for or of the rare trade.
async fn people(raw: &mut Raw, table: &str, states: (&'static str, String), rows: u64) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    let own = [
        states,
        ("name", "'王秀英'".to_owned()),
        ("division", "'130302'".to_owned()),
        (
            "id_tail_index",
            format!("CASE WHEN n.i % 11000 = 0 THEN e.id_tail_index ELSE {} END", key(sqlite, rows)),
        ),
        ("worker_group", "CASE WHEN n.i % 5000 = 0 THEN 'security' ELSE e.worker_group END".to_owned()),
    ];
    let switch = |on: &str| format!("ALTER TABLE {table} {on} TRIGGER {table}_counted");
    // One row that is updated a million times within a transaction is slow there; all are counted afterwards.
    if !sqlite {
        raw.execute(&switch("DISABLE")).await.expect("no counting");
    }
    // 鲁建业 of the courier union.
    copy(raw, table, "WHERE id_mask LIKE '%0318'", &own, rows).await;
    if !sqlite {
        raw.execute(&switch("ENABLE")).await.expect("counting");
        count(raw, table).await;
    }
}

async fn count(raw: &mut Raw, table: &str) {
    let (counts, column, filed) = match table {
        "applications" => ("application_counts", "filed, ", "filed_at IS NOT NULL, "),
        _ => ("member_counts", "", ""),
    };
    raw.execute(&format!("DELETE FROM {counts}")).await.expect("no counts");
    let sql = format!(
        "INSERT INTO {counts} (union_id, state, {column}worker_group, division, counted)
         SELECT union_id, state, {filed}worker_group, division, COUNT(*) FROM {table}
         GROUP BY union_id, state, {filed}worker_group, division"
    );
    raw.execute(&sql).await.expect("counts");
}

/// An id that rises with time, as those of version 7 do.
fn id(sqlite: bool) -> String {
    match sqlite {
        true => "unhex(printf('%012x7000a000%012x', 1700000000000 + n.i, n.i))".to_owned(),
        false => {
            "(lpad(to_hex(1700000000000 + n.i), 12, '0') || '7000a000' || lpad(to_hex(n.i), 12, '0'))::uuid"
                .to_owned()
        }
    }
}

/// A look-up value. They lie evenly between all that a keyed hash can be, so that those of new rows fall anywhere among
/// them, and rise, which keeps the filling quick.
fn key(sqlite: bool, of: u64) -> String {
    let apart = i64::MAX as u64 / of;
    match sqlite {
        true => format!("unhex(printf('%016x%048x', n.i * {apart}, n.i))"),
        false => format!("decode(lpad(to_hex(n.i * {apart}), 16, '0') || lpad(to_hex(n.i), 48, '0'), 'hex')"),
    }
}

fn series(sqlite: bool, from: u64, to: u64) -> String {
    match sqlite {
        true => format!(
            "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT i FROM n)"
        ),
        false => format!("(SELECT generate_series({from}::bigint, {to}) AS i)"),
    }
}

/// Copies one row of a table until there are `rows` more of them, each of another person, with `own` expressions over
/// the number `n.i` instead of what the row has. A column that is added to the table one day is copied as well.
async fn copy(raw: &mut Raw, table: &str, one: &str, own: &[(&str, String)], rows: u64) {
    let sqlite = matches!(raw, Raw::Sqlite(_));
    let key = key(sqlite, rows);
    let hash = if sqlite { format!("lower(hex({key}))") } else { format!("encode({key}, 'hex')") };
    let other =
        [("id", id(sqlite)), ("id_index", key.clone()), ("mobile_index", key), ("receipt_hash", hash)];
    let columns: Vec<String> = raw.columns(table).await.into_iter().map(|(name, ..)| name).collect();
    let value = |name: &String| match own.iter().chain(&other).find(|(column, _)| column == name) {
        Some((_, value)) => value.clone(),
        None => format!("e.{name}"),
    };
    let values: Vec<String> = columns.iter().map(value).collect();
    let (columns, values) = (columns.join(", "), values.join(", "));
    let text = if sqlite { "'x''' || hex(id) || ''''" } else { "'''' || id || ''''" };
    let copied = raw.value(&format!("SELECT {text} FROM {table} {one} ORDER BY id LIMIT 1")).await;
    for from in (0..rows).step_by(STEP as usize) {
        let series = series(sqlite, from, (from + STEP).min(rows) - 1);
        let sql = format!(
            "INSERT INTO {table} ({columns}) SELECT {values} FROM {series} n, (SELECT * FROM {table} WHERE id = {copied}) e"
        );
        raw.execute(&sql).await.expect(table);
    }
}

/// Changes that tell of nothing that is there.
async fn feed(raw: &mut Raw, sqlite: bool, changes: u64) {
    let end: u64 =
        raw.value("SELECT CAST(change_seq AS TEXT) FROM log_head").await.parse().expect("a number");
    let random = if sqlite { "randomblob(16)" } else { "gen_random_uuid()" };
    for from in (end..changes).step_by(STEP as usize) {
        let series = series(sqlite, from + 1, (from + STEP).min(changes));
        let sql = format!(
            "INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind)
             SELECT n.i, c.at, {random}, c.union_id, {random}, 1, c.kind
             FROM {series} n, (SELECT * FROM changes ORDER BY seq DESC LIMIT 1) c"
        );
        raw.execute(&sql).await.expect("changes");
    }
    raw.execute(&format!("UPDATE log_head SET change_seq = {changes}")).await.expect("the end of the feed");
}
