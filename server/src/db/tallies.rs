//! Applications that came through codes, counted.

use super::{Conn, on};
use crate::error::Result;
use chrono::NaiveDate;
use uuid::Uuid;

/// Applications that are alike.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The drive.
    pub drive_id: Uuid,
    /// The code through which they came.
    pub source_id: Uuid,
    /// Code of the division.
    pub division: String,
    /// Code of the group.
    pub worker_group: String,
    /// The day in China.
    pub day: NaiveDate,
    /// State, as text.
    pub state: String,
    /// Whether the membership was filed.
    pub filed: bool,
    /// How many.
    pub count: i64,
}

/// The two databases tell the day of a moment in China each in its own way.
macro_rules! by_day {
    ($day:literal) => {
        concat!(
            "SELECT sources.drive_id, sources.id AS source_id, applications.division, applications.worker_group, ",
            $day,
            " AS day, applications.state, applications.filed_at IS NOT NULL AS filed, COUNT(*) AS count
             FROM applications JOIN sources ON sources.id = applications.source_id
             JOIN drives ON drives.id = sources.drive_id JOIN unions ON unions.id = drives.union_id
             WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR drives.id = $3)
             GROUP BY 1, 2, 3, 4, 5, 6, 7"
        )
    };
}

/// Applications through the codes of drives whose unions lie within a range of paths; of one drive, if one is named.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str), drive_id: Option<Uuid>) -> Result<Vec<Row>> {
    let sql = match conn {
        Conn::Sqlite(_) => by_day!("date(applications.submitted_at, '+8 hours')"),
        Conn::Postgres(_) => by_day!("(applications.submitted_at AT TIME ZONE 'Asia/Shanghai')::date"),
    };
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).bind(drive_id).fetch_all(c).await)?)
}
