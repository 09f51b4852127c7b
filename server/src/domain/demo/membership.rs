//! The demo's applications in every state, members with a history, and transfers under way: the product's own
//! operations, each at its own time.

use super::DemoError;
use super::replay::{done, staff};
use crate::App;
use crate::clock::Clock;
use crate::db::{Conn, applications, members, transfers};
use crate::domain::Caller;
use crate::error::Error;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use shared::api::ErrorCode;
use shared::membership::APPLICATION_FORM_VERSION;
use shared::sync::{Action, ReceiptSecret};

#[derive(Debug, Deserialize)]
struct File {
    written_for: NaiveDate,
    happenings: Vec<Happening>,
}

/// One operation at a moment.
#[derive(Debug, Deserialize)]
struct Happening {
    at: DateTime<Utc>,
    /// Account of the staff; a worker acts otherwise, on the page of `association`.
    by: Option<String>,
    #[serde(default)]
    association: String,
    /// The applications that it is about, by their receipts.
    of: Vec<ReceiptSecret>,
    /// The operation without what names its records, which follow from the receipts.
    operation: Map<String, Value>,
}

/// Loads them, with times moved so that the day they were written for is today.
pub(super) async fn load(app: &App) -> Result<(), DemoError> {
    let file: File = serde_json::from_str(include_str!("../../../../demo/membership.json"))?;
    let by = app.clock.today() - file.written_for;
    for happening in file.happenings {
        let then = App { clock: Clock::standing_at(happening.at + by), ..app.clone() };
        let caller = match &happening.by {
            Some(account) => staff(app, account).await?,
            None => Caller::public(&happening.association),
        };
        done(&then, &caller, action(app, happening, by).await?).await?;
    }
    Ok(())
}

/// The operation with the ids and versions of its records as they stand now.
async fn action(app: &App, happening: Happening, by: TimeDelta) -> Result<Action, DemoError> {
    let mut operation = Value::Object(happening.operation);
    for part in ["decision", "confirmation"].map(|part| format!("/{part}/on")) {
        if let Some(on) = operation.pointer_mut(&part) {
            let written: NaiveDate = serde_json::from_value(on.take())?;
            *on = json!(written + by);
        }
    }
    let Some(receipt) = happening.of.first() else { return Err(gone()) };
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let kind = operation["kind"].as_str().unwrap_or_default().to_owned();
    match kind.as_str() {
        "submit_application" => sign(&mut operation, receipt),
        "enter_application" => sign(&mut operation["application"], receipt),
        "complete_profile" | "withdraw_application" => operation["receipt"] = json!(receipt),
        "review_application" | "offer_transfer" => {
            let row = application(&mut conn, receipt).await?;
            operation["application_id"] = json!(row.id);
            operation["version"] = json!(row.version);
        }
        "approve_applications" | "file_applications" => {
            let mut all = Vec::with_capacity(happening.of.len());
            for receipt in &happening.of {
                let row = application(&mut conn, receipt).await?;
                all.push(json!({ "id": row.id, "version": row.version }));
            }
            operation["applications"] = Value::Array(all);
        }
        "change_membership" => {
            let row = application(&mut conn, receipt).await?;
            let member =
                members::by_id(&mut conn, row.member_id.ok_or_else(gone)?).await?.ok_or_else(gone)?;
            operation["member_id"] = json!(member.id);
            operation["version"] = json!(member.version);
        }
        _ => {
            let row = application(&mut conn, receipt).await?;
            let transfer = transfers::of_application(&mut conn, row.id).await?.ok_or_else(gone)?;
            operation["version"] = json!(transfer.version);
            match happening.by {
                Some(_) => operation["transfer_id"] = json!(transfer.id),
                None => operation["receipt"] = json!(receipt),
            }
        }
    }
    Ok(serde_json::from_value(operation)?)
}

/// What a device adds to what was typed.
fn sign(application: &mut Value, receipt: &ReceiptSecret) {
    application["form_version"] = json!(APPLICATION_FORM_VERSION);
    application["receipt"] = json!(receipt.hash());
}

async fn application(conn: &mut Conn, receipt: &ReceiptSecret) -> Result<applications::Row, DemoError> {
    applications::by_receipt(conn, receipt.hash().as_str()).await?.ok_or_else(gone)
}

fn gone() -> DemoError {
    Error::Refused(ErrorCode::NotFound).into()
}
