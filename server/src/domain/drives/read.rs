//! Drives as staff read them, with how far workers came.

use super::{stored, visible};
use crate::App;
use crate::clock::china_day;
use crate::db::{Conn, associations, from_text, path_range, scans, sources, tallies, unions};
use crate::domain::{Staff, ceremonies};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::api::{AssociationChoice, DriveRow, DriveRows, ErrorCode, SourceRow, StaffDrive, UnionName};
use shared::drive::{Breakdown, DriveState, Scans, SourceKind, Tally};
use shared::union::UnionKind;
use std::collections::HashMap;
use uuid::Uuid;

/// The drives of the caller's part of the tree, newest first.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn drives(app: &App, staff: &Staff) -> Result<DriveRows> {
    not_judges(staff)?;
    let mut conn = app.db.read().await?;
    let (from, to) = path_range(&staff.path);
    let mut counted = counted(&mut conn, (&from, &to), None).await?;
    let mut rows = Vec::new();
    for row in stored::in_scope(&mut conn, (&from, &to)).await? {
        let (tallies, scans) = counted.remove(&row.id).unwrap_or_default();
        rows.push(head(&row, &Breakdown::of(&tallies, &scans, &row.targets.0))?);
    }
    let associations = associations::of_line(&mut conn, &staff.path).await?;
    let choice = |row: associations::Row| AssociationChoice { slug: row.slug, name: row.name.0 };
    Ok(DriveRows { rows, associations: associations.into_iter().map(choice).collect() })
}

/// A drive with its dashboard and its codes.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn drive(app: &App, staff: &Staff, id: Uuid) -> Result<StaffDrive> {
    not_judges(staff)?;
    let mut conn = app.db.read().await?;
    let row = visible(&mut conn, staff, id).await?;
    let (from, to) = path_range(&row.path);
    let (tallies, scans) = counted(&mut conn, (&from, &to), Some(id)).await?.remove(&id).unwrap_or_default();
    let breakdown = Breakdown::of(&tallies, &scans, &row.targets.0);
    let unions = choices(&mut conn, &row.path).await?;
    let sources = sources::of_drive(&mut conn, id).await?;
    let now = app.clock.now();
    let sources = sources
        .into_iter()
        .map(|source| source_row(source, &app.config.public_url, &unions, now))
        .collect::<Result<_>>()?;
    Ok(StaffDrive {
        row: head(&row, &breakdown)?,
        targets: row.targets.0.clone(),
        signature: row.signature,
        breakdown,
        sources,
        ceremonies: ceremonies::of_drive(&mut conn, &app.config, id).await?,
        unions: unions
            .iter()
            .filter(|union| union.union_kind() != UnionKind::Federation)
            .map(|union| UnionName { slug: union.slug.clone(), name: union.name.0.clone() })
            .collect(),
        may_change: staff.role.may_manage() && row.state()? == DriveState::Open,
    })
}

/// Judges see what they mark, and nothing of members.
fn not_judges(staff: &Staff) -> Result<()> {
    if staff.role.may_see_entries() { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// The unions below the federation at the top of the tree that a path stands in.
pub(super) async fn choices(conn: &mut Conn, path: &str) -> Result<Vec<unions::Row>> {
    let (from, to) = path_range(path.split_inclusive('/').next().unwrap_or_default());
    unions::in_scope(conn, (&from, &to)).await
}

/// What was counted, by drive.
async fn counted(
    conn: &mut Conn,
    paths: (&str, &str),
    drive_id: Option<Uuid>,
) -> Result<HashMap<Uuid, (Vec<Tally>, Vec<Scans>)>> {
    let mut counted: HashMap<Uuid, (Vec<Tally>, Vec<Scans>)> = HashMap::new();
    for row in tallies::in_scope(conn, paths, drive_id).await? {
        let state =
            from_text(&row.state).ok_or_else(|| Error::Stored(format!("application state {}", row.state)))?;
        counted.entry(row.drive_id).or_default().0.push(Tally {
            source_id: row.source_id,
            division: row.division,
            worker_group: row.worker_group,
            day: row.day,
            state,
            filed: row.filed,
            count: row.count.unsigned_abs(),
        });
    }
    for row in scans::in_scope(conn, paths, drive_id).await? {
        counted.entry(row.drive_id).or_default().1.push(Scans {
            source_id: row.source_id,
            division: row.division,
            worker_group: row.worker_group,
            day: row.day,
            opened: row.opened.unsigned_abs(),
        });
    }
    Ok(counted)
}

fn head(row: &stored::Row, breakdown: &Breakdown) -> Result<DriveRow> {
    Ok(DriveRow {
        id: row.id,
        title: row.title.0.clone(),
        union: row.union_name.0.clone(),
        association: row.association.clone(),
        method: row.method()?,
        starts_on: row.starts_on,
        ends_on: row.ends_on,
        state: row.state()?,
        version: row.version.unsigned_abs(),
        funnel: breakdown.total,
        target: breakdown.target,
    })
}

fn source_row(
    source: sources::Source,
    public_url: &str,
    unions: &[unions::Row],
    now: DateTime<Utc>,
) -> Result<SourceRow> {
    let kind: SourceKind =
        from_text(&source.kind).ok_or_else(|| Error::Stored(format!("kind of source {}", source.kind)))?;
    let named = |id| unions.iter().find(|union| union.id == id).map(|union| union.slug.clone());
    Ok(SourceRow {
        id: source.id,
        url: format!("{public_url}/j/{}", source.code),
        open: source.is_open(now, china_day(now)),
        code: source.code,
        kind,
        label: source.label,
        host: source.host,
        worker_group: source.worker_group,
        division: source.division,
        union: source.union_id.and_then(named),
        expires_at: source.expires_at,
        ceremony_id: source.ceremony_id,
        version: source.version.unsigned_abs(),
    })
}
