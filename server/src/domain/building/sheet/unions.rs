//! The unions of a sheet: each named by one row or by several, which have to agree.

use super::super::Wrong;
use super::super::union::{Prepared, has_founding, next, placed, told};
use super::plan::Row;
use crate::App;
use crate::crypto::Place;
use crate::db::union_profiles::{self, PHONE};
use crate::db::{Conn, founding, path_range, person_counts, unions};
use crate::domain::Staff;
use crate::domain::facts::employer_key;
use crate::domain::membership::workbook::Opened;
use crate::domain::staff::facts;
use crate::error::Result;
use chrono::{DateTime, Utc};
use shared::api::RowVerdict;
use shared::i18n::{Localized, Problem};
use shared::sync::{UnionFacts, UnionPlace};
use shared::union::UnionKind;
use shared::workbook::{ColumnSet, Values, column_key as key};
use std::collections::{BTreeMap, HashMap, HashSet};
use uuid::Uuid;

/// Columns that tell of the union, in which rows of one union agree.
const OF_UNION: [&str; 7] =
    [key::UNION_USCC, key::SUPERIOR, key::FOUNDED_ON, key::UNION_KIND, key::MEMBERS, key::HEAD, key::PHONE];

/// The unions of the caller's part of the tree, and those of the sheet.
pub(super) struct Unions {
    known: Vec<unions::Row>,
    profiles: HashMap<Uuid, union_profiles::Row>,
    founded: HashSet<Uuid>,
    /// Unions whose roll is kept here: their members are counted, not told.
    on_the_roll: HashSet<Uuid>,
    top: unions::Row,
    at: DateTime<Utc>,
    /// Those of the sheet by their name as it is compared, in the order in which they can be added.
    planned: Vec<(String, Planned)>,
}

/// A union of the sheet.
struct Planned {
    union: unions::Row,
    is_new: bool,
    /// What will be stored; none when nothing differs.
    row: Option<union_profiles::Row>,
    /// Number of the row that tells of it.
    first: u32,
}

impl Unions {
    pub async fn read(app: &App, conn: &mut Conn, staff: &Staff, opened: &Opened) -> Result<Unions> {
        let (from, to) = path_range(&staff.path);
        let paths = (from.as_str(), to.as_str());
        let profiles = union_profiles::in_scope(conn, paths).await?;
        let mut steps: HashMap<Uuid, Vec<founding::Row>> = HashMap::new();
        for row in founding::in_scope(conn, paths).await? {
            steps.entry(row.union_id).or_default().push(row);
        }
        let is_founded = |(id, steps): (Uuid, Vec<founding::Row>)| has_founding(&steps).then_some(id);
        Ok(Unions {
            known: unions::in_scope(conn, paths).await?,
            profiles: profiles.into_iter().map(|row| (row.union_id, row)).collect(),
            founded: steps.into_iter().filter_map(is_founded).collect(),
            on_the_roll: person_counts::members(conn, paths).await?.into_keys().collect(),
            top: opened.union.clone(),
            at: app.clock.now(),
            planned: Vec::new(),
        })
    }

    /// The union of this name in the sheet.
    pub fn of(&self, name: &str) -> Option<&unions::Row> {
        self.planned(name).map(|planned| &planned.union)
    }

    fn planned(&self, name: &str) -> Option<&Planned> {
        let name = employer_key(name);
        self.planned.iter().find(|(known, _)| *known == name).map(|(_, planned)| planned)
    }

    /// What becomes of a row's union: told by its first row, unless that is refused.
    pub fn verdict(&self, row: &Row) -> RowVerdict {
        match self.planned(&row.union) {
            Some(planned) if planned.first != row.number => RowVerdict::Unchanged,
            Some(Planned { is_new: true, .. }) => RowVerdict::New,
            Some(Planned { row: Some(_), .. }) => RowVerdict::Changed,
            _ => RowVerdict::Unchanged,
        }
    }

    /// Refuses what should stand below a new union that is not added, until nothing more falls.
    pub fn drop_orphans(&mut self, set: &ColumnSet, rows: &mut [Row]) {
        loop {
            let good: HashSet<String> =
                rows.iter().filter(|row| !row.is_refused()).map(|row| employer_key(&row.union)).collect();
            let gone: HashSet<Uuid> = self
                .planned
                .iter()
                .filter(|(name, planned)| planned.is_new && !good.contains(name))
                .map(|(_, planned)| planned.union.id)
                .collect();
            let below = |planned: &Planned| planned.union.parent_id.is_some_and(|id| gone.contains(&id));
            let mut fell = false;
            for row in rows.iter_mut().filter(|row| !row.is_refused() && row.verdict != RowVerdict::Note) {
                if self.planned(&row.union).is_some_and(below) {
                    row.refuse(set, key::SUPERIOR, Problem::SuperiorUnknown);
                    fell = true;
                }
            }
            if !fell {
                return;
            }
        }
    }

