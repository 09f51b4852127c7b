//! What is typed into the grid of marks, and what becomes of it.

use crate::hooks::{Desk, act, said};
use rust_decimal::Decimal;
use shared::api::{MarkCell, MarkGrid};
use shared::competition::{Mark, MarkPart, parse_mark};
use shared::i18n::{Problem, Text as _};
use shared::sync::{Action, MarkInput, RecordMarks};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use uuid::Uuid;

/// A cell: the entry and the part.
pub(crate) type Key = (Uuid, MarkPart);

/// What became of what was typed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Fate {
    Saving,
    Saved,
    NotSaved(String),
}

/// Outlives each drawing of the grid, so that two savings at a time do not undo each other.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    typed: HashMap<Key, String>,
    fates: HashMap<Key, Fate>,
    /// Cells on their way to the server. True when asked to save again meanwhile: Enter saves, and so does leaving.
    flying: HashMap<Key, bool>,
    /// What the server took from here, with its version: the grid on the screen may be older.
    taken: HashMap<Key, (u32, String)>,
    /// How many savings have ended.
    pub saved: u32,
}

impl Sheet {
    /// What stands in a cell instead of what is stored.
    pub fn typed(&self, key: &Key) -> Option<&String> {
        self.typed.get(key)
    }

    /// What became of a cell.
    pub fn fate(&self, key: &Key) -> Option<&Fate> {
        self.fates.get(key)
    }

    /// Something was typed: what became of what stood there before is old news.
    pub fn type_in(&mut self, key: Key, text: String) {
        self.typed.insert(key, text);
        self.fates.remove(&key);
    }

    /// Takes back what was typed and not saved.
    pub fn take_back(&mut self, key: &Key) {
        if !self.flying.contains_key(key) {
            self.typed.remove(key);
            self.fates.remove(key);
        }
    }

    /// Forgets what the server has stored by now.
    pub fn settle(&mut self, grid: &MarkGrid) {
        for row in &grid.rows {
            for cell in [&row.theory, &row.practical] {
                let key = (row.entry_id, cell.part);
                let stored = self.stored(&key, cell).1;
                let settled = self
                    .typed
                    .get(&key)
                    .and_then(|typed| read(typed).ok())
                    .is_some_and(|typed| typed == stored);
                if settled && !self.flying.contains_key(&key) {
                    self.typed.remove(&key);
                }
            }
        }
    }

    /// Version and value of a cell as the server has them, as far as is known here.
    fn stored<'a>(&'a self, key: &Key, cell: &'a MarkCell) -> (u32, &'a str) {
        match self.taken.get(key) {
            Some((version, value)) if *version > cell.version => (*version, value),
            _ => (cell.version, &cell.value),
        }
    }

    /// The value to send with the version it replaces, if there is one to send now.
    fn begin(&mut self, key: Key, cell: &MarkCell, desk: &Desk) -> Option<(u32, String)> {
        let typed = self.typed.get(&key)?;
        if let Some(again) = self.flying.get_mut(&key) {
            *again = true;
            return None;
        }
        let value = match read(typed) {
            Ok(value) => value,
            Err(problem) => {
                self.fates.insert(key, Fate::NotSaved(problem.text(desk.lang)));
                return None;
            }
        };
        let (version, stored) = self.stored(&key, cell);
        if value == stored {
            // What was wrong has been taken back.
            if matches!(self.fates.get(&key), Some(Fate::NotSaved(_))) {
                self.fates.remove(&key);
            }
            return None;
        }
        self.flying.insert(key, false);
        self.fates.insert(key, Fate::Saving);
        Some((version, value))
    }

    /// A value has been stored. The newer one to send, if saving was asked for again.
    fn landed(&mut self, key: Key, version: u32, sent: &str) -> Option<String> {
        self.taken.insert(key, (version, sent.to_owned()));
        let again = self.flying.insert(key, false).unwrap_or_default();
        let newer = self.typed.get(&key).and_then(|typed| read(typed).ok()).filter(|newer| newer != sent);
        newer.filter(|_| again)
    }

    fn end(&mut self, key: Key, fate: Fate) {
        self.flying.remove(&key);
        self.fates.insert(key, fate);
        self.saved += 1;
    }
}

/// Saves a cell if it has something to save; `redraw` is called whenever something became of it.
pub(crate) async fn save(sheet: Rc<RefCell<Sheet>>, desk: Desk, key: Key, cell: MarkCell, redraw: impl Fn()) {
    let before = sheet.borrow().fate(&key).cloned();
    let begun = sheet.borrow_mut().begin(key, &cell, &desk);
    if sheet.borrow().fate(&key) != before.as_ref() {
        redraw();
    }
    let Some((mut version, mut value)) = begun else { return };
    let fate = loop {
        let marks = vec![MarkInput { part: key.1, version, value: value.clone() }];
        let outcome = act(&desk, Action::RecordMarks(RecordMarks { entry_id: key.0, marks })).await;
        if let Some(why) = said(&outcome, desk.lang) {
            break Fate::NotSaved(why);
        }
        // Each version that is stored counts one up.
        version += 1;
        match sheet.borrow_mut().landed(key, version, &value) {
            Some(newer) => value = newer,
            None => break Fate::Saved,
        }
    };
    sheet.borrow_mut().end(key, fate);
    redraw();
}

/// What was typed as it would be stored.
fn read(typed: &str) -> Result<String, Problem> {
    let typed = if matches!(typed.trim(), "q" | "Q") { "absent" } else { typed };
    Ok(match parse_mark(typed, Decimal::ONE_HUNDRED)? {
        None => String::new(),
        Some(Mark::Absent) => "absent".to_owned(),
        Some(Mark::Value(value)) => value.normalize().to_string(),
    })
}
