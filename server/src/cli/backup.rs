//! `rollcall backup` and `rollcall restore`.

use super::{Failure, Open, open, say};
use crate::db::backup;
use crate::domain::audit_chain::{self, Verdict};
use crate::domain::retention;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// File to write; must not be there yet.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// Backup to restore. Without it the database itself was restored by other means, such as pg_restore.
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
}

/// Copies the embedded database while the server runs.
pub(super) async fn backup(open: &Open, args: BackupArgs) -> Result<(), Failure> {
    backup::backup(&open::url(open), &args.to).await?;
    say(&format!("{} holds the database as it was; keep the keys elsewhere", args.to.display()));
    Ok(())
}

/// Restores, checks the audit log, and begins a new life of the feed, so that mirrors begin anew.
pub(super) async fn restore(open: &Open, args: RestoreArgs) -> Result<(), Failure> {
    if let Some(from) = &args.from {
        std::fs::create_dir_all(&open.data)?;
        backup::restore(&open::url(open), from).await?.close().await;
    }
    let app = open::app(open, Default::default()).await?;
    let checked = audit_chain::verify(&app).await?;
    if let Verdict::Whole { .. } = &checked {
        retention::begin_epoch(&app).await?;
    }
    app.db.close().await;
    match checked {
        Verdict::Whole { rows } => {
            say(&format!(
                "restored; the audit log is whole ({rows} rows), and who mirrors this server begins anew"
            ));
            Ok(())
        }
        Verdict::Broken { seq, why } => Err(format!("the audit log is broken at row {seq}: {why}").into()),
    }
}

/// Removes personal data whose time of retention is over.
pub(super) async fn purge(open: &Open) -> Result<(), Failure> {
    let app = open::app(open, Default::default()).await?;
    let purged = retention::purge(&app).await;
    app.db.close().await;
    let purged = purged?;
    let retention::Purged { entries, results, applications, members } = purged;
    say(&format!(
        "removed {entries} entries; {results} results lost their names; erased {applications} applications and \
         {members} former members"
    ));
    Ok(())
}
