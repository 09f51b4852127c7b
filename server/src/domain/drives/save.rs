//! Staff begin a drive, change it, end it.

use super::{stored, visible};
use crate::App;
use crate::db::{Conn, Verdict, associations, to_text, unions};
use crate::domain::Staff;
use crate::domain::facts::none_wrong;
use crate::domain::record::{Done, Sent, keep};
use crate::error::{Error, Result};
use shared::drive::DriveState;
use shared::i18n::{Localized, Problem, Violation};
use shared::sync::{ChangeKind, CloseDrive, Conflict, Outcome, SaveDrive};
use uuid::Uuid;

const CONFLICT: Outcome = Outcome::Conflict { conflict: Conflict::VersionChanged };

/// Begins a drive, or changes one that has not ended.
pub(in super::super) async fn save(app: &App, staff: &Staff, sent: Sent, save: SaveDrive) -> Result<Outcome> {
    none_wrong(save.check())?;
    match save.drive_id {
        None => begin(app, staff, sent, save).await,
        Some(id) => change(app, staff, sent, id, save).await,
    }
}

async fn begin(app: &App, staff: &Staff, sent: Sent, save: SaveDrive) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let association = association(&mut conn, staff, &save.association).await?;
    drop(conn);
    let (id, union_id) = (app.random.uuid(sent.at), staff.union_id);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let title = trimmed(&save.title);
                let new = stored::NewDrive {
                    id,
                    union_id,
                    association_id: association.id,
                    title: &title,
                    method: to_text(save.method),
                    starts_on: save.starts_on,
                    ends_on: save.ends_on,
                    targets: &save.targets,
                    signature: save.signature,
                    at: sent.at,
                };
                stored::insert(tx, &new).await?;
                let done = done(union_id, id, 1, DriveState::Open, "drive.save", &title.zh);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

async fn change(app: &App, staff: &Staff, sent: Sent, id: Uuid, save: SaveDrive) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    visible(&mut conn, staff, id).await?;
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let Some(mut row) = stored::by_id(tx, id).await? else { return Ok(Verdict::Undo(CONFLICT)) };
                if row.version.unsigned_abs() != save.version {
                    return Ok(Verdict::Undo(CONFLICT));
                }
                if row.state()? == DriveState::Closed {
                    return Err(Error::Invalid(vec![Violation::new("drive_id", Problem::DriveOver)]));
                }
                row.title.0 = trimmed(&save.title);
                row.set_method(save.method);
                (row.starts_on, row.ends_on) = (save.starts_on, save.ends_on);
                row.targets.0 = save.targets;
                row.signature = save.signature;
                row.version += 1;
                stored::update(tx, &row, sent.at).await?;
                let (union_id, version) = (row.union_id, row.version);
                let done = done(union_id, id, version, DriveState::Open, "drive.save", &row.title.zh);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// Ends a drive: its codes say so.
pub(in super::super) async fn close(
    app: &App,
    staff: &Staff,
    sent: Sent,
    close: CloseDrive,
) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    visible(&mut conn, staff, close.drive_id).await?;
    drop(conn);
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let found = stored::by_id(tx, close.drive_id).await?;
                let seen = |row: &stored::Row| row.version.unsigned_abs() == close.version;
                let Some(mut row) = found.filter(seen) else { return Ok(Verdict::Undo(CONFLICT)) };
                if row.state()? == DriveState::Closed {
                    return Err(Error::Invalid(vec![Violation::new("drive_id", Problem::DriveOver)]));
                }
                row.set_state(DriveState::Closed);
                row.version += 1;
                stored::update(tx, &row, sent.at).await?;
                let (union_id, version) = (row.union_id, row.version);
                let done = done(union_id, row.id, version, DriveState::Closed, "drive.close", &row.title.zh);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// The association, if its union stands above the caller's or below it: others have not been asked.
async fn association(conn: &mut Conn, staff: &Staff, slug: &str) -> Result<associations::Row> {
    let unknown = || Error::Invalid(vec![Violation::new("association", Problem::ChoiceUnknown)]);
    let found = associations::by_slug(conn, slug).await?.ok_or_else(unknown)?;
    let path = unions::by_id(conn, found.union_id).await?.map(|union| union.path).unwrap_or_default();
    match path.starts_with(&staff.path) || staff.path.starts_with(&path) {
        true => Ok(found),
        false => Err(unknown()),
    }
}

pub(in super::super) fn trimmed(title: &Localized) -> Localized {
    Localized::new(title.zh.trim(), title.en.trim())
}

fn done<'a>(
    union_id: Uuid,
    record_id: Uuid,
    version: i32,
    state: DriveState,
    action: &'a str,
    title: &'a str,
) -> Done<'a> {
    let change = ChangeKind::Drive { state };
    Done { union_id, record_id, version, receipt: None, change, action, detail: title }
}
