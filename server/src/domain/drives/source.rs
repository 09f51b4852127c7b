//! Staff make the codes of a drive.

use super::visible;
use crate::App;
use crate::db::{Conn, Verdict, ceremonies, drives as stored, sources, to_text};
use crate::domain::Staff;
use crate::domain::facts::none_wrong;
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::drive::{DriveState, code};
use shared::i18n::{Problem, Violation};
use shared::sync::{ChangeKind, Conflict, Outcome, SaveSource};
use uuid::Uuid;

/// Makes a code, or changes what it knows.
pub(in super::super) async fn save(
    app: &App,
    staff: &Staff,
    sent: Sent,
    save: SaveSource,
) -> Result<Outcome> {
    none_wrong(save.check())?;
    let mut conn = app.db.read().await?;
    let drive = visible(&mut conn, staff, save.drive_id).await?;
    let union_id = match &save.union {
        Some(slug) => Some(union(&mut conn, &drive, slug).await?),
        None => None,
    };
    drop(conn);
    let new_code = code(app.random.bytes());
    let new_id = app.random.uuid(sent.at);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let found = match save.source_id {
                    Some(id) => sources::by_id(tx, id).await?.filter(|row| row.drive_id == drive.id),
                    None => None,
                };
                let version = found.as_ref().map_or(0, |row| row.version.unsigned_abs());
                if version != save.version || found.is_some() != save.source_id.is_some() {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                // Within the writer's transaction: the drive may have ended meanwhile.
                let now = stored::by_id(tx, drive.id).await?.unwrap_or(drive);
                if now.state()? == DriveState::Closed {
                    return Err(wrong("drive_id", Problem::DriveOver));
                }
                if let Some(ceremony_id) = save.ceremony_id {
                    let ceremony = ceremonies::by_id(tx, ceremony_id).await?;
                    if ceremony.is_none_or(|ceremony| ceremony.drive_id != now.id) {
                        return Err(wrong("ceremony_id", Problem::ChoiceUnknown));
                    }
                }
                let row = sources::Source {
                    id: found.as_ref().map_or(new_id, |row| row.id),
                    drive_id: now.id,
                    code: found.as_ref().map_or(new_code, |row| row.code.clone()),
                    kind: to_text(save.carrier),
                    label: save.label.trim().to_owned(),
                    host: save.host.trim().to_owned(),
                    worker_group: save.worker_group,
                    division: save.division,
                    union_id,
                    ceremony_id: save.ceremony_id,
                    expires_at: save.expires_at,
                    version: version.cast_signed() + 1,
                    drive_title: now.title.clone(),
                    drive_state: to_text(DriveState::Open),
                    starts_on: now.starts_on,
                    ends_on: now.ends_on,
                    signature: now.signature,
                    association: now.association.clone(),
                };
                match found {
                    Some(_) => sources::update(tx, &row).await.map(drop)?,
                    None => sources::insert(tx, &row, sent.at).await?,
                }
                let done = Done {
                    union_id: now.union_id,
                    record_id: row.id,
                    version: row.version,
                    receipt: None,
                    change: ChangeKind::Source { drive_id: now.id },
                    action: "source.save",
                    detail: &row.label,
                };
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// The union that a code names: any below the federation at the top of the drive's tree, as on the application form.
async fn union(conn: &mut Conn, drive: &stored::Row, slug: &str) -> Result<Uuid> {
    let found = super::read::choices(conn, &drive.path).await?;
    let found = found.into_iter().find(|union| union.slug == slug);
    found.map(|union| union.id).ok_or_else(|| wrong("union", Problem::ChoiceUnknown))
}

fn wrong(field: &str, problem: Problem) -> Error {
    Error::Invalid(vec![Violation::new(field, problem)])
}
