//! The beginning of a transaction of the writer: the end of the logs, and what stands in the way of new entries.

use super::Conn;
use super::batch::Needs;
use super::sizes::{BySize, MOST, Statements};
use super::writer::Head;
use crate::error::{Error, Result};
use shared::sync::Outcome;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::types::Json;
use sqlx::{Arguments as _, Row as _};
use std::sync::LazyLock;
use uuid::Uuid;

/// What was found, by the place of the entry among those that were asked about.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Operations that were accepted before: content and answer.
    pub operations: Vec<(usize, Vec<u8>, Outcome)>,
    /// People who hold a place in the event.
    pub people: Vec<usize>,
    /// Receipts that another entry has.
    pub receipts: Vec<usize>,
}

/// A row of the answer: what it is, of which entry, and more. The end of the logs comes in the same shape.
type Row = (i64, i64, Option<Vec<u8>>, Option<Json<Outcome>>, i64);

const LOG_END: &str = "SELECT 0, audit_seq, audit_hash, NULL, change_seq FROM log_head WHERE id = 1";
const OPERATION: i64 = 1;
const PERSON: i64 = 2;
const RECEIPT: i64 = 3;

/// The question about entries; `$asked` lists them. Look-ups in brackets, not joins: a plan that was made while a table was
/// empty would join from the wrong side for ever after.
macro_rules! look {
    ($asked:expr) => {
        concat!(
            "WITH asked (operation_id, competition_id, event, id_index, receipt_hash, at) AS (",
            $asked,
            ") SELECT CAST(1 AS BIGINT), asked.at,
                 (SELECT operations.content_hash FROM operations WHERE operations.id = asked.operation_id),
                 (SELECT operations.outcome FROM operations WHERE operations.id = asked.operation_id), CAST(0 AS BIGINT)
             FROM asked WHERE (SELECT 1 FROM operations WHERE operations.id = asked.operation_id) IS NOT NULL
             UNION ALL SELECT CAST(2 AS BIGINT), asked.at, NULL, NULL, CAST(0 AS BIGINT) FROM asked
             WHERE (SELECT 1 FROM entries WHERE entries.competition_id = asked.competition_id
                 AND entries.event = asked.event AND entries.id_index = asked.id_index
                 AND entries.state IN ('submitted', 'returned', 'eligible') LIMIT 1) IS NOT NULL
             UNION ALL SELECT CAST(3 AS BIGINT), asked.at, NULL, NULL, CAST(0 AS BIGINT) FROM asked
             WHERE (SELECT 1 FROM entries WHERE entries.receipt_hash = asked.receipt_hash LIMIT 1) IS NOT NULL"
        )
    };
}

/// On PostgreSQL a list of any length is one parameter.
const POSTGRES: &str = look!(
    "SELECT * FROM UNNEST($1::uuid[], $2::uuid[], $3::text[], $4::bytea[], $5::text[]) WITH ORDINALITY"
);

static SQLITE: Statements = LazyLock::new(|| {
    BySize::of(|size| {
        let asked: Vec<String> = (1..=size).map(|at| format!("(?,?,?,?,?,{at})")).collect();
        look!("VALUES @").replace('@', &asked.join(","))
    })
});

/// The same as the first thing in a transaction. Immediate: takes the write lock now instead of failing half-way.
static SQLITE_FIRST: Statements = LazyLock::new(|| {
    BySize::of(|size| {
        let (_, look) = BySize::holding(&SQLITE, size);
        format!("BEGIN IMMEDIATE; {LOG_END}; {look}")
    })
});