    /// What is to be written of the unions that have a good row, superiors first.
    pub fn prepared(self, rows: &[Row]) -> Vec<Prepared> {
        let good: HashSet<String> = rows
            .iter()
            .filter(|row| !row.is_refused() && row.verdict != RowVerdict::Note)
            .map(|row| employer_key(&row.union))
            .collect();
        self.planned
            .into_iter()
            .filter(|(name, _)| good.contains(name))
            .filter_map(|(_, planned)| {
                let name = planned.union.name.zh.clone();
                let new = planned.is_new.then_some(planned.union);
                Some(Prepared { row: planned.row?, new, groups: None, name })
            })
            .collect()
    }

    /// The stored union that a row means; an error when several could be meant.
    fn meant(&self, values: &Values) -> std::result::Result<Option<&unions::Row>, Problem> {
        let code = values.get(key::UNION_USCC);
        let has_code = |union: &&unions::Row| {
            self.profiles.get(&union.id).is_some_and(|profile| !code.is_empty() && profile.uscc == code)
        };
        if let Some(found) = self.known.iter().find(has_code) {
            return Ok(Some(found));
        }
        let mut named = self.named(values.get(key::UNION_NAME));
        match (named.next(), named.next()) {
            (_, Some(_)) => Err(Problem::UnionNameTwice),
            (found, None) => Ok(found),
        }
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &unions::Row> {
        let name = employer_key(name);
        self.known.iter().filter(move |union| employer_key(&union.name.zh) == name)
    }
}

/// Finds or makes the union of every row. What is wrong with a union refuses all of its rows.
pub(super) fn judge_unions(app: &App, opened: &Opened, all: &mut Unions, rows: &mut [Row]) -> Result<()> {
    let set = &opened.set;
    // The rows of each union, by name; values that are right in themselves.
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        if row.verdict != RowVerdict::Note && !row.is_refused() {
            groups.entry(employer_key(&row.union)).or_default().push(at);
        }
    }
    let mut waiting: Vec<(String, Values, Vec<usize>)> = Vec::new();
    for (name, places) in groups {
        waiting.push((name, agreed(set, opened, &places, rows), places));
    }
    waiting.sort_by_key(|(_, _, places)| places.first().copied());
    // As many rounds as superiors come in the sheet itself.
    loop {
        let before = waiting.len();
        let mut later = Vec::new();
        for (name, values, places) in waiting {
            match one(app, set, all, &values)? {
                Judged::Later => later.push((name, values, places)),
                Judged::Refused(reasons) => {
                    for at in places {
                        for (key, problem) in &reasons {
                            rows[at].refuse(set, key, problem.clone());
                        }
                    }
                }
                Judged::Planned(planned, changed) => {
                    let good = places.iter().copied().find(|at| !rows[*at].is_refused());
                    let Some(first) = good else { continue };
                    for key in changed {
                        rows[first].note(set, key);
                    }
                    let version = planned.row.as_ref().map_or(0, |row| row.version);
                    rows[first].seen = format!("{}@{version}", planned.is_new);
                    all.planned.push((name, Planned { first: rows[first].number, ..*planned }));
                }
            }
        }
        if later.is_empty() || later.len() == before {
            for at in later.into_iter().flat_map(|(_, _, places)| places) {
                rows[at].refuse(set, key::SUPERIOR, Problem::SuperiorUnknown);
            }
            return Ok(());
        }
        waiting = later;
    }
}

/// What the rows of a union say of it together. A later row that says something else is refused.
fn agreed(set: &ColumnSet, opened: &Opened, places: &[usize], rows: &mut [Row]) -> Values {
    let mut agreed = Values::default();
    let mut from: HashMap<&str, u32> = HashMap::new();
    for at in places {
        let Some(read) = opened.read.rows.get(*at) else { continue };
        // Without an employer, place and workers are the union's own.
        let own = if read.values.get(key::EMPLOYER_NAME).is_empty() {
            &[key::UNION_NAME, key::DIVISION, key::WORKERS][..]
        } else {
            &[key::UNION_NAME][..]
        };
        for key in OF_UNION.iter().chain(own) {
            let value = read.values.get(key);
            if value.is_empty() {
                continue;
            }
            match agreed.0.get(*key) {
                None => {
                    agreed.0.insert((*key).to_owned(), value.to_owned());
                    from.insert(key, read.number);
                }
                Some(first) if first != value => {
                    let row = from.get(key).copied().unwrap_or_default();
                    rows[*at].refuse(set, key, Problem::RowDiffers { row });
                }
                Some(_) => {}
            }
        }
    }
    if let Some(first) = places.first().and_then(|at| opened.read.rows.get(*at))
        && agreed.get(key::DIVISION).is_empty()
    {
        // A new union stands where its first employer does.
        agreed.0.insert(NEAR.to_owned(), first.values.get(key::DIVISION).to_owned());
    }
    agreed
}

/// The division of the first employer, under a key that no column has.
const NEAR: &str = "near";

