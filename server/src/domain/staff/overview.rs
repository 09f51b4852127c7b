//! The record of work and the overview of the working model, for staff.

use super::unions::{Tree, seen};
use crate::App;
use crate::db::{chronicle, from_text, path_range};
use crate::domain::building::mine;
use crate::domain::{Staff, reports};
use crate::error::Result;
use chrono::NaiveDate;
use shared::api::{ChroniclePage, ChronicleRow, Enrolment, ErrorCode, Overview, ReportRecord, UnionRow};
use shared::union::{ChronicleKind, FoundingStep, Precision};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The overview of the working model: what was done, and every figure with the records behind it.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn overview(app: &App, staff: &Staff) -> Result<Overview> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let rows = chronicle::in_scope(&mut conn, (&from, &to)).await?;
    let mut chronicle = Vec::with_capacity(rows.len());
    let mut enrolments = Vec::new();
    for row in rows {
        let Some(row) = told(row) else { continue };
        if let Some(on) = enrolled_on(&row) {
            enrolments.push(enrolment(row.id, on, &reports::joined_on(&mut conn, staff, on).await?));
        }
        chronicle.push(row);
    }
    let tree = Tree::read(&mut conn, &staff.path).await?;
    let mut unions: Vec<UnionRow> = tree.rows(&staff.path, app.clock.today())?;
    unions.retain(|row| row.stage.is_some_and(FoundingStep::is_founded));
    unions.sort_by_key(|row| (row.founded_on.is_none(), row.founded_on.map(|on| on.earliest())));
    let dated = unions.iter().filter(|row| row.founded_on.is_some()).count();
    Ok(Overview { chronicle, unions, dated: u32::try_from(dated).unwrap_or(u32::MAX), enrolments })
}

/// A row of the record of work with the records behind its number.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn chronicle(app: &App, staff: &Staff, id: Uuid) -> Result<ChroniclePage> {
    seen(staff)?;
    let mut conn = app.db.read().await?;
    let found = chronicle::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let union = mine(&mut conn, staff, found.union_id).await?.ok_or(ErrorCode::NotFound)?;
    let at = found.at;
    let row = told(found).ok_or(ErrorCode::NotFound)?;
    let joined = match enrolled_on(&row) {
        Some(on) => reports::joined_on(&mut conn, staff, on).await?,
        None => Vec::new(),
    };
    Ok(ChroniclePage { row, union: union.name.0, at, joined, may_edit: staff.role.may_manage() })
}

/// The day of a mass enrolment, if it is known.
fn enrolled_on(row: &ChronicleRow) -> Option<NaiveDate> {
    let on = row.happened_on.filter(|_| row.kind == ChronicleKind::Enrolment)?;
    (on.precision() == Precision::Day).then(|| on.earliest())
}

/// A row of the record of work as it is told; none of a kind that this version does not know.
pub(super) fn told(row: chronicle::Row) -> Option<ChronicleRow> {
    let date = |text: Option<String>| text.and_then(|text| text.parse().ok());
    Some(ChronicleRow {
        id: row.id,
        union_id: row.union_id,
        kind: from_text(&row.kind)?,
        version: row.version.unsigned_abs(),
        title: row.title.0,
        happened_on: date(row.happened_on),
        until: date(row.until),
        count: row.count.map(|count| count.0),
        method: row.method.as_deref().and_then(from_text),
        note: row.note.0,
    })
}

/// Who joined on a day, by group.
fn enrolment(chronicle_id: Uuid, on: NaiveDate, joined: &[ReportRecord]) -> Enrolment {
    let mut by_group: BTreeMap<&str, u32> = BTreeMap::new();
    for row in joined {
        *by_group.entry(&row.worker_group).or_default() += 1;
    }
    Enrolment {
        chronicle_id,
        on,
        total: by_group.values().sum(),
        by_group: by_group.into_iter().map(|(group, count)| (group.to_owned(), count)).collect(),
    }
}
