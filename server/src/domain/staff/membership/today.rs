//! What waits of applications and transfers.

use super::{passing, sum, transfers};
use crate::App;
use crate::db::person_counts;
use crate::db::person_list::List;
use crate::db::to_text;
use crate::domain::Staff;
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::api::{PersonFilter, TodayItem, TodayKind, TransferRow};
use shared::membership::{ApplicationState, TransferState, TransferVerdict};

/// What waits for the caller's unions.
pub(in super::super) async fn waiting(app: &App, staff: &Staff) -> Result<Vec<TodayItem>> {
    let mut conn = app.db.read().await?;
    let all = passing(app, staff, PersonFilter::default());
    let groups = person_counts::counts(&mut conn, List::Applications, &all).await?;
    drop(conn);
    let of = |state: ApplicationState, filed: bool| {
        let state = to_text(state);
        sum(groups.iter().filter(move |group| group.state == state && group.filed == filed))
    };
    let moving = transfers(app, staff).await?;
    // They wait for the other side of their transfer, not for the committee.
    let leaving = moving.iter().filter(|row| row.application_id.is_some()).count() as u64;
    let escalated = |row: &&TransferRow| row.state == TransferState::Escalated;
    let mine: Vec<&TransferRow> = moving.iter().filter(|row| waits_for_unions(row)).collect();
    let due = |rows: &[&TransferRow]| rows.iter().filter_map(|row| row.due_at).min();
    let (above, sides): (Vec<&TransferRow>, Vec<&TransferRow>) = mine.into_iter().partition(escalated);
    let found: [(TodayKind, u64, Option<DateTime<Utc>>); 5] = [
        (TodayKind::ApplicationsToCheck, of(ApplicationState::Submitted, false), None),
        (
            TodayKind::ApplicationsToDecide,
            of(ApplicationState::UnderReview, false).saturating_sub(leaving),
            None,
        ),
        (TodayKind::ApplicationsToFile, of(ApplicationState::Approved, false), None),
        (TodayKind::TransfersToAnswer, sides.len() as u64, due(&sides)),
        (TodayKind::TransfersEscalated, above.len() as u64, due(&above)),
    ];
    let item = |(kind, count, due): (TodayKind, u64, Option<DateTime<Utc>>)| TodayItem {
        kind,
        record_id: staff.union_id,
        title: staff.union_name.clone(),
        count: u32::try_from(count).unwrap_or(u32::MAX),
        due,
    };
    Ok(found.into_iter().filter(|(_, count, _)| *count > 0).map(item).collect())
}

/// Whether it goes on as soon as the caller says so. Whoever may only refuse waits for somebody else.
fn waits_for_unions(row: &TransferRow) -> bool {
    row.may_say.iter().any(|verdict| *verdict != TransferVerdict::Refuse)
}
