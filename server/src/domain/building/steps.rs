//! Staff record founding steps, or correct records of them.

use super::union::gates;
use super::{NAME, Wrong, done, mine};
use crate::App;
use crate::db::{Conn, Verdict, employers, founding, to_text, union_profiles, unions};
use crate::domain::apply::reject;
use crate::domain::record::{Sent, keep};
use crate::domain::{Staff, remark};
use crate::error::{Error, Result};
use shared::i18n::{Problem, Violation};
use shared::sync::{BuildingRecord, Conflict, Outcome, RecordSteps, Refusal, StepInput};
use shared::union::{Attempt, FoundingStep, Party, Recorded, UnionKind, check_step, fixed_term, term_end};
use uuid::Uuid;

/// Most steps of one operation.
const MOST: usize = 30;

/// Records steps of one union: all of them, or none.
pub(super) async fn record(app: &App, staff: &Staff, sent: Sent, record: RecordSteps) -> Result<Outcome> {
    let mut wrong = Wrong::default();
    match record.steps.len() {
        0 => wrong.add("steps", Problem::Required),
        count if count > MOST => wrong.add("steps", Problem::ChoicesTooMany { max: MOST as u32 }),
        _ => {}
    }
    let inputs: Vec<StepInput> = record
        .steps
        .into_iter()
        .map(|input| StepInput {
            document_number: wrong.text("document_number", &input.document_number, NAME, None),
            note: wrong.text("note", &input.note, remark::REASON, None),
            ..input
        })
        .collect();
    wrong.end()?;
    let mut conn = app.db.read().await?;
    let Some(union) = mine(&mut conn, staff, record.union_id).await? else {
        return Ok(reject(Refusal::NotFound));
    };
    drop(conn);
    let (today, staff_id) = (app.clock.today(), staff.id);
    let ids: Vec<Uuid> = inputs.iter().map(|_| app.random.uuid(sent.at)).collect();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                let empty = union_profiles::Row::empty(union.id, sent.at);
                let mut profile = union_profiles::of_union(tx, union.id).await?.unwrap_or(empty);
                if profile.version.unsigned_abs() != record.version {
                    return Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged }));
                }
                let facts = gates(union.union_kind(), &profile, party(tx, &union).await?);
                let mut rows = founding::of_union(tx, union.id).await?;
                for (input, id) in inputs.into_iter().zip(ids) {
                    let recorded: Vec<Recorded> =
                        rows.iter().map(founding::Row::recorded).collect::<Result<_>>()?;
                    check_step(&facts, &recorded, &attempt(&input), today).map_err(Error::Invalid)?;
                    let row = changed(&mut rows, &union, input, id)?;
                    row.staff_id = Some(staff_id);
                    row.at = sent.at;
                    let step = row.step()?;
                    if step == FoundingStep::Founded {
                        profile.founded_on.clone_from(&row.happened_on);
                    }
                    if step.elects() {
                        begin_term(&mut profile, union.union_kind(), row);
                    }
                    founding::save(tx, row).await?;
                }
                profile.version += 1;
                profile.changed_at = sent.at;
                union_profiles::save(tx, &profile).await?;
                let last = rows.last().map(|row| row.step.clone()).unwrap_or_default();
                let id = (union.id, profile.version);
                sent.accept(tx, done(BuildingRecord::Union, union.id, id, "union.step", &last))
                    .await
                    .map(keep)
            })
        })
        .await
}

/// A term begins with the election, where its day and the years of a term are known, or are the law's; an end that was
/// told and lies further ahead stays.
fn begin_term(profile: &mut union_profiles::Row, kind: UnionKind, election: &founding::Row) {
    let fixed = || fixed_term(kind).and_then(|years| i32::try_from(years).ok());
    profile.term_years = profile.term_years.or_else(fixed);
    let years = profile.term_years.and_then(|years| u32::try_from(years).ok());
    let ends = election.on().zip(years).and_then(|(on, years)| term_end(on, years));
    profile.term_ends_on = profile.term_ends_on.max(ends);
}

fn attempt(input: &StepInput) -> Attempt<'_> {
    Attempt {
        step: input.step,
        on: input.on,
        no_relatives: input.no_relatives,
        document_number: &input.document_number,
        note: &input.note,
        corrects: input.corrects,
    }
}

/// The row of a step, put among the others. A correction keeps the step: what it is of cannot change.
fn changed<'r>(
    rows: &'r mut Vec<founding::Row>,
    union: &unions::Row,
    input: StepInput,
    id: Uuid,
) -> Result<&'r mut founding::Row> {
    let at = match input.corrects {
        Some(corrects) => {
            rows.iter()
                .position(|row| row.id == corrects && row.step == to_text(input.step))
                .ok_or_else(|| Error::Invalid(vec![Violation::new("corrects", Problem::ChoiceUnknown)]))?
        }
        None => {
            rows.push(founding::Row {
                id,
                union_id: union.id,
                step: to_text(input.step),
                version: 0,
                happened_on: None,
                document_number: String::new(),
                no_relatives: false,
                note: String::new(),
                staff_id: None,
                at: chrono::DateTime::UNIX_EPOCH,
                account: None,
            });
            rows.len() - 1
        }
    };
    let row = rows.get_mut(at).ok_or_else(|| Error::Stored("a step that was just there".into()))?;
    row.version += 1;
    row.happened_on = input.on.map(|on| on.to_string());
    row.document_number = input.document_number;
    row.no_relatives = input.no_relatives;
    row.note = input.note;
    Ok(row)
}

/// What is known of the party organisation of a union's one employer.
async fn party(conn: &mut Conn, union: &unions::Row) -> Result<Party> {
    if union.union_kind() != UnionKind::SingleEmployer {
        return Ok(Party::Unknown);
    }
    let employers = employers::of_union(conn, union.id).await?;
    Ok(employers.first().map_or(Party::Unknown, employers::Row::party))
}
