//! Records as partners mirror them: a snapshot, what changed records are now, and a checksum over all.

use super::public::published_results;
use super::{Partner, feed};
use crate::App;
use crate::crypto::hex;
use crate::db::{Conn, competitions, entries, path_range};
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use shared::api::ErrorCode;
use shared::person::mask_name;
use shared::sync::{Checksum, CompetitionRecord, EntryRecord, Record, RecordBody, RecordKind, Snapshot};
use std::collections::BTreeSet;
use std::str::FromStr;
use uuid::Uuid;

/// Most records in a page.
pub const PAGE: u32 = 1_000;

impl Partner {
    /// Whether it may read records of a kind.
    pub(super) fn reads(&self, kind: RecordKind) -> bool {
        self.grants.contains(&kind)
    }

    /// Whether a competition is in its part.
    pub(super) async fn may_see(&self, app: &App, competition_id: Uuid) -> Result<bool> {
        // Whose a competition is never changes, so what memory knows holds.
        let known = match app.db.known_competition(competition_id) {
            Some(known) => Some(known),
            None => app.db.read_competition(competition_id).await?,
        };
        Ok(known.is_some_and(|known| self.owns(&known.row)))
    }

    fn owns(&self, row: &competitions::Row) -> bool {
        row.path.starts_with(&self.path)
            && self.association.as_ref().is_none_or(|slug| *slug == row.association)
    }
}

/// Where a page of a snapshot begins: `<kind>.<id>`, after that record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place(RecordKind, Uuid);

impl FromStr for Place {
    type Err = ErrorCode;

    fn from_str(text: &str) -> std::result::Result<Self, ErrorCode> {
        let (name, id) = text.split_once('.').ok_or(ErrorCode::InvalidParameter)?;
        let kind = RecordKind::ALL.into_iter().find(|kind| kind.name() == name);
        let id = id.parse().map_err(|_| ErrorCode::InvalidParameter)?;
        Ok(Place(kind.ok_or(ErrorCode::InvalidParameter)?, id))
    }
}

/// A page of all records that a partner may see, by kind and then by id.
///
/// # Errors
/// [`ErrorCode::InvalidParameter`] for a place that did not come from here.
pub async fn snapshot(app: &App, partner: &Partner, after: Option<&str>, limit: u32) -> Result<Snapshot> {
    let place = after.map_or(Ok(Place(RecordKind::Competition, Uuid::nil())), str::parse)?;
    let mut conn = app.db.read().await?;
    let cursor = feed::end(&mut conn).await?;
    let (records, next) = page(&mut conn, partner, place, limit.clamp(1, PAGE)).await?;
    let next = next.map(|Place(kind, id)| format!("{}.{id}", kind.name()));
    Ok(Snapshot { cursor, records, next })
}

/// What all records of a partner come to, at one moment.
///
/// # Errors
/// When the database does not answer.
pub async fn checksum(app: &App, partner: Partner) -> Result<Checksum> {
    app.db
        .read_at_once(move |conn| {
            Box::pin(async move {
                let cursor = feed::end(conn).await?;
                let (mut digest, mut records) = (Sha256::new(), 0);
                let mut place = Some(Place(RecordKind::Competition, Uuid::nil()));
                while let Some(from) = place {
                    let (page, next) = page(conn, &partner, from, PAGE).await?;
                    for record in &page {
                        let of_record = record.digest.as_deref().unwrap_or_default();
                        digest.update(format!("{} {} {of_record}\n", record.kind.name(), record.id));
                    }
                    records += page.len() as u64;
                    place = next;
                }
                Ok(Checksum { cursor, records, digest: hex(&digest.finalize()) })
            })
        })
        .await
}

