//! The report, and the records behind each figure.

use super::units::{Books, beginning};
use crate::App;
use crate::db::{Conn, path_range, reports, union_profiles, unions};
use crate::domain::Staff;
use crate::domain::building::mine;
use crate::error::Result;
use chrono::{DateTime, NaiveDate, TimeDelta};
use shared::api::{
    Adjustment, BehindFigure, ErrorCode, Report, ReportFilter, ReportRecord, ReportRecords, Told, UnitReport,
};
use shared::drive::Qualifier;
use shared::i18n::Localized;
use shared::person::mask_name;
use shared::report::{Figure, Figures, Month};
use shared::union::{PartialDate, UnionKind};
use uuid::Uuid;

/// The part of the tree that is asked for, the caller's own if none is named.
async fn top(conn: &mut Conn, staff: &Staff, union: Option<Uuid>) -> Result<unions::Row> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    Ok(mine(conn, staff, union.unwrap_or(staff.union_id)).await?.ok_or(ErrorCode::NotFound)?)
}

/// The report of a month.
///
/// # Errors
/// [`ErrorCode::NotFound`] for a union outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn report(app: &App, staff: &Staff, filter: &ReportFilter) -> Result<Report> {
    let mut conn = app.db.read().await?;
    let top = top(&mut conn, staff, filter.union).await?;
    let books = Books::read(&mut conn, &top.path, filter.month).await?;
    let over = filter.month < Month::of(app.clock.today());
    let mut total = Figures::default();
    let mut units = Vec::new();
    for unit in books.units() {
        let figures = books.figures(unit.id);
        total.add(&figures);
        let stored = books.stored(unit.id);
        let frozen = books.last_closed(unit.id).is_some_and(|last| last >= filter.month);
        let may = staff.role.may_manage() && unit.union_kind() == UnionKind::Federation && !frozen;
        units.push(UnitReport {
            union_id: unit.id,
            union: unit.name.0.clone(),
            division: unit.division.clone(),
            figures,
            closed_at: stored.and_then(|row| row.closed_at),
            problems: stored.map(|row| row.problems.clone()).unwrap_or_default(),
            adjustments: books.adjustments_in(unit.id, filter.month).filter_map(adjustment).collect(),
            last_closed: books.last_closed(unit.id),
            late: books.late(unit.id),
            may_close: may && over,
            may_adjust: may,
        });
    }
    let besides = told(&mut conn, &top, &books).await?;
    Ok(Report { month: filter.month, union: top.name.0, units, total, besides })
}

fn adjustment(row: &crate::db::reports::Adjustment) -> Option<Adjustment> {
    Some(Adjustment {
        of: row.of_month.parse().ok()?,
        line: row.line()?,
        by: row.change_by,
        reason: row.reason.clone(),
        account: row.account.clone(),
        at: row.at,
    })
}

/// Numbers of members that were told and are not exact.
async fn told(conn: &mut Conn, top: &unions::Row, books: &Books) -> Result<Vec<Told>> {
    let (from, to) = path_range(&top.path);
    let profiles = union_profiles::in_scope(conn, (&from, &to)).await?;
    let named = |id: Uuid| books.unions.iter().find(|union| union.id == id).map(|union| union.name.0.clone());
    Ok(profiles
        .iter()
        .filter_map(|profile| Some((profile.union_id, profile.members?.0)))
        .filter(|(_, count)| count.qualifier != Qualifier::Exact)
        .filter_map(|(union_id, count)| Some(Told { union_id, union: named(union_id)?, count }))
        .collect())
}

/// The records behind a figure of a month, of one unit or of all in the part of the tree that is asked for. Names of
/// members are masked.
///
/// # Errors
/// As of [`report`].
pub async fn records(app: &App, staff: &Staff, filter: &ReportFilter) -> Result<ReportRecords> {
    let mut conn = app.db.read().await?;
    let top = top(&mut conn, staff, filter.union).await?;
    let figure = filter.figure.unwrap_or(Figure::Joined);
    let since = matches!(figure, Figure::Opening | Figure::Closing).then(beginning);
    let books = Books::read_since(&mut conn, &top.path, filter.month, since).await?;
    let name = |id: Uuid| -> Localized {
        books.unions.iter().find(|union| union.id == id).map(|union| union.name.0.clone()).unwrap_or_default()
    };
    let units = || books.units().filter(|unit| filter.unit.is_none_or(|only| only == unit.id));
    let records = units().flat_map(|unit| books.behind(unit.id, figure)).map(|behind| ReportRecord {
        of: behind.of,
        id: behind.id,
        name: match behind.of {
            BehindFigure::Member => Localized::new(mask_name(&behind.name), ""),
            BehindFigure::Union => name(behind.union_id),
            BehindFigure::Employer | BehindFigure::Adjustment | BehindFigure::Target => {
                Localized::new(behind.name, "")
            }
        },
        counts: behind.counts,
        union_id: behind.union_id,
        union: name(behind.union_id),
        worker_group: behind.worker_group,
        on: behind.on,
    });
    Ok(ReportRecords {
        told: units().map(|unit| books.figures(unit.id).of(figure)).sum(),
        records: records.collect(),
    })
}

/// Who was taken in on a day by the unions of the caller's part of the tree, counted from the members themselves; whatever
/// month it is reported in. Names are masked.
///
/// # Errors
/// When the database does not answer.
pub async fn joined_on(conn: &mut Conn, staff: &Staff, day: NaiveDate) -> Result<Vec<ReportRecord>> {
    let (from, to) = path_range(&staff.path);
    let days = (day, day + TimeDelta::days(1));
    let moved = reports::moved(conn, (&from, &to), days, DateTime::UNIX_EPOCH).await?;
    let unions = unions::in_scope(conn, (&from, &to)).await?;
    Ok(moved
        .iter()
        .filter(|row| row.change == "joined")
        .filter_map(|row| {
            Some(ReportRecord {
                of: BehindFigure::Member,
                id: row.member_id,
                name: Localized::new(mask_name(&row.name), ""),
                counts: 1,
                union_id: row.union_id,
                union: unions.iter().find(|union| union.id == row.union_id)?.name.0.clone(),
                worker_group: row.worker_group.clone(),
                on: PartialDate::day(row.happened_on),
            })
        })
        .collect())
}
