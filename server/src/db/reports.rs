//! Monthly reports: what moved members, targets, frozen figures, adjustments.

use super::{Conn, Tx, on, to_text};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::Answers;
use shared::report::{Figures, Line, Month};
use sqlx::types::Json;
use uuid::Uuid;

/// What changed a membership, with what the report tells apart.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Moved {
    /// The union for which it counts.
    pub union_id: Uuid,
    /// What changed, as text.
    pub change: String,
    /// The day that counts.
    pub happened_on: NaiveDate,
    /// When it was recorded.
    pub at: DateTime<Utc>,
    /// The member.
    pub member_id: Uuid,
    /// Name, in full.
    pub name: String,
    /// Group of workers.
    pub worker_group: String,
    /// Sex, as text.
    pub sex: Option<String>,
    /// The full profile beyond the columns.
    pub profile: Json<Answers>,
    /// When the application behind it was filed with the superior.
    pub filed_at: Option<DateTime<Utc>>,
}

/// What changed memberships of unions within a range of paths, from a day on and before another, and was recorded after a
/// moment.
///
/// # Errors
/// When the database does not answer.
pub async fn moved(
    conn: &mut Conn,
    paths: (&str, &str),
    days: (NaiveDate, NaiveDate),
    recorded_after: DateTime<Utc>,
) -> Result<Vec<Moved>> {
    let sql = "SELECT membership_events.union_id, membership_events.change, membership_events.happened_on,
                      membership_events.at, membership_events.member_id, members.name, members.worker_group,
                      members.sex, members.profile, applications.filed_at
               FROM membership_events JOIN members ON members.id = membership_events.member_id
               JOIN unions ON unions.id = membership_events.union_id
               LEFT JOIN applications ON applications.id = membership_events.application_id
               WHERE unions.path >= $1 AND unions.path < $2 AND membership_events.happened_on >= $3
                 AND membership_events.happened_on < $4 AND membership_events.at > $5
               ORDER BY membership_events.happened_on, membership_events.id";
    Ok(on!(conn, c => sqlx::query_as(sql)
        .bind(paths.0).bind(paths.1).bind(days.0).bind(days.1).bind(recorded_after).fetch_all(c).await)?)
}

/// How often what changed for a union before a day.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Before {
    /// The union.
    pub union_id: Uuid,
    /// What changed, as text.
    pub change: String,
    /// The day that counts.
    pub happened_on: NaiveDate,
    /// How often.
    pub count: i64,
}

/// How often what changed for unions within a range of paths before a day, day by day.
///
/// # Errors
/// When the database does not answer.
pub async fn before(conn: &mut Conn, paths: (&str, &str), day: NaiveDate) -> Result<Vec<Before>> {
    let sql = "SELECT membership_events.union_id, membership_events.change, membership_events.happened_on,
                      COUNT(*) AS count
               FROM membership_events JOIN unions ON unions.id = membership_events.union_id
               WHERE unions.path >= $1 AND unions.path < $2 AND membership_events.happened_on < $3
               GROUP BY membership_events.union_id, membership_events.change, membership_events.happened_on";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).bind(day).fetch_all(c).await)?)
}

/// A month of a federation as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The federation.
    pub union_id: Uuid,
    /// The month, as text.
    pub month: String,
    /// Members to take in.
    pub target: Option<i32>,
    /// Account of whoever set that.
    pub target_by: Option<String>,
    /// When.
    pub target_at: Option<DateTime<Utc>>,
    /// What was frozen when it was closed.
    pub figures: Option<Json<Figures>>,
    /// Problems, in words.
    pub problems: String,
    /// When it was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// Who closed it.
    pub staff_id: Option<Uuid>,
}

