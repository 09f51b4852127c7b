//! What waits for me today.

use super::competitions::competitions;
use super::{employers, unions};
use crate::App;
use crate::db::{competitions as stored, path_range, results};
use crate::domain::{self, Staff, ranking};
use crate::error::Result;
use chrono::{DateTime, NaiveDate, Utc};
use shared::api::{EmployerFilter, EntryCounts, Today, TodayItem, TodayKind};
use shared::competition::CompetitionState;
use shared::union::Alert;

/// What waits for the caller, most urgent first: what has a date by that date, then the rest.
///
/// # Errors
/// When the database does not answer.
pub async fn today(app: &App, staff: &Staff) -> Result<Today> {
    let now = app.clock.now();
    let counts = competitions(app, staff).await?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let notices = results::latest_in_scope(&mut conn, (&from, &to)).await?;
    let mut items = Vec::new();
    for row in stored::in_scope(&mut conn, (&from, &to)).await? {
        let counts =
            counts.iter().find(|found| found.id == row.id).map_or(EntryCounts::default(), |row| row.counts);
        let schedule = &row.definition.schedule;
        let mut add = |kind, count, due| {
            let title = row.definition.title.clone();
            items.push(TodayItem { kind, record_id: row.id, title, count, due });
        };
        match row.state()? {
            CompetitionState::Published if schedule.entry_opens <= now && now < schedule.entry_closes => {
                add(TodayKind::EntryToOpen, 1, Some(schedule.entry_opens));
            }
            state @ (CompetitionState::EntryOpen | CompetitionState::EntryClosed) => {
                if counts.submitted > 0 {
                    add(TodayKind::EntriesToCheck, counts.submitted, Some(schedule.entry_closes));
                }
                if counts.returned > 0 {
                    add(TodayKind::EntriesReturned, counts.returned, Some(schedule.entry_closes));
                }
                if state == CompetitionState::EntryOpen && schedule.entry_closes <= now {
                    add(TodayKind::EntryToClose, 1, Some(schedule.entry_closes));
                }
                if state == CompetitionState::EntryClosed && counts.eligible > 0 {
                    let missing = ranking::of(&mut conn, &row).await?.missing();
                    match missing {
                        0 if counts.submitted > 0 => {}
                        0 => add(TodayKind::ResultsToPublish, counts.eligible, None),
                        missing => add(TodayKind::MarksMissing, missing, None),
                    }
                }
            }
            CompetitionState::PublicNotice => {
                let ends = notices.iter().find(|(id, ..)| *id == row.id).map(|(.., ends)| *ends);
                if ends.is_some_and(|ends| ends <= now) {
                    add(TodayKind::ResultsToConfirm, 1, ends);
                }
                let changes = domain::results::unpublished(&mut conn, &row).await?.len();
                if changes > 0 {
                    add(TodayKind::ResultsToCorrect, u32::try_from(changes).unwrap_or(u32::MAX), ends);
                }
            }
            _ => {}
        }
    }
    drop(conn);
    items.extend(building(app, staff).await?);
    if staff.role.may_see_entries() {
        items.extend(super::membership::waiting(app, staff).await?);
    }
    items.retain(|item| concerns(staff, item.kind));
    items.sort_by_key(|item| (item.due.is_none(), item.due));
    Ok(Today { now, items })
}

/// What is late about unions: steps of founding, terms, and plans for the unbuilt.
async fn building(app: &App, staff: &Staff) -> Result<Vec<TodayItem>> {
    if !staff.role.may_see_entries() {
        return Ok(Vec::new());
    }
    let mut items = Vec::new();
    for union in unions(app, staff).await? {
        for alert in &union.alerts {
            let (kind, day) = match alert {
                Alert::StepOverdue { due } => (TodayKind::StepOverdue, *due),
                Alert::TermEnding { on } | Alert::TermOver { on } => (TodayKind::TermEnding, *on),
            };
            let title = union.name.clone();
            items.push(TodayItem { kind, record_id: union.id, title, count: 1, due: end_of(day) });
        }
    }
    let unbuilt = employers(app, staff, &EmployerFilter { covered: Some(false) }).await?;
    let late: Vec<NaiveDate> =
        unbuilt.iter().filter(|row| row.overdue).filter_map(|row| row.facts.plan_by).collect();
    if let Some(first) = late.iter().min() {
        items.push(TodayItem {
            kind: TodayKind::PlansOverdue,
            record_id: staff.union_id,
            title: staff.union_name.clone(),
            count: u32::try_from(late.len()).unwrap_or(u32::MAX),
            due: end_of(*first),
        });
    }
    Ok(items)
}

/// The end of a day in China.
fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.and_hms_opt(16, 0, 0).map(|end| end.and_utc())
}

/// Judges only mark; auditors do nothing, and see what waits for others.
fn concerns(staff: &Staff, kind: TodayKind) -> bool {
    staff.role.may_see_entries() || kind == TodayKind::MarksMissing
}
