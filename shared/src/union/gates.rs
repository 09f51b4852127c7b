//! What must be true before a step, and of a union at any time; each refusal cites its article.

use super::{Coverage, FoundingStep, Organ, PartialDate, Party, UnionKind};
use crate::drive::{Count, DriveMethod, Qualifier};
use crate::i18n::{Problem, Violation};
use crate::membership::group;
use chrono::NaiveDate;
use uuid::Uuid;

/// From so many members on a committee is needed (Trade Union Law, art. 11).
pub const COMMITTEE_FROM: u64 = 25;
/// From so many workers on a full-time chair is possible (Trade Union Law, art. 14).
pub const FULL_TIME_FROM: u64 = 200;

/// A step as recorded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Id of the record.
    pub id: Uuid,
    /// The step.
    pub step: FoundingStep,
    /// When, as far as it is known; none when no source tells.
    pub on: Option<PartialDate>,
}

/// What the gates look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Kind of the union.
    pub kind: UnionKind,
    /// Form of organisation.
    pub organ: Option<Organ>,
    /// Method of building.
    pub method: Option<DriveMethod>,
    /// Whether a party organisation is named that the union is linked to.
    pub party_named: bool,
    /// What is known of the party organisation of the one employer; `Unknown` for unions of several.
    pub party: Party,
    /// Members.
    pub members: Option<Count>,
    /// Workers.
    pub workers: Option<Count>,
    /// Whether the chair works for the union alone.
    pub full_time_chair: bool,
    /// Years of a term.
    pub term_years: Option<u32>,
}

/// A step to record, or a correction of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt<'a> {
    /// The step.
    pub step: FoundingStep,
    /// When, as far as it is known.
    pub on: Option<PartialDate>,
    /// Whether it was made sure that no near relative of the main manager sits on the committee.
    pub no_relatives: bool,
    /// Number of the document.
    pub document_number: &'a str,
    /// More; says why there is no date, if there is none.
    pub note: &'a str,
    /// The record that this corrects.
    pub corrects: Option<Uuid>,
}

/// Whether a count certainly reaches a number.
fn reaches(count: Count, number: u64) -> bool {
    matches!(count.qualifier, Qualifier::Exact | Qualifier::AtLeast) && count.value >= number
}

/// Years of a term where there is no choice: local federations and industrial unions (Trade Union Law, art. 16).
pub fn fixed_term(kind: UnionKind) -> Option<u32> {
    matches!(kind, UnionKind::Federation | UnionKind::Industrial).then_some(5)
}

/// What is wrong with the facts about a union, whatever its step.
pub fn check_facts(facts: &Facts) -> Vec<Violation> {
    let mut wrong = Vec::new();
    let mut refuse = |field: &str, problem| wrong.push(Violation::new(field, problem));
    let many = facts.members.is_some_and(|members| reaches(members, COMMITTEE_FROM));
    if many && facts.organ == Some(Organ::Organiser) {
        refuse("organ", Problem::CommitteeNeeded);
    }
    if facts.full_time_chair && !facts.workers.is_some_and(|workers| reaches(workers, FULL_TIME_FROM)) {
        refuse("full_time_chair", Problem::FullTimeChairBelow);
    }
    let fixed = fixed_term(facts.kind);
    match facts.term_years {
        Some(years) if fixed.is_some_and(|fixed| years != fixed) => refuse("term_years", Problem::TermFive),
        Some(years) if years != 3 && years != 5 => refuse("term_years", Problem::TermYears),
        _ => {}
    }
    wrong
}

/// What is wrong with what a union is said to cover: by it applications find the union.
pub fn check_coverage(kind: UnionKind, scope: Option<Coverage>, groups: &[String]) -> Vec<Violation> {
    let mut wrong = Vec::new();
    if kind == UnionKind::SingleEmployer && scope.is_some_and(|scope| scope != Coverage::Employers) {
        wrong.push(Violation::new("scope", Problem::ScopeOfOneEmployer));
    }
    if scope == Some(Coverage::Industry) && groups.is_empty() && kind != UnionKind::SingleEmployer {
        wrong.push(Violation::new("worker_groups", Problem::GroupsNeeded));
    }
    if groups.iter().any(|code| group(code).is_none()) {
        wrong.push(Violation::new("worker_groups", Problem::ChoiceUnknown));
    }
    wrong
}

