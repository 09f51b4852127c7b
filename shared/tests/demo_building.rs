//! The case of the working model as data is sound: steps pass the gates, numbers say how they are meant, people are
//! invented and right in themselves, and the totals are those of the case.
#![cfg(feature = "staff")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests; clippy only knows the test functions"
)]

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use shared::drive::{Count, DriveMethod, Qualifier};
use shared::i18n::Localized;
use shared::membership::group;
use shared::person::{DocumentKind, check_document, check_mobile, check_name};
use shared::sync::{Confirmation, EmployerFacts, StepInput, UnionFacts};
use shared::union::{
    Attempt, ChronicleKind, Facts, FoundingStep, PartialDate, Party, Recorded, UnionKind, check_step,
    check_uscc, division, stage,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use uuid::Uuid;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    by: String,
    unions: Vec<Union>,
    employers: Vec<Employer>,
    chronicle: Vec<Chronicle>,
    rolls: Rolls,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Union {
    slug: String,
    new: Option<Place>,
    facts: UnionFacts,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
struct Place {
    parent: String,
    name: Localized,
    kind: UnionKind,
    division: String,
    worker_groups: Vec<String>,
}

#[derive(Deserialize)]
struct Step {
    days_ago: Option<i64>,
    #[serde(flatten)]
    input: StepInput,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Employer {
    union: String,
    facts: EmployerFacts,
    plan_by_days: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Chronicle {
    union: String,
    kind: ChronicleKind,
    title: Localized,
    happened_on: Option<PartialDate>,
    count: Option<Count>,
    #[serde(rename = "method")]
    _method: Option<DriveMethod>,
    #[serde(default)]
    note: Localized,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rolls {
    on: NaiveDate,
    document_number: String,
    deciders: String,
    confirmation: Confirmation,
}

fn text(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../demo");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_str(&text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Kind and groups of every union of the demo, by slug.
fn unions(file: &File) -> BTreeMap<String, (UnionKind, Vec<String>)> {
    let before: Vec<serde_json::Value> = read("unions.json");
    let mut unions: BTreeMap<String, (UnionKind, Vec<String>)> = before
        .iter()
        .map(|row| {
            let groups = row.get("worker_groups").cloned().unwrap_or_else(|| serde_json::json!([]));
            let kind = serde_json::from_value(row["kind"].clone()).unwrap();
            (row["slug"].as_str().unwrap().to_owned(), (kind, serde_json::from_value(groups).unwrap()))
        })
        .collect();
    let old = unions.len();
    for union in &file.unions {
        let Some(new) = &union.new else {
            assert!(unions.contains_key(&union.slug), "{} is in neither file", union.slug);
            continue;
        };
        assert!(unions.contains_key(&new.parent), "{}: {} comes later, or never", union.slug, new.parent);
        assert!(division(&new.division).is_some() || new.division == "130300", "{}", union.slug);
        assert!(new.worker_groups.iter().all(|code| group(code).is_some()), "{}", union.slug);
        assert!(!new.name.en.is_empty(), "{} has an English name", union.slug);
        let taken = unions.insert(union.slug.clone(), (new.kind, new.worker_groups.clone()));
        assert!(taken.is_none(), "{} stands twice", union.slug);
    }
    assert!(unions.len() > old);
    unions
}

fn facts(file: &File, union: &Union, kind: UnionKind) -> Facts {
    let told = &union.facts;
    let employer = file.employers.iter().find(|one| one.union == union.slug);
    Facts {
        kind,
        organ: told.organ,
        method: told.method,
        party_named: !told.party.is_empty(),
        party: match kind {
            UnionKind::SingleEmployer => employer.map_or(Party::Unknown, |one| one.facts.party),
            _ => Party::Unknown,
        },
        members: told.members,
        workers: told.workers,
        full_time_chair: told.full_time_chair,
        term_years: told.term_years,
    }
}

/// The steps of a union, each of which passes the gates.
fn steps(file: &File, union: &Union, kind: UnionKind, today: NaiveDate) -> Vec<Recorded> {
    let facts = facts(file, union, kind);
    let mut recorded = Vec::new();
    for (at, step) in union.steps.iter().enumerate() {
        let on = step.days_ago.map(|days| PartialDate::day(today - TimeDelta::days(days)));
        let on = on.or(step.input.on);
        let attempt = Attempt {
            step: step.input.step,
            on,
            no_relatives: step.input.no_relatives,
            document_number: &step.input.document_number,
            note: &step.input.note,
            corrects: None,
        };
        let passed = check_step(&facts, &recorded, &attempt, today);
        assert_eq!(passed, Ok(()), "{}: {:?}", union.slug, step.input.step);
        recorded.push(Recorded { id: Uuid::from_u128(at as u128), step: step.input.step, on });
    }
    recorded
}

#[test]
fn the_unions_of_the_case_pass_the_gates_and_come_to_its_totals() {
    let file: File = read("building.json");
    let (known, today) = (unions(&file), "2026-11-23".parse().unwrap());
    let (mut founded, mut dated, mut invented) = (0, 0, 0);
    for union in &file.unions {
        let recorded = steps(&file, union, known[&union.slug].0, today);
        assert!(union.facts.uscc.is_empty() || check_uscc(&union.facts.uscc).is_ok(), "{}", union.slug);
        let day = |one: &Recorded| (one.step == FoundingStep::Founded).then_some(one.on);
        match recorded.iter().find_map(day) {
            Some(on) => {
                founded += 1;
                dated += usize::from(on.is_some());
                assert!(stage(&recorded).is_some_and(FoundingStep::is_founded));
            }
            None => {
                invented += 1;
                let new = union.new.as_ref().unwrap();
                assert!(new.name.zh.contains("演示"), "{} says that it is invented", union.slug);
            }
        }
    }
    assert_eq!((founded, dated, invented), (25, 5, 2));
    // Congress and founding are two events, each with its own day.
    let property = file.unions.iter().find(|union| union.slug == "property").unwrap();
    let on = |step| {
        let found = property.steps.iter().find(|one| one.input.step == step);
        found.and_then(|one| one.input.on).map(|on| on.to_string())
    };
    assert_eq!(on(FoundingStep::PreparatoryGroup).as_deref(), Some("2020-07"));
    assert_eq!(on(FoundingStep::CongressCalled).as_deref(), Some("2021-04-22"));
    assert_eq!(on(FoundingStep::Founded).as_deref(), Some("2021-04-27"));
}

#[test]
fn employers_stand_where_they_belong_and_the_unbuilt_say_why() {
    let file: File = read("building.json");
    let known = unions(&file);
    for Employer { union, facts, plan_by_days } in &file.employers {
        let is_federation = known[union].0 == UnionKind::Federation;
        assert_eq!(facts.covered, !is_federation, "{}", facts.name);
        assert!(facts.covered || (!facts.reason.is_empty() && plan_by_days.is_some()), "{}", facts.name);
        assert!(facts.name.contains("演示") && division(&facts.division).is_some(), "{}", facts.name);
    }
}

#[test]
fn the_record_of_work_tells_nine_authorities_and_how_each_number_is_meant() {
    let file: File = read("building.json");
    let known = unions(&file);
    let of = |kind| file.chronicle.iter().filter(move |row| row.kind == kind);
    assert_eq!(of(ChronicleKind::Authority).count(), 9);
    assert_eq!(of(ChronicleKind::Service).count(), 4);
    for row in &file.chronicle {
        assert!(known.contains_key(&row.union) && !row.title.zh.is_empty() && !row.title.en.is_empty());
        assert_eq!(row.note.zh.is_empty(), row.note.en.is_empty(), "{}", row.title.zh);
    }
    let numbers: Vec<_> = of(ChronicleKind::Figure).filter_map(|row| row.count).collect();
    let about = Count { value: 10_000, qualifier: Qualifier::About };
    assert_eq!(numbers, [Count::exact(66), about]);
    let plaza = file.unions.iter().find(|union| union.slug == "plaza").unwrap();
    assert_eq!(plaza.facts.workers, Some(Count { value: 150, qualifier: Qualifier::AtLeast }));
    let [ceremony] = &of(ChronicleKind::Enrolment).collect::<Vec<_>>()[..] else { panic!("one ceremony") };
    assert_eq!(ceremony.happened_on, Some(PartialDate::day(file.rolls.on)));
    assert_eq!(ceremony.count, Some(Count::exact(635)));
}

#[test]
fn the_635_who_joined_are_invented_right_and_nobody_twice() {
    let file: File = read("building.json");
    let known = unions(&file);
    let accounts: Vec<serde_json::Value> = read("staff.json");
    assert!(accounts.iter().any(|row| row["account"] == file.by.as_str()));
    let rolls = &file.rolls;
    assert!(!rolls.document_number.is_empty() && !rolls.deciders.is_empty());
    assert!(rolls.confirmation.on <= rolls.on && !rolls.confirmation.who.is_empty());
    let csv = text("joiners.csv");
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("union,name,id_number,mobile,worker_group,employer,division"));
    let (mut numbers, mut mobiles, mut groups) = (BTreeSet::new(), BTreeSet::new(), BTreeMap::new());
    for line in lines {
        let columns: Vec<&str> = line.split(',').collect();
        let [union, name, number, mobile, code, employer, place] = columns[..] else { panic!("{line}") };
        let (kind, takes) = &known[union];
        // The case names no union of the riders: they are members of the city's federation.
        assert!(takes.iter().any(|one| one == code) || *kind == UnionKind::Federation, "{line}");
        assert_eq!(check_name(name).as_deref(), Ok(name));
        assert!(number.starts_with("130399"), "{line}");
        let facts = check_document(DocumentKind::ResidentId, number, rolls.on).unwrap();
        assert_eq!(facts.number, number);
        assert_eq!(check_mobile(mobile).as_deref(), Ok(mobile));
        assert!(numbers.insert(number) && mobiles.insert(mobile), "{line}");
        assert!(division(place).is_some() && employer.contains("演示"), "{line}");
        *groups.entry(code).or_insert(0) += 1;
    }
    assert_eq!(numbers.len(), 635);
    let told = [("courier", 115), ("food_delivery", 55), ("truck_driver", 465)];
    assert_eq!(groups.into_iter().collect::<Vec<_>>(), told);
}
