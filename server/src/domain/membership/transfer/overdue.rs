//! What nobody answered in time.

use super::{due, next, store};
use crate::App;
use crate::db::{Tx, audit, changes, transfers};
use crate::domain::record::keep;
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::membership::TransferState;
use shared::sync::ChangeKind;
use std::convert::Infallible;
use uuid::Uuid;

/// Transfers moved on in one transaction.
const STEP: i64 = 200;

/// Moves on every transfer that nobody answered in time: an offer lapses, everything else goes to the common superior.
/// Tells how many. Several servers may do so side by side: each looks within its own write.
///
/// # Errors
/// When the database refuses; what was moved until then stays moved.
pub async fn end_overdue(app: &App) -> Result<u64> {
    let mut moved = 0;
    loop {
        let some = some_overdue(app).await?;
        moved += some;
        if some < STEP.unsigned_abs() {
            return Ok(moved);
        }
    }
}

/// Does so at once and then every so often.
pub async fn keep_ending_overdue(app: App) -> Infallible {
    let mut rounds = tokio::time::interval(app.config.look_at_transfers_every);
    loop {
        rounds.tick().await;
        match end_overdue(&app).await {
            Ok(0) => {}
            Ok(moved) => tracing::info!(moved, "transfers that nobody answered in time"),
            Err(error) => tracing::error!(%error, "looking for overdue transfers"),
        }
    }
}

async fn some_overdue(app: &App) -> Result<u64> {
    let now = app.clock.now();
    let due_at = due(app, now);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let overdue = transfers::overdue(tx, now, STEP).await?;
                for before in &overdue {
                    let Some(to) = before.state()?.when_overdue() else { continue };
                    let row = next(before, to, now, due_at);
                    store(tx, &row).await?;
                    // The old union was not told of an offer.
                    let told = match to {
                        TransferState::Declined => &[row.to_union_id][..],
                        _ => &[row.from_union_id, row.to_union_id],
                    };
                    for union_id in told {
                        note(tx, now, &row, *union_id, to).await?;
                    }
                }
                Ok(keep(overdue.len() as u64))
            })
        })
        .await
}

async fn note(
    tx: &mut Tx,
    at: DateTime<Utc>,
    row: &transfers::Row,
    union_id: Uuid,
    state: TransferState,
) -> Result<()> {
    let change = changes::NewChange {
        at,
        operation_id: None,
        union_id,
        record_id: row.id,
        version: row.version,
        kind: ChangeKind::Transfer { state },
    };
    changes::append(tx, change).await?;
    let row = audit::NewRow {
        at,
        actor_id: None,
        actor: "system",
        union_id: Some(union_id),
        action: if state == TransferState::Declined { "transfer.lapse" } else { "transfer.escalate" },
        record_id: Some(row.id),
        result: "ok",
        detail: "",
    };
    audit::append(tx, row).await
}
