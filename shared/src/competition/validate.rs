//! Whether a competition's definition is sound. Definitions are files that people write.

use super::eligibility::level;
use super::fault::{DefinitionError, Fault, Faults};
use super::score::TOTAL_PLACES;
use super::{
    AwardAmount, CompetitionDefinition, Eligibility, Event, MarkPart, Schedule, Scoring, TechnicalDocument,
};
use crate::form::base::entry_form;
use crate::form::{Field, FieldKind};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use std::collections::HashSet;

/// Most characters of a slug or code: they stand in addresses.
const SLUG_MAX: usize = 40;
/// China keeps one time, eight hours ahead of UTC, all year.
const CHINA_HOURS: i64 = 8;

impl CompetitionDefinition {
    /// Checks the definition itself, as read from a file: what is there, what fits together, and that the
    /// form is sound along with the base fields. That the association exists, only the database can tell.
    ///
    /// # Errors
    /// Everything that is wrong, each with its place in the file and the remedy.
    pub fn validate(&self) -> Result<(), Vec<DefinitionError>> {
        let mut faults = Faults::default();
        faults.slug("association", &self.association);
        faults.slug("slug", &self.slug);
        faults.text("title", &self.title);
        faults.text("summary", &self.summary);
        for (at, organiser) in self.organisers.iter().enumerate() {
            faults.text(format!("organisers[{at}].role"), &organiser.role);
            faults.text(format!("organisers[{at}].name"), &organiser.name);
        }
        check_schedule(&self.schedule, &mut faults);
        check_events(&self.events, &mut faults);
        let form = entry_form(&self.form, self.form_version);
        let certificate = self.eligibility.certificate_field.as_deref().map(|key| form.field(key));
        check_eligibility(&self.eligibility, certificate, &mut faults);
        if let Some(rule) = &self.eligibility.membership {
            let asks = |field: &Field| is_yes_or_no(field) && (field.required || !rule.required);
            if !form.field(&rule.field).is_some_and(asks) {
                faults.add("eligibility.membership.field", Fault::MembershipField);
            }
        }
        check_document(&self.document, &mut faults);
        if self.form_version == 0 {
            faults.add("form_version", Fault::Zero);
        }
        faults.form(form.validate().err().unwrap_or_default());
        faults.into_result()
    }
}

impl TechnicalDocument {
    /// Checks the rules of scoring alone.
    ///
    /// # Errors
    /// Everything that is wrong, each with its place in the file and the remedy.
    pub fn validate(&self) -> Result<(), Vec<DefinitionError>> {
        let mut faults = Faults::default();
        check_document(self, &mut faults);
        faults.into_result()
    }
}

fn check_schedule(schedule: &Schedule, faults: &mut Faults) {
    faults.text("schedule.venue", &schedule.venue);
    if schedule.entry_opens >= schedule.entry_closes {
        faults.add("schedule.entry_closes", Fault::NotAfter { earlier: "schedule.entry_opens".into() });
    }
    let closes = day_in_china(schedule.entry_closes);
    let parts =
        [("schedule.theory_on", schedule.theory_on), ("schedule.practical_on", schedule.practical_on)];
    for (place, day) in parts {
        if day.is_some_and(|day| day < closes) {
            faults.add(place, Fault::Before { earlier: "schedule.entry_closes".into() });
        }
    }
}

/// The day in China at a moment.
fn day_in_china(at: DateTime<Utc>) -> NaiveDate {
    at.checked_add_signed(TimeDelta::hours(CHINA_HOURS)).unwrap_or(at).date_naive()
}

fn check_events(events: &[Event], faults: &mut Faults) {
    if events.is_empty() {
        faults.add("events", Fault::Empty);
    }
    let mut codes = HashSet::new();
    for (at, event) in events.iter().enumerate() {
        let place = format!("events[{at}]");
        faults.slug(format!("{place}.code"), &event.code);
        faults.unique(format!("{place}.code"), &event.code, &mut codes);
        faults.text(format!("{place}.title"), &event.title);
        if event.places == 0 {
            faults.add(format!("{place}.places"), Fault::Zero);
        }
        check_modules(&place, event, faults);
    }
}

fn check_modules(place: &str, event: &Event, faults: &mut Faults) {
    for (at, module) in event.modules.iter().enumerate() {
        let place = format!("{place}.modules[{at}]");
        faults.text(format!("{place}.title"), &module.title);
        if module.full_marks <= Decimal::ZERO {
            faults.add(format!("{place}.full_marks"), Fault::Zero);
        }
        if module.minutes == Some(0) {
            faults.add(format!("{place}.minutes"), Fault::Zero);
        }
    }
    let sum = |part: MarkPart| {
        let modules = event.modules.iter().filter(|module| module.part == part);
        modules.fold(Decimal::ZERO, |sum, module| sum.saturating_add(module.full_marks)).normalize()
    };
    let (theory, practical) = (sum(MarkPart::Theory), sum(MarkPart::Practical));
    if theory != Decimal::ONE_HUNDRED {
        faults.add(format!("{place}.modules"), Fault::TheorySum { sum: theory });
    }
    if practical != Decimal::ONE_HUNDRED {
        faults.add(format!("{place}.modules"), Fault::PracticalSum { sum: practical });
    }
}

