//! The report, and the records behind each figure.

use super::units::Books;
use crate::App;
use crate::db::{Conn, path_range, union_profiles, unions};
use crate::domain::Staff;
use crate::domain::building::mine;
use crate::error::Result;
use shared::api::{Adjustment, ErrorCode, Report, ReportFilter, ReportRecord, Told, UnitReport};
use shared::drive::Qualifier;
use shared::i18n::Localized;
use shared::person::mask_name;
use shared::report::{Figures, Line, Month};
use shared::union::UnionKind;
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

/// The records behind a figure of a month, in the part of the tree that is asked for. Names are masked.
///
/// # Errors
/// As of [`report`].
pub async fn records(app: &App, staff: &Staff, filter: &ReportFilter) -> Result<Vec<ReportRecord>> {
    let mut conn = app.db.read().await?;
    let top = top(&mut conn, staff, filter.union).await?;
    let books = Books::read(&mut conn, &top.path, filter.month).await?;
    let line = filter.line.unwrap_or(Line::Joined);
    let name = |id: Uuid| -> Localized {
        books.unions.iter().find(|union| union.id == id).map(|union| union.name.0.clone()).unwrap_or_default()
    };
    let people = Line::MOVING.contains(&line);
    Ok(books
        .units()
        .flat_map(|unit| books.behind(unit.id, line))
        .map(|behind| ReportRecord {
            id: behind.id,
            name: match &behind.member {
                Some(member) if people => Localized::new(mask_name(member), ""),
                Some(employer) => Localized::new(employer.clone(), ""),
                None => name(behind.union_id),
            },
            union_id: behind.union_id,
            union: name(behind.union_id),
            worker_group: behind.worker_group,
            on: behind.on,
        })
        .collect())
}
