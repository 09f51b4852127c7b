//! The demo data is sound: definitions hold, people may enter what they entered, everything refers to something.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests; clippy only knows the test functions"
)]

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::competition::{
    CompetitionDefinition, CompetitionState, EntrantFacts, EntryState, RankingInput, check_eligibility,
    parse_mark, rank,
};
use shared::form::base::{entry_form, key};
use shared::form::{Answers, FieldKind, check};
use shared::i18n::{Lang, Text};
use shared::sync::ReceiptSecret;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct History {
    written_for: NaiveDate,
    competitions: Vec<Life>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Life {
    association: String,
    competition: String,
    by: String,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: DateTime<Utc>,
    to: CompetitionState,
    notice_until: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    association: String,
    competition: String,
    event: String,
    receipt: String,
    submitted_at: DateTime<Utc>,
    captured_at: Option<DateTime<Utc>>,
    answers: Answers,
    decision: Option<Decided>,
    withdrawn_at: Option<DateTime<Utc>>,
    marks: Option<Marks>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decided {
    by: String,
    at: DateTime<Utc>,
    to: EntryState,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Marks {
    by: String,
    at: DateTime<Utc>,
    theory: String,
    practical: String,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../demo")
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    let text = std::fs::read_to_string(folder().join(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn definitions() -> Vec<CompetitionDefinition> {
    let files = std::fs::read_dir(folder().join("competitions")).unwrap();
    files.map(|file| read(&format!("competitions/{}", file.unwrap().file_name().to_str().unwrap()))).collect()
}

fn definition(association: &str, slug: &str) -> CompetitionDefinition {
    let found = definitions().into_iter().find(|all| all.association == association && all.slug == slug);
    found.unwrap_or_else(|| panic!("no competition {association}/{slug}"))
}

fn values(file: &str, key: &str) -> Vec<String> {
    let rows: Vec<serde_json::Value> = read(file);
    rows.iter().map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
}

fn in_china(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(8)).date_naive()
}

fn text<'a>(entry: &'a Entry, key: &str) -> &'a str {
    entry.answers[key].as_text().unwrap()
}

#[test]
fn every_definition_is_sound_and_in_both_languages() {
    let definitions = definitions();
    assert_eq!(definitions.len(), 5);
    for definition in definitions {
        let faults = definition.validate().err().unwrap_or_default();
        let told: Vec<String> = faults.iter().map(|fault| fault.text(Lang::En)).collect();
        assert!(told.is_empty(), "{}: {told:#?}", definition.slug);
        let whole = serde_json::to_value(&definition).unwrap();
        assert_english(&definition.slug, &whole);
    }
}

/// Wherever a text stands in Chinese, it stands in English too.
fn assert_english(place: &str, value: &serde_json::Value) {
    if let Some(zh) = value.get("zh") {
        assert!(value.get("en").is_some() || zh == "", "{place}: {zh}");
    }
    match value {
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, value)| assert_english(&format!("{place}.{key}"), value));
        }
        serde_json::Value::Array(list) => list.iter().for_each(|value| assert_english(place, value)),
        _ => {}
    }
}

#[test]
fn the_forms_show_every_kind_of_field_and_a_condition_on_a_certificate() {
    let sections = definitions().into_iter().flat_map(|definition| definition.form);
    let fields: Vec<_> = sections.flat_map(|section| section.fields).collect();
    let some = |is: fn(&FieldKind) -> bool| fields.iter().any(|field| is(&field.kind));
    assert!(some(|kind| matches!(kind, FieldKind::Text { multiline: true, .. })));
    assert!(some(|kind| matches!(kind, FieldKind::Number { decimals: 1, .. })));
    assert!(some(|kind| matches!(kind, FieldKind::Date { .. })));
    assert!(some(|kind| matches!(kind, FieldKind::Choice { .. })));
    assert!(some(|kind| matches!(kind, FieldKind::Choices { .. })));
    assert!(some(|kind| matches!(kind, FieldKind::Consent { .. })));
    let numbers = fields.iter().filter(|field| field.key == "certificate_number");
    assert!(numbers.clone().count() == 4 && numbers.clone().all(|field| field.when.is_some()));
}

#[test]
fn unions_associations_and_staff_refer_to_each_other() {
    let unions = values("unions.json", "slug");
    for (at, parent) in values("unions.json", "parent").iter().enumerate() {
        assert!(at == 0 || unions[..at].contains(parent), "{} has no parent before it", unions[at]);
    }
    let associations = values("associations.json", "slug");
    for union in values("associations.json", "union").iter().chain(&values("staff.json", "union")) {
        assert!(unions.contains(union), "{union}");
    }
    assert!(definitions().iter().all(|definition| associations.contains(&definition.association)));
    assert_eq!(unions.iter().collect::<BTreeSet<_>>().len(), unions.len());
}

#[test]
fn lives_go_by_allowed_steps_to_three_open_competitions() {
    let history: History = read("history.json");
    let accounts = values("staff.json", "account");
    assert_eq!(history.competitions.len(), definitions().len());
    let now = history.written_for.and_hms_opt(0, 0, 0).unwrap().and_utc();
    let mut states = BTreeMap::new();
    for life in &history.competitions {
        let definition = definition(&life.association, &life.competition);
        assert!(accounts.contains(&life.by) && life.steps.is_sorted_by_key(|step| step.at));
        let mut state = CompetitionState::Draft;
        for step in &life.steps {
            assert!(state.check_step(step.to).is_ok(), "{}: {state:?} to {:?}", life.competition, step.to);
            assert!(step.at < now);
            assert_eq!(step.notice_until.is_some(), step.to == CompetitionState::PublicNotice);
            state = step.to;
        }
        states.insert(life.competition.clone(), (state, definition.schedule.is_open_now(state, now)));
    }
    let open = states.values().filter(|(_, open)| *open).count();
    assert_eq!(
        (open, states["cleaning"].0, states["cleaning-2025"].0),
        (3, CompetitionState::Published, CompetitionState::Confirmed)
    );
}

