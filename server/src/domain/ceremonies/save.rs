//! Staff plan a ceremony, or change one whose oath has not begun.

use super::stored;
use crate::App;
use crate::db::{Verdict, drives};
use crate::domain::Staff;
use crate::domain::drives::{trimmed, visible};
use crate::domain::facts::none_wrong;
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::drive::{CeremonyState, DriveState, code};
use shared::i18n::{Problem, Violation};
use shared::sync::{ChangeKind, Conflict, Outcome, SaveCeremony};

/// Plans a ceremony, or changes one.
pub(in super::super) async fn save(
    app: &App,
    staff: &Staff,
    sent: Sent,
    save: SaveCeremony,
) -> Result<Outcome> {
    none_wrong(save.check())?;
    let mut conn = app.db.read().await?;
    let drive = visible(&mut conn, staff, save.drive_id).await?;
    drop(conn);
    let new = stored::NewCeremony {
        id: app.random.uuid(sent.at),
        drive_id: drive.id,
        code: code(app.random.bytes()),
        title: trimmed(&save.title),
        oath: trimmed(&save.oath),
        oath_at: chrono::SubsecRound::trunc_subsecs(save.oath_at, 0),
        at: sent.at,
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let found = match save.ceremony_id {
                    Some(id) => stored::by_id(tx, id).await?.filter(|row| row.drive_id == drive.id),
                    None => None,
                };
                let version = found.as_ref().map_or(0, |row| row.version.unsigned_abs());
                if version != save.version || found.is_some() != save.ceremony_id.is_some() {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let (record_id, version, state) = match found {
                    None => {
                        let now = drives::by_id(tx, drive.id).await?.unwrap_or(drive.clone());
                        if now.state()? == DriveState::Closed {
                            return Err(wrong("drive_id", Problem::DriveOver));
                        }
                        stored::insert(tx, &new).await?;
                        (new.id, 1, CeremonyState::Planned)
                    }
                    Some(mut row) => {
                        let state = row.state()?;
                        if state > CeremonyState::Open {
                            return Err(wrong("ceremony_id", Problem::CeremonyOver));
                        }
                        (row.title.0, row.oath.0) = (new.title.clone(), new.oath.clone());
                        row.oath_at = new.oath_at;
                        row.version += 1;
                        stored::update(tx, &row, sent.at).await?;
                        (row.id, row.version, state)
                    }
                };
                let done = Done {
                    union_id: drive.union_id,
                    record_id,
                    version,
                    receipt: None,
                    change: ChangeKind::Ceremony { state },
                    action: "ceremony.save",
                    detail: &new.title.zh,
                };
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![Violation::new(field, problem)])
}
