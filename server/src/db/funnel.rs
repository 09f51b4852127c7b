//! From contestant to member: counts of competitions' entries whose people joined a union.

use super::{Conn, on};
use crate::error::Result;
use shared::i18n::Localized;
use sqlx::types::Json;
use uuid::Uuid;

/// A competition's people.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// Id of the competition.
    pub id: Uuid,
    /// Its slug.
    pub slug: String,
    /// Its definition, of which the title is told.
    pub title: Json<Titled>,
    /// People who entered, each once, without those who withdrew.
    pub contestants: i64,
    /// Those of them who joined a union after they had entered.
    pub joined: i64,
    /// Those of them who are members now, whenever they joined.
    pub members: i64,
}

/// The part of a definition that is read.
#[derive(Clone, Debug, serde::Deserialize)]
pub struct Titled {
    /// Title.
    pub title: Localized,
}

/// The competitions of the unions within a range of paths. Entries whose personal data was erased are not counted.
///
/// # Errors
/// When the database does not answer.
pub async fn by_competition(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql = "SELECT competitions.id, competitions.slug, competitions.definition AS title,
                      COUNT(DISTINCT entries.id_index) AS contestants,
                      COUNT(DISTINCT CASE WHEN entries.joined OR EXISTS (
                          SELECT 1 FROM membership_events
                          WHERE membership_events.member_id = members.id AND membership_events.change = 'joined'
                            AND membership_events.at >= entries.submitted_at) THEN entries.id_index END) AS joined,
                      COUNT(DISTINCT CASE WHEN members.state IN ('active', 'transferring')
                                     THEN entries.id_index END) AS members
               FROM competitions
               JOIN unions ON unions.id = competitions.union_id
               LEFT JOIN entries ON entries.competition_id = competitions.id AND entries.state <> 'withdrawn'
                    AND entries.name <> ''
               LEFT JOIN members ON members.id_index = entries.id_index
               WHERE unions.path >= $1 AND unions.path < $2 AND competitions.state <> 'draft'
               GROUP BY competitions.id
               ORDER BY competitions.slug";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}