#[test]
fn everyone_may_enter_what_they_entered() {
    let accounts = values("staff.json", "account");
    let mut people = BTreeSet::new();
    let mut receipts = BTreeSet::new();
    // The files are moved so that this day is today, whatever the hour: what is told must have been before it.
    let written_for = read::<History>("history.json").written_for;
    for entry in read::<Vec<Entry>>("entries.json") {
        assert!(in_china(entry.submitted_at) < written_for, "{} is in the future", entry.submitted_at);
        let who = format!("{} in {}", text(&entry, key::NAME), entry.competition);
        let definition = definition(&entry.association, &entry.competition);
        assert!(definition.events.iter().any(|event| event.code == entry.event), "{who}");
        let form = entry_form(&definition.form, definition.form_version);
        let checked = check(&form, &entry.answers, in_china(entry.submitted_at))
            .unwrap_or_else(|violations| panic!("{who}: {violations:?}"));
        let rules = &definition.eligibility;
        let facts = EntrantFacts::from_answers(&checked.answers, checked.birth(), rules);
        assert_eq!(check_eligibility(rules, &facts), [], "{who}");
        let number = text(&entry, key::ID_NUMBER);
        assert!(number.starts_with("130399") || number == "H00000000", "{who}");
        assert!(people.insert((entry.competition.clone(), entry.event.clone(), number.to_owned())), "{who}");
        let secret: ReceiptSecret = entry.receipt.parse().unwrap();
        let public: String = secret.hash().code().as_str().chars().take(5).collect();
        assert!(receipts.insert(public), "{who}: the public number occurs twice");
        let schedule = &definition.schedule;
        assert!(schedule.is_open_now(CompetitionState::EntryOpen, entry.submitted_at), "{who}");
        assert!(entry.captured_at.is_none_or(|captured| captured < entry.submitted_at), "{who}");
        if let Some(decision) = &entry.decision {
            assert!(EntryState::Submitted.check_step(decision.to).is_ok(), "{who}");
            assert!(accounts.contains(&decision.by) && decision.at > entry.submitted_at, "{who}");
            assert_eq!(decision.reason.is_empty(), decision.to == EntryState::Eligible, "{who}");
        }
        assert!(
            entry.withdrawn_at.is_none_or(|at| at > entry.submitted_at && entry.decision.is_none()),
            "{who}"
        );
    }
    assert!(people.len() >= 30);
}

#[test]
fn no_quota_is_exceeded() {
    let mut taken: BTreeMap<(String, String, &str, String), u32> = BTreeMap::new();
    for entry in read::<Vec<Entry>>("entries.json") {
        for scope in [key::EMPLOYER, key::DIVISION] {
            let place =
                (entry.competition.clone(), entry.event.clone(), scope, text(&entry, scope).to_owned());
            *taken.entry(place).or_default() += 1;
        }
    }
    let quotas: BTreeMap<String, _> = definitions()
        .into_iter()
        .map(|definition| (definition.slug, definition.eligibility.quotas))
        .collect();
    for ((competition, event, scope, value), count) in taken {
        let quotas = &quotas[&competition];
        let limit = if scope == key::EMPLOYER { quotas.per_employer } else { quotas.per_division };
        assert!(limit.is_none_or(|limit| count <= limit), "{competition} {event}: {value}");
    }
}

/// The results of last year show what a ranking can be: a tie-break, a shared rank, a missed pass mark with the
/// awards moving up, an absence.
#[test]
fn last_years_results_follow_from_the_marks() {
    let definition = definition("qhd-cleaning", "cleaning-2025");
    let accounts = values("staff.json", "account");
    let mark = |text: &str| parse_mark(text, Decimal::ONE_HUNDRED).unwrap();
    let mut inputs = Vec::new();
    for entry in read::<Vec<Entry>>("entries.json") {
        let Some(marks) = &entry.marks else { continue };
        assert_eq!(entry.decision.as_ref().unwrap().to, EntryState::Eligible);
        assert!(
            accounts.contains(&marks.by) && in_china(marks.at) == definition.schedule.practical_on.unwrap()
        );
        let (theory, practical) = (mark(&marks.theory), mark(&marks.practical));
        inputs.push(RankingInput { key: text(&entry, key::NAME).to_owned(), theory, practical });
    }
    let (lines, warnings) = rank(&definition.document, inputs);
    let short: Vec<_> = lines
        .iter()
        .map(|line| (line.rank, line.key.as_str(), line.award.as_deref().unwrap_or_default()))
        .collect();
    assert_eq!(warnings, []);
    assert_eq!(
        short,
        [
            (Some(1), "郭淑珍", "first"),
            (Some(2), "吉克·阿木", "second"),
            (Some(3), "梁㛃", "second"),
            (Some(4), "关玉梅", "third"),
            (Some(4), "王东升", "third"),
            (Some(6), "田野", "third"),
            (Some(7), "郝大有", ""),
            (Some(8), "苏日娜", "merit"),
            (Some(9), "冯秋菊", "merit"),
            (Some(10), "杜鹃", ""),
            (None, "石磊", ""),
        ]
    );
}
