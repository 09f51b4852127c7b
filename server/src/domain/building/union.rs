//! Staff add a union, or change what is told of one.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::crypto::Place;
use crate::db::union_profiles::{self, PHONE};
use crate::db::{Tx, Verdict, founding, to_text, unions};
use crate::domain::apply::reject;
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::drive::Count;
use shared::i18n::{Localized, Problem};
use shared::person::{check_mobile, mask_mobile};
use shared::sync::{BuildingRecord, Conflict, Outcome, Refusal, SaveUnion, UnionFacts, UnionPlace};
use shared::union::{Facts, FoundingStep, Party, UnionKind, check_coverage, check_facts};
use sqlx::types::Json;

/// A union as it will be stored, checked ahead of the transaction.
pub(super) struct Prepared {
    /// Where a new one stands.
    pub new: Option<unions::Row>,
    pub row: union_profiles::Row,
    /// Codes of the groups whose workers it takes; none when they stay as they are.
    pub groups: Option<Json<Vec<String>>>,
    pub name: String,
}

impl Prepared {
    /// Writes it with what an accepted operation leaves behind; none when somebody else changed it meanwhile.
    pub async fn write(&self, tx: &mut Tx, sent: &Sent) -> Result<Option<Outcome>> {
        if let Some(new) = &self.new {
            unions::insert(tx, new).await?;
        }
        if let Some(groups) = &self.groups {
            unions::set_groups(tx, self.row.union_id, groups).await?;
        }
        if !union_profiles::save(tx, &self.row).await? {
            return Ok(None);
        }
        let action = if self.new.is_some() { "union.add" } else { "union.save" };
        let id = (self.row.union_id, self.row.version);
        let done = done(BuildingRecord::Union, self.row.union_id, id, action, &self.name);
        sent.accept(tx, done).await.map(Some)
    }
}

/// Adds a union, or changes what is told of one.
pub(super) async fn save(app: &App, staff: &Staff, sent: Sent, save: SaveUnion) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let known = unions::by_id(&mut conn, save.union_id).await?;
    let before = union_profiles::of_union(&mut conn, save.union_id).await?;
    let steps = founding::of_union(&mut conn, save.union_id).await?;
    let mut wrong = Wrong::default();
    let new = match (&known, save.new) {
        (Some(union), _) if !union.path.starts_with(&staff.path) => return Ok(reject(Refusal::NotFound)),
        (Some(_), _) => None,
        (None, None) => return Ok(reject(Refusal::NotFound)),
        (None, Some(place)) => {
            let Some(parent) = mine(&mut conn, staff, place.parent_id).await? else {
                return Ok(reject(Refusal::NotFound));
            };
            Some(placed(&mut wrong, save.union_id, &parent, place))
        }
    };
    drop(conn);
    let kind = known.as_ref().or(new.as_ref()).map_or(UnionKind::SingleEmployer, unions::Row::union_kind);
    let had = known.as_ref().map(|union| union.worker_groups.0.clone()).unwrap_or_default();
    let groups = Json(save.facts.worker_groups.clone().unwrap_or(had));
    wrong.0.extend(check_coverage(kind, save.facts.scope, &groups));
    let empty = union_profiles::Row::empty(save.union_id, sent.at);
    let before = before.unwrap_or(empty);
    let row = told(app, &mut wrong, kind, (&before, has_founding(&steps)), save.facts)?;
    wrong.end()?;
    let name = known.as_ref().or(new.as_ref()).map(|union| union.name.zh.clone()).unwrap_or_default();
    let prepared = Prepared { new, row: next(row, sent.at), groups: Some(groups), name };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let seen = prepared.row.version.unsigned_abs() == save.version + 1;
                let written = if seen { prepared.write(tx, &sent).await? } else { None };
                Ok(match written {
                    Some(outcome) => keep(outcome),
                    None => Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }),
                })
            })
        })
        .await
}

/// The next version of a profile.
pub(super) fn next(row: union_profiles::Row, at: DateTime<Utc>) -> union_profiles::Row {
    union_profiles::Row { version: row.version + 1, changed_at: at, ..row }
}

/// Whether a founding is recorded, whose date stands.
pub(super) fn has_founding(steps: &[founding::Row]) -> bool {
    steps.iter().any(|row| row.step().is_ok_and(|step| step == FoundingStep::Founded))
}

