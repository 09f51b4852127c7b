//! What waits for me today.

use super::competitions::competitions;
use crate::App;
use crate::db::{competitions as stored, path_range, results};
use crate::domain::{self, Staff, ranking};
use crate::error::Result;
use shared::api::{EntryCounts, Today, TodayItem, TodayKind};
use shared::competition::CompetitionState;

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
            items.push(TodayItem { kind, competition_id: row.id, title, count, due });
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
    items.retain(|item| concerns(staff, item.kind));
    items.sort_by_key(|item| (item.due.is_none(), item.due));
    Ok(Today { now, items })
}

/// Judges only mark; auditors do nothing, and see what waits for others.
fn concerns(staff: &Staff, kind: TodayKind) -> bool {
    staff.role.may_see_entries() || kind == TodayKind::MarksMissing
}
