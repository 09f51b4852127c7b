//! Applications, members and transfers, for staff.

mod applications;
mod members;
mod today;
mod transfers;

pub use applications::{application, applications, reveal_application};
pub use members::{member, members, reveal_member};
pub(super) use today::waiting;
pub use transfers::transfers;

use super::search::{PAGE, page_before, search};
use crate::App;
use crate::db::person::Person;
use crate::db::person_counts::Group;
use crate::db::person_list::Filter;
use crate::db::{Conn, associations as stored, audit, members as rows, path_range, unions};
use crate::domain::building::union_of;
use crate::domain::membership::Table;
use crate::domain::{Staff, record, remark};
use crate::error::Result;
use shared::api::{
    ErrorCode, HistoryRow, ListedUnion, PersonFilter, PersonRow, PublicAssociation, Reveal, Revealed,
    SameMember,
};
use shared::i18n::{Localized, Problem};
use shared::person::mask_name;
use uuid::Uuid;

/// Longest purpose of a reveal, in characters.
const PURPOSE: u32 = 100;

/// Refuses those who see no personal data.
fn may_see(staff: &Staff) -> Result<()> {
    if staff.role.may_see_entries() { Ok(()) } else { Err(ErrorCode::Forbidden.into()) }
}

/// What of the caller's part of the tree passes, in any state.
fn passing(app: &App, staff: &Staff, filter: PersonFilter) -> Filter {
    Filter {
        paths: path_range(&staff.path),
        union_id: filter.union,
        states: None,
        group: filter.group,
        division: filter.division,
        source: filter.source,
        filed: None,
        search: search(app, filter.q.as_ref()),
    }
}

/// A person as a list shows one.
fn person_row(person: &Person) -> PersonRow {
    PersonRow {
        name: mask_name(&person.name),
        document: person.id_mask.clone(),
        mobile: person.mobile_mask.clone(),
        employer: person.employer.clone(),
        group: person.worker_group.clone(),
        division: person.division.clone(),
    }
}

/// The caller's unions that have something to list, by their place in the tree.
async fn names(conn: &mut Conn, filter: &Filter, groups: &[Group]) -> Result<Vec<ListedUnion>> {
    let all = unions::in_scope(conn, (&filter.paths.0, &filter.paths.1)).await?;
    let has_some = |union: &unions::Row| {
        filter.union_id == Some(union.id) || groups.iter().any(|group| group.union_id == union.id)
    };
    let listed = all.into_iter().filter(has_some);
    Ok(listed.map(|union| ListedUnion { id: union.id, name: union.name.0 }).collect())
}

fn name_of(unions: &[ListedUnion], id: Uuid) -> Localized {
    unions.iter().find(|union| union.id == id).map(|union| union.name.clone()).unwrap_or_default()
}

/// The membership of somebody whom the caller looks at for another reason; where to find it only in the caller's part of
/// the tree.
pub(super) async fn same_member(conn: &mut Conn, staff: &Staff, member: &rows::Row) -> Result<SameMember> {
    let union = unions::by_id(conn, member.union_id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(SameMember {
        id: union.path.starts_with(&staff.path).then_some(member.id),
        union: union.name.0,
        state: member.state()?,
        joined_on: member.joined_on,
    })
}

/// A count as it is sent.
fn sum<'a>(groups: impl Iterator<Item = &'a Group>) -> u64 {
    groups.map(|group| group.counted.unsigned_abs()).sum()
}

async fn history(conn: &mut Conn, id: Uuid) -> Result<Vec<HistoryRow>> {
    let rows = audit::of_record(conn, id).await?.into_iter();
    Ok(rows
        .map(|audit::Named { row, actor_name, .. }| HistoryRow {
            at: row.at,
            actor: match actor_name {
                Some(name) => format!("{name} ({})", row.actor),
                None if row.actor == "system" => row.actor,
                None => String::new(),
            },
            action: row.action,
            detail: row.detail,
        })
        .collect())
}

/// Personal data in full. The audit log records who asked and what for, before it is answered.
async fn reveal(
    app: &App,
    staff: &Staff,
    table: Table,
    (id, union_id): (Uuid, Uuid),
    person: &Person,
    purpose: String,
) -> Result<Revealed> {
    let (document, mobile) = table.open(app, id, person)?;
    let action = match table {
        Table::Applications => "application.reveal",
        Table::Members => "member.reveal",
    };
    let (at, actor_id, account) = (app.clock.now(), staff.id, staff.account.clone());
    app.db
        .write(move |tx| {
            Box::pin(async move {
                let row = audit::NewRow {
                    at,
                    actor_id: Some(actor_id),
                    actor: &account,
                    union_id: Some(union_id),
                    action,
                    record_id: Some(id),
                    result: "ok",
                    detail: &purpose,
                };
                audit::append(tx, row).await.map(record::keep)
            })
        })
        .await?;
    Ok(Revealed { name: person.name.clone(), document, mobile, signature: None })
}

/// What a reveal is for; refuses roles that may not.
async fn purpose(
    app: &App,
    staff: &Staff,
    id: Uuid,
    action: &'static str,
    reveal: &Reveal,
) -> Result<String> {
    if !staff.role.may_reveal() {
        record::refused(app, staff, action, Some(id)).await?;
        return Err(ErrorCode::Forbidden.into());
    }
    remark::check("purpose", &reveal.purpose, PURPOSE, Some(Problem::Required))
}

/// The associations of the caller's part of the tree, on whose pages an entry for a worker is made.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges.
pub async fn associations(app: &App, staff: &Staff) -> Result<Vec<PublicAssociation>> {
    may_see(staff)?;
    let (from, to) = path_range(&staff.path);
    let mut conn = app.db.read().await?;
    let rows = stored::in_scope(&mut conn, (&from, &to)).await?.into_iter();
    Ok(rows
        .map(|row| PublicAssociation { slug: row.slug, name: row.name.0, union: row.union_name.0 })
        .collect())
}
