//! For the embedded database: all tables in one message to its thread, prepared for a few numbers of entries.

use super::super::batch::{Added, New};
use super::super::places::Key;
use super::super::sizes::{BySize, MOST, Statements, rows};
use super::super::writer::Head;
use super::{COUNT_AGAIN, columns};
use crate::error::Result;
use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::types::Json;
use sqlx::{Arguments as _, Encode, Sqlite, Type};
use std::sync::LazyLock;

/// Room for consents and places beside each entry: as many as most have. Whoever has more takes the room of others.
const CONSENTS: usize = 2;
const PLACES: usize = 3;

/// Inserts as many entries, with what belongs to them.
static INSERT: Statements = LazyLock::new(|| {
    BySize::of(|size| {
        let table = |name: &str, columns: &str, count: usize, more: &str| {
            let rows = rows(columns.split(',').count(), count);
            format!(
                "INSERT INTO {name} ({columns}) SELECT * FROM (VALUES {rows}) WHERE column1 IS NOT NULL {more};"
            )
        };
        [
            table("entries", columns::ENTRIES, size, ""),
            table("consents", columns::CONSENTS, CONSENTS * size, ""),
            table("collected", columns::COLLECTED, size, ""),
            table("places", columns::PLACES, PLACES * size, COUNT_AGAIN),
            table("operations", columns::OPERATIONS, size, ""),
            table("changes", columns::CHANGES, size, ""),
            table("audit", columns::AUDIT, size, ""),
        ]
        .concat()
    })
});

/// The same as the last thing in a transaction.
static INSERT_LAST: Statements = LazyLock::new(|| {
    BySize::of(|size| {
        let (_, insert) = BySize::holding(&INSERT, size);
        format!(
            "{insert} UPDATE log_head SET audit_seq = ?, audit_hash = ?, change_seq = ? WHERE id = 1; COMMIT"
        )
    })
});

/// Writes everything; with the ends of the logs it writes these too, and commits.
///
/// # Errors
/// When the database refuses.
pub(super) async fn write(conn: &mut SqliteConnection, added: &Added, end: Option<&Head>) -> Result<()> {
    let (mut rest, mut places) = (added.rows.as_slice(), added.places.as_slice());
    while !rest.is_empty() {
        let (part, later) = rest.split_at(fitting(rest));
        let end = end.filter(|_| later.is_empty());
        let statements = if end.is_some() { &INSERT_LAST } else { &INSERT };
        let (size, sql) = BySize::holding(statements, needed(part));
        let (counted, uncounted) = places.split_at(places.len().min(PLACES * size));
        let values = values(part, counted, size, end)?;
        sqlx::query_with(sql, values).execute(&mut *conn).await?;
        (rest, places) = (later, uncounted);
    }
    Ok(())
}

/// For how many entries there must be room.
fn needed(part: &[New]) -> usize {
    let consents: usize = part.iter().map(|new| new.consents.len()).sum();
    part.len().max(consents.div_ceil(CONSENTS))
}

/// How many of these find room in the longest statement; at least one, since no form has so many consents.
fn fitting(rest: &[New]) -> usize {
    let mut count = rest.len().min(MOST);
    while count > 1 && needed(&rest[..count]) > MOST {
        count -= 1;
    }
    count
}

/// The values of a statement, in order.
struct Values(SqliteArguments);

impl Values {
    fn put<'t, T: Encode<'t, Sqlite> + Type<Sqlite>>(&mut self, value: T) -> sqlx::Result<()> {
        self.0.add(value).map_err(sqlx::Error::Encode)
    }

    /// Rows of nothing.
    fn fill(&mut self, count: usize, columns: &str) -> sqlx::Result<()> {
        (0..count * columns.split(',').count()).try_for_each(|_| self.put(None::<i64>))
    }
}

macro_rules! put {
    ($values:ident: $($value:expr),+ $(,)?) => { $( $values.put($value)?; )+ };
}

fn values(
    part: &[New],
    places: &[(Key, i32)],
    size: usize,
    end: Option<&Head>,
) -> sqlx::Result<SqliteArguments> {
    let mut values = Values(SqliteArguments::default());
    values.0.reserve(100 * size, 0);
    for New { entry, .. } in part {
        put!(values: entry.id, entry.competition_id, &entry.event, &entry.state, entry.version, entry.form_version,
            &entry.name, &entry.id_type, &entry.id_sealed, &entry.id_mask, &entry.id_index, &entry.id_tail_index,
            &entry.mobile_sealed, &entry.mobile_mask, &entry.mobile_index, entry.birth, &entry.employer,
            &entry.employer_key, &entry.division, &entry.answers, entry.publication, &entry.receipt_hash,
            &entry.receipt_code, &entry.reason, entry.captured_at, entry.submitted_at, entry.changed_at,
            entry.retain_until);
    }
    values.fill(size - part.len(), columns::ENTRIES)?;
    let consents: Vec<_> = part.iter().flat_map(|new| &new.consents).collect();
    for row in &consents {
        put!(values: row.entry_id, row.entry_version, &row.purpose, &row.text_version, row.given, row.at,
            row.retain_until);
    }
    values.fill((CONSENTS * size).saturating_sub(consents.len()), columns::CONSENTS)?;
    let collected: Vec<_> = part.iter().filter_map(|new| new.collected.as_ref()).collect();
    for row in &collected {
        put!(values: row.entry_id, row.steward_id, &row.signature_sealed, row.late, row.retain_until);
    }
    values.fill(size - collected.len(), columns::COLLECTED)?;
    for (place, taken) in places {
        put!(values: place.competition_id, &place.event, place.scope, &place.key, *taken);
    }
    values.fill(PLACES * size - places.len(), columns::PLACES)?;
    for New { operation: row, .. } in part {
        put!(values: row.id, &row.content_hash, &row.outcome, row.at);
    }
    values.fill(size - part.len(), columns::OPERATIONS)?;
    for New { change: row, .. } in part {
        let change = &row.change;
        put!(values: row.seq, change.at, change.operation_id, change.union_id, change.record_id, change.version,
            Json(&change.kind));
    }
    values.fill(size - part.len(), columns::CHANGES)?;
    for New { audit: row, .. } in part {
        put!(values: row.seq, row.at, row.actor_id, &row.actor, row.union_id, &row.action, row.record_id, &row.result,
            &row.detail, &row.hash);
    }
    values.fill(size - part.len(), columns::AUDIT)?;
    if let Some(end) = end {
        put!(values: end.audit_seq, &end.audit_hash, end.change_seq);
    }
    Ok(values.0)
}
