//! Staff move a ceremony along; the step to the oath certifies the headcount.

use super::{stored, totals};
use crate::App;
use crate::db::{Verdict, to_text};
use crate::domain::Staff;
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Done, Sent, keep};
use crate::error::Result;
use shared::drive::CeremonyState;
use shared::i18n::{Problem, Text as _};
use shared::sync::{AdvanceCeremony, ChangeKind, Conflict, Outcome, Refusal};
use sqlx::types::Json;

/// Moves a ceremony along.
pub(in super::super) async fn advance(
    app: &App,
    staff: &Staff,
    sent: Sent,
    advance: AdvanceCeremony,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let found = stored::by_id(&mut conn, advance.ceremony_id).await?;
    let Some(ceremony) = found.filter(|found| found.path.starts_with(&staff.path)) else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let (staff_id, certified_by) = (staff.id, staff.name.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let mut row = stored::by_id(tx, ceremony.id).await?.unwrap_or(ceremony);
                let state = row.state()?;
                if state != advance.from {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if let Err(why) = state.check_step(advance.to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("to", problem)));
                }
                let mut detail = format!("{} -> {}", to_text(state), to_text(advance.to));
                if advance.to == CeremonyState::Oath {
                    // Within the writer's transaction: nobody applies while it is counted.
                    let totals = totals(tx, row.id).await?;
                    detail = format!("{detail}: {}", totals.submitted);
                    let totals = Json(totals);
                    let (ceremony_id, at) = (row.id, sent.at);
                    let certified = stored::Headcount { ceremony_id, staff_id, certified_by, at, totals };
                    stored::certify(tx, &certified).await?;
                }
                row.set_state(advance.to);
                row.version += 1;
                stored::update(tx, &row, sent.at).await?;
                let done = Done {
                    union_id: row.union_id,
                    record_id: row.id,
                    version: row.version,
                    receipt: None,
                    change: ChangeKind::Ceremony { state: advance.to },
                    action: "ceremony.advance",
                    detail: &detail,
                };
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}
