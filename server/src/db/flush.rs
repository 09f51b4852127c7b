//! What new entries add, written in one statement for each table.

use super::batch::Added;
use super::{Conn, is_common};
use sqlx::types::Json;
use sqlx::{Postgres, QueryBuilder, Sqlite};

/// Writes the statements for one driver: they are the same, but their types differ.
macro_rules! tables {
    ($name:ident, $driver:ty) => {
        mod $name {
            use super::*;

            type Query = QueryBuilder<$driver>;

            pub(super) const TABLES: [fn(&mut Query, &Added); 7] =
                [entries, consents, collected, places, operations, changes, audit];

            fn entries(query: &mut Query, added: &Added) {
                query.push(
                    "INSERT INTO entries (id, competition_id, event, state, version, form_version, name, id_type,
                        id_sealed, id_mask, id_index, id_tail_index, mobile_sealed, mobile_mask, mobile_index, birth,
                        employer, employer_key, division, answers, publication, receipt_hash, receipt_code, reason,
                        captured_at, submitted_at, changed_at, retain_until) ",
                );
                query.push_values(&added.entries, |mut values, row| {
                    values.push_bind(row.id).push_bind(row.competition_id).push_bind(&row.event);
                    values.push_bind(&row.state).push_bind(row.version).push_bind(row.form_version);
                    values.push_bind(&row.name).push_bind(&row.id_type).push_bind(&row.id_sealed);
                    values.push_bind(&row.id_mask).push_bind(&row.id_index).push_bind(&row.id_tail_index);
                    values.push_bind(&row.mobile_sealed).push_bind(&row.mobile_mask).push_bind(&row.mobile_index);
                    values.push_bind(row.birth).push_bind(&row.employer).push_bind(&row.employer_key);
                    values.push_bind(&row.division).push_bind(&row.answers).push_bind(row.publication);
                    values.push_bind(&row.receipt_hash).push_bind(&row.receipt_code).push_bind(&row.reason);
                    values.push_bind(row.captured_at).push_bind(row.submitted_at).push_bind(row.changed_at);
                    values.push_bind(row.retain_until);
                });
            }

            fn consents(query: &mut Query, added: &Added) {
                if added.consents.is_empty() {
                    return;
                }
                query.push(
                    "INSERT INTO consents (entry_id, entry_version, purpose, text_version, given, at, retain_until) ",
                );
                query.push_values(&added.consents, |mut values, row| {
                    values.push_bind(row.entry_id).push_bind(row.entry_version).push_bind(&row.purpose);
                    values.push_bind(&row.text_version).push_bind(row.given).push_bind(row.at);
                    values.push_bind(row.retain_until);
                });
            }

            fn collected(query: &mut Query, added: &Added) {
                if added.collected.is_empty() {
                    return;
                }
                query.push("INSERT INTO collected (entry_id, steward_id, signature_sealed, late, retain_until) ");
                query.push_values(&added.collected, |mut values, row| {
                    values.push_bind(row.entry_id).push_bind(row.steward_id).push_bind(&row.signature_sealed);
                    values.push_bind(row.late).push_bind(row.retain_until);
                });
            }

            fn places(query: &mut Query, added: &Added) {
                query.push("INSERT INTO places (competition_id, event, scope, key, taken) ");
                query.push_values(&added.places, |mut values, (place, taken)| {
                    values.push_bind(place.competition_id).push_bind(&place.event).push_bind(place.scope);
                    values.push_bind(&place.key).push_bind(taken);
                });
                query.push(" ON CONFLICT (competition_id, event, scope, key) DO UPDATE SET taken = excluded.taken");
            }

            fn operations(query: &mut Query, added: &Added) {
                query.push("INSERT INTO operations (id, content_hash, outcome, at) ");
                query.push_values(&added.operations, |mut values, row| {
                    values.push_bind(row.id).push_bind(&row.content_hash).push_bind(&row.outcome).push_bind(row.at);
                });
            }

            fn changes(query: &mut Query, added: &Added) {
                query.push("INSERT INTO changes (seq, at, operation_id, union_id, record_id, version, kind) ");
                query.push_values(&added.changes, |mut values, row| {
                    let change = &row.change;
                    values.push_bind(row.seq).push_bind(change.at).push_bind(change.operation_id);
                    values.push_bind(change.union_id).push_bind(change.record_id).push_bind(change.version);
                    values.push_bind(Json(&change.kind));
                });
            }

            fn audit(query: &mut Query, added: &Added) {
                query.push(
                    "INSERT INTO audit (seq, at, actor_id, actor, union_id, action, record_id, result, detail, hash) ",
                );
                query.push_values(&added.audit, |mut values, row| {
                    values.push_bind(row.seq).push_bind(row.at).push_bind(row.actor_id).push_bind(&row.actor);
                    values.push_bind(row.union_id).push_bind(&row.action).push_bind(row.record_id);
                    values.push_bind(&row.result).push_bind(&row.detail).push_bind(&row.hash);
                });
            }
        }
    };
}

tables!(sqlite, Sqlite);
tables!(postgres, Postgres);

/// Writes everything. With the embedded database all statements travel to its thread together.
///
/// # Errors
/// When the database refuses.
pub(super) async fn flush(conn: &mut Conn, added: &Added) -> sqlx::Result<()> {
    if added.entries.is_empty() {
        return Ok(());
    }
    let common = is_common(added.entries.len())
        && added.consents.len() == 2
        && added.collected.is_empty()
        && added.places.len() == 3;
    match conn {
        Conn::Sqlite(conn) => {
            let mut query = QueryBuilder::new("");
            for table in sqlite::TABLES {
                table(&mut query, added);
                query.push(";");
            }
            query.build().persistent(common).execute(&mut **conn).await?;
        }
        Conn::Postgres(conn) => {
            for table in postgres::TABLES {
                let mut query = QueryBuilder::new("");
                table(&mut query, added);
                if !query.sql().as_str().is_empty() {
                    query.build().persistent(common).execute(&mut **conn).await?;
                }
            }
        }
    }
    Ok(())
}
