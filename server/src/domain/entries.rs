//! What workers do with entries that are in: correct, withdraw.

use super::apply::reject;
use super::facts::{self, none_wrong};
use super::record::{Done, Sent, keep};
use crate::App;
use crate::db::{Tx, Verdict, competitions, consents, entries, places};
use crate::error::{Error, Result};
use shared::competition::{CompetitionState, EntrantFacts, EntryState, Event, check_eligibility};
use shared::form::base::{entry_form, key};
use shared::form::{Answers, Checked, FormDefinition, changed_fields, check};
use shared::i18n::{Problem, Violation};
use shared::sync::{ChangeKind, Conflict, CorrectEntry, Outcome, Refusal, WithdrawConsent, WithdrawEntry};

/// A worker corrects a returned entry.
pub(super) async fn correct(
    app: &App,
    association: &str,
    sent: Sent,
    correct: CorrectEntry,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some((before, competition)) = own(&mut conn, association, correct.receipt.hash().as_str()).await?
    else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    let form = entry_form(&competition.definition.form, competition.definition.form_version);
    if let Some(refused) = form_changed(&mut conn, &competition, &form, correct.form_version).await? {
        return Ok(refused);
    }
    drop(conn);
    let event = competition.definition.events.iter().find(|event| event.code == before.event).cloned();
    let event = event.ok_or_else(|| Error::Stored("entry in an event that is gone".into()))?;
    let answers = facts::unmask(app, &before, correct.answers)?;
    let checked = checked(app, &competition, &form, &answers)?;
    let mut row = entries::Row { version: before.version + 1, changed_at: sent.at, ..before.clone() };
    row.form_version = form.version.cast_signed();
    row.reason.clear();
    row.set_state(EntryState::Submitted);
    facts::fill(app, &mut row, &checked)?;
    let given = facts::consent_rows(&checked, &row);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if before.state()? != EntryState::Returned || !still_correctable(tx, &competition).await? {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                if let Some(full) = take_places(tx, &competition, &event, &row, Some(&before)).await? {
                    return Ok(Verdict::Undo(invalid(full)));
                }
                match entries::update(tx, &row).await {
                    Ok(true) => {}
                    Ok(false) => {
                        return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                    }
                    Err(Error::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => {
                        return Ok(Verdict::Undo(invalid(Violation::new(
                            "id_number",
                            Problem::AlreadyEntered,
                        ))));
                    }
                    Err(error) => return Err(error),
                }
                for consent in &given {
                    consents::insert(tx, consent).await?;
                }
                sent.accept(tx, done(&competition, &row, "entry.correct")?).await.map(keep)
            })
        })
        .await
}

/// A worker withdraws.
pub(super) async fn withdraw(
    app: &App,
    association: &str,
    sent: Sent,
    withdraw: WithdrawEntry,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let Some((before, competition)) = own(&mut conn, association, withdraw.receipt.hash().as_str()).await?
    else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    drop(conn);
    let mut row = entries::Row { version: before.version + 1, changed_at: sent.at, ..before.clone() };
    row.set_state(EntryState::Withdrawn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let may = before.state()?.next().contains(&EntryState::Withdrawn);
                if !may || !still_correctable(tx, &competition).await? {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                if !entries::update(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                if before.state()?.holds_place() {
                    give_places_back(tx, &before).await?;
                }
                sent.accept(tx, done(&competition, &row, "entry.withdraw")?).await.map(keep)
            })
        })
        .await
}

/// A worker takes the consent to publication back. That is possible at any time, and touches nothing else.
pub(super) async fn withdraw_consent(
    app: &App,
    association: &str,
    sent: Sent,
    withdraw: WithdrawConsent,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let hash = withdraw.receipt.hash();
    let Some((_, competition)) = own(&mut conn, association, hash.as_str()).await? else {
        return Ok(reject(Refusal::ReceiptUnknown));
    };
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let Some(mut row) = entries::by_receipt(tx, hash.as_str()).await? else {
                    return Ok(Verdict::Undo(reject(Refusal::ReceiptUnknown)));
                };
                if !row.publication {
                    return Ok(Verdict::Undo(reject(Refusal::TransitionNotAllowed)));
                }
                (row.publication, row.version, row.changed_at) = (false, row.version + 1, sent.at);
                entries::update(tx, &row).await?;
                let last = consents::of_entry(tx, row.id).await?.into_iter();
                let given = last
                    .filter(|one| one.purpose == key::CONSENT_PUBLICATION)
                    .map(|one| one.text_version)
                    .next();
                let consent = consents::Row {
                    entry_id: row.id,
                    entry_version: row.version,
                    purpose: key::CONSENT_PUBLICATION.to_owned(),
                    text_version: given.unwrap_or_default(),
                    given: false,
                    at: sent.at,
                    retain_until: row.retain_until,
                };
                consents::insert(tx, &consent).await?;
                sent.accept(tx, done(&competition, &row, "entry.withhold")?).await.map(keep)
            })
        })
        .await
}

