//! The worker answers an offer, with the receipt of the application.

use super::super::own::own;
use super::{beside, done, due, move_member, next, store};
use crate::App;
use crate::db::{Verdict, applications, transfers};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Sent, keep};
use crate::error::Result;
use shared::i18n::{Problem, Text as _};
use shared::membership::{ApplicationState, MembershipState, TransferState};
use shared::sync::{AnswerTransferOffer, Conflict, Outcome, Refusal};

/// A yes asks the old union to release; a no ends the transfer and takes the application back.
pub(in super::super::super) async fn answer(
    app: &App,
    association: &str,
    sent: Sent,
    answer: AnswerTransferOffer,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(application) = own(&mut conn, association, answer.receipt.hash().as_str()).await? else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    drop(conn);
    let due_at = due(app, sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let Some(before) = transfers::of_application(tx, application.id).await? else {
                    return Ok(Verdict::Undo(reject(Refusal::NotFound)));
                };
                if before.version.unsigned_abs() != answer.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let to = if answer.accept { TransferState::Requested } else { TransferState::Declined };
                if let Err(why) = before.state()?.check_step(to) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("accept", problem)));
                }
                let row = next(&before, to, sent.at, due_at);
                store(tx, &row).await?;
                let known_to_the_old =
                    to == TransferState::Requested || before.state()? != TransferState::Offered;
                let state =
                    if answer.accept { MembershipState::Transferring } else { MembershipState::Active };
                move_member(tx, &sent, row.member_id, state).await?;
                if !answer.accept {
                    let mut application = applications::Row {
                        version: application.version + 1,
                        changed_at: sent.at,
                        ..application.clone()
                    };
                    application.set_state(ApplicationState::Withdrawn);
                    if !applications::update(tx, &application).await? {
                        return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                    }
                    beside(tx, &sent, super::super::done(&application, "application.withdraw")?).await?;
                }
                let action = if answer.accept { "transfer.request" } else { "transfer.decline" };
                if known_to_the_old {
                    beside(tx, &sent, done(&row, row.from_union_id, action, "")?).await?;
                }
                sent.accept(tx, done(&row, row.to_union_id, action, "")?).await.map(keep)
            })
        })
        .await
}
