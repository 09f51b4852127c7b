//! Transfers: a member of one union applies to another, and both sides decide.

mod answer;
mod decide;
mod offer;
mod overdue;

pub(in super::super) use answer::answer;
pub(in super::super) use decide::decide;
pub(in super::super) use offer::offer;
pub use overdue::{end_overdue, keep_ending_overdue};

use super::{beside, member_done};
use crate::App;
use crate::db::{Conn, Tx, members, transfers, unions};
use crate::domain::Staff;
use crate::domain::record::{Done, Sent};
use crate::error::{Error, Result};
use chrono::{DateTime, TimeDelta, Utc};
use shared::api::ReceiptTransfer;
use shared::membership::{MembershipState, TransferParty, TransferState};
use shared::sync::ChangeKind;
use uuid::Uuid;

/// The unions of a transfer.
#[derive(Debug)]
pub(in crate::domain) struct Sides {
    pub old: unions::Row,
    pub new: unions::Row,
    pub superior: unions::Row,
}

impl Sides {
    /// Reads them.
    pub async fn of(conn: &mut Conn, row: &transfers::Row) -> Result<Sides> {
        let gone = || Error::Stored("a transfer of unions that are gone".into());
        Ok(Sides {
            old: unions::by_id(conn, row.from_union_id).await?.ok_or_else(gone)?,
            new: unions::by_id(conn, row.to_union_id).await?.ok_or_else(gone)?,
            superior: unions::by_id(conn, row.superior_id).await?.ok_or_else(gone)?,
        })
    }

    /// For whom a member of staff speaks: whichever of the unions lie in their part of the tree.
    pub fn spoken_for_by(&self, staff: &Staff) -> Vec<TransferParty> {
        let sides = [
            (&self.old, TransferParty::OldUnion),
            (&self.new, TransferParty::NewUnion),
            (&self.superior, TransferParty::Superior),
        ];
        let theirs = sides.into_iter().filter(|(union, _)| union.path.starts_with(&staff.path));
        theirs.map(|(_, party)| party).collect()
    }
}

/// Whether those who speak for these may know of a transfer: what the worker has not answered is no matter of the old
/// union yet.
pub(in crate::domain) fn is_seen_by(state: TransferState, parties: &[TransferParty]) -> bool {
    match state {
        TransferState::Offered => parties.contains(&TransferParty::NewUnion),
        _ => !parties.is_empty(),
    }
}

/// By when whose turn it is should answer.
fn due(app: &App, at: DateTime<Utc>) -> DateTime<Utc> {
    at + TimeDelta::days(i64::from(app.config.transfer_days))
}

/// The transfer in its next state, with nothing written yet.
fn next(before: &transfers::Row, to: TransferState, at: DateTime<Utc>, due: DateTime<Utc>) -> transfers::Row {
    let mut row = transfers::Row {
        version: before.version + 1,
        changed_at: at,
        due_at: to.is_open().then_some(due),
        ..before.clone()
    };
    row.set_state(to);
    row
}

/// What a change of a transfer leaves in the feed and in the audit log of one of its unions.
fn done<'a>(row: &transfers::Row, union_id: Uuid, action: &'a str, detail: &'a str) -> Result<Done<'a>> {
    Ok(Done {
        union_id,
        record_id: row.id,
        version: row.version,
        receipt: None,
        change: ChangeKind::Transfer { state: row.state()? },
        action,
        detail,
    })
}

/// Writes the transfer's new state, which nobody can have changed meanwhile: the caller read it in this transaction.
async fn store(tx: &mut Tx, row: &transfers::Row) -> Result<()> {
    match transfers::update(tx, row).await? {
        true => Ok(()),
        false => Err(Error::Stored("a transfer changed within the writer's transaction".into())),
    }
}

/// Moves the member's state along with the transfer, and tells of it.
async fn move_member(tx: &mut Tx, sent: &Sent, member_id: Uuid, to: MembershipState) -> Result<()> {
    let Some(before) = members::by_id(tx, member_id).await? else {
        return Err(Error::Stored("a transfer of nobody".into()));
    };
    if before.state()? == to {
        return Ok(());
    }
    let mut row = members::Row { version: before.version + 1, changed_at: sent.at, ..before };
    row.set_state(to);
    if !members::update(tx, &row).await? {
        return Err(Error::Stored("a member changed within the writer's transaction".into()));
    }
    let deed = if to == MembershipState::Transferring { "member.leaving" } else { "member.staying" };
    beside(tx, sent, member_done(&row, deed, "")?).await
}

/// Whether an application waits for a transfer to be decided.
pub(super) async fn is_open(conn: &mut Conn, application_id: Uuid) -> Result<bool> {
    match transfers::of_application(conn, application_id).await? {
        Some(row) => Ok(row.state()?.is_open()),
        None => Ok(false),
    }
}

/// Ends the transfer of an application that its worker takes back, if there is one.
pub(super) async fn end_of_application(tx: &mut Tx, sent: &Sent, application_id: Uuid) -> Result<()> {
    match transfers::of_application(tx, application_id).await? {
        Some(transfer) => end(tx, sent, &transfer).await,
        None => Ok(()),
    }
}

/// Ends the transfer of a member who leaves, if there is one.
pub(super) async fn end_of_member(tx: &mut Tx, sent: &Sent, member_id: Uuid) -> Result<()> {
    match transfers::open_of_member(tx, member_id).await? {
        Some(transfer) => end(tx, sent, &transfer).await,
        None => Ok(()),
    }
}

async fn end(tx: &mut Tx, sent: &Sent, before: &transfers::Row) -> Result<()> {
    let state = before.state()?;
    if !state.is_open() {
        return Ok(());
    }
    let row = next(before, TransferState::Declined, sent.at, sent.at);
    store(tx, &row).await?;
    if state != TransferState::Offered {
        let member = members::by_id(tx, row.member_id).await?;
        if member.is_some_and(|member| member.state().ok() == Some(MembershipState::Transferring)) {
            move_member(tx, sent, row.member_id, MembershipState::Active).await?;
        }
        beside(tx, sent, done(&row, row.from_union_id, "transfer.decline", "")?).await?;
    }
    beside(tx, sent, done(&row, row.to_union_id, "transfer.decline", "")?).await
}

/// The transfer that an application became, as its worker sees it.
pub(super) async fn of_receipt(conn: &mut Conn, application_id: Uuid) -> Result<Option<ReceiptTransfer>> {
    let Some(row) = transfers::of_application(conn, application_id).await? else { return Ok(None) };
    let (state, version) = (row.state()?, row.version.unsigned_abs());
    Ok(Some(ReceiptTransfer { state, version, due_at: row.due_at }))
}