/// The entry of a receipt with its competition, if it belongs to this association.
pub(super) async fn own(
    conn: &mut crate::db::Conn,
    association: &str,
    receipt_hash: &str,
) -> Result<Option<(entries::Row, competitions::Row)>> {
    let Some(entry) = entries::by_receipt(conn, receipt_hash).await? else { return Ok(None) };
    let competition = competitions::by_id(conn, entry.competition_id).await?;
    Ok(competition.filter(|competition| competition.association == association).map(|found| (entry, found)))
}

/// What a change of an entry leaves in the feed and in the audit log.
pub(super) fn done<'a>(
    competition: &competitions::Row,
    row: &entries::Row,
    action: &'a str,
) -> Result<Done<'a>> {
    Ok(Done {
        union_id: competition.union_id,
        record_id: row.id,
        version: row.version,
        receipt: None,
        change: ChangeKind::Entry {
            competition_id: competition.id,
            event: row.event.clone(),
            state: row.state()?,
        },
        action,
        detail: "",
    })
}

/// Gives back the places of an entry that no longer holds them.
pub(super) async fn give_places_back(tx: &mut Tx, row: &entries::Row) -> Result<()> {
    for place in [limited(row, "event"), limited(row, "employer"), limited(row, "division")] {
        places::give_back(tx, place).await?;
    }
    Ok(())
}

/// A limit on places.
pub(super) struct Limit {
    pub scope: &'static str,
    pub most: i32,
    problem: Problem,
}

impl Limit {
    /// What is wrong with an entry that finds no place; scopes are called like the fields that decide them.
    pub fn reached(self) -> Violation {
        Violation::new(self.scope, self.problem)
    }
}

/// The limits on an event. Employers and divisions are always counted, so that a limit set later finds a true count.
pub(super) fn limits(competition: &competitions::Row, event: &Event) -> [Limit; 3] {
    let quotas = &competition.definition.eligibility.quotas;
    let limit = |scope, most: Option<u32>, problem: fn(u32) -> Problem| {
        let most = most.unwrap_or(u32::MAX);
        Limit { scope, most: i32::try_from(most).unwrap_or(i32::MAX), problem: problem(most) }
    };
    [
        limit("event", Some(event.places), |_| Problem::EventFull),
        limit("employer", quotas.per_employer, |max| Problem::EmployerFull { max }),
        limit("division", quotas.per_division, |max| Problem::DivisionFull { max }),
    ]
}

/// Takes the places that an entry needs; tells which limit was reached. With `before`, only what differs is
/// taken, and what was held instead is given back.
pub(super) async fn take_places(
    tx: &mut Tx,
    competition: &competitions::Row,
    event: &Event,
    row: &entries::Row,
    before: Option<&entries::Row>,
) -> Result<Option<Violation>> {
    for limit in limits(competition, event) {
        let place = limited(row, limit.scope);
        if let Some(before) = before {
            let held = limited(before, limit.scope);
            if held.key == place.key {
                continue;
            }
            places::give_back(tx, held).await?;
        }
        if !places::take(tx, place, limit.most).await? {
            return Ok(Some(limit.reached()));
        }
    }
    Ok(None)
}

pub(super) fn limited<'a>(row: &'a entries::Row, scope: &'static str) -> places::Limited<'a> {
    let key = match scope {
        "employer" => row.employer_key.as_str(),
        "division" => row.division.as_str(),
        _ => "",
    };
    places::Limited { competition_id: row.competition_id, event: &row.event, scope, key }
}

/// Checks answers against the form and the entrant against the rules.
pub(super) fn checked(
    app: &App,
    competition: &competitions::Row,
    form: &FormDefinition,
    answers: &Answers,
) -> Result<Checked> {
    let checked = check(form, answers, app.clock.today()).map_err(Error::Invalid)?;
    let eligibility = &competition.definition.eligibility;
    let facts = EntrantFacts::from_answers(&checked.answers, checked.birth(), eligibility);
    none_wrong(check_eligibility(eligibility, &facts))?;
    Ok(checked)
}

/// Refuses answers to an older form, naming only the fields that must be asked again.
pub(super) async fn form_changed(
    conn: &mut crate::db::Conn,
    competition: &competitions::Row,
    form: &FormDefinition,
    answered: u32,
) -> Result<Option<Outcome>> {
    if answered == form.version {
        return Ok(None);
    }
    let older = competitions::form(conn, competition.id, answered.cast_signed()).await?;
    let fields = match older {
        Some(older) => changed_fields(&older, form),
        None => form.fields().map(|field| field.key.clone()).collect(),
    };
    let violations = fields.into_iter().map(|key| Violation::new(key, Problem::FormChanged)).collect();
    Ok(Some(Outcome::Rejected { refusal: Refusal::FormChanged, violations }))
}

/// Entries can be corrected and withdrawn until results are published.
async fn still_correctable(tx: &mut Tx, competition: &competitions::Row) -> Result<bool> {
    let state = competitions::state(tx, competition.id).await?;
    Ok(matches!(
        state,
        CompetitionState::Published
            | CompetitionState::EntryOpen
            | CompetitionState::EntryClosed
            | CompetitionState::Postponed
    ))
}

pub(super) fn invalid(violation: Violation) -> Outcome {
    Outcome::Rejected { refusal: Refusal::Invalid, violations: vec![violation] }
}
