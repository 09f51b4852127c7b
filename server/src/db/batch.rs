//! New entries, many at a time: what they need to know is read for all at once, each is decided in memory in its
//! turn, and what they add is written in one statement for each table.
//!
//! The writer holds the end of the logs for the length of its transaction (see [`super::writer`]), and every write goes
//! through a writer, so nothing that was read here can change before it is written.

use super::look::Found;
use super::places::Key;
use super::writer::Head;
use super::{Conn, audit, changes, collected, competitions, consents, entries, operations, places};
use crate::error::{Error, Result};
use shared::competition::CompetitionState;
use shared::sync::Outcome;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What a new entry needs to know before it is decided on.
#[derive(Clone, Debug)]
pub struct Needs {
    /// Id of the operation, which may have been accepted before.
    pub operation_id: Uuid,
    /// The competition, whose state decides.
    pub competition_id: Uuid,
    /// Code of the event.
    pub event: String,
    /// Keyed look-up of the person's document.
    pub id_index: Vec<u8>,
    /// Hash of the receipt's secret.
    pub receipt_hash: String,
    /// The places that it takes.
    pub places: Vec<Key>,
}

/// One person in one event.
type Person = (Uuid, String, Vec<u8>);

/// What is known, and what is added.
#[derive(Debug)]
pub struct Batch<'a> {
    head: &'a mut Head,
    memory: &'a mut Memory,
    operations: HashMap<Uuid, (Vec<u8>, Outcome)>,
    people: HashSet<Person>,
    receipts: HashSet<String>,
    counted: HashSet<Key>,
    added: Vec<New>,
}

/// What stays true until somebody else writes.
#[derive(Debug, Default)]
pub(super) struct Memory {
    competitions: HashMap<Uuid, (CompetitionState, i32)>,
    places: HashMap<Key, i32>,
}

/// Counters that are kept in memory at most; then it begins anew.
const MOST: usize = 100_000;

impl Memory {
    /// Forgets everything.
    pub fn clear(&mut self) {
        self.competitions.clear();
        self.places.clear();
    }
}

/// A new entry with what stands beside it.
#[derive(Debug)]
pub struct NewEntry {
    /// The entry.
    pub row: entries::Row,
    /// Its consents.
    pub consents: Vec<consents::Row>,
    /// How a steward collected it, if one did.
    pub collected: Option<collected::Row>,
}

/// The rows of a new entry.
#[derive(Debug)]
pub(super) struct New {
    pub entry: entries::Row,
    pub consents: Vec<consents::Row>,
    pub collected: Option<collected::Row>,
    pub operation: operations::Row,
    pub change: changes::Added,
    pub audit: audit::Row,
}

/// What is to be written.
#[derive(Debug, Default)]
pub(super) struct Added {
    pub rows: Vec<New>,
    /// How many places are taken after it, where that changed.
    pub places: Vec<(Key, i32)>,
}

impl<'a> Batch<'a> {
    /// For new entries of which this was found; what is not in memory is read.
    pub(super) async fn of(
        conn: &mut Conn,
        head: &'a mut Head,
        memory: &'a mut Memory,
        needs: &[&Needs],
        found: Found,
    ) -> Result<Batch<'a>> {
        if memory.places.len() > MOST {
            memory.clear();
        }
        for one in needs {
            if let Entry::Vacant(unknown) = memory.competitions.entry(one.competition_id) {
                unknown.insert(competitions::stamp(conn, one.competition_id).await?);
            }
        }
        let wanted: HashSet<&Key> = needs.iter().flat_map(|one| &one.places).collect();
        let unknown: Vec<&Key> = wanted.into_iter().filter(|key| !memory.places.contains_key(key)).collect();
        if !unknown.is_empty() {
            memory.places.extend(places::count(conn, &unknown).await?);
            for key in unknown {
                memory.places.entry(key.clone()).or_insert(0);
            }
        }
        let at = |at: &usize| needs.get(*at).copied();
        let person = |one: &Needs| (one.competition_id, one.event.clone(), one.id_index.clone());
        let operation = |(of, content, outcome)| Some((at(&of)?.operation_id, (content, outcome)));
        Ok(Batch {
            head,
            memory,
            people: found.people.iter().filter_map(at).map(person).collect(),
            receipts: found.receipts.iter().filter_map(at).map(|one| one.receipt_hash.clone()).collect(),
            operations: found.operations.into_iter().filter_map(operation).collect(),
            counted: HashSet::new(),
            added: Vec::with_capacity(needs.len()),
        })
    }

    /// The content and the answer of an operation that was accepted before.
    pub fn operation(&self, id: Uuid) -> Option<&(Vec<u8>, Outcome)> {
        self.operations.get(&id)
    }

    /// The state and the version of a competition.
    ///
    /// # Errors
    /// When it was not read, which is a fault of the caller.
    pub fn competition(&self, competition_id: Uuid) -> Result<(CompetitionState, i32)> {
        self.memory.competitions.get(&competition_id).copied().ok_or_else(not_read)
    }

    /// Whether this person holds a place in the event.
    pub fn holds(&self, row: &entries::Row) -> bool {
        self.people.contains(&(row.competition_id, row.event.clone(), row.id_index.clone()))
    }

    /// Whether another entry has this receipt.
    pub fn has_receipt(&self, receipt_hash: &str) -> bool {
        self.receipts.contains(receipt_hash)
    }

    /// How many places are taken.
    ///
    /// # Errors
    /// As of [`Batch::competition`].
    pub fn taken(&self, place: &Key) -> Result<i32> {
        self.memory.places.get(place).copied().ok_or_else(not_read)
    }

    /// Adds an entry, with the places that it takes and what it leaves in the logs. The caller has looked whether it
    /// may.
    pub fn add(
        &mut self,
        NewEntry { row: entry, consents, collected }: NewEntry,
        places: &[Key],
        operation: operations::Row,
        change: changes::NewChange,
        audit: audit::NewRow<'_>,
    ) {
        for place in places {
            *self.memory.places.entry(place.clone()).or_default() += 1;
            self.counted.insert(place.clone());
        }
        self.people.insert((entry.competition_id, entry.event.clone(), entry.id_index.clone()));
        self.receipts.insert(entry.receipt_hash.clone());
        self.operations.insert(operation.id, (operation.content_hash.clone(), operation.outcome.0.clone()));
        let (change, audit) = (changes::next(self.head, change), audit::next(self.head, audit));
        self.added.push(New { entry, consents, collected, operation, change, audit });
    }

    /// Everything that was added, and how many places are taken after it.
    pub(super) fn finish(self) -> Added {
        let Batch { memory, counted, added, .. } = self;
        let taken = |key: Key| memory.places.get(&key).map(|taken| (key.clone(), *taken));
        Added { rows: added, places: counted.into_iter().filter_map(taken).collect() }
    }
}

fn not_read() -> Error {
    Error::Stored("a new entry looks at what was not read for it".into())
}
