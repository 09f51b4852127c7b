//! Entries, for staff: list, detail, and personal data in full on request.

use super::competitions::tally;
use super::membership::same_member;
use super::search::{PAGE, page_before, search};
use crate::App;
use crate::db::Conn;
use crate::db::entry_list::{Filter, Listed};
use crate::db::{
    audit, collected as collected_rows, competitions, consents, entries as stored, entry_counts, entry_list,
    members, path_range, stewards,
};
use crate::domain::{Staff, collected, facts, record, remark};
use crate::error::Result;
use chrono::TimeDelta;
use shared::api::{
    CollectedRow, ConsentRow, EntryDetail, EntryFilter, EntryRow, EntryRows, ErrorCode, HistoryRow,
    MembershipCheck, Reveal, Revealed,
};
use shared::competition::{CompetitionDefinition, EntrantFacts};
use shared::form::Answer;
use shared::form::base::entry_form;
use shared::i18n::notice::EntryWarning;
use shared::i18n::{Localized, Problem, Text};
use shared::person::{DocumentKind, check_document, full_years, mask_name};
use shared::sync::ReceiptCode;
use uuid::Uuid;

/// Longest purpose of a reveal, in characters.
const PURPOSE: u32 = 100;
/// A device's clock that differs by more is shown to staff.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(10);

/// A page of entries.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for judges; [`ErrorCode::InvalidParameter`] for a page that did not come from here.
pub async fn entries(app: &App, staff: &Staff, filter: EntryFilter) -> Result<EntryRows> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let before = page_before(filter.after.as_ref())?;
    let passing = passing(app, staff, &filter);
    let paths = (passing.paths.0.as_str(), passing.paths.1.as_str());
    let mut conn = app.db.read().await?;
    let (competition, event) = (passing.competition_id, passing.event.as_deref());
    let groups = entry_counts::in_scope(&mut conn, paths, competition, event).await?;
    let page = entry_list::page(&mut conn, &passing, &groups, before, PAGE).await?;
    let listed = entry_list::by_ids(&mut conn, &page.ids).await?;
    Ok(EntryRows {
        rows: listed.iter().map(row).collect::<Result<_>>()?,
        counts: tally(groups.iter().map(|group| (group.state.as_str(), group.entries))),
        next: page.next.as_ref().map(Uuid::to_string),
    })
}

/// One entry, masked.
///
/// # Errors
/// [`ErrorCode::NotFound`] outside the caller's part of the tree; [`ErrorCode::Forbidden`] for judges.
pub async fn entry(app: &App, staff: &Staff, id: Uuid) -> Result<EntryDetail> {
    let (entry, competition) = visible(app, staff, id).await?;
    let mut conn = app.db.read().await?;
    let form = match competitions::form(&mut conn, competition.id, entry.form_version).await? {
        Some(form) => form,
        None => entry_form(&competition.definition.form, competition.definition.form_version),
    };
    let consents = consents::of_entry(&mut conn, id).await?;
    let history = audit::of_record(&mut conn, id).await?;
    let collected = collection(&mut conn, &entry).await?;
    let sharing = stored::sharing_mobile(&mut conn, &entry).await?;
    Ok(EntryDetail {
        form,
        answers: facts::masked(&entry),
        age: entry.birth.and_then(|birth| full_years(birth, competition.definition.eligibility.age_on)),
        membership: membership(&mut conn, staff, &entry, &competition.definition).await?,
        warnings: warnings(app, &entry, sharing, collected.as_ref())?,
        collected,
        consents: consents
            .into_iter()
            .map(|row| ConsentRow {
                purpose: row.purpose,
                text_version: row.text_version,
                given: row.given,
                at: row.at,
            })
            .collect(),
        history: history
            .into_iter()
            .map(|audit::Named { row, actor_name, .. }| HistoryRow {
                at: row.at,
                actor: actor_name.map(|name| format!("{name} ({})", row.actor)).unwrap_or_default(),
                action: row.action,
                detail: row.detail,
            })
            .collect(),
        retain_until: entry.retain_until,
        reason: entry.reason.clone(),
        may_reveal: staff.role.may_reveal(),
        may_decide: staff.role.may_manage() && competition.state()?.takes_decisions(),
        row: row(&Listed { entry, definition: competition.definition })?,
    })
}

/// Personal data in full. The audit log records who asked and what for.
///
/// # Errors
/// [`ErrorCode::Forbidden`] for roles that may not; [`Error::Invalid`](crate::Error::Invalid) without a purpose.
pub async fn reveal(app: &App, staff: &Staff, id: Uuid, reveal: Reveal) -> Result<Revealed> {
    if !staff.role.may_reveal() {
        record::refused(app, staff, "entry.reveal", Some(id)).await?;
        return Err(ErrorCode::Forbidden.into());
    }
    let purpose = remark::check("purpose", &reveal.purpose, PURPOSE, Some(Problem::Required))?;
    let (entry, competition) = visible(app, staff, id).await?;
    let answers = facts::open(app, &entry)?;
    let signed = collected_rows::of_entry(&mut app.db.read().await?, id).await?;
    let signature = signed.map(|row| collected::signature(app, &row)).transpose()?;
    let (at, actor_id, account) = (app.clock.now(), staff.id, staff.account.clone());
    // First the audit row, durable; then the data.
    app.db
        .write(move |tx| {
            Box::pin(async move {
                audit::append(
                    tx,
                    audit::NewRow {
                        at,
                        actor_id: Some(actor_id),
                        actor: &account,
                        union_id: Some(competition.union_id),
                        action: "entry.reveal",
                        record_id: Some(id),
                        result: "ok",
                        detail: &purpose,
                    },
                )
                .await
                .map(record::keep)
            })
        })
        .await?;
    let text = |key: &str| answers.get(key).and_then(Answer::as_text).unwrap_or_default().to_owned();
    Ok(Revealed { name: text("name"), document: text("id_number"), mobile: text("mobile"), signature })
}

