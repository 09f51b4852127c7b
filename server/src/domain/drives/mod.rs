//! Membership drives: their codes, how far workers came through them.

mod poster;
mod read;
mod save;
mod scan;
mod source;

pub use poster::{Poster, poster};
pub use read::{drive, drives};
pub(super) use save::{close, save, trimmed};
pub use scan::{keep_counting, opened};
pub(super) use source::save as save_source;

use super::Staff;
use crate::db::{Conn, drives as stored};
use crate::error::Result;
use shared::api::ErrorCode;
use uuid::Uuid;

/// The drive, if it stands in the caller's part of the tree; outside it does not exist.
pub(super) async fn visible(conn: &mut Conn, staff: &Staff, id: Uuid) -> Result<stored::Row> {
    let row = stored::by_id(conn, id).await?;
    Ok(row.filter(|row| row.path.starts_with(&staff.path)).ok_or(ErrorCode::NotFound)?)
}
