//! Entries that a steward collected: whether the code counts, and what is kept of it.

use super::record::Sent;
use super::stewards::index;
use crate::App;
use crate::crypto::Place;
use crate::db::{Conn, collected, entries, stewards};
use crate::error::{Error, Result};
use shared::form::check_signature;
use shared::i18n::Violation;
use shared::sync::{Admission, Collected, Refusal, StewardCode, admission};
use uuid::Uuid;

/// Column of a sealed signature.
const SIGNATURE: &str = "collected.signature_sealed";

/// The steward under whose code an entry counts.
#[derive(Clone, Debug)]
pub(super) struct Steward {
    pub label: String,
    id: Uuid,
    late: bool,
    signature: String,
}

impl Steward {
    /// What is kept of it beside an entry.
    pub fn row(&self, app: &App, entry: &entries::Row) -> Result<collected::Row> {
        let place = Place { column: SIGNATURE, row: entry.id };
        Ok(collected::Row {
            entry_id: entry.id,
            steward_id: self.id,
            signature_sealed: app.keys.seal(&app.random, place, &self.signature)?,
            late: self.late,
            retain_until: entry.retain_until,
        })
    }
}

/// The signature that was given with an entry, opened.
pub(super) fn signature(app: &App, row: &collected::Row) -> Result<String> {
    Ok(app.keys.open(Place { column: SIGNATURE, row: row.entry_id }, &row.signature_sealed)?)
}

/// Whether an entry counts as collected: by the code within it, or by the one that stands in for it.
pub(super) async fn admit(
    app: &App,
    competition_id: Uuid,
    sent: &Sent,
    told: &Collected,
    stand_in: Option<&StewardCode>,
) -> Result<std::result::Result<Steward, Refusal>> {
    let mut conn = app.db.read().await?;
    let own = told.code.parse::<StewardCode>().ok();
    let mut refusal = Refusal::StewardUnknown;
    for code in own.iter().chain(stand_in) {
        match found(app, &mut conn, competition_id, sent, code).await? {
            Err(why) => refusal = why,
            Ok((row, late)) => {
                if let Some(problem) = check_signature(&told.signature) {
                    return Err(Error::Invalid(vec![Violation::new("signature", problem)]));
                }
                let signature = told.signature.clone();
                return Ok(Ok(Steward { label: row.label, id: row.id, late, signature }));
            }
        }
    }
    Ok(Err(refusal))
}

async fn found(
    app: &App,
    conn: &mut Conn,
    competition_id: Uuid,
    sent: &Sent,
    code: &StewardCode,
) -> Result<std::result::Result<(stewards::Row, bool), Refusal>> {
    let row = stewards::by_code(conn, &index(app, code)).await?;
    let Some(row) = row.filter(|row| row.competition_id == competition_id) else {
        return Ok(Err(Refusal::StewardUnknown));
    };
    Ok(match admission(row.ends_at(), sent.captured_at, sent.at) {
        Admission::InTime => Ok((row, false)),
        Admission::Late => Ok((row, true)),
        Admission::Ended => Err(Refusal::StewardEnded),
    })
}
