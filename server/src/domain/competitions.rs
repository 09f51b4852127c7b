//! The life of a competition, as far as buttons move it.

use super::Staff;
use super::apply::{refuse_step, reject};
use super::record::{Done, Sent, keep};
use crate::App;
use crate::db::{Verdict, competitions};
use crate::error::Result;
use shared::i18n::{Problem, Text as _};
use shared::sync::{AdvanceCompetition, ChangeKind, Conflict, Outcome, Refusal};

/// Staff move a competition along its life.
pub(super) async fn advance(
    app: &App,
    staff: &Staff,
    sent: Sent,
    advance: AdvanceCompetition,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let found = competitions::by_id(&mut conn, advance.competition_id).await?;
    let Some(competition) = found.filter(|found| found.path.starts_with(&staff.path)) else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let state = competitions::state(tx, competition.id).await?;
                if state != advance.from {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if let Err(why) = state.check_button(advance.to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("to", problem)));
                }
                competitions::set_state(tx, competition.id, advance.to, sent.at).await?;
                let detail = format!("{} -> {}", crate::db::to_text(state), crate::db::to_text(advance.to));
                sent.accept(
                    tx,
                    Done {
                        union_id: competition.union_id,
                        record_id: competition.id,
                        version: competition.version + 1,
                        receipt: None,
                        change: ChangeKind::Competition { state: advance.to },
                        action: "competition.advance",
                        detail: &detail,
                    },
                )
                .await
                .map(keep)
            })
        })
        .await
}
