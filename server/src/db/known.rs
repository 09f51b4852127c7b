//! Competitions in memory, read once and for many entries.
//!
//! They may be behind the database, so whoever decides by one compares its version within the transaction.

use super::{Db, competitions};
use crate::error::Result;
use shared::form::FormDefinition;
use shared::form::base::entry_form;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Competitions kept at most; then it begins anew.
const MOST: usize = 1_000;

/// A competition with its whole entry form.
#[derive(Debug)]
pub struct Known {
    /// The competition.
    pub row: competitions::Row,
    /// The form, base fields and its own.
    pub form: FormDefinition,
}

/// The competitions of a process.
pub(super) type Competitions = RwLock<HashMap<Uuid, Arc<Known>>>;

impl Db {
    /// A competition as it was when it was last read.
    pub fn known_competition(&self, id: Uuid) -> Option<Arc<Known>> {
        // What a panicking thread left is whole: an entry is inserted or not.
        self.0.competitions.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
    }

    /// Reads a competition, and keeps it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn read_competition(&self, id: Uuid) -> Result<Option<Arc<Known>>> {
        let Some(row) = competitions::by_id(&mut self.read().await?, id).await? else { return Ok(None) };
        let form = entry_form(&row.definition.form, row.definition.form_version);
        let known = Arc::new(Known { row, form });
        let mut all = self.0.competitions.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(id, known.clone());
        Ok(Some(known))
    }
}
