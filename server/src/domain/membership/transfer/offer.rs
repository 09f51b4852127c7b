//! Staff offer a transfer to an applicant who is a member of another union.

use super::super::mine;
use super::{beside, done, due};
use crate::App;
use crate::db::{Conn, Verdict, applications, members, transfers, unions};
use crate::domain::Staff;
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Sent, keep};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Text as _};
use shared::membership::{ApplicationState, TransferState};
use shared::sync::{Conflict, OfferTransfer, Outcome, Refusal};

/// Offers a transfer. The application is taken up, and waits for the worker's answer.
pub(in super::super::super) async fn offer(
    app: &App,
    staff: &Staff,
    sent: Sent,
    offer: OfferTransfer,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let found = applications::by_id(&mut conn, offer.application_id).await?;
    let Some(before) = found else { return Ok(reject(Refusal::NotFound)) };
    let Some(new_union) = mine(&mut conn, staff, before.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let (id, due_at) = (app.random.uuid(sent.at), due(app, sent.at));
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if before.version.unsigned_abs() != offer.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let refuse = |problem| Ok(Verdict::Undo(refuse_step("application", problem)));
                let state = before.state()?;
                if state != ApplicationState::UnderReview
                    && let Err(why) = state.check_step(ApplicationState::UnderReview)
                {
                    return refuse(Problem::StepImpossible { reason: why.both() });
                }
                let member = members::of_person(tx, &before.person.id_index).await?;
                let elsewhere = |row: &members::Row| {
                    row.union_id != before.union_id && row.state().is_ok_and(|state| state.counts())
                };
                let Some(member) = member.filter(elsewhere) else {
                    return refuse(Problem::MemberNowhereElse);
                };
                if transfers::open_of_member(tx, member.id).await?.is_some() {
                    return refuse(Problem::TransferUnderWay);
                }
                let old_union = unions::by_id(tx, member.union_id).await?;
                let old_union = old_union.ok_or_else(|| Error::Stored("a member of no union".into()))?;
                let Some(superior) = above_both(tx, &old_union.path, &new_union.path).await? else {
                    return refuse(Problem::NoCommonSuperior);
                };
                let mut application = applications::Row {
                    version: before.version + 1,
                    changed_at: sent.at,
                    reason: String::new(),
                    ..before.clone()
                };
                application.set_state(ApplicationState::UnderReview);
                if !applications::update(tx, &application).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let mut row = transfers::Row {
                    id,
                    member_id: member.id,
                    application_id: before.id,
                    from_union_id: member.union_id,
                    to_union_id: before.union_id,
                    superior_id: superior.id,
                    state: String::new(),
                    version: 1,
                    reason: String::new(),
                    decision_id: None,
                    due_at: Some(due_at),
                    offered_at: sent.at,
                    changed_at: sent.at,
                };
                row.set_state(TransferState::Offered);
                transfers::insert(tx, &row).await?;
                beside(tx, &sent, super::super::done(&application, "application.take")?).await?;
                sent.accept(tx, done(&row, row.to_union_id, "transfer.offer", "")?).await.map(keep)
            })
        })
        .await
}

/// The nearest union above two places in the tree, or one of the two when it stands above the other.
async fn above_both(conn: &mut Conn, one: &str, other: &str) -> Result<Option<unions::Row>> {
    let shared = one.split_inclusive('/').zip(other.split_inclusive('/')).take_while(|(a, b)| a == b);
    let path: String = shared.map(|(part, _)| part).collect();
    match path.is_empty() {
        true => Ok(None),
        false => unions::by_path(conn, &path).await,
    }
}
