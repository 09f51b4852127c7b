//! Staff enter an application for a worker who cannot (代填): never without how it is known that he wants it.

use super::mine;
use super::submit::take;
use crate::App;
use crate::db::{associations, confirmations, to_text};
use crate::domain::apply::reject;
use crate::domain::facts::none_wrong;
use crate::domain::record::Sent;
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::sync::{Confirmation, EnterApplication, Outcome, Refusal};
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
    let confirmation = confirmed(app, staff, &sent, &enter.confirmation)?;
    take(app, &enter.association, sent, enter.application, Some(confirmation)).await
}

/// The confirmation as it is stored; the application is named later.
fn confirmed(app: &App, staff: &Staff, sent: &Sent, told: &Confirmation) -> Result<confirmations::Row> {
    let mut wrong = Vec::new();
    let mut text =
        |field: &str, text: &str, missing| match remark::check(field, text, remark::REASON, Some(missing)) {
            Ok(text) => Ok(text),
            Err(Error::Invalid(violations)) => {
                wrong.extend(violations);
                Ok(String::new())
            }
            Err(error) => Err(error),
        };
    let reason = text("reason", &told.reason, Problem::Required)?;
    let who = text("who", &told.who, Problem::ConfirmationNeeded)?;
    if told.on > app.clock.today() {
        wrong.push(Violation::new("confirmed_on", Problem::ConfirmedInFuture));
    }
    none_wrong(wrong)?;
    Ok(confirmations::Row {
        application_id: Uuid::nil(),
        reason,
        confirmed_by: to_text(told.by),
        confirmed_on: told.on,
        who,
        staff_id: staff.id,
        at: sent.at,
    })
}
