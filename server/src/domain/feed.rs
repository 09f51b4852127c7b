//! Reading the change feed.
//!
//! A cursor is `<epoch>.<seq>`: a database that was restored from a backup begins a new epoch, so that who followed it
//! beyond the backup begins anew instead of missing what came after.

use super::{Partner, Staff, mirrored};
use crate::App;
use crate::db::{Conn, changes, path_range};
use crate::error::Result;
use shared::api::ErrorCode;
use shared::competition::CompetitionState;
use shared::sync::{Change, ChangeKind, Changes, Cursor, RecordKind};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Most changes in a page.
pub const PAGE: u32 = 1_000;

/// Who reads.
#[derive(Clone, Debug)]
pub enum Reader {
    /// A member of staff: everything in their part of the tree.
    Staff(Staff),
    /// A partner: what it was granted of its part.
    Partner(Partner),
}

impl Reader {
    /// The part of the tree.
    fn path(&self) -> &str {
        match self {
            Reader::Staff(staff) => &staff.path,
            Reader::Partner(partner) => &partner.path,
        }
    }

    async fn may_read(&self, app: &App, row: &changes::Row) -> Result<bool> {
        let Reader::Partner(partner) = self else { return Ok(true) };
        let kind = match &row.kind.0 {
            // Membership is the unions' own matter, and so are stewards.
            ChangeKind::Competition { state: CompetitionState::Draft }
            | ChangeKind::Marks { .. }
            | ChangeKind::Steward { .. }
            | ChangeKind::Application { .. }
            | ChangeKind::Decision { .. }
            | ChangeKind::Membership { .. }
            | ChangeKind::Transfer { .. }
            | ChangeKind::Erased
            | ChangeKind::Drive { .. }
            | ChangeKind::Source { .. }
            | ChangeKind::Ceremony { .. }
            | ChangeKind::Building { .. } => return Ok(false),
            ChangeKind::Competition { .. } => RecordKind::Competition,
            ChangeKind::Entry { .. } => RecordKind::Entry,
            ChangeKind::Results { .. } => RecordKind::Results,
            ChangeKind::Removed { record, .. } => *record,
        };
        // An entry may take the consent back under which its name stands in the results.
        let granted = partner.grants.contains(&kind)
            || (kind == RecordKind::Entry && partner.reads(RecordKind::Results));
        Ok(granted && partner.may_see(app, row.kind.0.competition_id().unwrap_or(row.record_id)).await?)
    }
}

/// The text of a place in the feed.
pub(super) fn cursor(epoch: i64, seq: i64) -> String {
    format!("{epoch:x}.{seq}")
}

/// The cursor of whoever wants only what happens from now on.
const NOW: &str = "now";

/// The place that a cursor names.
fn place(cursor: &Cursor, epoch: i64, end: i64) -> Result<i64> {
    if cursor.0 == NOW {
        return Ok(end);
    }
    let (of, seq) = cursor.0.split_once('.').ok_or(ErrorCode::InvalidParameter)?;
    let of = i64::from_str_radix(of, 16).map_err(|_| ErrorCode::InvalidParameter)?;
    let seq: i64 = seq.parse().map_err(|_| ErrorCode::InvalidParameter)?;
    match (0..=end).contains(&seq) && of == epoch {
        true => Ok(seq),
        false => Err(ErrorCode::CursorGone.into()),
    }
}

/// The end of the feed.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn end(conn: &mut Conn) -> Result<Cursor> {
    let (epoch, seq) = changes::end(conn).await?;
    Ok(Cursor(cursor(epoch, seq)))
}

/// Changes after a cursor that the caller may see, in order; with what the changed records are now, if asked for.
///
/// # Errors
/// [`ErrorCode::InvalidParameter`] for what is no cursor, [`ErrorCode::CursorGone`] for one of an earlier life of the
/// database.
pub async fn changes(
    app: &App,
    reader: &Reader,
    after: Option<Cursor>,
    limit: u32,
    with_records: bool,
) -> Result<Changes> {
    let limit = limit.clamp(1, PAGE);
    let (from, to) = path_range(reader.path());
    let mut conn = app.db.read().await?;
    let (epoch, end) = changes::end(&mut conn).await?;
    let after = after.map_or(Ok(0), |cursor| place(&cursor, epoch, end))?;
    let mut rows = changes::after(&mut conn, (&from, &to), after, i64::from(limit) + 1).await?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let next = Cursor(cursor(epoch, rows.last().map_or(after, |row| row.seq)));
    let (mut changes, mut touched) = (Vec::with_capacity(rows.len()), BTreeSet::new());
    for row in rows {
        if !reader.may_read(app, &row).await? {
            continue;
        }
        if with_records {
            touched.extend(touched_by(&row.kind.0, row.record_id));
        }
        changes.push(Change {
            cursor: Cursor(cursor(epoch, row.seq)),
            at: row.at,
            operation_id: row.operation_id,
            record_id: row.record_id,
            version: row.version.unsigned_abs(),
            kind: row.kind.0,
        });
    }
    let records = match reader {
        Reader::Partner(partner) => mirrored::now(&mut conn, partner, touched).await?,
        Reader::Staff(_) => Vec::new(),
    };
    Ok(Changes { changes, next, more, records })
}

/// The records that a change makes different.
fn touched_by(kind: &ChangeKind, record_id: Uuid) -> Vec<(RecordKind, Uuid)> {
    match kind {
        ChangeKind::Competition { .. } => {
            vec![(RecordKind::Competition, record_id), (RecordKind::Results, record_id)]
        }
        // Names in results go with the consent of the entry.
        ChangeKind::Entry { competition_id, .. } | ChangeKind::Removed { competition_id, .. } => {
            vec![(RecordKind::Entry, record_id), (RecordKind::Results, *competition_id)]
        }
        ChangeKind::Results { competition_id, .. } => vec![(RecordKind::Results, *competition_id)],
        ChangeKind::Marks { .. }
        | ChangeKind::Steward { .. }
        | ChangeKind::Application { .. }
        | ChangeKind::Decision { .. }
        | ChangeKind::Membership { .. }
        | ChangeKind::Transfer { .. }
        | ChangeKind::Erased
        | ChangeKind::Drive { .. }
        | ChangeKind::Source { .. }
        | ChangeKind::Ceremony { .. }
        | ChangeKind::Building { .. } => Vec::new(),
    }
}
