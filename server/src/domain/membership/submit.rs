//! A worker applies to join.

use super::door::{Door, check_open, chosen};
use super::{done, identity, signature};
use crate::App;
use crate::clock::years_later;
use crate::db::{Conn, Verdict, applications, confirmations, employers, signatures, to_text};
use crate::domain::facts::employer_key;
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use shared::form::base::key as base;
use shared::form::{Answers, Checked, Field, FormDefinition, check};
use shared::i18n::{Problem, Violation};
use shared::membership::{ApplicationState, Wish, key, route};
use shared::sync::{Conflict, Outcome, Refusal, SubmitApplication};
use sqlx::types::Json;
use uuid::Uuid;

/// A worker applies. Whether the person is a member already is neither looked at nor told: staff see it.
pub(in super::super) async fn submit(
    app: &App,
    association: &str,
    sent: Sent,
    submit: SubmitApplication,
) -> Result<Outcome> {
    take(app, association, sent, submit, None).await
}

/// Takes an application, as its worker sent it or as staff entered it with a confirmation. What is wrong with the
/// confirmation is told together with what is wrong with the answers.
pub(super) async fn take(
    app: &App,
    association: &str,
    sent: Sent,
    submit: SubmitApplication,
    confirmation: Option<Result<confirmations::Row>>,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let door = Door::open(&app.db, &mut conn, association, submit.source.as_deref()).await?;
    if let Some(source) = &door.source {
        // An application may wait on a device for days; the code held when it was filled in.
        let captured = sent.captured_at.min(sent.at);
        check_open(source, captured, crate::clock::china_day(captured))?;
    }
    let form = door.form(chosen(&submit.answers));
    if let Some(refused) = form_changed(&form, submit.form_version) {
        return Ok(refused);
    }
    let read = match check(&form, &submit.answers, app.clock.today()) {
        Ok(checked) => routed(&mut conn, &door, &checked).await.map(|to| (checked, to)),
        Err(wrong) => Err(Error::Invalid(wrong)),
    };
    let (confirmation, (checked, (union_id, routed_by))) = both(confirmation.transpose(), read)?;
    drop(conn);
    let id = app.random.uuid(sent.at);
    let signature = signature::seal(app, id, submit.signature.as_ref())?;
    let mut row = applications::Row {
        id,
        association_id: door.association.id,
        union_id,
        routed_by,
        source_id: door.source.as_ref().map(|source| source.id),
        state: String::new(),
        version: 1,
        form_version: form.version.cast_signed(),
        person: identity::person(app, id, &checked)?,
        answers: Json(identity::others(&checked)),
        profile: Json(Answers::new()),
        receipt_hash: submit.receipt.as_str().to_owned(),
        receipt_code: submit.receipt.code().as_str().to_owned(),
        reason: String::new(),
        decision_id: None,
        member_id: None,
        filed_at: None,
        captured_at: sent.captured_at,
        submitted_at: sent.at,
        changed_at: sent.at,
        retain_until: retain_until(app),
    };
    row.set_state(ApplicationState::Submitted);
    let consents = consents(&checked, sent.at);
    let receipt = submit.receipt.code();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if applications::by_receipt(tx, &row.receipt_hash).await?.is_some() {
                    // The device made this receipt for an earlier application; with a new one it may apply.
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::OperationIdReused }));
                }
                applications::insert(tx, &row).await?;
                for consent in &consents {
                    applications::insert_consent(tx, &row, consent).await?;
                }
                if let Some(sealed) = &signature {
                    signatures::insert(tx, row.id, sealed, sent.at).await?;
                }
                let action = match &confirmation {
                    Some(confirmation) => {
                        let confirmation =
                            confirmations::Row { application_id: row.id, ..confirmation.clone() };
                        confirmations::insert(tx, &confirmation).await?;
                        "application.enter"
                    }
                    None => "application.submit",
                };
                let done = Done { receipt: Some(receipt), ..done(&row, action)? };
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// Both, or all that is wrong with either.
fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Err(Error::Invalid(mut wrong)), Err(Error::Invalid(more))) => {
            wrong.extend(more);
            Err(Error::Invalid(wrong))
        }
        (one, other) => Ok((one?, other?)),
    }
}

/// The union that an application goes to, and why.
///
/// # Errors
/// [`Error::Invalid`] that names the division, when no union here covers it.
pub(super) async fn routed(conn: &mut Conn, door: &Door, checked: &Checked) -> Result<(Uuid, String)> {
    let slug = checked.text(key::UNION);
    let employer = employer_key(checked.text(base::EMPLOYER));
    let covering = employers::covering(conn, &employer).await?;
    let wish = Wish {
        chosen: door.unions.iter().find(|union| union.slug == slug).map(|union| union.id),
        of_source: door.source.as_ref().and_then(|source| source.union_id),
        group: checked.text(key::GROUP),
        division: checked.text(base::DIVISION),
    };
    let found = route(&door.candidates(&covering), &wish);
    let nowhere = || Error::Invalid(vec![Violation::new(base::DIVISION, Problem::NoUnionThere)]);
    found.map(|(id, by)| (id, to_text(by))).ok_or_else(nowhere)
}

/// Refuses answers to another version of the form: all of it is asked again, with what was typed.
pub(super) fn form_changed(form: &FormDefinition, answered: u32) -> Option<Outcome> {
    let asked = |field: &Field| Violation::new(field.key.clone(), Problem::FormChanged);
    (answered != form.version).then(|| Outcome::Rejected {
        refusal: Refusal::FormChanged,
        violations: form.fields().map(asked).collect(),
    })
}

/// The consents, as records.
pub(super) fn consents(checked: &Checked, at: DateTime<Utc>) -> Vec<applications::Consent> {
    let record = |consent: &shared::form::ConsentAnswer| applications::Consent {
        purpose: consent.key.clone(),
        text_version: consent.text_version.clone(),
        given: consent.given,
        at,
    };
    checked.consents.iter().map(record).collect()
}

/// What leads to no membership is kept for some years from its submission, and no longer (PIPL art. 19).
pub(super) fn retain_until(app: &App) -> NaiveDate {
    years_later(app.clock.today(), app.config.membership_years())
}
