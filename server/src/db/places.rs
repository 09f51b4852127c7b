//! Places taken, counted where they are taken: never oversold.

use super::{Conn, Tx, is_common, on};
use crate::error::Result;
use sqlx::QueryBuilder;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What is limited.
#[derive(Clone, Copy, Debug)]
pub struct Limited<'a> {
    /// The competition.
    pub competition_id: Uuid,
    /// The event.
    pub event: &'a str,
    /// `event`, `employer` or `division`.
    pub scope: &'static str,
    /// Which employer or division; empty for the event itself.
    pub key: &'a str,
}

/// What is limited, as it is kept in memory.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The competition.
    pub competition_id: Uuid,
    /// The event.
    pub event: String,
    /// `event`, `employer` or `division`.
    pub scope: &'static str,
    /// Which employer or division; empty for the event itself.
    pub key: String,
}

impl From<Limited<'_>> for Key {
    fn from(place: Limited<'_>) -> Self {
        let Limited { competition_id, event, scope, key } = place;
        Key { competition_id, event: event.to_owned(), scope, key: key.to_owned() }
    }
}

/// How many of each are taken; those of which none ever was are left out.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn count(conn: &mut Conn, places: &[&Key]) -> Result<Vec<(Key, i32)>> {
    let mut keys: BTreeMap<(Uuid, &str, &str), Vec<&str>> = BTreeMap::new();
    for place in places {
        keys.entry((place.competition_id, &place.event, place.scope)).or_default().push(&place.key);
    }
    let rows: Vec<(Uuid, String, String, String, i32)> = on!(conn, c => {
        let mut query = QueryBuilder::new(
            "SELECT competition_id, event, scope, key, taken FROM places WHERE ");
        for (at, ((competition_id, event, scope), keys)) in keys.iter().enumerate() {
            query.push(if at == 0 { "" } else { " OR " });
            query.push("competition_id = ").push_bind(competition_id).push(" AND event = ").push_bind(event);
            query.push(" AND scope = ").push_bind(scope).push(" AND key IN (");
            let mut list = query.separated(", ");
            for key in keys {
                list.push_bind(key);
            }
            query.push(")");
        }
        query.build_query_as().persistent(is_common(places.len())).fetch_all(c).await
    })?;
    let known = |(competition_id, event, scope, key, taken): (Uuid, String, String, String, i32)| {
        let scope = SCOPES.into_iter().find(|known| *known == scope)?;
        Some((Key { competition_id, event, scope, key }, taken))
    };
    Ok(rows.into_iter().filter_map(known).collect())
}

/// What places are counted by.
const SCOPES: [&str; 3] = ["event", "employer", "division"];

/// Takes one place if fewer than `limit` are taken; tells whether it did.
///
/// # Errors
/// When the database refuses.
pub async fn take(tx: &mut Tx, what: Limited<'_>, limit: i32) -> Result<bool> {
    if limit < 1 {
        return Ok(false);
    }
    // One statement that locks, compares and counts: two at once cannot both take the last place.
    let sql = "INSERT INTO places (competition_id, event, scope, key, taken) VALUES ($1, $2, $3, $4, 1)
               ON CONFLICT (competition_id, event, scope, key)
               DO UPDATE SET taken = places.taken + 1 WHERE places.taken < $5";
    let rows = on!(&mut **tx, c => sqlx::query(sql)
        .bind(what.competition_id).bind(what.event).bind(what.scope).bind(what.key).bind(limit)
        .execute(c).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Gives one place back.
///
/// # Errors
/// When the database refuses.
pub async fn give_back(tx: &mut Tx, what: Limited<'_>) -> Result<()> {
    let sql = "UPDATE places SET taken = taken - 1
               WHERE competition_id = $1 AND event = $2 AND scope = $3 AND key = $4 AND taken > 0";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(what.competition_id).bind(what.event).bind(what.scope).bind(what.key)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// Places taken per event of a competition.
///
/// # Errors
/// When the database does not answer.
pub async fn taken(conn: &mut Conn, competition_id: Uuid) -> Result<Vec<(String, i32)>> {
    let sql = "SELECT event, taken FROM places WHERE competition_id = $1 AND scope = 'event'";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(competition_id).fetch_all(c).await)?)
}