/// Records after a place, and where to go on.
async fn page(
    conn: &mut Conn,
    partner: &Partner,
    Place(kind, after): Place,
    limit: u32,
) -> Result<(Vec<Record>, Option<Place>)> {
    let (from, to) = path_range(&partner.path);
    let association = partner.association.as_deref();
    let (records, last) = match kind {
        _ if !partner.reads(kind) => (Vec::new(), None),
        RecordKind::Entry => {
            let rows = entries::in_scope(conn, (&from, &to), association, after, i64::from(limit)).await?;
            let last = (rows.len() == limit as usize).then(|| rows.last().map(|row| row.id)).flatten();
            let records = rows.iter().map(|row| record(kind, row.id, Some(of_entry(row)?)));
            (records.collect::<Result<_>>()?, last)
        }
        RecordKind::Competition | RecordKind::Results => {
            let mut rows = competitions::in_scope(conn, (&from, &to)).await?;
            rows.retain(|row| row.id > after && partner.owns(row));
            rows.sort_by_key(|row| row.id);
            let last = rows.get(limit as usize - 1).filter(|_| rows.len() > limit as usize).map(|row| row.id);
            rows.truncate(limit as usize);
            let mut records = Vec::new();
            for row in &rows {
                let body = of_competition(conn, kind, row).await?;
                records.extend(body.map(|body| record(kind, row.id, Some(body))).transpose()?);
            }
            (records, last)
        }
    };
    let following = RecordKind::ALL.into_iter().find(|other| *other > kind);
    let next = match last {
        Some(id) => Some(Place(kind, id)),
        None => following.map(|kind| Place(kind, Uuid::nil())),
    };
    Ok((records, next))
}

/// What records are now, each in its part of a partner's grants; without a body where there is none to see.
pub(super) async fn now(
    conn: &mut Conn,
    partner: &Partner,
    touched: BTreeSet<(RecordKind, Uuid)>,
) -> Result<Vec<Record>> {
    let entry_ids: Vec<Uuid> =
        touched.iter().filter(|(kind, _)| *kind == RecordKind::Entry).map(|(_, id)| *id).collect();
    let found = match entry_ids.is_empty() || !partner.reads(RecordKind::Entry) {
        true => Vec::new(),
        false => entries::by_ids(conn, &entry_ids).await?,
    };
    let mut records = Vec::with_capacity(touched.len());
    for (kind, id) in touched {
        if !partner.reads(kind) {
            continue;
        }
        let body = match kind {
            RecordKind::Entry => found.iter().find(|row| row.id == id).map(of_entry).transpose()?,
            RecordKind::Competition | RecordKind::Results => {
                match competitions::by_id(conn, id).await?.filter(|row| partner.owns(row)) {
                    Some(row) => of_competition(conn, kind, &row).await?,
                    None => None,
                }
            }
        };
        records.push(record(kind, id, body)?);
    }
    Ok(records)
}

async fn of_competition(
    conn: &mut Conn,
    kind: RecordKind,
    row: &competitions::Row,
) -> Result<Option<RecordBody>> {
    let state = row.state()?;
    if !state.is_public() {
        return Ok(None);
    }
    if kind == RecordKind::Results {
        return match published_results(conn, row).await {
            Ok(results) => Ok(Some(RecordBody::Results(Box::new(results)))),
            Err(Error::Refused(ErrorCode::NotFound)) => Ok(None),
            Err(error) => Err(error),
        };
    }
    Ok(Some(RecordBody::Competition(Box::new(CompetitionRecord {
        association: row.association.clone(),
        slug: row.slug.clone(),
        state,
        version: row.version.unsigned_abs(),
        definition: row.definition.0.clone(),
    }))))
}

fn of_entry(row: &entries::Row) -> Result<RecordBody> {
    Ok(RecordBody::Entry(Box::new(EntryRecord {
        competition_id: row.competition_id,
        event: row.event.clone(),
        code: row.receipt_code.clone(),
        state: row.state()?,
        version: row.version.unsigned_abs(),
        division: row.division.clone(),
        name: row.publication.then(|| mask_name(&row.name)),
        submitted_at: row.submitted_at,
        changed_at: row.changed_at,
    })))
}

fn record(kind: RecordKind, id: Uuid, body: Option<RecordBody>) -> Result<Record> {
    let digest = body.as_ref().map(digest_of).transpose()?;
    Ok(Record { kind, id, digest, body })
}

/// SHA-256 of a body in canonical JSON (RFC 8785).
///
/// # Errors
/// When the body is no JSON, which none of ours is.
pub fn digest_of(body: &impl serde::Serialize) -> Result<String> {
    let canonical = serde_json_canonicalizer::to_vec(body);
    canonical
        .map(|bytes| hex(&Sha256::digest(&bytes)))
        .map_err(|error| Error::Stored(format!("record: {error}")))
}
