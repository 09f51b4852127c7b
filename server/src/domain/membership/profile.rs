//! A worker completes the full profile, field by field, with the receipt.

use super::done;
use super::own::own;
use crate::App;
use crate::db::{Tx, Verdict, applications, members};
use crate::domain::apply::{refuse_step, reject};
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::form::Answers;
use shared::i18n::{Problem, Text as _, Violation};
use shared::membership::{ApplicationState, check_profile_field};
use shared::sync::{ChangeKind, CompleteProfile, Conflict, Outcome, Refusal};
use uuid::Uuid;

/// Saves one field: with the application until the committee has decided, then with the member.
///
/// The application's version stays: what was seen of it holds, and a decision need not be taken again because somebody
/// filled in an education meanwhile.
pub(in super::super) async fn complete(
    app: &App,
    association: &str,
    sent: Sent,
    complete: CompleteProfile,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some(application) = own(&mut conn, association, complete.receipt.hash().as_str()).await? else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    drop(conn);
    let key = complete.field;
    let answer = check_profile_field(&key, &complete.value, app.clock.today())
        .map_err(|problem| Error::Invalid(vec![Violation::new(&key, problem)]))?;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let Some(application) = applications::by_id(tx, application.id).await? else {
                    return Ok(Verdict::Undo(reject(Refusal::ReceiptUnknown)));
                };
                let state = application.state()?;
                if !state.is_open() && state != ApplicationState::Approved {
                    let why = shared::competition::TransitionError { from: state, to: state };
                    let problem = Problem::StepImpossible { reason: why.both() };
                    return Ok(Verdict::Undo(refuse_step(&key, problem)));
                }
                let change = |profile: &Answers| {
                    let mut profile = profile.clone();
                    match answer {
                        Some(answer) => profile.insert(key.clone(), answer),
                        None => profile.remove(&key),
                    };
                    profile
                };
                if let Some(member) = application.member_id {
                    return of_member(tx, &sent, member, change).await;
                }
                if !applications::set_profile(tx, &application, &change(&application.profile.0)).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let done = done(&application, "application.complete")?;
                sent.accept(tx, Done { detail: &key, ..done }).await.map(keep)
            })
        })
        .await
}

async fn of_member(
    tx: &mut Tx,
    sent: &Sent,
    member: Uuid,
    change: impl FnOnce(&Answers) -> Answers,
) -> Result<Verdict<Outcome>> {
    let Some(before) = members::by_id(tx, member).await? else {
        return Ok(Verdict::Undo(reject(Refusal::NotFound)));
    };
    let mut row = members::Row { version: before.version + 1, changed_at: sent.at, ..before.clone() };
    row.profile.0 = change(&before.profile.0);
    if !members::update(tx, &row).await? {
        return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
    }
    let done = Done {
        union_id: row.union_id,
        record_id: row.id,
        version: row.version,
        receipt: None,
        change: ChangeKind::Membership { state: row.state()? },
        action: "member.complete",
        detail: "",
    };
    sent.accept(tx, done).await.map(keep)
}
