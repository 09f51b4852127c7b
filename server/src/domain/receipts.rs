//! What a receipt opens: one's own entry.

use super::{entries, facts, public};
use crate::App;
use crate::db::{Conn, competitions, entries as stored};
use crate::error::{Error, Result};
use shared::api::{ErrorCode, OpenReceipt, ReceiptEntry};
use shared::competition::{CompetitionState, EntryState};
use shared::person::mask_name;
use shared::sync::ReceiptCode;

/// Opens a receipt. The secret opens everything; the short code with the mobile's last four digits only reads.
///
/// # Errors
/// [`ErrorCode::NotFound`] when nothing goes with it, without telling which of the two parts was wrong.
pub async fn open(app: &App, association: &str, receipt: OpenReceipt) -> Result<ReceiptEntry> {
    let mut conn = app.db.read().await?;
    let (found, with_secret) = match receipt {
        OpenReceipt::Secret { secret } => {
            (entries::own(&mut conn, association, secret.hash().as_str()).await?, true)
        }
        OpenReceipt::Code { code, mobile_last4 } => {
            (by_code(app, &mut conn, association, &code, mobile_last4.trim()).await?, false)
        }
    };
    let (row, competition) = found.ok_or(ErrorCode::NotFound)?;
    let (state, competition_state) = (row.state()?, competition.state()?);
    let event = competition.definition.events.iter().find(|event| event.code == row.event);
    let running = !matches!(
        competition_state,
        CompetitionState::PublicNotice | CompetitionState::Confirmed | CompetitionState::Cancelled
    );
    let can_correct = with_secret && running && state == EntryState::Returned;
    let result = public::result_of(&mut conn, &competition, row.id).await?;
    Ok(ReceiptEntry {
        id: row.id,
        code: row.receipt_code.parse().map_err(|_| Error::Stored("receipt code".into()))?,
        association: competition.association.clone(),
        competition: competition.slug.clone(),
        title: competition.definition.title.clone(),
        event: row.event.clone(),
        event_title: event.map(|event| event.title.clone()).unwrap_or_default(),
        state,
        competition_state,
        version: row.version.unsigned_abs(),
        submitted_at: row.submitted_at,
        changed_at: row.changed_at,
        reason: row.reason.clone(),
        name: mask_name(&row.name),
        can_correct,
        can_withdraw: with_secret && running && state.next().contains(&EntryState::Withdrawn),
        publication: row.publication,
        for_members: competition.definition.eligibility.membership.as_ref().is_some_and(|rule| rule.required),
        answers: can_correct.then(|| facts::masked(&row)),
        result,
    })
}

async fn by_code(
    app: &App,
    conn: &mut Conn,
    association: &str,
    code: &ReceiptCode,
    mobile_last4: &str,
) -> Result<Option<(stored::Row, competitions::Row)>> {
    for row in stored::by_code(conn, code).await? {
        let mobile = facts::open_mobile(app, &row)?;
        if mobile_last4.chars().count() == 4 && mobile.ends_with(mobile_last4) {
            return entries::own(conn, association, &row.receipt_hash).await;
        }
    }
    Ok(None)
}