/// All months of federations within a range of paths, month by month.
///
/// # Errors
/// When the database does not answer.
pub async fn months(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Row>> {
    let sql =
        "SELECT month_reports.union_id, month_reports.month, month_reports.target, month_reports.figures,
                      month_reports.problems, month_reports.closed_at, month_reports.staff_id,
                      staff.account AS target_by, month_reports.target_at
               FROM month_reports JOIN unions ON unions.id = month_reports.union_id
               LEFT JOIN staff ON staff.id = month_reports.target_staff_id
               WHERE unions.path >= $1 AND unions.path < $2 ORDER BY month_reports.month";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// Sets the target of a month; `by` tells who does, and when.
///
/// # Errors
/// When the database refuses.
pub async fn set_target(
    tx: &mut Tx,
    (union_id, month): (Uuid, Month),
    target: i32,
    by: (Uuid, DateTime<Utc>),
) -> Result<()> {
    let sql = "INSERT INTO month_reports (union_id, month, target, problems, target_staff_id, target_at)
               VALUES ($1, $2, $3, '', $4, $5)
               ON CONFLICT (union_id, month) DO UPDATE SET target = excluded.target,
                   target_staff_id = excluded.target_staff_id, target_at = excluded.target_at";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(union_id).bind(month.to_string()).bind(target).bind(by.0).bind(by.1).execute(c).await.map(drop))?;
    Ok(())
}

/// Freezes a month.
///
/// # Errors
/// When the database refuses.
pub async fn close(
    tx: &mut Tx,
    (union_id, month): (Uuid, Month),
    figures: &Figures,
    problems: &str,
    by: (Uuid, DateTime<Utc>),
) -> Result<()> {
    let sql = "INSERT INTO month_reports (union_id, month, figures, problems, staff_id, closed_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (union_id, month) DO UPDATE SET figures = excluded.figures, problems = excluded.problems,
                   staff_id = excluded.staff_id, closed_at = excluded.closed_at";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(union_id).bind(month.to_string()).bind(Json(figures)).bind(problems).bind(by.0).bind(by.1)
        .execute(c).await.map(drop))?;
    Ok(())
}

/// An adjustment as stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Adjustment {
    /// Id.
    pub id: Uuid,
    /// The federation.
    pub union_id: Uuid,
    /// The month in which it counts, as text.
    pub month: String,
    /// The closed month that was wrong, as text.
    pub of_month: String,
    /// The line, as text.
    pub line: String,
    /// By how many.
    pub change_by: i32,
    /// Why.
    pub reason: String,
    /// Who recorded it.
    pub staff_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Account of whoever recorded it.
    pub account: String,
}

impl Adjustment {
    /// The line.
    pub fn line(&self) -> Option<Line> {
        super::from_text(&self.line)
    }
}

/// All adjustments of federations within a range of paths.
///
/// # Errors
/// When the database does not answer.
pub async fn adjustments(conn: &mut Conn, paths: (&str, &str)) -> Result<Vec<Adjustment>> {
    let sql = "SELECT month_adjustments.id, month_adjustments.union_id, month_adjustments.month,
                      month_adjustments.of_month, month_adjustments.line, month_adjustments.change_by,
                      month_adjustments.reason, month_adjustments.staff_id, month_adjustments.at, staff.account
               FROM month_adjustments JOIN unions ON unions.id = month_adjustments.union_id
               JOIN staff ON staff.id = month_adjustments.staff_id
               WHERE unions.path >= $1 AND unions.path < $2 ORDER BY month_adjustments.id";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).fetch_all(c).await)?)
}

/// An adjustment to add.
#[derive(Clone, Debug)]
pub struct NewAdjustment<'a> {
    /// Id.
    pub id: Uuid,
    /// The federation.
    pub union_id: Uuid,
    /// The month in which it counts.
    pub month: Month,
    /// The closed month that was wrong.
    pub of: Month,
    /// The line.
    pub line: Line,
    /// By how many.
    pub by: i32,
    /// Why.
    pub reason: &'a str,
    /// Who records it.
    pub staff_id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
}

/// Adds an adjustment.
///
/// # Errors
/// When the database refuses.
pub async fn insert_adjustment(tx: &mut Tx, new: &NewAdjustment<'_>) -> Result<()> {
    let sql =
        "INSERT INTO month_adjustments (id, union_id, month, of_month, line, change_by, reason, staff_id, at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    on!(&mut **tx, c => sqlx::query(sql)
        .bind(new.id).bind(new.union_id).bind(new.month.to_string()).bind(new.of.to_string()).bind(to_text(new.line))
        .bind(new.by).bind(new.reason).bind(new.staff_id).bind(new.at).execute(c).await.map(drop))?;
    Ok(())
}
