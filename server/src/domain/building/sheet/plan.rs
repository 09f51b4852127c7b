//! Every row against what is stored: which unions and employers it would add or change.

use super::super::union::Prepared;
use super::employers::{Employers, judge_employer};
use super::is_written;
use super::unions::{Unions, judge_unions};
use crate::App;
use crate::db::employers;
use crate::domain::Staff;
use crate::domain::membership::workbook::Opened;
use crate::error::Result;
use shared::api::{RowReason, RowVerdict};
use shared::i18n::{Problem, Violation};
use shared::workbook::{ColumnSet, ReadRow, column_key};
use uuid::Uuid;

/// What a file would do.
pub(super) struct Plan {
    /// The union below which what names no superior stands.
    pub top: Uuid,
    pub rows: Vec<Row>,
    /// Superiors first.
    pub unions: Vec<Prepared>,
    pub employers: Vec<employers::Row>,
}

/// A row with its verdict.
pub(super) struct Row {
    pub number: u32,
    pub union: String,
    pub employer: String,
    pub verdict: RowVerdict,
    pub changed: Vec<String>,
    pub reasons: Vec<RowReason>,
    /// Versions of what it was judged against.
    pub seen: String,
}

impl Row {
    fn of(read: &ReadRow) -> Row {
        let reason = |one: &shared::workbook::CellProblem| {
            RowReason::new(one.column.clone(), one.key.clone(), one.problem.clone())
        };
        Row {
            number: read.number,
            union: read.values.get(column_key::UNION_NAME).to_owned(),
            employer: read.values.get(column_key::EMPLOYER_NAME).to_owned(),
            verdict: if read.note { RowVerdict::Note } else { RowVerdict::Unchanged },
            changed: Vec::new(),
            reasons: read.problems.iter().map(reason).collect(),
            seen: String::new(),
        }
    }

    /// Refuses it for what stands in a column.
    pub fn refuse(&mut self, set: &ColumnSet, key: &str, problem: Problem) {
        let title = set.column(key).map(|column| column.title.clone()).unwrap_or_default();
        self.reasons.push(RowReason::new(title, key, problem));
    }

    /// Refuses it for what a check of the product's own found, whose fields have columns under other names.
    pub fn refuse_all(&mut self, set: &ColumnSet, wrong: Vec<Violation>, column: fn(&str) -> &str) {
        for one in wrong {
            self.refuse(set, column(&one.field), one.problem);
        }
    }

    /// Notes that a column differs from what is stored.
    pub fn note(&mut self, set: &ColumnSet, key: &str) {
        let Some(column) = set.column(key) else { return };
        if !self.changed.contains(&column.title) {
            self.changed.push(column.title.clone());
        }
    }

    pub fn is_refused(&self) -> bool {
        !self.reasons.is_empty()
    }
}

/// Judges every row.
pub(super) async fn plan(app: &App, staff: &Staff, opened: &Opened) -> Result<Plan> {
    let mut conn = app.db.read().await?;
    let mut unions = Unions::read(app, &mut conn, staff, opened).await?;
    let mut employers = Employers::read(&mut conn, staff).await?;
    drop(conn);
    let mut rows: Vec<Row> = opened.read.rows.iter().map(Row::of).collect();
    judge_unions(app, opened, &mut unions, &mut rows)?;
    let mut planned = Vec::new();
    for (read, row) in opened.read.rows.iter().zip(&mut rows) {
        if row.verdict == RowVerdict::Note || row.is_refused() || row.employer.is_empty() {
            continue;
        }
        let Some(union) = unions.of(&row.union) else { continue };
        let judged = judge_employer(app, &opened.set, &mut employers, union, read, row);
        planned.extend(judged.map(|(employer, verdict)| (row.number, employer, verdict)));
    }
    // A new union without any good row is not added, nor what should stand below it.
    unions.drop_orphans(&opened.set, &mut rows);
    let mut plan = Plan { top: opened.union.id, rows, unions: Vec::new(), employers: Vec::new() };
    for row in &mut plan.rows {
        if row.verdict == RowVerdict::Note {
            continue;
        }
        let of_employer =
            planned.iter().find(|(number, ..)| *number == row.number).map(|(.., verdict)| *verdict);
        row.verdict = match (row.is_refused(), of_employer, unions.verdict(row)) {
            (true, ..) => RowVerdict::Refused,
            (_, Some(RowVerdict::New), _) | (_, _, RowVerdict::New) => RowVerdict::New,
            (_, Some(RowVerdict::Changed), _) | (_, _, RowVerdict::Changed) => RowVerdict::Changed,
            _ => RowVerdict::Unchanged,
        };
    }
    let is_good = |number: u32| plan.rows.iter().any(|row| row.number == number && !row.is_refused());
    plan.employers = planned
        .into_iter()
        .filter(|(number, _, verdict)| is_written(*verdict) && is_good(*number))
        .map(|(_, employer, _)| employer)
        .collect();
    plan.unions = unions.prepared(&plan.rows);
    Ok(plan)
}
