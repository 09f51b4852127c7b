//! Stewards' codes: issued and ended by staff, shown to the device that was given one.

use super::apply::reject;
use super::record::{Done, Sent, keep};
use super::{Staff, remark};
use crate::App;
use crate::db::{Verdict, collected, competitions, path_range, stewards};
use crate::error::{Error, Result};
use chrono::TimeDelta;
use shared::api::{ErrorCode, StewardPass, StewardRow};
use shared::i18n::{Problem, Violation};
use shared::sync::{ChangeKind, Conflict, EndSteward, IssueSteward, Outcome, Refusal, StewardCode};
use uuid::Uuid;

/// Longest name of a code, in characters.
const LABEL: u32 = 30;
/// Most hours for which a code stands.
const HOURS: u32 = 31 * 24;

/// What a code is looked up by. It is short, so a hash without a key could be searched through.
pub(super) fn index(app: &App, code: &StewardCode) -> Vec<u8> {
    app.keys.index("steward", code.as_str())
}

/// Staff issue a code.
pub(super) async fn issue(app: &App, staff: &Staff, sent: Sent, issue: IssueSteward) -> Result<Outcome> {
    let label = remark::check("label", &issue.label, LABEL, Some(Problem::Required))?;
    let hours = match issue.hours {
        0 => Err(Problem::NumberTooSmall { min: "1".to_owned() }),
        hours if hours > HOURS => Err(Problem::NumberTooLarge { max: HOURS.to_string() }),
        hours => Ok(hours),
    };
    let hours = hours.map_err(|problem| Error::Invalid(vec![Violation::new("hours", problem)]))?;
    let mut conn = app.db.read().await?;
    let found = competitions::by_id(&mut conn, issue.competition_id).await?;
    let Some(competition) = found.filter(|found| found.path.starts_with(&staff.path)) else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let row = stewards::Row {
        id: app.random.uuid(sent.at),
        competition_id: competition.id,
        code_index: index(app, &issue.code),
        label,
        staff_id: staff.id,
        created_at: sent.at,
        expires_at: sent.at + TimeDelta::hours(hours.into()),
        revoked_at: None,
        staff_name: staff.name.clone(),
        account: staff.account.clone(),
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if stewards::by_code(tx, &row.code_index).await?.is_some() {
                    // Of a million million codes this one is given out already: the console makes another.
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::OperationIdReused }));
                }
                stewards::insert(tx, &row).await?;
                sent.accept(tx, done(&competition, &row, 1, "steward.issue")).await.map(keep)
            })
        })
        .await
}

/// Staff end a code.
pub(super) async fn end(app: &App, staff: &Staff, sent: Sent, end: EndSteward) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(row) = stewards::by_id(&mut conn, end.steward_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let found = competitions::by_id(&mut conn, row.competition_id).await?;
    let Some(competition) = found.filter(|found| found.path.starts_with(&staff.path)) else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if sent.at >= row.expires_at || !stewards::end(tx, row.id, sent.at).await? {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                sent.accept(tx, done(&competition, &row, 2, "steward.end")).await.map(keep)
            })
        })
        .await
}

fn done<'a>(
    competition: &competitions::Row,
    row: &'a stewards::Row,
    version: i32,
    action: &'a str,
) -> Done<'a> {
    Done {
        union_id: competition.union_id,
        record_id: row.id,
        version,
        receipt: None,
        change: ChangeKind::Steward { competition_id: competition.id },
        action,
        detail: &row.label,
    }
}

/// The codes of a competition, newest first.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn list(app: &App, staff: &Staff, competition_id: Uuid) -> Result<Vec<StewardRow>> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let found = competitions::by_id(&mut conn, competition_id).await?;
    found.filter(|row| row.path >= from && row.path < to).ok_or(ErrorCode::NotFound)?;
    let counts = collected::counts(&mut conn, competition_id).await?;
    let now = app.clock.now();
    let rows = stewards::of_competition(&mut conn, competition_id).await?.into_iter();
    Ok(rows
        .map(|row| StewardRow {
            stands: now < row.ends_at(),
            collected: counts
                .iter()
                .find(|(id, _)| *id == row.id)
                .map_or(0, |(_, count)| u32::try_from(*count).unwrap_or(u32::MAX)),
            id: row.id,
            label: row.label,
            issued_by: format!("{} ({})", row.staff_name, row.account),
            created_at: row.created_at,
            expires_at: row.expires_at,
            revoked_at: row.revoked_at,
        })
        .collect())
}

/// What a code opens on the pages of an association.
///
/// # Errors
/// [`ErrorCode::NotFound`] when it is none of theirs.
pub async fn pass(app: &App, association: &str, code: &StewardCode) -> Result<StewardPass> {
    let mut conn = app.db.read().await?;
    let row = stewards::by_code(&mut conn, &index(app, code)).await?.ok_or(ErrorCode::NotFound)?;
    let found = competitions::by_id(&mut conn, row.competition_id).await?;
    let competition = found.filter(|found| found.association == association).ok_or(ErrorCode::NotFound)?;
    Ok(StewardPass {
        stands: app.clock.now() < row.ends_at(),
        ends_at: row.ends_at(),
        label: row.label,
        competition: competition.slug,
        title: competition.definition.title.clone(),
    })
}