/// Begins a transaction beside which nobody else writes, and asks about entries.
///
/// # Errors
/// When the database does not answer; the transaction may have begun then.
pub(super) async fn begin(conn: &mut Conn, needs: &[&Needs]) -> Result<(Head, Found)> {
    let mut found = Found::default();
    let head = match conn {
        // All of it travels to the database's thread at once.
        Conn::Sqlite(conn) => {
            let (first, rest) = needs.split_at(needs.len().min(MOST));
            let rows: Vec<Row> = match first.is_empty() {
                true => {
                    let sql = concat!(
                        "BEGIN IMMEDIATE; ",
                        "SELECT 0, audit_seq, audit_hash, NULL, change_seq FROM log_head WHERE id = 1"
                    );
                    sqlx::query_as(sql).fetch_all(&mut **conn).await?
                }
                false => ask(conn, &SQLITE_FIRST, first).await?,
            };
            let mut rows = rows.into_iter();
            let (_, audit_seq, audit_hash, _, change_seq) =
                rows.next().ok_or_else(|| Error::Stored("the end of the logs is gone".into()))?;
            found.add(rows, 0);
            found.look(conn, rest, first.len()).await?;
            Head { audit_seq, audit_hash: audit_hash.unwrap_or_default(), change_seq }
        }
        Conn::Postgres(conn) => {
            // No parameters: both statements are one message.
            let sql = "BEGIN; SELECT audit_seq, audit_hash, change_seq FROM log_head WHERE id = 1 FOR UPDATE";
            let row = sqlx::raw_sql(sql).fetch_one(&mut **conn).await?;
            Head { audit_seq: row.try_get(0)?, audit_hash: row.try_get(1)?, change_seq: row.try_get(2)? }
        }
    };
    // A statement of its own, so that it sees what was written before the lock was given.
    if let Conn::Postgres(_) = conn {
        found = look(conn, needs).await?;
    }
    Ok((head, found))
}

/// Asks about entries in the middle of a transaction.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn look(conn: &mut Conn, needs: &[&Needs]) -> Result<Found> {
    let mut found = Found::default();
    match conn {
        Conn::Sqlite(conn) => found.look(conn, needs, 0).await?,
        Conn::Postgres(_) if needs.is_empty() => {}
        Conn::Postgres(conn) => {
            let ids: Vec<Uuid> = needs.iter().map(|one| one.operation_id).collect();
            let competitions: Vec<Uuid> = needs.iter().map(|one| one.competition_id).collect();
            let events: Vec<&str> = needs.iter().map(|one| one.event.as_str()).collect();
            let people: Vec<&[u8]> = needs.iter().map(|one| one.id_index.as_slice()).collect();
            let receipts: Vec<&str> = needs.iter().map(|one| one.receipt_hash.as_str()).collect();
            let query = sqlx::query_as(POSTGRES)
                .bind(ids)
                .bind(competitions)
                .bind(events)
                .bind(people)
                .bind(receipts);
            found.add(query.fetch_all(&mut **conn).await?.into_iter(), 0);
        }
    }
    Ok(found)
}

impl Found {
    /// Asks the embedded database about entries, the first of which is number `from`.
    async fn look(&mut self, conn: &mut SqliteConnection, needs: &[&Needs], from: usize) -> Result<()> {
        for (at, part) in needs.chunks(MOST).enumerate() {
            self.add(ask(conn, &SQLITE, part).await?.into_iter(), from + at * MOST);
        }
        Ok(())
    }

    fn add(&mut self, rows: impl Iterator<Item = Row>, from: usize) {
        for (what, at, content, outcome, _) in rows {
            // Counted from one.
            let at = from + usize::try_from(at).unwrap_or_default().saturating_sub(1);
            match (what, content, outcome) {
                (OPERATION, Some(content), Some(Json(outcome))) => {
                    self.operations.push((at, content, outcome))
                }
                (PERSON, ..) => self.people.push(at),
                (RECEIPT, ..) => self.receipts.push(at),
                _ => {}
            }
        }
    }
}

/// Runs a statement about at most as many entries as the longest holds.
async fn ask(
    conn: &mut SqliteConnection,
    statements: &'static Statements,
    needs: &[&Needs],
) -> Result<Vec<Row>> {
    let (size, sql) = BySize::holding(statements, needs.len());
    let mut values = SqliteArguments::default();
    for one in needs {
        values.add(one.operation_id).map_err(sqlx::Error::Encode)?;
        values.add(one.competition_id).map_err(sqlx::Error::Encode)?;
        values.add(&one.event).map_err(sqlx::Error::Encode)?;
        values.add(&one.id_index).map_err(sqlx::Error::Encode)?;
        values.add(&one.receipt_hash).map_err(sqlx::Error::Encode)?;
    }
    for _ in 5 * needs.len()..5 * size {
        values.add(None::<i64>).map_err(sqlx::Error::Encode)?;
    }
    Ok(sqlx::query_as_with(sql, values).fetch_all(conn).await?)
}
