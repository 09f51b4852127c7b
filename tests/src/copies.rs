//! Copies of rows that are there, written beside the server: a table as large as a test or a measurement needs it.

use crate::Raw;

/// Rows of a statement: a transaction of more would hold a log larger than the database.
pub const STEP: u64 = 100_000;

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
pub fn key(sqlite: bool, of: u64) -> String {
    let apart = i64::MAX as u64 / of;
    match sqlite {
        true => format!("unhex(printf('%016x%048x', n.i * {apart}, n.i))"),
        false => format!("decode(lpad(to_hex(n.i * {apart}), 16, '0') || lpad(to_hex(n.i), 48, '0'), 'hex')"),
    }
}

/// Numbers from one to another, as a table with the column `i`.
pub fn series(sqlite: bool, from: u64, to: u64) -> String {
    match sqlite {
        true => format!(
            "(WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}) SELECT i FROM n)"
        ),
        false => format!("(SELECT generate_series({from}::bigint, {to}) AS i)"),
    }
}

/// Copies one row of a table until there are `rows` more of them, each of another person, with `own` expressions over
/// the number `n.i` instead of what the row has. A column that is added to the table one day is copied as well.
pub async fn copy(raw: &mut Raw, table: &str, one: &str, own: &[(&str, String)], rows: u64) {
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
