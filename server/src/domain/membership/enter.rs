//! Staff enter an application for a worker who cannot (代填): never without how it is known that he wants it.

use super::confirmed::confirmed;
use super::mine;
use super::submit::take;
use crate::App;
use crate::db::{associations, confirmations, to_text};
use crate::domain::Staff;
use crate::domain::apply::reject;
use crate::domain::record::Sent;
use crate::error::Result;
use shared::sync::{EnterApplication, Outcome, Refusal};
use uuid::Uuid;

/// Takes the application as if the worker had sent it, with the confirmation beside it.
pub(in super::super) async fn enter(
    app: &App,
    staff: &Staff,
    sent: Sent,
    enter: EnterApplication,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let door = associations::by_slug(&mut conn, &enter.association).await?;
    let open = match door {
        Some(door) => mine(&mut conn, staff, door.union_id).await?.is_some(),
        None => false,
    };
    drop(conn);
    if !open {
        return Ok(reject(Refusal::NotFound));
    }
    let confirmation = confirmed(app, &enter.confirmation).map(|told| confirmations::Row {
        // The application is named later.
        application_id: Uuid::nil(),
        reason: told.reason,
        confirmed_by: to_text(told.by),
        confirmed_on: told.on,
        who: told.who,
        staff_id: staff.id,
        at: sent.at,
    });
    take(app, &enter.association, sent, enter.application, Some(confirmation)).await
}
