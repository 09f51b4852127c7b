//! What staff do with an application without the committee: take it up, return it, reject it.

use super::done;
use crate::App;
use crate::db::{Verdict, applications, unions};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Done, Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use shared::i18n::{Problem, Text as _};
use shared::membership::ApplicationState;
use shared::sync::{Conflict, Outcome, Refusal, Review, ReviewApplication};

/// Staff take up an application, return or reject it.
pub(in super::super) async fn review(
    app: &App,
    staff: &Staff,
    sent: Sent,
    review: ReviewApplication,
) -> Result<Outcome> {
    let (to, action, missing) = match review.review {
        Review::Take => (ApplicationState::UnderReview, "application.take", None),
        Review::Return => (ApplicationState::Returned, "application.return", Some(Problem::ReasonNeeded)),
        Review::Reject => (ApplicationState::Rejected, "application.reject", Some(Problem::ReasonNeeded)),
    };
    let reason = remark::check("reason", &review.reason, remark::REASON, missing)?;
    let mut conn = app.db.read().await?;
    let found = applications::by_id(&mut conn, review.application_id).await?;
    let Some(before) = found else { return Ok(reject(Refusal::NotFound)) };
    let union = unions::by_id(&mut conn, before.union_id).await?;
    // Outside the caller's part of the tree a record does not exist.
    if !union.is_some_and(|union| union.path.starts_with(&staff.path)) {
        return Ok(reject(Refusal::NotFound));
    }
    drop(conn);
    let mut row =
        applications::Row { version: before.version + 1, changed_at: sent.at, reason, ..before.clone() };
    row.set_state(to);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if before.version.unsigned_abs() != review.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if let Err(why) = before.state()?.check_step(to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("review", problem)));
                }
                if !applications::update(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let done = done(&row, action)?;
                sent.accept(tx, Done { detail: &row.reason, ..done }).await.map(keep)
            })
        })
        .await
}
