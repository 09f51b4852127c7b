//! Ceremonies: planned by staff, moved along, shown on a screen that anyone may open.

mod advance;
mod save;
mod screen;

pub(super) use advance::advance;
pub(super) use save::save;
pub use screen::{Screen, Screens, screen};

use crate::config::Config;
use crate::db::{Conn, ceremonies as stored};
use crate::error::Result;
use shared::api::CeremonyRow;
use shared::drive::{Arrivals, CeremonyTotals, Headcount};
use uuid::Uuid;

/// The totals of a ceremony as the database has them now.
async fn totals(conn: &mut Conn, ceremony_id: Uuid) -> Result<CeremonyTotals> {
    let venues = stored::venues(conn, ceremony_id).await?;
    let arrivals: Vec<Arrivals> = stored::arrivals(conn, ceremony_id)
        .await?
        .into_iter()
        .map(|row| Arrivals {
            source_id: row.source_id,
            worker_group: row.worker_group,
            submitted: row.submitted.unsigned_abs(),
            approved: row.approved.unsigned_abs(),
        })
        .collect();
    Ok(CeremonyTotals::of(&venues, &arrivals))
}

fn headcount(row: stored::Headcount) -> Headcount {
    Headcount { at: row.at, by: Some(row.certified_by), totals: row.totals.0 }
}

/// The ceremonies of a drive, as staff see them.
pub(super) async fn of_drive(conn: &mut Conn, config: &Config, drive_id: Uuid) -> Result<Vec<CeremonyRow>> {
    let mut rows = Vec::new();
    for row in stored::of_drive(conn, drive_id).await? {
        rows.push(CeremonyRow {
            screen: format!("{}/screen/{}", config.public_url, row.code),
            state: row.state()?,
            totals: totals(conn, row.id).await?,
            people: stored::people(conn, row.id).await?.unsigned_abs(),
            certified: stored::headcount(conn, row.id).await?.map(headcount),
            id: row.id,
            code: row.code,
            title: row.title.0,
            oath: row.oath.0,
            oath_at: row.oath_at,
            version: row.version.unsigned_abs(),
        });
    }
    Ok(rows)
}