/// What is wrong with the order of party organisation and union at one employer (联合建). A party organisation leads the
/// building of the union; where there cannot be one yet, the union comes first.
fn check_party(facts: &Facts) -> Option<Violation> {
    match facts.party {
        Party::Has if facts.method != Some(DriveMethod::PartyUnionJoint) || !facts.party_named => {
            Some(Violation::new("step", Problem::PartyLeads))
        }
        Party::Cannot if facts.party_named => Some(Violation::new("step", Problem::UnionFirst)),
        _ => None,
    }
}

/// The refusal where a needed step is missing.
fn missing(step: FoundingStep) -> Problem {
    match step {
        FoundingStep::Approved => Problem::ApprovalMissing,
        FoundingStep::CongressCalled => Problem::CongressMissing,
        FoundingStep::LeadershipElected => Problem::ElectionMissing,
        FoundingStep::ResultApproved => Problem::ResultApprovalMissing,
        _ => Problem::FoundingMissing,
    }
}

/// Checks a step against what was recorded before, the facts and today's date.
///
/// # Errors
/// Everything that stands in the way, with the article behind it.
pub fn check_step(
    facts: &Facts,
    recorded: &[Recorded],
    attempt: &Attempt<'_>,
    today: NaiveDate,
) -> Result<(), Vec<Violation>> {
    let step = attempt.step;
    let others: Vec<&Recorded> = recorded.iter().filter(|one| Some(one.id) != attempt.corrects).collect();
    let mut wrong = check_facts(facts);
    let mut refuse = |field: &str, problem| wrong.push(Violation::new(field, problem));
    let has = |step| others.iter().any(|one| one.step == step);
    if has(FoundingStep::Dissolved) && attempt.corrects.is_none() {
        refuse("step", Problem::DissolvedAlready);
    }
    if has(step) && !step.recurs() {
        refuse("step", Problem::StepRecorded);
    }
    for needed in step.needs().iter().filter(|needed| !has(**needed)) {
        refuse("step", missing(*needed));
    }
    if step.elects() && facts.kind != UnionKind::Federation && !attempt.no_relatives {
        refuse("no_relatives", Problem::RelativesUnchecked);
    }
    match attempt.on {
        None if attempt.note.trim().is_empty() => refuse("on", Problem::UndatedUnexplained),
        Some(on) if on.earliest() > today => refuse("on", Problem::DateTooLate { max: today }),
        _ => {}
    }
    if step.is_approval()
        && attempt.on.is_some()
        && attempt.document_number.trim().is_empty()
        && attempt.note.trim().is_empty()
    {
        refuse("document_number", Problem::DocumentNumberNeeded);
    }
    if let Some(on) = attempt.on {
        for other in &others {
            let Some(then) = other.on else { continue };
            // Of steps that recur only the last matters, and each of them follows the founding.
            if other.step < step && on.is_before(then) {
                refuse("on", Problem::BeforeStep { date: then.to_string() });
            } else if other.step > step && then.is_before(on) {
                refuse("on", Problem::AfterStep { date: then.to_string() });
            }
        }
    }
    if matches!(step, FoundingStep::Requested | FoundingStep::Approved)
        && let Some(refused) = check_party(facts)
    {
        wrong.push(refused);
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong) }
}

/// Where a union stands: the furthest step, and of those that recur the one that was recorded last.
pub fn stage(recorded: &[Recorded]) -> Option<FoundingStep> {
    let furthest = recorded.iter().map(|one| one.step).max()?;
    if furthest.recurs() {
        return recorded.iter().rev().map(|one| one.step).find(|step| step.recurs());
    }
    Some(furthest)
}

/// Whether there is a committee that can take members in (Trade Union Law, art. 10: it is elected): one that is recorded as
/// elected, or that of a union whose founding was never recorded here.
pub fn has_committee(recorded: &[Recorded]) -> bool {
    stage(recorded)
        .is_none_or(|stage| stage >= FoundingStep::LeadershipElected && stage != FoundingStep::Dissolved)
}

#[cfg(test)]
#[path = "gates_tests.rs"]
mod tests;
