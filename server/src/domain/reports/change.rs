//! Targets, closing a month, and adjusting what was closed.

use super::units::Books;
use crate::App;
use crate::db::{Verdict, reports, unions};
use crate::domain::apply::reject;
use crate::domain::building::{done, mine};
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::report::{Line, Month};
use shared::sync::{AdjustMonth, BuildingRecord, CloseMonth, Outcome, Refusal, SetTarget};
use shared::union::UnionKind;
use uuid::Uuid;

/// A federation of the caller's part of the tree: the only kind of union that has months.
async fn federation(app: &App, staff: &Staff, id: Uuid) -> Result<Option<unions::Row>> {
    let mut conn = app.db.read().await?;
    let found = mine(&mut conn, staff, id).await?;
    match found {
        Some(union) if union.union_kind() != UnionKind::Federation => {
            Err(wrong("union_id", Problem::FederationNeeded))
        }
        found => Ok(found),
    }
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![Violation::new(field, problem)])
}

/// Sets how many members are to be taken in within a month.
pub(in super::super) async fn set_target(
    app: &App,
    staff: &Staff,
    sent: Sent,
    set: SetTarget,
) -> Result<Outcome> {
    let Some(union) = federation(app, staff, set.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let most = Problem::NumberTooLarge { max: "1000000".into() };
    let target = i32::try_from(set.target).ok().filter(|target| *target <= 1_000_000);
    let target = target.ok_or_else(|| wrong("target", most))?;
    let by = (staff.id, sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let books = Books::read(tx, &union.path, set.month).await?;
                if books.stored(union.id).is_some_and(|row| row.closed_at.is_some()) {
                    return Err(wrong("month", Problem::MonthClosed));
                }
                reports::set_target(tx, (union.id, set.month), target, by).await?;
                let detail = format!("{}: {target}", set.month);
                let done = done(BuildingRecord::Month, union.id, (union.id, 1), "month.target", &detail);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// Closes a month that is over: its figures are frozen, and with them everything before.
pub(in super::super) async fn close(
    app: &App,
    staff: &Staff,
    sent: Sent,
    close: CloseMonth,
) -> Result<Outcome> {
    let Some(union) = federation(app, staff, close.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let problems = remark::check("problems", &close.problems, remark::REASON, None)?;
    if close.month >= Month::of(app.clock.today()) {
        return Err(wrong("month", Problem::MonthRunning));
    }
    let by = (staff.id, sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let books = Books::read(tx, &union.path, close.month).await?;
                if books.last_closed(union.id).is_some_and(|last| last >= close.month) {
                    return Err(wrong("month", Problem::MonthClosed));
                }
                let figures = books.figures(union.id);
                reports::close(tx, (union.id, close.month), &figures, &problems, by).await?;
                let detail = format!("{}: {}", close.month, figures.closing);
                let done = done(BuildingRecord::Month, union.id, (union.id, 1), "month.close", &detail);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// Corrects a closed month by an adjustment of one that is open, with its reason.
pub(in super::super) async fn adjust(
    app: &App,
    staff: &Staff,
    sent: Sent,
    adjust: AdjustMonth,
) -> Result<Outcome> {
    let Some(union) = federation(app, staff, adjust.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let reason = remark::check("reason", &adjust.reason, remark::REASON, Some(Problem::Required))?;
    if adjust.by == 0 || adjust.by.unsigned_abs() > 1_000_000 {
        return Err(wrong("by", Problem::AdjustmentZero));
    }
    if !Line::MOVING.contains(&adjust.line) {
        return Err(wrong("line", Problem::LineFixed));
    }
    let (id, staff_id) = (app.random.uuid(sent.at), staff.id);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let last = Books::read(tx, &union.path, adjust.month).await?.last_closed(union.id);
                if last.is_none_or(|last| adjust.of > last) {
                    return Err(wrong("of", Problem::MonthOpen));
                }
                if last.is_some_and(|last| adjust.month <= last) {
                    return Err(wrong("month", Problem::MonthClosed));
                }
                let new = reports::NewAdjustment {
                    id,
                    union_id: union.id,
                    month: adjust.month,
                    of: adjust.of,
                    line: adjust.line,
                    by: adjust.by,
                    reason: &reason,
                    staff_id,
                    at: sent.at,
                };
                reports::insert_adjustment(tx, &new).await?;
                let detail = format!("{} {:+}: {reason}", adjust.of, adjust.by);
                let done = done(BuildingRecord::Month, union.id, (id, 1), "month.adjust", &detail);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}
