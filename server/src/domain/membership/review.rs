//! What staff do with an application without the committee: take it up, return it, reject it.

use super::{done, mine, transfer};
use crate::App;
use crate::db::{Verdict, applications};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Done, Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use shared::i18n::{Problem, Text as _};
use shared::sync::{Conflict, Outcome, Refusal, Review, ReviewApplication};

/// Staff take up an application, return or reject it.
pub(in super::super) async fn review(
    app: &App,
    staff: &Staff,
    sent: Sent,
    review: ReviewApplication,
) -> Result<Outcome> {
    let (action, missing) = match review.review {
        Review::Take => ("application.take", None),
        Review::Return => ("application.return", Some(Problem::ReasonNeeded)),
        Review::Reject => ("application.reject", Some(Problem::ReasonNeeded)),
    };
    let to = review.review.leads_to();
    let reason = remark::check("reason", &review.reason, remark::REASON, missing)?;
    let mut conn = app.db.read().await?;
    let found = applications::by_id(&mut conn, review.application_id).await?;
    let Some(before) = found else { return Ok(reject(Refusal::NotFound)) };
    if mine(&mut conn, staff, before.union_id).await?.is_none() {
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
                if transfer::is_open(tx, row.id).await? {
                    return Ok(Verdict::Undo(refuse_step("review", Problem::TransferUnderWay)));
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
