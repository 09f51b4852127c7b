//! The organisation sheet of the workbook: unions with the employers that they cover, added and changed as if by hand.

mod employers;
mod plan;
mod unions;

use super::employer;
use crate::App;
use crate::crypto::hex;
use crate::db::{self, Tx, Verdict, audit, operations};
use crate::domain::membership::workbook::{Opened, open};
use crate::domain::record::{Done, Sent, keep};
use crate::domain::{Caller, Staff};
use crate::error::{Error, Result};
use plan::{Plan, plan};
use shared::api::{
    GoodRows, ImportWorkbook, ImportedWorkbook, PreviewRow, RowCounts, RowVerdict, WorkbookFile,
    WorkbookPreview,
};
use shared::i18n::{Problem, Violation};
use shared::sync::{ChangeKind, Conflict, Outcome, Refusal};
use std::collections::HashSet;
use uuid::Uuid;

/// What an import of a file would do. Keeps nothing.
///
/// # Errors
/// [`Error::Invalid`] for a file that cannot be read, or that has no table of this kind.
pub async fn preview(app: &App, staff: &Staff, file: &WorkbookFile) -> Result<WorkbookPreview> {
    let (opened, plan) = judge(app, staff, file).await?;
    let rows = plan.rows.iter().map(|row| PreviewRow {
        row: row.number,
        name: row.union.clone(),
        document: row.employer.clone(),
        verdict: row.verdict,
        changed: row.changed.clone(),
        reasons: row.reasons.clone(),
        warnings: Vec::new(),
    });
    Ok(WorkbookPreview {
        digest: digest(app, file, &opened, &plan),
        sheet: opened.sheet,
        header_row: opened.read.header_row,
        rows: rows.collect(),
        counts: counts(&plan),
    })
}

/// Imports a file as it was previewed: all good rows, or none, in one transaction.
///
/// # Errors
/// As of [`preview`].
pub async fn import(app: &App, staff: &Staff, import: &ImportWorkbook) -> Result<ImportedWorkbook> {
    let caller = Caller::Staff(staff.clone());
    let sent = Sent::of(app, &caller, import.id, import.captured_at, import)?;
    let (opened, plan) = judge(app, staff, &import.file).await?;
    let counts = counts(&plan);
    if let Some(outcome) = sent.earlier(&mut app.db.read().await?).await? {
        return Ok(ImportedWorkbook { outcome, counts });
    }
    let outcome = if digest(app, &import.file, &opened, &plan) != import.digest {
        Outcome::Conflict { conflict: Conflict::VersionChanged }
    } else if import.rows == GoodRows::OnlyIfNoneRefused && counts.refused > 0 {
        let problem = Problem::RowsRefused { count: counts.refused };
        Outcome::Rejected { refusal: Refusal::Invalid, violations: vec![Violation::new("rows", problem)] }
    } else if counts.new == 0 && counts.changed == 0 {
        // Nothing differs, so nothing is written: there is nothing to tell of.
        Outcome::Accepted { record_id: plan.top, version: 1, receipt: None }
    } else {
        apply(app, staff, sent, plan, counts).await?
    };
    Ok(ImportedWorkbook { outcome, counts })
}

async fn judge(app: &App, staff: &Staff, file: &WorkbookFile) -> Result<(Opened, Plan)> {
    let opened = open(app, staff, file).await?;
    let plan = plan(app, staff, &opened).await?;
    Ok((opened, plan))
}

fn counts(plan: &Plan) -> RowCounts {
    RowCounts::count(plan.rows.iter().map(|row| row.verdict))
}

/// Stands for the file and for every verdict, with the versions that it was made against.
fn digest(app: &App, file: &WorkbookFile, opened: &Opened, plan: &Plan) -> String {
    let verdicts = plan.rows.iter().map(|row| format!("{}:{:?}:{};", row.number, row.verdict, row.seen));
    let all = [
        app.keys.index_bytes("workbook-file", &opened.bytes).as_slice(),
        opened.set.key.as_bytes(),
        file.union_id.as_bytes(),
        verdicts.collect::<String>().as_bytes(),
    ]
    .concat();
    hex(&app.keys.index_bytes("workbook", &all))
}

async fn apply(app: &App, staff: &Staff, sent: Sent, plan: Plan, counts: RowCounts) -> Result<Outcome> {
    let detail = format!("+{} ~{} ={} !{}", counts.new, counts.changed, counts.unchanged, counts.refused);
    let path = staff.path.clone();
    let ids: Vec<Uuid> =
        (0..plan.unions.len() + plan.employers.len()).map(|_| app.random.uuid(sent.at)).collect();
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if let Some(first) = sent.earlier(tx).await? {
                    return Ok(Verdict::Undo(first));
                }
                match write(tx, &sent, &path, &plan, &ids).await? {
                    true => finish(tx, &sent, plan.top, &detail).await.map(keep),
                    false => Ok(Verdict::Undo(Outcome::Conflict { conflict: Conflict::VersionChanged })),
                }
            })
        })
        .await
}

/// Writes every union and employer by an operation of its own; tells whether all of it was still as it was judged.
async fn write(tx: &mut Tx, sent: &Sent, path: &str, plan: &Plan, ids: &[Uuid]) -> Result<bool> {
    if somebody_added(tx, path, plan).await? {
        return Ok(false);
    }
    let mut ids = ids.iter();
    let mut own = || ids.next().map(|id| sent.part(*id));
    for union in &plan.unions {
        let Some(sent) = own() else { return Err(Error::Stored("an import without ids".into())) };
        if union.write(tx, &sent).await?.is_none() {
            return Ok(false);
        }
    }
    for row in &plan.employers {
        let Some(sent) = own() else { return Err(Error::Stored("an import without ids".into())) };
        if employer::write(tx, &sent, row).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether what is new to the plan came in meanwhile.
async fn somebody_added(tx: &mut Tx, path: &str, plan: &Plan) -> Result<bool> {
    let (from, to) = db::path_range(path);
    let new: HashSet<&str> =
        plan.unions.iter().filter_map(|one| one.new.as_ref()).map(|union| union.name.zh.as_str()).collect();
    let unions = db::unions::in_scope(tx, (&from, &to)).await?;
    let mut added = unions.iter().any(|union| new.contains(union.name.zh.as_str()));
    let new: HashSet<&str> =
        plan.employers.iter().filter(|row| row.version == 1).map(|row| row.name_key.as_str()).collect();
    let employers = db::employers::in_scope(tx, (&from, &to)).await?;
    added |= employers.iter().any(|row| new.contains(row.name_key.as_str()));
    Ok(added)
}

/// Keeps the answer of the whole, and tells the audit log of it.
async fn finish(tx: &mut Tx, sent: &Sent, union_id: Uuid, detail: &str) -> Result<Outcome> {
    let done = Done {
        union_id,
        record_id: union_id,
        version: 1,
        receipt: None,
        change: ChangeKind::Building { record: shared::sync::BuildingRecord::Union },
        action: "workbook.import",
        detail,
    };
    let (operation, _, log) = sent.records(done);
    audit::append(tx, log).await?;
    operations::insert(tx, &operation).await?;
    Ok(operation.outcome.0)
}

/// Whether a verdict is one that is written.
fn is_written(verdict: RowVerdict) -> bool {
    matches!(verdict, RowVerdict::New | RowVerdict::Changed)
}
