//! `rollcall import members FILE`, `rollcall import organisations FILE`, `rollcall export FILE`.

use super::{Failure, Open, column_sets, open, say};
use crate::App;
use crate::config::Config;
use crate::domain::membership::workbook;
use crate::domain::{Staff, accounts};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use clap::Args;
use shared::api::{ExportWorkbook, GoodRows, ImportWorkbook, RowVerdict, WorkbookFile};
use shared::i18n::{Lang, Text as _, Violation};
use shared::sync::{CommitteeDecision, Confirmation, Outcome};
use shared::workbook::SheetKind;
use std::path::{Path, PathBuf};

/// Who asks, for which union, in which sheet.
#[derive(Debug, Args)]
pub(super) struct Which {
    /// Account of the officer who answers for it; stands in the audit log.
    #[arg(long, value_name = "ACCOUNT")]
    account: String,
    /// Chinese name of the union. Default: the officer's own.
    #[arg(long, value_name = "NAME")]
    union: Option<String>,
    /// Key of the kind of sheet. Default: the first one of members, or of organisations.
    #[arg(long, value_name = "KEY")]
    sheet: Option<String>,
    /// Folder with further kinds of sheets.
    #[arg(long, env = "ROLLCALL_COLUMNS", value_name = "DIR")]
    columns: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The `.xlsx` file.
    file: PathBuf,
    #[command(flatten)]
    which: Which,
    /// Only tell what would become of each row.
    #[arg(long)]
    dry_run: bool,
    /// Import nothing unless every row is good.
    #[arg(long)]
    only_if_none_refused: bool,
    /// Day of the committee's decision, `YYYY-MM-DD`; needed for new members, like the next two.
    #[arg(long, value_name = "DAY")]
    on: Option<NaiveDate>,
    /// Number of the decision's document.
    #[arg(long, default_value = "", value_name = "NUMBER")]
    document_number: String,
    /// Members of the committee who decided.
    #[arg(long, default_value = "", value_name = "NAMES")]
    deciders: String,
    /// How the new members confirmed: `paper`, `phone`, `sms`, `we_chat`.
    #[arg(long, default_value = "paper", value_name = "WAY")]
    confirmed_by: String,
    /// Day of the confirmation, `YYYY-MM-DD`. Default: the day of the decision.
    #[arg(long, value_name = "DAY")]
    confirmed_on: Option<NaiveDate>,
    /// Who confirmed, and who keeps what was signed; needed for new members.
    #[arg(long, default_value = "", value_name = "NAMES")]
    who: String,
    /// Why staff enter them.
    #[arg(long, default_value = "花名册导入", value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// The `.xlsx` file to write; must not be there yet. It holds personal data in full.
    file: PathBuf,
    #[command(flatten)]
    which: Which,
    /// What for; stands in the audit log.
    #[arg(long)]
    purpose: String,
}

pub(super) async fn import(open: &Open, import: Import, kind: SheetKind) -> Result<(), Failure> {
    let of_members = kind == SheetKind::Members;
    let (app, staff, union_id, set) = begin(open, &import.which, kind, of_members).await?;
    let bytes = std::fs::read(&import.file).map_err(|error| told(&import.file, &error))?;
    let file = WorkbookFile { set, union_id, file: STANDARD.encode(bytes) };
    let preview = workbook::preview(&app, &staff, file.clone()).await.map_err(plain)?;
    for row in preview.rows.iter().filter(|row| row.verdict == RowVerdict::Refused) {
        for reason in &row.reasons {
            say(&format!("{}: {}: {}", row.row, reason.column, reason.violation.text(Lang::ZhCn)));
        }
    }
    let verdicts =
        RowVerdict::ALL.map(|verdict| format!("{} {}", verdict.text(Lang::En), preview.counts.of(verdict)));
    say(&verdicts.join(", "));
    if !import.dry_run {
        let at = app.clock.now();
        let (document_number, deciders) = (import.document_number, import.deciders);
        let by = serde_json::from_value(serde_json::Value::String(import.confirmed_by.clone()))
            .map_err(|_| format!("--confirmed-by {}: paper, phone, sms or we_chat", import.confirmed_by))?;
        let (reason, who, confirmed_on) = (import.reason, import.who, import.confirmed_on);
        let import = ImportWorkbook {
            id: app.random.uuid(at),
            captured_at: at,
            file,
            digest: preview.digest,
            rows: if import.only_if_none_refused { GoodRows::OnlyIfNoneRefused } else { GoodRows::All },
            decision: import.on.map(|on| CommitteeDecision { on, document_number, deciders }),
            confirmation: confirmed_on.or(import.on).map(|on| Confirmation { reason, by, on, who }),
        };
        match workbook::import(&app, &staff, import).await.map_err(plain)?.outcome {
            Outcome::Accepted { .. } | Outcome::Duplicate { .. } => say("imported"),
            Outcome::Rejected { violations, .. } => return Err(lines(&violations).into()),
            outcome => return Err(format!("nothing was imported: {outcome:?}").into()),
        }
    }
    app.db.close().await;
    Ok(())
}

pub(super) async fn export(open: &Open, export: Export) -> Result<(), Failure> {
    let (app, staff, union_id, set) = begin(open, &export.which, SheetKind::Members, false).await?;
    let ask = ExportWorkbook { set, union_id, purpose: export.purpose };
    let bytes = workbook::export(&app, &staff, ask).await.map_err(plain)?;
    app.db.close().await;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&export.file).map_err(|error| told(&export.file, &error))?;
    std::io::Write::write_all(&mut file, &bytes).map_err(|error| told(&export.file, &error))?;
    say(&format!("written to {}", export.file.display()));
    Ok(())
}

/// Opens the database, and finds who asks, for which union, and in which sheet: the first of its kind if none is named.
async fn begin(
    open: &Open,
    which: &Which,
    kind: SheetKind,
    takes_members: bool,
) -> Result<(App, Staff, uuid::Uuid, String), Failure> {
    let mut config = Config::default();
    if let Some(folder) = &which.columns {
        column_sets::add(folder, &mut config.column_sets)?;
    }
    let app = open::app(open, config).await?;
    let staff = accounts::by_account(&app, &which.account)
        .await
        .map_err(|_| format!("there is no account {}", which.account))?;
    let page = workbook::page(&app, &staff).await.map_err(plain)?;
    let found = match &which.union {
        None => page.unions.iter().find(|union| union.takes_members || !takes_members),
        Some(name) => page.unions.iter().find(|union| union.name.zh == *name),
    };
    let union = found.ok_or("there is no such union within the officer's part of the tree")?;
    let set = match &which.sheet {
        Some(key) => key.clone(),
        None => {
            let first = page.sheets.iter().find(|set| set.sheet == kind);
            first.map(|set| set.key.clone()).ok_or("there is no such kind of sheet")?
        }
    };
    Ok((app, staff, union.id, set))
}

fn plain(error: crate::Error) -> Failure {
    match error {
        crate::Error::Invalid(violations) => lines(&violations).into(),
        error => error.into(),
    }
}

fn lines(violations: &[Violation]) -> String {
    let line = |one: &Violation| format!("{}: {}", one.field, one.text(Lang::En));
    violations.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn told(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
