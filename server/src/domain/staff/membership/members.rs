//! Members: list, full profile, and personal data in full on request.

use super::{
    PAGE, history, may_see, name_of, names, page_before, passing, person_row, purpose, sum, transfers,
    union_of,
};
use crate::App;
use crate::db::person_counts::{Group, counts as counted};
use crate::db::person_list::{self, Filter, List};
use crate::db::{Conn, confirmations, members as stored, transfers as moves, unions};
use crate::domain::Staff;
use crate::domain::membership::Table;
use crate::error::{Error, Result};
use shared::api::{
    ConfirmationRow, ErrorCode, MemberCounts, MemberDetail, MemberFilter, MemberRow, MemberRows,
    MembershipEvent, Reveal, Revealed,
};
use shared::i18n::Localized;
use shared::membership::{MembershipState, MembershipStep};
use shared::person::full_years;
use uuid::Uuid;

/// A page of members.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges; [`ErrorCode::InvalidParameter`] for a page that did not come from here.
pub async fn members(app: &App, staff: &Staff, filter: MemberFilter) -> Result<MemberRows> {
    may_see(staff)?;
    let before = page_before(filter.person.after.as_ref())?;
    let passing = Filter { states: states(&filter), ..passing(app, staff, filter.person) };
    let mut conn = app.db.read().await?;
    let groups = counted(&mut conn, List::Members, &passing).await?;
    let page = person_list::page(&mut conn, List::Members, &passing, &groups, before, PAGE).await?;
    let unions = names(&mut conn, &passing, &groups).await?;
    let rows = match page.ids.is_empty() {
        true => Vec::new(),
        false => stored::by_ids(&mut conn, &page.ids).await?,
    };
    Ok(MemberRows {
        rows: rows.iter().map(|row| shown(row, name_of(&unions, row.union_id))).collect::<Result<_>>()?,
        counts: counts(&groups),
        unions,
        next: page.next.as_ref().map(Uuid::to_string),
    })
}

/// The states that are asked for; `None` for all.
fn states(filter: &MemberFilter) -> Option<Vec<String>> {
    let asked = |state: &MembershipState| {
        filter.state.is_none_or(|one| one == *state)
            && filter.on_roll.is_none_or(|counts| state.counts() == counts)
    };
    let all = filter.state.is_none() && filter.on_roll.is_none();
    (!all).then(|| MembershipState::ALL.into_iter().filter(asked).map(crate::db::to_text).collect())
}

fn counts(groups: &[Group]) -> MemberCounts {
    let of = |state: MembershipState| {
        let state = crate::db::to_text(state);
        sum(groups.iter().filter(move |group| group.state == state))
    };
    MemberCounts {
        active: of(MembershipState::Active),
        transferring: of(MembershipState::Transferring),
        retained: of(MembershipState::Retained),
        resigned: of(MembershipState::Resigned),
        expelled: of(MembershipState::Expelled),
    }
}

fn shown(row: &stored::Row, union: Localized) -> Result<MemberRow> {
    Ok(MemberRow {
        id: row.id,
        version: row.version.unsigned_abs(),
        person: person_row(&row.person),
        union,
        state: row.state()?,
        joined_on: row.joined_on,
        ended_on: row.ended_on,
    })
}

/// One member with the full profile, masked.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn member(app: &App, staff: &Staff, id: Uuid) -> Result<MemberDetail> {
    may_see(staff)?;
    let mut conn = app.db.read().await?;
    let row = stored::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let union = union_of(&mut conn, staff, row.union_id).await?;
    let state = row.state()?;
    let mut shown_transfers = Vec::new();
    for found in moves::of_member(&mut conn, id).await? {
        shown_transfers.extend(transfers::shown(&mut conn, staff, &found, app.clock.now()).await?);
    }
    let possible = |step: &MembershipStep| staff.role.may_manage() && step.check(state).is_ok();
    Ok(MemberDetail {
        sex: row.person.sex.as_deref().and_then(crate::db::from_text),
        age: row.person.birth.and_then(|birth| full_years(birth, app.clock.today())),
        profile: row.profile.0.clone(),
        events: events(&mut conn, id).await?,
        transfers: shown_transfers,
        history: history(&mut conn, id).await?,
        steps: MembershipStep::ALL.into_iter().filter(possible).collect(),
        may_reveal: staff.role.may_reveal(),
        row: shown(&row, union.name.0)?,
    })
}

async fn events(conn: &mut Conn, id: Uuid) -> Result<Vec<MembershipEvent>> {
    let mut events = Vec::new();
    let rolls = confirmations::of_member(conn, id).await?;
    for event in stored::events(conn, id).await? {
        let of_roll = rolls.iter().find(|one| Some(one.decision_id) == event.decision_id);
        let union = unions::by_id(conn, event.union_id).await?.ok_or(ErrorCode::NotFound)?;
        events.push(MembershipEvent {
            on: event.happened_on,
            change: crate::db::from_text(&event.change)
                .ok_or_else(|| Error::Stored(format!("membership change {}", event.change)))?,
            union: union.name.0,
            reason: crate::db::from_text(&event.reason),
            document_number: event.document_number.unwrap_or_default(),
            deciders: event.deciders.unwrap_or_default(),
            confirmation: of_roll.and_then(|one| {
                Some(ConfirmationRow {
                    reason: one.reason.clone(),
                    by: crate::db::from_text(&one.confirmed_by)?,
                    on: one.confirmed_on,
                    who: one.who.clone(),
                })
            }),
        });
    }
    Ok(events)
}

/// Personal data in full. The audit log records who asked and what for.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not; [`Error::Invalid`] without a purpose.
pub async fn reveal_member(app: &App, staff: &Staff, id: Uuid, reveal: Reveal) -> Result<Revealed> {
    let purpose = purpose(app, staff, id, "member.reveal", &reveal).await?;
    let mut conn = app.db.read().await?;
    let row = stored::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    union_of(&mut conn, staff, row.union_id).await?;
    drop(conn);
    super::reveal(app, staff, Table::Members, (id, row.union_id), &row.person, purpose).await
}
