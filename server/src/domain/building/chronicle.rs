//! Staff add to the record of work.

use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Verdict, chronicle, to_text};
use crate::domain::apply::reject;
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::Result;
use shared::i18n::{Localized, Problem};
use shared::sync::{BuildingRecord, Conflict, Outcome, Refusal, SaveChronicle};
use sqlx::types::Json;

/// Adds or changes a row of the record of work.
pub(super) async fn save(app: &App, staff: &Staff, sent: Sent, save: SaveChronicle) -> Result<Outcome> {
    let mut conn = app.db.read().await?;
    let before = chronicle::by_id(&mut conn, save.chronicle_id).await?;
    if let Some(before) = &before
        && mine(&mut conn, staff, before.union_id).await?.is_none()
    {
        return Ok(reject(Refusal::NotFound));
    }
    let Some(union) = mine(&mut conn, staff, save.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let mut wrong = Wrong::default();
    let title = Localized::new(
        wrong.text("title", &save.title.zh, NAME, Some(Problem::Required)),
        wrong.text("title", &save.title.en, NAME, None),
    );
    let note = Localized::new(
        wrong.text("note", &save.note.zh, remark::REASON, None),
        wrong.text("note", &save.note.en, remark::REASON, None),
    );
    let today = app.clock.today();
    if save.happened_on.is_some_and(|on| on.earliest() > today) {
        wrong.add("happened_on", Problem::DateTooLate { max: today });
    }
    if let (Some(on), Some(until)) = (save.happened_on, save.until)
        && until.is_before(on)
    {
        wrong.add("until", Problem::DateTooEarly { min: on.earliest() });
    }
    wrong.end()?;
    let row = chronicle::Row {
        id: save.chronicle_id,
        union_id: union.id,
        kind: to_text(save.about),
        version: before.map_or(0, |before| before.version) + 1,
        title: Json(title),
        happened_on: save.happened_on.map(|on| on.to_string()),
        until: save.until.map(|until| until.to_string()),
        count: save.count.map(Json),
        method: save.method.map(to_text),
        note: Json(note),
        at: sent.at,
    };
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                if row.version.unsigned_abs() != save.version + 1 || !chronicle::save(tx, &row).await? {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let id = (row.id, row.version);
                let done = done(BuildingRecord::Chronicle, row.union_id, id, "chronicle.save", &row.title.zh);
                sent.accept(tx, done).await.map(keep)
            })
        })
        .await
}
