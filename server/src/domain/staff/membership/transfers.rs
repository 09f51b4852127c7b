//! Transfers under way.

use super::may_see;
use crate::App;
use crate::db::{Conn, applications, path_range, transfers as stored};
use crate::domain::Staff;
use crate::domain::membership::transfer::{Sides, is_seen_by};
use crate::error::{Error, Result};
use chrono::{DateTime, Utc};
use shared::api::TransferRow;
use shared::membership::{TransferParty, TransferState, TransferVerdict};
use shared::person::mask_name;

/// Most transfers that are listed.
const MOST: i64 = 200;

/// Transfers under way in which the caller's unions have a say, the most urgent first; at most 200.
///
/// # Errors
/// [`ErrorCode::Forbidden`](shared::api::ErrorCode::Forbidden) for judges.
pub async fn transfers(app: &App, staff: &Staff) -> Result<Vec<TransferRow>> {
    may_see(staff)?;
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let mut rows = Vec::new();
    for row in stored::open_in_scope(&mut conn, (&from, &to), MOST).await? {
        rows.extend(shown(&mut conn, staff, &row, app.clock.now()).await?);
    }
    Ok(rows)
}

/// A transfer as the caller may see it; none if it is none of his matter.
pub(super) async fn shown(
    conn: &mut Conn,
    staff: &Staff,
    row: &stored::Row,
    now: DateTime<Utc>,
) -> Result<Option<TransferRow>> {
    let sides = Sides::of(conn, row).await?;
    let (state, parties) = (row.state()?, sides.spoken_for_by(staff));
    if !is_seen_by(state, &parties) {
        return Ok(None);
    }
    let application = applications::by_id(conn, row.application_id).await?;
    let application = application.ok_or_else(|| Error::Stored("a transfer without an application".into()))?;
    let says = |verdict: &TransferVerdict| {
        staff.role.may_manage() && state.may_say(*verdict).iter().any(|party| parties.contains(party))
    };
    // The member's record lies with the old union until the transfer is done.
    let holder = if state == TransferState::Done { TransferParty::NewUnion } else { TransferParty::OldUnion };
    Ok(Some(TransferRow {
        id: row.id,
        version: row.version.unsigned_abs(),
        member_id: parties.contains(&holder).then_some(row.member_id),
        application_id: parties.contains(&TransferParty::NewUnion).then_some(row.application_id),
        name: mask_name(&application.person.name),
        from: sides.old.name.0,
        to: sides.new.name.0,
        superior: sides.superior.name.0,
        state,
        due_at: row.due_at,
        overdue: row.due_at.is_some_and(|due| due < now),
        offered_at: row.offered_at,
        reason: row.reason.clone(),
        may_say: TransferVerdict::ALL.into_iter().filter(says).collect(),
    }))
}
