//! The employers of a sheet: added to the union that covers them, changed, or taken out of the ledger of the unbuilt.

use super::super::Wrong;
use super::super::employer::checked;
use super::plan::Row;
use crate::App;
use crate::db::{Conn, employers, path_range, unions};
use crate::domain::Staff;
use crate::domain::facts::employer_key;
use crate::domain::staff::employer_facts;
use crate::error::Result;
use shared::api::RowVerdict;
use shared::i18n::Problem;
use shared::sync::EmployerFacts;
use shared::workbook::{ColumnSet, ReadRow, column_key as key};
use std::collections::HashMap;
use uuid::Uuid;

/// The employers of the caller's part of the tree, and those that the sheet has told of.
pub(super) struct Employers {
    known: Vec<employers::Row>,
    /// Numbers of the rows that told of one, by its name as it is compared.
    told: HashMap<String, u32>,
    /// How many employers each union covers, once the sheet is in.
    covered: HashMap<Uuid, usize>,
}

impl Employers {
    pub async fn read(conn: &mut Conn, staff: &Staff) -> Result<Employers> {
        let (from, to) = path_range(&staff.path);
        let known = employers::in_scope(conn, (&from, &to)).await?;
        let mut covered = HashMap::new();
        for row in known.iter().filter(|row| row.covered) {
            *covered.entry(row.union_id).or_default() += 1;
        }
        Ok(Employers { known, told: HashMap::new(), covered })
    }

    /// The stored employer with this code, else with this name.
    fn meant(&self, code: &str, name: &str) -> Option<&employers::Row> {
        let name = employer_key(name);
        let by_code = self.known.iter().find(|row| !code.is_empty() && row.uscc == code);
        by_code.or_else(|| self.known.iter().find(|row| row.name_key == name))
    }
}

/// The employer of a row at its union, with what becomes of it; none when the row is refused.
pub(super) fn judge_employer(
    app: &App,
    set: &ColumnSet,
    all: &mut Employers,
    union: &unions::Row,
    read: &ReadRow,
    row: &mut Row,
) -> Option<(employers::Row, RowVerdict)> {
    let value = |key: &str| read.values.get(key);
    let before = all.meant(value(key::EMPLOYER_USCC), &row.employer).cloned();
    if let Some(number) = all.told.get(&employer_key(&row.employer)) {
        row.refuse(set, key::EMPLOYER_NAME, Problem::RowRepeated { row: *number });
        return None;
    }
    if before.as_ref().is_some_and(|before| before.covered && before.union_id != union.id) {
        row.refuse(set, key::EMPLOYER_NAME, Problem::EmployerElsewhere);
        return None;
    }
    let now = app.clock.now();
    let mut facts = before.as_ref().map(employer_facts).unwrap_or_default();
    let moves = before.as_ref().is_some_and(|before| !before.covered);
    if moves {
        // Why there was no union yet is no reason any more; the plan was kept.
        facts = EmployerFacts { reason: String::new(), plan: String::new(), plan_by: None, ..facts };
    }
    facts.covered = true;
    let changed = fill(&mut facts, |key| value(key));
    if before.is_none() && facts.division.is_empty() {
        facts.division.clone_from(&union.division);
    }
    let alone = all.covered.get(&union.id).copied().unwrap_or(0) == usize::from(before.is_some() && !moves);
    let id = before.as_ref().map_or_else(|| app.random.uuid(now), |before| before.id);
    let mut wrong = Wrong::default();
    let employer = checked(&mut wrong, (union, alone), (id, before.as_ref()), facts, now);
    row.refuse_all(set, wrong.0, column);
    if row.is_refused() {
        return None;
    }
    all.told.insert(employer_key(&row.employer), row.number);
    for key in &changed {
        row.note(set, key);
    }
    row.seen.push_str(&format!("/{}", before.as_ref().map_or(0, |before| before.version)));
    if before.is_none() || moves {
        *all.covered.entry(union.id).or_default() += 1;
    }
    let verdict = match before {
        None => RowVerdict::New,
        Some(_) if moves => {
            row.note(set, key::UNION_NAME);
            RowVerdict::Changed
        }
        Some(_) if changed.is_empty() => RowVerdict::Unchanged,
        Some(_) => RowVerdict::Changed,
    };
    Some((employer, verdict))
}

/// Puts the cells of a row into what is told of an employer, and names the columns in which that differs. A blank cell
/// changes nothing.
fn fill<'v>(facts: &mut EmployerFacts, value: impl Fn(&'static str) -> &'v str) -> Vec<&'static str> {
    let mut changed = Vec::new();
    let texts = [
        (key::EMPLOYER_NAME, &mut facts.name),
        (key::EMPLOYER_USCC, &mut facts.uscc),
        (key::ADDRESS, &mut facts.address),
        (key::DIVISION, &mut facts.division),
        (key::NATURE, &mut facts.nature),
        (key::ECONOMY, &mut facts.economic_type),
        (key::INDUSTRY, &mut facts.industry),
    ];
    for (key, stored) in texts {
        let told = value(key);
        if !told.is_empty() && told != stored {
            told.clone_into(stored);
            changed.push(key);
        }
    }
    let workers = value(key::WORKERS).parse().ok();
    if workers.is_some() && workers != facts.workers {
        facts.workers = workers;
        changed.push(key::WORKERS);
    }
    changed
}

/// The column of a field of the employer.
fn column(field: &str) -> &str {
    match field {
        "uscc" => key::EMPLOYER_USCC,
        "union_id" => key::UNION_NAME,
        "economic_type" => key::ECONOMY,
        "name" => key::EMPLOYER_NAME,
        other => other,
    }
}
