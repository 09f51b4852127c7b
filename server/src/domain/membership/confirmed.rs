//! How it is known that workers want what staff enter for them.

use crate::App;
use crate::db::confirmations::OfRoll;
use crate::db::to_text;
use crate::domain::facts::none_wrong;
use crate::domain::remark;
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::sync::Confirmation;
use uuid::Uuid;

/// A confirmation with its texts as they are stored; every part of it must be there.
///
/// # Errors
/// [`Error::Invalid`] that names what is missing.
pub(in super::super) fn confirmed(app: &App, told: &Confirmation) -> Result<Confirmation> {
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
    Ok(Confirmation { reason, who, ..told.clone() })
}

/// The confirmation of a roll, as it is stored beside the decision that takes its people in.
///
/// # Errors
/// As of [`confirmed`].
pub(in super::super) fn of_roll(app: &App, decision_id: Uuid, told: &Confirmation) -> Result<OfRoll> {
    let told = confirmed(app, told)?;
    Ok(OfRoll {
        decision_id,
        reason: told.reason,
        confirmed_by: to_text(told.by),
        confirmed_on: told.on,
        who: told.who,
    })
}
