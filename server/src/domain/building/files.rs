//! Files that prove a founding step: few kinds, small, read by staff only and with a row in the audit log.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Verdict, audit, founding};
use crate::domain::Staff;
use crate::domain::apply::reject;
use crate::domain::record::{Sent, keep};
use crate::error::Result;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use shared::api::ErrorCode;
use shared::i18n::Problem;
use shared::sync::{AttachFile, BuildingRecord, Outcome, Refusal};
use uuid::Uuid;

/// Most bytes of a file.
const MOST: usize = 1 << 20;

/// The media type that the first bytes tell; what a name says is not believed.
fn media_type(content: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 3] =
        [(b"%PDF-", "application/pdf"), (b"\xFF\xD8\xFF", "image/jpeg"), (b"\x89PNG\r\n\x1A\n", "image/png")];
    KNOWN.iter().find(|(begins, _)| content.starts_with(begins)).map(|(_, kind)| *kind)
}

/// Adds a file to a step.
pub(super) async fn attach(app: &App, staff: &Staff, sent: Sent, attach: AttachFile) -> Result<Outcome> {
    let mut wrong = Wrong::default();
    let name = wrong.text("name", &attach.name, NAME, Some(Problem::Required));
    let content = STANDARD.decode(attach.content.trim()).unwrap_or_default();
    let media_type = media_type(&content).unwrap_or_default();
    if media_type.is_empty() {
        wrong.add("content", Problem::FileType);
    } else if content.len() > MOST {
        wrong.add("content", Problem::AttachmentTooLarge { max: "1 MB".into() });
    }
    wrong.end()?;
    let mut conn = app.db.read().await?;
    let Some(step) = founding::by_id(&mut conn, attach.step_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    if mine(&mut conn, staff, step.union_id).await?.is_none() {
        return Ok(reject(Refusal::NotFound));
    }
    drop(conn);
    let file = founding::File {
        id: app.random.uuid(sent.at),
        step_id: step.id,
        name,
        media_type: media_type.to_owned(),
        size: i32::try_from(content.len()).unwrap_or(i32::MAX),
        staff_id: staff.id,
        at: sent.at,
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                founding::insert_file(tx, &file, &content).await?;
                let done =
                    done(BuildingRecord::Union, step.union_id, (file.id, 1), "union.attach", &step.step);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}

/// A file, for staff of its part of the tree: name, media type, content. The audit log tells who read it.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn file(app: &App, staff: &Staff, id: Uuid) -> Result<(String, String, Vec<u8>)> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let mut conn = app.db.read().await?;
    let (file, content) = founding::file(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let step = founding::by_id(&mut conn, file.step_id).await?.ok_or(ErrorCode::NotFound)?;
    let union = mine(&mut conn, staff, step.union_id).await?.ok_or(ErrorCode::NotFound)?;
    drop(conn);
    let (at, by, account) = (app.clock.now(), staff.id, staff.account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let row = audit::NewRow {
                    at,
                    actor_id: Some(by),
                    actor: &account,
                    union_id: Some(union.id),
                    action: "union.file",
                    record_id: Some(id),
                    result: "ok",
                    detail: &step.step,
                };
                audit::append(tx, row).await.map(keep)
            })
        })
        .await?;
    Ok((file.name, file.media_type, content))
}
