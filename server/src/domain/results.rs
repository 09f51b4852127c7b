//! Marks, publication, correction and confirmation of results.

use super::apply::{refuse_step, reject};
use super::ranking::{self, stored};
use super::record::{Done, Sent, keep};
use super::{Staff, remark, result_changes};
use crate::App;
use crate::db::{Tx, Verdict, competitions, entries, entry_counts, marks, results, to_text};
use crate::error::{Error, Result};
use rust_decimal::Decimal;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, EntryState, parse_mark};
use shared::i18n::notice::ResultChange;
use shared::i18n::{Localized, Problem, Text as _, Violation};
use shared::sync::{ChangeKind, ConfirmResults, Conflict, Outcome, PublishResults, RecordMarks, Refusal};
use sqlx::types::Json;

/// A judge or officer records marks of one entry.
pub(super) async fn record_marks(
    app: &App,
    staff: &Staff,
    sent: Sent,
    record: RecordMarks,
) -> Result<Outcome> {
    let mut rows = Vec::new();
    for input in &record.marks {
        let mark = parse_mark(&input.value, Decimal::ONE_HUNDRED)
            .map_err(|problem| Error::Invalid(vec![Violation::new(to_text(input.part), problem)]))?;
        rows.push(marks::Row {
            entry_id: record.entry_id,
            part: to_text(input.part),
            version: input.version.cast_signed().saturating_add(1),
            value: stored(mark),
        });
    }
    let mut conn = app.db.read().await?;
    let Some(entry) = entries::by_id(&mut conn, record.entry_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    let Some(competition) = visible(&mut conn, staff, entry.competition_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let staff_id = staff.id;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let takes_marks = competitions::state(tx, competition.id).await?.takes_marks();
                // As it stands now: it may have been decided on since it was found.
                let entry = entries::by_id(tx, entry.id).await?.ok_or(ErrorCode::NotFound)?;
                if !takes_marks || entry.state()? != EntryState::Eligible {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                let before = marks::of_entry(tx, entry.id).await?;
                let mut detail = Vec::new();
                for mark in &rows {
                    let old = before.iter().find(|old| old.part == mark.part);
                    if old.map_or(0, |old| old.version) + 1 != mark.version {
                        return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                    }
                    let (at, retain_until) = (sent.at, entry.retain_until);
                    marks::insert(tx, marks::NewMark { mark, staff_id, at, retain_until }).await?;
                    detail.push(format!(
                        "{}: {} -> {}",
                        mark.part,
                        old.map_or("", |old| &old.value),
                        mark.value
                    ));
                }
                sent.accept(
                    tx,
                    Done {
                        union_id: competition.union_id,
                        record_id: entry.id,
                        version: rows.iter().map(|mark| mark.version).max().unwrap_or_default(),
                        receipt: None,
                        change: ChangeKind::Marks { competition_id: competition.id },
                        action: "marks.record",
                        detail: &detail.join("; "),
                    },
                )
                .await
                .map(keep)
            })
        })
        .await
}

