//! The case of the working model, loaded by the product's own operations: unions with their founding steps, employers,
//! the record of work, and the rolls of those who joined at the ceremony.

use super::DemoError;
use super::replay::act;
use crate::App;
use crate::db::unions;
use crate::domain::{Caller, accounts};
use crate::error::Error;
use chrono::{NaiveDate, TimeDelta};
use futures_util::future::try_join_all;
use serde::Deserialize;
use shared::api::ErrorCode;
use shared::i18n::Localized;
use shared::sync::{
    Action, CommitteeDecision, Confirmation, EmployerFacts, EnrolRoll, RecordSteps, RollPerson,
    SaveChronicle, SaveEmployer, SaveUnion, StepInput, UnionFacts, UnionPlace,
};
use shared::union::{Level, PartialDate, UnionKind};
use std::collections::{BTreeMap, HashMap};
use uuid::Uuid;

#[derive(Debug, Deserialize)]
struct File {
    /// Account of whoever records it.
    by: String,
    unions: Vec<Union>,
    employers: Vec<Employer>,
    chronicle: Vec<Chronicle>,
    rolls: Rolls,
}

#[derive(Debug, Deserialize)]
struct Union {
    slug: String,
    new: Option<Place>,
    facts: UnionFacts,
    steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
struct Place {
    parent: String,
    name: Localized,
    kind: UnionKind,
    level: Level,
    division: String,
    worker_groups: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Step {
    /// Days before the demo's day; for what is under way.
    days_ago: Option<i64>,
    #[serde(flatten)]
    input: StepInput,
}

#[derive(Debug, Deserialize)]
struct Employer {
    union: String,
    facts: EmployerFacts,
    /// Days from the demo's day to that of the plan.
    plan_by_days: Option<i64>,
}

#[derive(Debug, Deserialize)]
struct Chronicle {
    union: String,
    #[serde(flatten)]
    row: ChronicleRow,
}

#[derive(Debug, Deserialize)]
struct ChronicleRow {
    kind: shared::union::ChronicleKind,
    title: Localized,
    happened_on: Option<PartialDate>,
    count: Option<shared::drive::Count>,
    method: Option<shared::drive::DriveMethod>,
    #[serde(default)]
    note: Localized,
}

#[derive(Debug, Deserialize)]
struct Rolls {
    on: NaiveDate,
    document_number: String,
    deciders: String,
    confirmation: Confirmation,
}

/// The demo while it is loaded.
struct Load<'a> {
    app: &'a App,
    by: Caller,
    /// Ids of unions by the slugs of the files.
    ids: HashMap<String, Uuid>,
}

/// Loads the case.
pub(super) async fn load(app: &App) -> Result<(), DemoError> {
    let file: File = serde_json::from_str(include_str!("../../../../demo/building.json"))?;
    let by = Caller::Staff(accounts::by_account(app, &file.by).await?);
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let known = unions::in_scope(&mut conn, ("", "\u{FFFF}")).await?;
    drop(conn);
    let ids = known.into_iter().map(|union| (union.slug, union.id)).collect();
    let mut load = Load { app, by, ids };
    let today = app.clock.today();
    load.unions(&file.unions).await?;
    try_join_all(file.unions.iter().map(|union| load.steps(union, today))).await?;
    // All at once: the writer puts what waits into one commit.
    let (employers, chronicle, rolls) = tokio::join!(
        try_join_all(file.employers.iter().map(|employer| load.employer(employer, today))),
        try_join_all(file.chronicle.iter().map(|row| load.chronicle(row))),
        load.rolls(&file.rolls),
    );
    employers?;
    chronicle?;
    rolls
}

impl Load<'_> {
    fn id(&self, slug: &str) -> Result<Uuid, DemoError> {
        Ok(*self.ids.get(slug).ok_or(Error::Refused(ErrorCode::NotFound))?)
    }

    fn new_id(&self) -> Uuid {
        self.app.random.uuid(self.app.clock.now())
    }

    async fn act(&self, action: Action) -> Result<(), DemoError> {
        act(self.app, self.by.clone(), action, self.app.clock.now()).await
    }

