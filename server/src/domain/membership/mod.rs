//! Joining a union and being a member: applications, decisions, memberships.

mod approve;
pub mod card;
mod change;
mod confirmed;
mod decided;
pub mod door;
mod enter;
mod file;
mod identity;
mod own;
mod profile;
mod review;
mod roll;
pub(super) mod signature;
mod submit;
pub mod transfer;
pub mod workbook;

pub(super) use approve::approve;
pub(super) use change::change;
pub(super) use confirmed::of_roll;
pub(super) use decided::decided;
pub(super) use enter::enter;
pub(super) use file::file;
pub(super) use identity::{Table, masked};
pub use own::open;
pub(super) use own::{correct, withdraw};
pub(super) use profile::complete;
pub(super) use review::review;
pub(super) use roll::roll_member;
pub(super) use submit::submit;

use super::Staff;
use super::record::{Done, Sent};
use crate::db::{Conn, Tx, applications, audit, changes, members, unions};
use crate::error::Result;
use shared::sync::ChangeKind;
use uuid::Uuid;

/// What a change of an application leaves in the feed and in the audit log.
fn done<'a>(row: &applications::Row, action: &'a str) -> Result<Done<'a>> {
    Ok(Done {
        union_id: row.union_id,
        record_id: row.id,
        version: row.version,
        receipt: None,
        change: ChangeKind::Application { state: row.state()? },
        action,
        detail: "",
    })
}

/// What a change of a member leaves in the feed and in the audit log.
fn member_done<'a>(row: &members::Row, action: &'a str, detail: &'a str) -> Result<Done<'a>> {
    Ok(Done {
        union_id: row.union_id,
        record_id: row.id,
        version: row.version,
        receipt: None,
        change: ChangeKind::Membership { state: row.state()? },
        action,
        detail,
    })
}

/// Writes what an operation did besides: a change and an audit row, but no answer.
async fn beside(tx: &mut Tx, sent: &Sent, done: Done<'_>) -> Result<()> {
    let (_, change, audit) = sent.records(done);
    changes::append(tx, change).await?;
    audit::append(tx, audit).await
}

/// A union, if it lies in the caller's part of the tree. Outside it nothing exists.
async fn mine(conn: &mut Conn, staff: &Staff, union_id: Uuid) -> Result<Option<unions::Row>> {
    let union = unions::by_id(conn, union_id).await?;
    Ok(union.filter(|union| union.path.starts_with(&staff.path)))
}