/// Staff publish provisional results, or a corrected version of them. Every version stays.
pub(super) async fn publish(
    app: &App,
    staff: &Staff,
    sent: Sent,
    publish: PublishResults,
) -> Result<Outcome> {
    if publish.notice_until <= sent.at {
        return Err(Error::Invalid(vec![Violation::new("notice_until", Problem::NoticeEndPast)]));
    }
    let missing = (publish.after_version > 0).then_some(Problem::ReasonNeeded);
    let reason = remark::check("reason", &publish.reason, remark::REASON, missing)?;
    let mut conn = app.db.read().await?;
    let Some(competition) = visible(&mut conn, staff, publish.competition_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let state = competitions::state(tx, competition.id).await?;
                if !state.by_results().contains(&CompetitionState::PublicNotice) {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                let before = results::of_competition(tx, competition.id).await?.into_iter().next();
                let version = before.as_ref().map_or(0, |before| before.version);
                if version.unsigned_abs() != publish.after_version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let waiting = entry_counts::count(tx, competition.id, EntryState::Submitted).await?;
                if waiting > 0 {
                    let count = u32::try_from(waiting).unwrap_or(u32::MAX);
                    return Ok(Verdict::Undo(refuse_step("entries", Problem::EntriesWaiting { count })));
                }
                let ranking = ranking::of(tx, &competition).await?;
                if ranking.lines.is_empty() || ranking.missing() > 0 {
                    return Ok(Verdict::Undo(reject(Refusal::MarksIncomplete)));
                }
                let retain_until = retain_until(tx, &competition).await?;
                let lines = ranking.into_results();
                let changed = before.map(|before| result_changes::between(&before.result_rows, &lines));
                let changed = changed.map(|changes| match changes.is_empty() {
                    true => vec![ResultChange::Nothing.both()],
                    false => changes,
                });
                let row = results::Row {
                    competition_id: competition.id,
                    version: version + 1,
                    published_at: sent.at,
                    notice_until: publish.notice_until,
                    confirmed_at: None,
                    reason,
                    result_rows: Json(lines),
                    changed: Json(changed.unwrap_or_default()),
                    retain_until,
                };
                results::insert(tx, &row).await?;
                competitions::set_state(tx, competition.id, CompetitionState::PublicNotice, sent.at).await?;
                let done = done(&competition, row.version, false, "results.publish");
                sent.accept(tx, Done { detail: &format!("version {}", row.version), ..done }).await.map(keep)
            })
        })
        .await
}

/// Staff make the published results final, once the public notice is over.
pub(super) async fn confirm(
    app: &App,
    staff: &Staff,
    sent: Sent,
    confirm: ConfirmResults,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(competition) = visible(&mut conn, staff, confirm.competition_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let state = competitions::state(tx, competition.id).await?;
                let latest = results::of_competition(tx, competition.id).await?.into_iter().next();
                let Some(latest) =
                    latest.filter(|_| state.by_results().contains(&CompetitionState::Confirmed))
                else {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                };
                if latest.version.unsigned_abs() != confirm.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if latest.notice_until > sent.at {
                    return Ok(Verdict::Undo(reject(Refusal::NoticeRunning)));
                }
                results::confirm(tx, competition.id, latest.version, sent.at).await?;
                competitions::set_state(tx, competition.id, CompetitionState::Confirmed, sent.at).await?;
                sent.accept(tx, done(&competition, latest.version, true, "results.confirm")).await.map(keep)
            })
        })
        .await
}

/// How the marks as they are now differ from what is published, on public notice.
pub(super) async fn unpublished(
    conn: &mut crate::db::Conn,
    competition: &competitions::Row,
) -> Result<Vec<Localized>> {
    if competition.state()? != CompetitionState::PublicNotice {
        return Ok(Vec::new());
    }
    let Some(latest) = results::of_competition(conn, competition.id).await?.into_iter().next() else {
        return Ok(Vec::new());
    };
    let now = ranking::of(conn, competition).await?.into_results();
    Ok(result_changes::between(&latest.result_rows, &now))
}

fn done<'a>(competition: &competitions::Row, version: i32, confirmed: bool, action: &'a str) -> Done<'a> {
    Done {
        union_id: competition.union_id,
        record_id: competition.id,
        version: competition.version + 1,
        receipt: None,
        change: ChangeKind::Results {
            competition_id: competition.id,
            results_version: version.unsigned_abs(),
            confirmed,
        },
        action,
        detail: "",
    }
}

/// The competition, if it stands in the caller's part of the tree.
async fn visible(
    conn: &mut crate::db::Conn,
    staff: &Staff,
    id: uuid::Uuid,
) -> Result<Option<competitions::Row>> {
    Ok(competitions::by_id(conn, id).await?.filter(|row| row.path.starts_with(&staff.path)))
}

/// Published lines are kept as long as the entries behind them.
async fn retain_until(tx: &mut Tx, competition: &competitions::Row) -> Result<chrono::NaiveDate> {
    let entries = entries::of_competition(tx, competition.id, EntryState::Eligible).await?;
    let last = entries.iter().map(|entry| entry.retain_until).max();
    last.ok_or_else(|| Error::Stored("results without entries".into()))
}