    /// Adds unions and what is told of them, as many at once as have their parents.
    async fn unions(&mut self, all: &[Union]) -> Result<(), DemoError> {
        let mut waiting: Vec<&Union> = all.iter().collect();
        while !waiting.is_empty() {
            let ready =
                |union: &&Union| union.new.as_ref().is_none_or(|new| self.ids.contains_key(&new.parent));
            let (now, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(ready);
            if now.is_empty() {
                return Err(Error::Refused(ErrorCode::NotFound).into());
            }
            let mut actions = Vec::with_capacity(now.len());
            let mut added = Vec::with_capacity(now.len());
            for union in now {
                let union_id = self.id(&union.slug).unwrap_or_else(|_| self.new_id());
                added.push((union.slug.clone(), union_id));
                let new = union.new.as_ref().map(|new| self.place(new)).transpose()?;
                let groups = union.new.as_ref().map(|new| new.worker_groups.clone());
                let facts = UnionFacts { worker_groups: groups, ..union.facts.clone() };
                actions.push(Action::SaveUnion(SaveUnion { union_id, version: 0, new, facts }));
            }
            try_join_all(actions.into_iter().map(|action| self.act(action))).await?;
            self.ids.extend(added);
            waiting = later;
        }
        Ok(())
    }

    fn place(&self, new: &Place) -> Result<UnionPlace, DemoError> {
        Ok(UnionPlace {
            parent_id: self.id(&new.parent)?,
            name: new.name.clone(),
            kind: new.kind,
            level: new.level,
            division: new.division.clone(),
        })
    }

    async fn steps(&self, union: &Union, today: NaiveDate) -> Result<(), DemoError> {
        let steps = union.steps.iter().map(|step| StepInput {
            on: step
                .days_ago
                .map_or(step.input.on, |days| Some(PartialDate::day(today - TimeDelta::days(days)))),
            ..step.input.clone()
        });
        let record = RecordSteps { union_id: self.id(&union.slug)?, version: 1, steps: steps.collect() };
        self.act(Action::RecordSteps(record)).await
    }

    async fn employer(&self, employer: &Employer, today: NaiveDate) -> Result<(), DemoError> {
        let plan_by = employer.plan_by_days.map(|days| today + TimeDelta::days(days));
        let facts = EmployerFacts { plan_by, ..employer.facts.clone() };
        let union_id = self.id(&employer.union)?;
        self.act(Action::SaveEmployer(SaveEmployer {
            employer_id: self.new_id(),
            version: 0,
            union_id,
            facts,
        }))
        .await
    }

    async fn chronicle(&self, chronicle: &Chronicle) -> Result<(), DemoError> {
        let row = &chronicle.row;
        self.act(Action::SaveChronicle(SaveChronicle {
            chronicle_id: self.new_id(),
            version: 0,
            union_id: self.id(&chronicle.union)?,
            about: row.kind,
            title: row.title.clone(),
            happened_on: row.happened_on,
            until: None,
            count: row.count,
            method: row.method,
            note: row.note.clone(),
        }))
        .await
    }

    /// Everybody who joined at the ceremony, union by union.
    async fn rolls(&self, rolls: &Rolls) -> Result<(), DemoError> {
        let mut people: BTreeMap<&str, Vec<RollPerson>> = BTreeMap::new();
        for line in include_str!("../../../../demo/joiners.csv").lines().skip(1) {
            let columns: Vec<&str> = line.split(',').collect();
            let [union, name, id_number, mobile, worker_group, employer, division] = columns[..] else {
                return Err(Error::Stored(format!("demo/joiners.csv: {} columns", columns.len())).into());
            };
            people.entry(union).or_default().push(RollPerson {
                name: name.to_owned(),
                id_number: id_number.to_owned(),
                mobile: mobile.to_owned(),
                worker_group: worker_group.to_owned(),
                employer: employer.to_owned(),
                division: division.to_owned(),
            });
        }
        let roll = async |(union, people): (&str, Vec<RollPerson>)| {
            let decision = CommitteeDecision {
                on: rolls.on,
                document_number: rolls.document_number.clone(),
                deciders: rolls.deciders.clone(),
            };
            let confirmation = rolls.confirmation.clone();
            let enrol = EnrolRoll { union_id: self.id(union)?, decision, confirmation, people };
            self.act(Action::EnrolRoll(enrol)).await
        };
        try_join_all(people.into_iter().map(roll)).await.map(drop)
    }
}
