//! The member card: what its holder shows, and what anyone may check.

use crate::App;
use crate::db::{Conn, members, unions};
use crate::error::Result;
use shared::api::{ErrorCode, MemberCard};
use shared::person::mask_name;
use uuid::Uuid;

/// What the code of a card proves now. A member who has left is told as one: the card was theirs.
///
/// # Errors
/// [`ErrorCode::NotFound`] when the code was not made here, or the member's data was erased since.
pub async fn verify(app: &App, code: &str) -> Result<MemberCard> {
    // Whoever tries codes does not reach the database.
    let member = app.keys.card_of(code).ok_or(ErrorCode::NotFound)?;
    let mut conn = app.db.read().await?;
    Ok(of_member(app, &mut conn, member).await?.ok_or(ErrorCode::NotFound)?)
}

/// The card of a member.
pub(super) async fn of_member(app: &App, conn: &mut Conn, member: Uuid) -> Result<Option<MemberCard>> {
    let Some(row) = members::by_id(conn, member).await? else { return Ok(None) };
    let Some(union) = unions::by_id(conn, row.union_id).await? else { return Ok(None) };
    Ok(Some(MemberCard {
        code: app.keys.card(row.id),
        union: union.name.0,
        name: mask_name(&row.person.name),
        state: row.state()?,
        joined_on: row.joined_on,
        ended_on: row.ended_on,
    }))
}
