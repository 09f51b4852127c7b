//! Applications: list, detail, and personal data in full on request.

use super::{
    PAGE, history, may_see, name_of, names, page_before, passing, person_row, purpose, same_member, sum,
    transfers, union_of,
};
use crate::App;
use crate::db::person_counts::{Group, counts as counted};
use crate::db::person_list::{self, Filter, List};
use crate::db::{
    Conn, applications as stored, confirmations, drives, member_rows, members, transfers as moves, unions,
};
use crate::domain::Staff;
use crate::domain::membership::{Table, masked, signature};
use crate::error::{Error, Result};
use chrono::TimeDelta;
use shared::api::{
    ApplicationCounts, ApplicationDetail, ApplicationFilter, ApplicationRow, ApplicationRows,
    ConfirmationRow, ConsentRow, ErrorCode, ListedUnion, Reveal, Revealed, SamePerson,
};
use shared::form::Answer;
use shared::form::FormDefinition;
use shared::i18n::notice::{ApplicationWarning, EntryWarning};
use shared::i18n::{Localized, Text};
use shared::membership::{ApplicationState, UnionChoice, application_form, key};
use shared::person::{DocumentKind, check_document};
use shared::sync::ReceiptCode;
use std::collections::HashMap;
use uuid::Uuid;

/// A device's clock that differs by more is shown to staff.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(10);

/// A page of applications.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges; [`ErrorCode::InvalidParameter`] for a page that did not come from here.
pub async fn applications(app: &App, staff: &Staff, filter: ApplicationFilter) -> Result<ApplicationRows> {
    may_see(staff)?;
    let before = page_before(filter.person.after.as_ref())?;
    let passing = Filter {
        states: filter.state.map(|state| vec![crate::db::to_text(state)]),
        filed: filter.filed,
        ..passing(app, staff, filter.person)
    };
    let mut conn = app.db.read().await?;
    let groups = counted(&mut conn, List::Applications, &passing).await?;
    let list = List::Applications;
    let page = person_list::page(&mut conn, list, &passing, &groups, before, PAGE).await?;
    let paths = (passing.paths.0.as_str(), passing.paths.1.as_str());
    let scanned = drives::scanned(&mut conn, paths, passing.union_id).await?;
    let unions = names(&mut conn, &passing, &groups).await?;
    Ok(ApplicationRows {
        rows: rows(&mut conn, &page.ids, &unions).await?,
        counts: counts(&groups, scanned),
        unions,
        next: page.next.as_ref().map(Uuid::to_string),
    })
}

fn counts(groups: &[Group], scanned: i64) -> ApplicationCounts {
    let of = |state: ApplicationState| {
        let state = crate::db::to_text(state);
        sum(groups.iter().filter(move |group| group.state == state))
    };
    ApplicationCounts {
        scanned: scanned.unsigned_abs(),
        submitted: of(ApplicationState::Submitted),
        under_review: of(ApplicationState::UnderReview),
        returned: of(ApplicationState::Returned),
        approved: of(ApplicationState::Approved),
        filed: sum(groups.iter().filter(|group| group.filed)),
        rejected: of(ApplicationState::Rejected),
        withdrawn: of(ApplicationState::Withdrawn),
    }
}

async fn rows(conn: &mut Conn, ids: &[Uuid], unions: &[ListedUnion]) -> Result<Vec<ApplicationRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let found = stored::by_ids(conn, ids).await?;
    let mut sources: Vec<Uuid> = found.iter().filter_map(|row| row.source_id).collect();
    sources.sort_unstable();
    sources.dedup();
    let labels = drives::labels(conn, &sources).await?;
    let label = |id: Uuid| labels.iter().find(|(source, _)| *source == id).map(|(_, label)| label.clone());
    let waiting: Vec<Vec<u8>> =
        found.iter().filter(|row| row.waits()).map(|row| row.person.id_index.clone()).collect();
    let same = Same {
        waiting: stored::waiting_of_people(conn, &waiting).await?,
        members: member_rows::of_people(conn, &waiting).await?,
    };
    let show = |row| shown(row, name_of(unions, row.union_id), row.source_id.and_then(label), &same);
    found.iter().map(show).collect()
}

/// What else there is of people whose applications wait, by the keyed look-up of the person.
#[derive(Default)]
struct Same {
    /// How many applications of theirs wait.
    waiting: HashMap<Vec<u8>, i64>,
    /// Their memberships.
    members: HashMap<Vec<u8>, members::Row>,
}

fn shown(row: &stored::Row, union: Localized, source: Option<String>, same: &Same) -> Result<ApplicationRow> {
    let (waits, person) = (row.waits(), &row.person.id_index);
    let counts = |member: &members::Row| member.state().is_ok_and(|state| state.counts());
    Ok(ApplicationRow {
        id: row.id,
        version: row.version.unsigned_abs(),
        code: row.receipt_code.parse::<ReceiptCode>().map(|code| code.to_string()).unwrap_or_default(),
        person: person_row(&row.person),
        union,
        source,
        state: row.state()?,
        filed: row.filed_at.is_some(),
        twice: waits && same.waiting.get(person).is_some_and(|count| *count > 1),
        member: waits && same.members.get(person).is_some_and(counts),
        submitted_at: row.submitted_at,
    })
}

