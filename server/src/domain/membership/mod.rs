//! Joining a union and being a member: applications, decisions, memberships.

mod approve;
pub mod door;
mod identity;
mod own;
mod review;
mod submit;

pub(super) use approve::approve;
pub use own::open;
pub(super) use own::{correct, withdraw};
pub(super) use review::review;
pub(super) use submit::submit;

use super::record::Done;
use crate::db::applications;
use crate::error::Result;
use shared::sync::ChangeKind;

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
