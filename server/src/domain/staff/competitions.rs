//! Competitions, marks and results, for staff.

use crate::App;
use crate::db::{competitions as stored, entry_counts, path_range, results as published};
use crate::domain::{self, Staff, public, ranking};
use crate::error::Result;
use shared::api::{
    CompetitionRow, EntryCounts, ErrorCode, MarkGrid, MarkRow, PublicResults, StaffCompetition,
};
use shared::competition::{CompetitionState, EntryState};
use uuid::Uuid;

/// The competitions of the caller's part of the tree.
///
/// # Errors
/// When the database does not answer.
pub async fn competitions(app: &App, staff: &Staff) -> Result<Vec<CompetitionRow>> {
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let counts = entry_counts::in_scope(&mut conn, (&from, &to), None, None).await?;
    stored::in_scope(&mut conn, (&from, &to))
        .await?
        .iter()
        .map(|row| {
            let own = counts.iter().filter(|group| group.competition_id == row.id);
            head(row, tally(own.map(|group| (group.state.as_str(), group.entries))))
        })
        .collect()
}

/// A competition with the steps that the caller may take.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree.
pub async fn competition(app: &App, staff: &Staff, id: Uuid) -> Result<StaffCompetition> {
    let row = visible(app, staff, id).await?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&row.path);
    let counts = entry_counts::in_scope(&mut conn, (&from, &to), Some(id), None).await?;
    let latest = published::of_competition(&mut conn, id).await?.into_iter().next();
    let next = if staff.role.may_manage() { row.state()?.by_button().to_vec() } else { Vec::new() };
    Ok(StaffCompetition {
        row: head(&row, tally(counts.iter().map(|group| (group.state.as_str(), group.entries))))?,
        definition: row.definition.0.clone(),
        next,
        results_version: latest.as_ref().map_or(0, |row| row.version.unsigned_abs()),
        notice_over: latest.as_ref().is_some_and(|row| row.notice_until <= app.clock.now()),
        notice_until: latest.map(|row| row.notice_until),
        unpublished: domain::results::unpublished(&mut conn, &row).await?,
    })
}

/// The grid of marks, with the ranking as it would be now. Judges see numbers, no names.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree.
pub async fn marks(app: &App, staff: &Staff, id: Uuid) -> Result<MarkGrid> {
    let competition = visible(app, staff, id).await?;
    let mut conn = app.db.read().await?;
    let ranking = ranking::of(&mut conn, &competition).await?;
    let names = staff.role.may_see_entries();
    let warnings = ranking.warnings();
    let mut rows: Vec<MarkRow> = ranking.lines.into_iter().map(|line| line.into_mark_row(names)).collect();
    // By number, not by rank: a row must not move away under whoever types in it.
    let events = &competition.definition.events;
    let place = |row: &MarkRow| events.iter().position(|event| event.code == row.event);
    rows.sort_by(|one, next| (place(one), &one.number).cmp(&(place(next), &next.number)));
    let state = competition.state()?;
    Ok(MarkGrid {
        competition_id: id,
        title: competition.definition.title.clone(),
        may_mark: staff.role.may_mark() && state.takes_marks(),
        published: state == CompetitionState::PublicNotice,
        before_closing: state < CompetitionState::EntryClosed,
        warnings,
        rows,
    })
}

/// Published results.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there are none, or outside the caller's part of the tree.
pub async fn results(app: &App, staff: &Staff, id: Uuid) -> Result<PublicResults> {
    let row = visible(app, staff, id).await?;
    let mut conn = app.db.read().await?;
    public::published_results(&mut conn, &row).await
}

/// The competition, if it stands in the caller's part of the tree; outside it does not exist.
pub(super) async fn visible(app: &App, staff: &Staff, id: Uuid) -> Result<stored::Row> {
    let mut conn = app.db.read().await?;
    let row = stored::by_id(&mut conn, id).await?;
    Ok(row.filter(|row| row.path.starts_with(&staff.path)).ok_or(ErrorCode::NotFound)?)
}

/// Counts by state; a state may come several times.
pub(super) fn tally<'a>(counts: impl Iterator<Item = (&'a str, i64)>) -> EntryCounts {
    let mut tally = EntryCounts::default();
    for (state, count) in counts {
        let sum = match crate::db::from_text(state) {
            Some(EntryState::Submitted) => &mut tally.submitted,
            Some(EntryState::Returned) => &mut tally.returned,
            Some(EntryState::Eligible) => &mut tally.eligible,
            Some(EntryState::Ineligible) => &mut tally.ineligible,
            Some(EntryState::Withdrawn) => &mut tally.withdrawn,
            None => continue,
        };
        *sum = sum.saturating_add(u32::try_from(count).unwrap_or(u32::MAX));
    }
    tally
}

fn head(row: &stored::Row, counts: EntryCounts) -> Result<CompetitionRow> {
    Ok(CompetitionRow {
        id: row.id,
        title: row.definition.title.clone(),
        association: row.association_name.0.clone(),
        union: row.union_name.0.clone(),
        state: row.state()?,
        entry_closes: row.definition.schedule.entry_closes,
        counts,
        places: row.definition.events.iter().map(|event| event.places).sum(),
    })
}
