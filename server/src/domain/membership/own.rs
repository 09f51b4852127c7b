//! What workers do with their own applications: look, correct, take back.

use super::door::{Door, chosen};
use super::submit::{consents, form_changed, retain_until, routed};
use super::{card, done, identity, transfer};
use crate::App;
use crate::db::{Conn, Verdict, applications, associations, members, unions};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Sent, keep};
use crate::error::{Error, Result};
use shared::api::{ErrorCode, OpenReceipt, ReceiptApplication};
use shared::form::base::key as base;
use shared::form::check;
use shared::i18n::{Problem, Text as _};
use shared::membership::ApplicationState;
use shared::person::mask_name;
use shared::sync::{Conflict, CorrectApplication, Outcome, Refusal, WithdrawApplication};
use sqlx::types::Json;

/// Opens a receipt of an application. Only the secret opens it: who types the short code is told nothing of membership.
///
/// # Errors
/// [`ErrorCode::NotFound`] when nothing goes with it.
pub async fn open(app: &App, association: &str, receipt: OpenReceipt) -> Result<ReceiptApplication> {
    let OpenReceipt::Secret { secret } = receipt else { return Err(ErrorCode::NotFound.into()) };
    let mut conn = app.db.read().await?;
    let row = own(&mut conn, association, secret.hash().as_str()).await?.ok_or(ErrorCode::NotFound)?;
    let union = unions::by_id(&mut conn, row.union_id).await?.ok_or(ErrorCode::NotFound)?;
    let state = row.state()?;
    let can_correct = state == ApplicationState::Returned;
    let transfer = transfer::of_receipt(&mut conn, row.id).await?;
    let (card, profile) = match row.member_id {
        Some(member) => {
            let profile = members::by_id(&mut conn, member).await?.map(|member| member.profile.0);
            (card::of_member(app, &mut conn, member).await?, profile.unwrap_or_default())
        }
        None => (None, row.profile.0.clone()),
    };
    Ok(ReceiptApplication {
        id: row.id,
        code: row.receipt_code.parse().map_err(|_| Error::Stored("receipt code".into()))?,
        association: association.to_owned(),
        union: union.name.0,
        routed_by: crate::db::from_text(&row.routed_by)
            .ok_or_else(|| Error::Stored(format!("routed by {}", row.routed_by)))?,
        state,
        version: row.version.unsigned_abs(),
        submitted_at: row.submitted_at,
        changed_at: row.changed_at,
        reason: row.reason.clone(),
        name: mask_name(&row.person.name),
        can_correct,
        can_withdraw: state.next().contains(&ApplicationState::Withdrawn),
        transfer,
        card,
        can_complete: state.is_open() || state == ApplicationState::Approved,
        profile,
        answers: can_correct.then(|| identity::masked(&row)),
    })
}

/// A worker corrects a returned application. It may go to another union then.
pub(in super::super) async fn correct(
    app: &App,
    association: &str,
    sent: Sent,
    correct: CorrectApplication,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(before) = own(&mut conn, association, correct.receipt.hash().as_str()).await? else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    let door = Door::open(&app.db, &mut conn, association, None).await?;
    let form = door.form(chosen(&correct.answers));
    if let Some(refused) = form_changed(&form, correct.form_version) {
        return Ok(refused);
    }
    let answers = identity::unmask(app, &before, correct.answers)?;
    let checked = check(&form, &answers, app.clock.today()).map_err(Error::Invalid)?;
    let mut row = applications::Row { version: before.version + 1, changed_at: sent.at, ..before.clone() };
    if row.person.worker_group != checked.text(shared::membership::key::GROUP)
        || row.person.division != checked.text(base::DIVISION)
        || row.person.employer != checked.text(base::EMPLOYER)
        || !checked.text(shared::membership::key::UNION).is_empty()
    {
        (row.union_id, row.routed_by) = routed(&mut conn, &door, &checked).await?;
    }
    drop(conn);
    row.form_version = form.version.cast_signed();
    row.reason.clear();
    // Submitted anew, with the consents given anew.
    row.retain_until = retain_until(app);
    row.person = identity::person(app, row.id, &checked)?;
    row.answers = Json(identity::others(&checked));
    row.set_state(ApplicationState::Submitted);
    let consents = consents(&checked, sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if let Err(why) = before.state()?.check_step(ApplicationState::Submitted) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("state", problem)));
                }
                if !applications::update(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                for consent in &consents {
                    applications::insert_consent(tx, &row, consent).await?;
                }
                sent.accept(tx, done(&row, "application.correct")?).await.map(keep)
            })
        })
        .await
}

/// A worker takes an application back, as long as it is not approved.
pub(in super::super) async fn withdraw(
    app: &App,
    association: &str,
    sent: Sent,
    withdraw: WithdrawApplication,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(before) = own(&mut conn, association, withdraw.receipt.hash().as_str()).await? else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    drop(conn);
    let mut row = applications::Row { version: before.version + 1, changed_at: sent.at, ..before.clone() };
    row.set_state(ApplicationState::Withdrawn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if let Err(why) = before.state()?.check_step(ApplicationState::Withdrawn) {
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step("state", problem)));
                }
                if !applications::update(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                // Whoever takes the application back wants no transfer either.
                transfer::end_of_application(tx, &sent, row.id).await?;
                sent.accept(tx, done(&row, "application.withdraw")?).await.map(keep)
            })
        })
        .await
}

/// The application of a receipt, if it belongs to this association.
pub(super) async fn own(
    conn: &mut Conn,
    association: &str,
    receipt_hash: &str,
) -> Result<Option<applications::Row>> {
    let Some(row) = applications::by_receipt(conn, receipt_hash).await? else { return Ok(None) };
    let door = associations::by_slug(conn, association).await?;
    Ok(door.filter(|door| door.id == row.association_id).map(|_| row))
}