enum Judged {
    /// Its superior comes in the sheet, and was not reached yet.
    Later,
    Refused(Vec<(&'static str, Problem)>),
    Planned(Box<Planned>, Vec<&'static str>),
}

/// One union as its rows tell of it.
fn one(app: &App, set: &ColumnSet, all: &Unions, values: &Values) -> Result<Judged> {
    let refused = |key: &'static str, problem: Problem| Ok(Judged::Refused(vec![(key, problem)]));
    let known = match all.meant(values) {
        Ok(known) => known.cloned(),
        Err(problem) => return refused(key::UNION_NAME, problem),
    };
    let kind: Option<UnionKind> = crate::db::from_text(values.get(key::UNION_KIND));
    let superior = values.get(key::SUPERIOR);
    let mut wrong = Wrong::default();
    let (union, is_new) = match known {
        Some(union) => {
            let above = all.known.iter().find(|one| Some(one.id) == union.parent_id);
            let same = |name: &str, stored: &str| employer_key(name) == employer_key(stored);
            if !same(values.get(key::UNION_NAME), &union.name.zh) {
                return refused(key::UNION_NAME, Problem::PlaceFixed);
            }
            if kind.is_some_and(|kind| kind != union.union_kind()) {
                return refused(key::UNION_KIND, Problem::PlaceFixed);
            }
            // Of the superior outside the caller's part of the tree nothing is known here.
            if above.is_some_and(|above| !superior.is_empty() && !same(superior, &above.name.zh)) {
                return refused(key::SUPERIOR, Problem::PlaceFixed);
            }
            (union, false)
        }
        None => {
            let Some(kind) = kind else { return refused(key::UNION_KIND, Problem::Required) };
            let parent = match superior {
                "" => &all.top,
                name => match all.named(name).next().or_else(|| all.of(name)) {
                    Some(found) => found,
                    None => return Ok(Judged::Later),
                },
            };
            let near = [values.get(key::DIVISION), values.get(NEAR), &parent.division];
            let place = UnionPlace {
                parent_id: parent.id,
                name: Localized::new(values.get(key::UNION_NAME), ""),
                kind,
                level: parent.union_level().unwrap_or(shared::union::Level::City),
                division: near.into_iter().find(|one| !one.is_empty()).unwrap_or_default().to_owned(),
            };
            (placed(&mut wrong, app.random.uuid(all.at), parent, place), true)
        }
    };
    let empty = union_profiles::Row::empty(union.id, all.at);
    let before = all.profiles.get(&union.id).unwrap_or(&empty);
    let (facts, changed) = merged(app, all, before, values)?;
    let founded = all.founded.contains(&union.id);
    let row = told(app, &mut wrong, union.union_kind(), (before, founded), facts)?;
    if !wrong.0.is_empty() {
        let reasons = wrong.0.into_iter().map(|one| (column(set, &one.field), one.problem));
        return Ok(Judged::Refused(reasons.collect()));
    }
    let row = (is_new || !changed.is_empty()).then(|| next(row, all.at));
    Ok(Judged::Planned(Box::new(Planned { union, is_new, row, first: 0 }), changed))
}

/// What is told of a union once the sheet has said its part, and the columns in which that differs. A blank cell changes
/// nothing.
fn merged(
    app: &App,
    all: &Unions,
    before: &union_profiles::Row,
    values: &Values,
) -> Result<(UnionFacts, Vec<&'static str>)> {
    let mut facts = UnionFacts { founded_on: None, ..facts(before) };
    let phone = match before.phone_sealed.as_str() {
        "" => String::new(),
        sealed => app.keys.open(Place { column: PHONE, row: before.union_id }, sealed)?,
    };
    let stored = [
        (key::UNION_USCC, before.uscc.clone()),
        (key::FOUNDED_ON, before.founded_on.clone().unwrap_or_default()),
        (key::MEMBERS, before.members.map(|count| count.0.to_string()).unwrap_or_default()),
        (key::WORKERS, before.workers.map(|count| count.0.to_string()).unwrap_or_default()),
        (key::HEAD, before.chair.clone()),
        (key::PHONE, phone),
    ];
    let mut changed = Vec::new();
    for (key, stored) in stored {
        let value = values.get(key);
        let counted = key == key::MEMBERS && all.on_the_roll.contains(&before.union_id);
        if value.is_empty() || value == stored || counted {
            continue;
        }
        match key {
            key::UNION_USCC => facts.uscc = value.to_owned(),
            key::FOUNDED_ON => facts.founded_on = value.parse().ok(),
            key::MEMBERS => facts.members = value.parse().ok(),
            key::WORKERS => facts.workers = value.parse().ok(),
            key::HEAD => facts.chair = value.to_owned(),
            _ => facts.phone = value.to_owned(),
        }
        changed.push(key);
    }
    Ok((facts, changed))
}

/// The column of a field of the union.
fn column(set: &ColumnSet, field: &str) -> &'static str {
    let key = match field {
        "uscc" => key::UNION_USCC,
        "chair" => key::HEAD,
        "phone" => key::PHONE,
        "division" => key::DIVISION,
        "founded_on" => key::FOUNDED_ON,
        "members" => key::MEMBERS,
        _ => key::UNION_NAME,
    };
    if set.column(key).is_some() { key } else { key::UNION_NAME }
}
