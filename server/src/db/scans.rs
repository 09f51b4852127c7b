//! How often codes were opened: gathered in memory, written together.

use super::{Conn, Db, Tx, Verdict, on};
use crate::error::Result;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use uuid::Uuid;

/// Openings that are not written yet, by code and day. Of nobody in particular.
#[derive(Debug, Default)]
pub(super) struct Gathered(Mutex<HashMap<(Uuid, NaiveDate), i64>>);

impl Gathered {
    fn take(&self) -> HashMap<(Uuid, NaiveDate), i64> {
        std::mem::take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn add(&self, (source_id, day): (Uuid, NaiveDate), count: i64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner).entry((source_id, day)).or_default() += count;
    }
}

impl Db {
    /// Notes that a code was opened. Costs no write; [`Db::write_scans`] does that for all of them.
    pub fn note_scan(&self, source_id: Uuid, day: NaiveDate) {
        self.0.scans.add((source_id, day), 1);
    }

    /// Writes what was noted. What could not be written is noted again.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn write_scans(&self) -> Result<()> {
        let noted = self.0.scans.take();
        if noted.is_empty() {
            return Ok(());
        }
        let counts: Vec<_> = noted.into_iter().collect();
        let kept = counts.clone();
        let written = self
            .write(move |tx| {
                Box::pin(async move {
                    for ((source_id, day), count) in counts {
                        add(tx, source_id, day, count).await?;
                    }
                    Ok(Verdict::Keep(()))
                })
            })
            .await;
        if written.is_err() {
            kept.into_iter().for_each(|(key, count)| self.0.scans.add(key, count));
        }
        written
    }
}

/// Adds openings of a code on a day.
///
/// # Errors
/// When the database refuses.
pub async fn add(tx: &mut Tx, source_id: Uuid, day: NaiveDate, opened: i64) -> Result<()> {
    let sql = "INSERT INTO scans (source_id, day, opened) VALUES ($1, $2, $3)
               ON CONFLICT (source_id, day) DO UPDATE SET opened = scans.opened + excluded.opened";
    on!(&mut **tx, c => sqlx::query(sql).bind(source_id).bind(day).bind(opened).execute(c).await.map(drop))?;
    Ok(())
}

/// Openings of one code on one day.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Row {
    /// The drive.
    pub drive_id: Uuid,
    /// The code.
    pub source_id: Uuid,
    /// Its division; empty for any.
    pub division: String,
    /// Its group; empty for any.
    pub worker_group: String,
    /// The day in China.
    pub day: NaiveDate,
    /// How often.
    pub opened: i64,
}

/// Openings of the codes of drives whose unions lie within a range of paths; of one drive, if one is named.
///
/// # Errors
/// When the database does not answer.
pub async fn in_scope(conn: &mut Conn, paths: (&str, &str), drive_id: Option<Uuid>) -> Result<Vec<Row>> {
    let sql = "SELECT sources.drive_id, scans.source_id, sources.division, sources.worker_group, scans.day,
                      scans.opened
               FROM scans JOIN sources ON sources.id = scans.source_id
               JOIN drives ON drives.id = sources.drive_id JOIN unions ON unions.id = drives.union_id
               WHERE unions.path >= $1 AND unions.path < $2 AND ($3 IS NULL OR drives.id = $3)";
    Ok(on!(conn, c => sqlx::query_as(sql).bind(paths.0).bind(paths.1).bind(drive_id).fetch_all(c).await)?)
}