/// A new union as it is stored. Its slug, which nobody reads, comes from its id.
pub(super) fn placed(
    wrong: &mut Wrong,
    id: uuid::Uuid,
    parent: &unions::Row,
    place: UnionPlace,
) -> unions::Row {
    let slug = format!("u{:012x}", id.as_u128() & 0xFFFF_FFFF_FFFF);
    let name = Localized::new(
        wrong.text("name", &place.name.zh, NAME, Some(Problem::Required)),
        wrong.text("name", &place.name.en, NAME, None),
    );
    unions::Row {
        id,
        parent_id: Some(parent.id),
        path: format!("{}{slug}/", parent.path),
        slug,
        level: to_text(place.level),
        kind: to_text(place.kind),
        division: wrong.division("division", &place.division),
        name: Json(name),
        worker_groups: Json(Vec::new()),
        scope: None,
    }
}

/// What is told of a union, checked against what is stored and whether its founding is recorded.
pub(super) fn told(
    app: &App,
    wrong: &mut Wrong,
    kind: UnionKind,
    (before, founded): (&union_profiles::Row, bool),
    facts: UnionFacts,
) -> Result<union_profiles::Row> {
    let mut row = before.clone();
    match facts.founded_on.map(|on| on.to_string()) {
        None => {}
        Some(on) if founded && row.founded_on.as_ref() != Some(&on) => {
            wrong.add("founded_on", Problem::FoundedFixed);
        }
        told => row.founded_on = told,
    }
    let today = app.clock.today();
    if facts.founded_on.is_some_and(|on| on.earliest() > today) {
        wrong.add("founded_on", Problem::DateTooLate { max: today });
    }
    row.uscc = wrong.uscc("uscc", &facts.uscc);
    row.scope = facts.scope.map(to_text);
    row.method = facts.method.map(to_text);
    row.organ = facts.organ.map(to_text);
    row.party = Some(wrong.text("party", &facts.party, NAME, None)).filter(|party| !party.is_empty());
    row.term_years = facts.term_years.and_then(|years| i32::try_from(years).ok());
    row.term_ends_on = facts.term_ends_on;
    row.workers = facts.workers.map(Json);
    row.members = facts.members.map(Json);
    row.full_time_chair = facts.full_time_chair;
    row.chair = wrong.text("chair", &facts.chair, NAME, None);
    row.note = wrong.text("note", &facts.note, remark::REASON, None);
    // A masked number that came back unchanged keeps what is stored.
    if facts.phone.trim() != row.phone_mask {
        (row.phone_sealed, row.phone_mask) = phone(app, wrong, row.union_id, facts.phone.trim())?;
    }
    wrong.0.extend(check_facts(&gates(kind, &row, Party::Unknown)));
    Ok(row)
}

fn phone(app: &App, wrong: &mut Wrong, row: uuid::Uuid, typed: &str) -> Result<(String, String)> {
    if typed.is_empty() {
        return Ok(Default::default());
    }
    let digits = typed.chars().filter(char::is_ascii_digit).count();
    let (number, mask) = match check_mobile(typed) {
        Ok(mobile) => {
            let mask = mask_mobile(&mobile);
            (mobile, mask)
        }
        // An office has a landline: its area code is nobody's secret, the rest is hidden alike.
        Err(_) if (7..=12).contains(&digits) && typed.chars().all(|c| c.is_ascii_digit() || c == '-') => {
            (typed.to_owned(), format!("{}****", typed.chars().take(4).collect::<String>()))
        }
        Err(problem) => {
            wrong.add("phone", problem);
            return Ok(Default::default());
        }
    };
    Ok((app.keys.seal(&app.random, Place { column: PHONE, row }, &number)?, mask))
}

/// What the gates look at.
pub(super) fn gates(kind: UnionKind, row: &union_profiles::Row, party: Party) -> Facts {
    let count = |count: Option<Json<Count>>| count.map(|Json(count)| count);
    Facts {
        kind,
        organ: row.organ(),
        method: row.method(),
        party_named: row.party.is_some(),
        party,
        members: count(row.members),
        workers: count(row.workers),
        full_time_chair: row.full_time_chair,
        term_years: row.term_years.and_then(|years| u32::try_from(years).ok()),
    }
}
