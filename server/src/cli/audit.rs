//! `rollcall audit verify`.

use super::{Failure, Open, open, say};
use crate::domain::audit_chain::{self, Verdict};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Recompute the chain of hashes from the first row to the last. Exits with 1 when a row was changed,
    /// removed or added by hand.
    Verify,
}

pub(super) async fn run(open: &Open, command: AuditCommand) -> Result<(), Failure> {
    match command {
        AuditCommand::Verify => {
            let app = open::app(open, Default::default()).await?;
            let verdict = audit_chain::verify(&app).await?;
            app.db.close().await;
            match verdict {
                Verdict::Whole { rows } => {
                    say(&format!("the audit log is whole: {rows} rows, each chained to the one before"));
                    Ok(())
                }
                Verdict::Broken { seq, why } => {
                    Err(format!("the audit log is broken at row {seq}: {why}").into())
                }
            }
        }
    }
}
