//! What decisions have in common: the committee's part, and the applications that they name.

use crate::App;
use crate::db::{applications, committee};
use crate::domain::facts::none_wrong;
use crate::domain::record::Sent;
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::sync::{ApplicationVersion, CommitteeDecision};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Most applications of one decision.
const MOST: usize = 1_000;
/// Longest number of a document, in characters.
const DOCUMENT_NUMBER: u32 = 100;

/// A union's decision as it is stored; every part of it must be there, but for the number of a document that is not
/// needed.
///
/// # Errors
/// [`Error::Invalid`] that names what is missing.
pub(in super::super) fn decided(
    app: &App,
    staff: &Staff,
    sent: &Sent,
    union_id: Uuid,
    told: &CommitteeDecision,
    with_document: bool,
) -> Result<committee::Row> {
    let text = |field: &str, text: &str, max, missing| match remark::check(field, text, max, missing) {
        Err(Error::Invalid(violations)) => (String::new(), violations),
        other => (other.unwrap_or_default(), Vec::new()),
    };
    let missing = with_document.then_some(Problem::DocumentNumberNeeded);
    let (document_number, mut violations) =
        text("document_number", &told.document_number, DOCUMENT_NUMBER, missing);
    let (deciders, more) = text("deciders", &told.deciders, remark::REASON, Some(Problem::DecidersNeeded));
    violations.extend(more);
    if told.on > app.clock.today() {
        violations.push(Violation::new("on", Problem::DecidedInFuture));
    }
    none_wrong(violations)?;
    Ok(committee::Row {
        id: app.random.uuid(sent.at),
        union_id,
        decided_on: told.on,
        document_number,
        deciders,
        staff_id: staff.id,
        at: sent.at,
    })
}

/// The applications chosen, each once.
fn chosen(applications: Vec<ApplicationVersion>) -> Result<Vec<ApplicationVersion>> {
    let mut seen = HashSet::new();
    let chosen: Vec<_> = applications.into_iter().filter(|one| seen.insert(one.id)).collect();
    let wrong = |problem| Err(Error::Invalid(vec![Violation::new("applications", problem)]));
    match chosen.len() {
        0 => wrong(Problem::NoneChosen),
        count if count > MOST => wrong(Problem::ChoicesTooMany { max: MOST as u32 }),
        _ => Ok(chosen),
    }
}

/// An application that was named, as the sender saw it, with its row.
pub(super) type Named = (ApplicationVersion, applications::Row);

/// The applications that were named, in that order; those that are not the caller's to decide on are violations.
pub(super) async fn named(
    app: &App,
    staff: &Staff,
    named: Vec<ApplicationVersion>,
) -> Result<(Vec<Named>, Vec<Violation>)> {
    let seen = chosen(named)?;
    let ids: Vec<Uuid> = seen.iter().map(|one| one.id).collect();
    let mut conn = app.db.read().await?;
    let ours = app.db.subtree(&mut conn, &staff.path).await?;
    let ours: HashSet<Uuid> = ours.iter().map(|union| union.id).collect();
    let rows = applications::by_ids(&mut conn, &ids).await?.into_iter();
    let mut rows: HashMap<Uuid, _> =
        rows.filter(|row| ours.contains(&row.union_id)).map(|row| (row.id, row)).collect();
    let (mut found, mut gone) = (Vec::with_capacity(seen.len()), Vec::new());
    for one in seen {
        match rows.remove(&one.id) {
            Some(row) => found.push((one, row)),
            None => gone.push(Violation::new(one.id, Problem::ApplicationGone)),
        }
    }
    Ok((found, gone))
}
