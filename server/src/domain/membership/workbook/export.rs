//! A roll of members, in full: the audit log says who asked and what for, before anything is read.

use super::{invalid, organisations, person, set_of, union_of};
use crate::App;
use crate::db::{Verdict, audit, member_rows, members, path_range};
use crate::domain::{Staff, record, remark};
use crate::error::{Error, Result};
use shared::api::{ErrorCode, ExportWorkbook};
use shared::i18n::Problem;
use shared::membership::{MembershipChange, MembershipState};
use shared::workbook::{ColumnSet, SheetKind, column_key};
use std::collections::HashMap;
use uuid::Uuid;

/// Most members of one file.
const MOST: usize = 100_000;
/// Members read at once.
const PAGE: i64 = 1_000;
/// Longest purpose, in characters; as of every reveal.
const PURPOSE: u32 = 100;

/// Writes the members of a union, and of those below it, as the sheet of a province.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not see personal data in full; [`Error::Invalid`] without a purpose, or
/// for more members than a file holds.
pub async fn export(app: &App, staff: &Staff, ask: ExportWorkbook) -> Result<Vec<u8>> {
    if !staff.role.may_reveal() {
        record::refused(app, staff, "workbook.export", None).await?;
        return Err(ErrorCode::Forbidden.into());
    }
    let set = set_of(app, &ask.set)?;
    let purpose = remark::check("purpose", &ask.purpose, PURPOSE, Some(Problem::Required))?;
    let union = union_of(&mut app.db.read().await?, staff, ask.union_id).await?;
    note(app, staff, union.id, purpose).await?;
    if set.sheet == SheetKind::Organisations {
        let rows = organisations::rows(app, &mut app.db.read().await?, &set, &union).await?;
        return write(set, rows).await;
    }
    let (from, to) = path_range(&union.path);
    let mut rows = Vec::new();
    let mut after = Uuid::nil();
    loop {
        let mut conn = app.db.read().await?;
        let page = member_rows::on_the_roll(&mut conn, (&from, &to), after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        if rows.len() + page.len() > MOST {
            return Err(invalid("union_id", Problem::RowsTooMany { max: MOST as u32 }));
        }
        let ids: Vec<Uuid> = page.iter().map(|row| row.id).collect();
        let events = member_rows::events(&mut conn, &ids).await?;
        drop(conn);
        for member in &page {
            rows.push(line(app, &set, rows.len() + 1, member, &events)?);
        }
    }
    write(set, rows).await
}

/// The sheet of a province with nobody in it, to be filled in.
///
/// # Errors
/// [`Error::Invalid`] when there is no such sheet.
pub async fn template(app: &App, staff: &Staff, set: &str) -> Result<Vec<u8>> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    write(set_of(app, set)?, Vec::new()).await
}

async fn write(set: ColumnSet, rows: Vec<Vec<String>>) -> Result<Vec<u8>> {
    let failed = |error: String| Error::Stored(format!("workbook: {error}"));
    let written = tokio::task::spawn_blocking(move || sheets::write(&set, &rows)).await;
    written.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(error.to_string()))
}

/// A member as a row, each cell as it is written.
fn line(
    app: &App,
    set: &ColumnSet,
    number: usize,
    member: &members::Row,
    events: &HashMap<Uuid, Vec<member_rows::Event>>,
) -> Result<Vec<String>> {
    let mut values = person::values(app, member)?;
    values.insert(column_key::SEQUENCE.to_owned(), number.to_string());
    let kept = member.state()? == MembershipState::Retained;
    let tells = |change: MembershipChange| match change {
        MembershipChange::Retained => kept,
        MembershipChange::Joined | MembershipChange::TransferredIn => !kept,
        _ => false,
    };
    let events = events.get(&member.id).map_or(&[][..], Vec::as_slice);
    let last = events.iter().rev().find(|event| event.change().is_some_and(tells));
    if let Some((event, change)) = last.and_then(|event| Some((event, event.change()?))) {
        values.insert(column_key::CHANGE.to_owned(), crate::db::to_text(change));
        values.insert(column_key::CHANGED_ON.to_owned(), event.happened_on.to_string());
        values.insert(column_key::CHANGE_REASON.to_owned(), event.reason.clone());
    }
    let cell = |key: &str| values.get(key).map_or("", String::as_str);
    Ok(set.columns.iter().map(|column| column.kind.written(cell(&column.key))).collect())
}

/// Writes down who asks for personal data, and what for.
async fn note(app: &App, staff: &Staff, union_id: Uuid, purpose: String) -> Result<()> {
    let (at, id, account) = (app.clock.now(), staff.id, staff.account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                audit::append(
                    tx,
                    audit::NewRow {
                        at,
                        actor_id: Some(id),
                        actor: &account,
                        union_id: Some(union_id),
                        action: "workbook.export",
                        record_id: Some(union_id),
                        result: "ok",
                        detail: &purpose,
                    },
                )
                .await
                .map(Verdict::Keep)
            })
        })
        .await
}