/// One application, masked, with everything of the same person beside it.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn application(app: &App, staff: &Staff, id: Uuid) -> Result<ApplicationDetail> {
    may_see(staff)?;
    let mut conn = app.db.read().await?;
    let row = stored::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let union = union_of(&mut conn, staff, row.union_id).await?;
    let (state, now) = (row.state()?, app.clock.now());
    let source = match row.source_id {
        Some(source) => drives::labels(&mut conn, &[source]).await?.pop().map(|(_, label)| label),
        None => None,
    };
    let member = members::of_person(&mut conn, &row.person.id_index).await?;
    let elsewhere = member.as_ref().is_some_and(|member| {
        member.union_id != row.union_id && member.state().is_ok_and(|state| state.counts())
    });
    let (transfer, under_way) = match moves::of_application(&mut conn, id).await? {
        Some(found) => {
            let open = found.state()?.is_open();
            (transfers::shown(&mut conn, staff, &found, now).await?, open)
        }
        None => (None, false),
    };
    let manages = staff.role.may_manage();
    let confirmation = confirmations::of_application(&mut conn, id).await?;
    Ok(ApplicationDetail {
        routed_by: crate::db::from_text(&row.routed_by)
            .ok_or_else(|| Error::Stored(format!("routed by {}", row.routed_by)))?,
        form: form(&mut conn, &row).await?,
        answers: masked(&row),
        warnings: warnings(app, &mut conn, &row).await?,
        confirmation: confirmation.map(confirmed).transpose()?,
        signing: signature::signing(&mut conn, id, row.source_id).await?,
        others: others(&mut conn, staff, &row).await?,
        member: match &member {
            Some(member) => Some(same_member(&mut conn, staff, member).await?),
            None => None,
        },
        transfer,
        consents: stored::consents(&mut conn, id)
            .await?
            .into_iter()
            .map(|consent| ConsentRow {
                purpose: consent.purpose,
                text_version: consent.text_version,
                given: consent.given,
                at: consent.at,
            })
            .collect(),
        history: history(&mut conn, id).await?,
        retain_until: row.retain_until,
        reason: row.reason.clone(),
        may_reveal: staff.role.may_reveal(),
        may_decide: manages && !under_way && !state.next().is_empty(),
        may_offer: manages
            && !under_way
            && elsewhere
            && matches!(state, ApplicationState::Submitted | ApplicationState::UnderReview),
        row: shown(&row, union.name.0, source, &Same::default())?,
    })
}

/// The form, with the one union that was chosen.
async fn form(conn: &mut Conn, row: &stored::Row) -> Result<FormDefinition> {
    let chosen = match row.answers.get(key::UNION).and_then(Answer::as_text) {
        Some(slug) => unions::by_slug(conn, slug).await?,
        None => None,
    };
    let choices: Vec<UnionChoice> =
        chosen.into_iter().map(|union| UnionChoice { slug: union.slug, name: union.name.0 }).collect();
    Ok(application_form(&choices))
}

fn confirmed(row: confirmations::Row) -> Result<ConfirmationRow> {
    Ok(ConfirmationRow {
        by: crate::db::from_text(&row.confirmed_by)
            .ok_or_else(|| Error::Stored(format!("confirmed by {}", row.confirmed_by)))?,
        reason: row.reason,
        on: row.confirmed_on,
        who: row.who,
    })
}

async fn others(conn: &mut Conn, staff: &Staff, row: &stored::Row) -> Result<Vec<SamePerson>> {
    let mut others = Vec::new();
    for other in stored::of_person(conn, &row.person.id_index).await? {
        if other.id == row.id {
            continue;
        }
        let union = unions::by_id(conn, other.union_id).await?.ok_or(ErrorCode::NotFound)?;
        let here = union.path.starts_with(&staff.path);
        let only_here = |text: String| if here { text } else { String::new() };
        others.push(SamePerson {
            id: here.then_some(other.id),
            union: union.name.0,
            state: other.state()?,
            submitted_at: other.submitted_at,
            employer: only_here(other.person.employer),
            mobile: only_here(other.person.mobile_mask),
        });
    }
    Ok(others)
}

/// What staff should look at, in words.
async fn warnings(app: &App, conn: &mut Conn, row: &stored::Row) -> Result<Vec<Localized>> {
    let mut warnings = Vec::new();
    let (number, _) = Table::Applications.open(app, row.id, &row.person)?;
    let kind = crate::db::from_text::<DocumentKind>(&row.person.id_type);
    if let Some(Ok(document)) = kind.map(|kind| check_document(kind, &number, app.clock.today())) {
        warnings.extend(document.warnings.iter().map(Text::both));
    }
    let count = stored::sharing_mobile(conn, &row.person).await?;
    if count > 0 {
        warnings.push(ApplicationWarning::MobileShared { count }.both());
    }
    let apart = (row.captured_at - row.submitted_at).abs();
    if apart > CLOCK_TOLERANCE {
        warnings.push(EntryWarning::ClockApart { minutes: apart.num_minutes() }.both());
    }
    Ok(warnings)
}

/// Personal data in full. The audit log records who asked and what for.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not; [`Error::Invalid`] without a purpose.
pub async fn reveal_application(app: &App, staff: &Staff, id: Uuid, reveal: Reveal) -> Result<Revealed> {
    let purpose = purpose(app, staff, id, "application.reveal", &reveal).await?;
    let mut conn = app.db.read().await?;
    let row = stored::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    union_of(&mut conn, staff, row.union_id).await?;
    let signature = signature::open(app, &mut conn, id).await?;
    drop(conn);
    let person = super::reveal(app, staff, Table::Applications, (id, row.union_id), &row.person, purpose);
    Ok(Revealed { signature, ..person.await? })
}