/// `certificate` is the field that the rules name: none when they name none, an inner none when it is missing.
fn check_eligibility(eligibility: &Eligibility, certificate: Option<Option<&Field>>, faults: &mut Faults) {
    for (at, says) in eligibility.says.iter().enumerate() {
        faults.text(format!("eligibility.says[{at}]"), says);
    }
    if eligibility.min_age.zip(eligibility.max_age).is_some_and(|(min, max)| min > max) {
        faults.add("eligibility.max_age", Fault::Below { least: "eligibility.min_age".into() });
    }
    if let Some(grade) = eligibility.min_grade.as_deref().filter(|grade| level(grade).is_none()) {
        faults.add("eligibility.min_grade", Fault::GradeUnknown { grade: grade.to_owned() });
    }
    if certificate.is_some_and(|field| !field.is_some_and(|field| field.required && is_yes_or_no(field))) {
        faults.add("eligibility.certificate_field", Fault::CertificateField);
    }
    let quotas = [
        ("per_employer", eligibility.quotas.per_employer),
        ("per_division", eligibility.quotas.per_division),
    ];
    for (key, _) in quotas.into_iter().filter(|(_, quota)| *quota == Some(0)) {
        faults.add(format!("eligibility.quotas.{key}"), Fault::Zero);
    }
}

/// Whether a field is a choice of yes and no that everyone is asked.
fn is_yes_or_no(field: &Field) -> bool {
    let FieldKind::Choice { options } = &field.kind else { return false };
    let offers = |value: &str| options.iter().any(|option| option.value == value);
    field.when.is_none() && offers("yes") && offers("no")
}

fn check_document(document: &TechnicalDocument, faults: &mut Faults) {
    if document.version.trim().is_empty() {
        faults.add("document.version", Fault::TextMissing);
    }
    for (at, rule) in document.rules.iter().enumerate() {
        faults.text(format!("document.rules[{at}]"), rule);
    }
    if document.notice_days == 0 {
        faults.add("document.notice_days", Fault::Zero);
    }
    check_scoring(&document.scoring, faults);
    check_awards(document, faults);
}

fn check_scoring(scoring: &Scoring, faults: &mut Faults) {
    let (theory, practical) = (scoring.theory_weight, scoring.practical_weight);
    if theory.checked_add(practical) != Some(100) {
        faults.add("document.scoring", Fault::WeightSum { theory, practical });
    }
    for (key, weight) in [("theory_weight", theory), ("practical_weight", practical)] {
        if weight == 0 {
            faults.add(format!("document.scoring.{key}"), Fault::Zero);
        }
    }
    if scoring.pass_mark.is_some_and(|pass| pass < Decimal::ZERO || pass > Decimal::ONE_HUNDRED) {
        faults.add("document.scoring.pass_mark", Fault::OutOfRange { min: 0, max: 100 });
    }
    if scoring.rounding.places > TOTAL_PLACES {
        faults.add("document.scoring.rounding.places", Fault::OutOfRange { min: 0, max: TOTAL_PLACES });
    }
    let twice = scoring.tie_break.iter().enumerate().find(|(at, one)| scoring.tie_break[..*at].contains(one));
    if let Some((at, _)) = twice {
        faults.add(format!("document.scoring.tie_break[{at}]"), Fault::Repeated);
    }
}

fn check_awards(document: &TechnicalDocument, faults: &mut Faults) {
    let mut codes = HashSet::new();
    let mut percents = 0_u32;
    for (at, award) in document.awards.iter().enumerate() {
        let place = format!("document.awards[{at}]");
        faults.slug(format!("{place}.code"), &award.code);
        faults.unique(format!("{place}.code"), &award.code, &mut codes);
        faults.text(format!("{place}.title"), &award.title);
        match award.amount {
            AwardAmount::Count(0) | AwardAmount::Percent(0) => {
                faults.add(format!("{place}.amount"), Fault::Zero)
            }
            AwardAmount::Count(_) => {}
            AwardAmount::Percent(percent) => percents = percents.saturating_add(percent),
        }
    }
    if percents > 100 {
        faults.add("document.awards", Fault::PercentSum { sum: percents });
    }
}

/// Whether a text can stand in an address: lower-case letters, digits, single hyphens within; a letter first.
pub(super) fn is_slug(text: &str) -> bool {
    let letters = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    let begins = text.starts_with(|c: char| c.is_ascii_lowercase());
    letters && begins && text.len() <= SLUG_MAX && !text.ends_with('-') && !text.contains("--")
}

#[cfg(test)]
mod tests;