/// Who collected an entry, if a steward did.
async fn collection(conn: &mut Conn, entry: &stored::Row) -> Result<Option<CollectedRow>> {
    let Some(row) = collected_rows::of_entry(conn, entry.id).await? else { return Ok(None) };
    let steward = stewards::by_id(conn, row.steward_id).await?;
    let label = steward.map(|steward| steward.label).unwrap_or_default();
    Ok(Some(CollectedRow { label, captured_at: entry.captured_at, late: row.late }))
}

async fn visible(app: &App, staff: &Staff, id: Uuid) -> Result<(stored::Row, competitions::Row)> {
    if !staff.role.may_see_entries() {
        return Err(ErrorCode::Forbidden.into());
    }
    let mut conn = app.db.read().await?;
    let entry = stored::by_id(&mut conn, id).await?.ok_or(ErrorCode::NotFound)?;
    let competition = competitions::by_id(&mut conn, entry.competition_id).await?;
    let competition =
        competition.filter(|row| row.path.starts_with(&staff.path)).ok_or(ErrorCode::NotFound)?;
    Ok((entry, competition))
}

fn passing(app: &App, staff: &Staff, filter: &EntryFilter) -> Filter {
    Filter {
        paths: path_range(&staff.path),
        competition_id: filter.competition,
        event: filter.event.clone(),
        state: filter.state.map(crate::db::to_text),
        search: search(app, filter.q.as_ref()),
    }
}

fn row(listed: &Listed) -> Result<EntryRow> {
    let (entry, definition): (_, &CompetitionDefinition) = (&listed.entry, &listed.definition);
    let event = definition.events.iter().find(|event| event.code == entry.event);
    Ok(EntryRow {
        id: entry.id,
        version: entry.version.unsigned_abs(),
        code: entry.receipt_code.parse::<ReceiptCode>().map(|code| code.to_string()).unwrap_or_default(),
        name: mask_name(&entry.name),
        document: entry.id_mask.clone(),
        mobile: entry.mobile_mask.clone(),
        employer: entry.employer.clone(),
        division: entry.division.clone(),
        competition_id: entry.competition_id,
        competition: definition.title.clone(),
        event: entry.event.clone(),
        event_title: event.map(|event| event.title.clone()).unwrap_or_default(),
        state: entry.state()?,
        submitted_at: entry.submitted_at,
    })
}

/// The membership of a contestant, where the competition asks for it and the contestant wants it used.
async fn membership(
    conn: &mut Conn,
    staff: &Staff,
    entry: &stored::Row,
    definition: &CompetitionDefinition,
) -> Result<Option<MembershipCheck>> {
    let Some(rule) = &definition.eligibility.membership else { return Ok(None) };
    let facts = EntrantFacts::from_answers(&entry.answers, entry.birth, &definition.eligibility);
    if facts.member != Some(true) {
        return Ok(None);
    }
    let member = match members::of_person(conn, &entry.id_index).await? {
        Some(member) => Some(same_member(conn, staff, &member).await?),
        None => None,
    };
    Ok(Some(MembershipCheck { required: rule.required, member }))
}

/// What staff should look at, in words.
fn warnings(
    app: &App,
    entry: &stored::Row,
    sharing: i64,
    collected: Option<&CollectedRow>,
) -> Result<Vec<Localized>> {
    let mut warnings = Vec::new();
    let answers = facts::open(app, entry)?;
    let number = answers.get("id_number").and_then(Answer::as_text).unwrap_or_default();
    let kind = crate::db::from_text::<DocumentKind>(&entry.id_type);
    if let Some(Ok(document)) = kind.map(|kind| check_document(kind, number, app.clock.today())) {
        warnings.extend(document.warnings.iter().map(Text::both));
    }
    if sharing > 0 {
        warnings.push(EntryWarning::MobileShared { count: sharing }.both());
    }
    if let Some(collected) = collected.filter(|collected| collected.late) {
        warnings.push(EntryWarning::CollectedLate { label: collected.label.clone() }.both());
    }
    let apart = entry.captured_at - entry.submitted_at;
    // What a steward collected is meant to wait; only a clock that is ahead is wrong for sure.
    let apart = if collected.is_some() { apart } else { apart.abs() };
    if apart > CLOCK_TOLERANCE {
        warnings.push(EntryWarning::ClockApart { minutes: apart.num_minutes() }.both());
    }
    Ok(warnings)
}
