//! `rollcall staff add`.

use super::{Failure, Open, open, say};
use crate::domain::accounts;
use crate::error::Error;
use clap::Subcommand;
use shared::api::{ErrorCode, Role};
use shared::i18n::Lang;
use std::io::BufRead as _;

#[derive(Debug, Subcommand)]
pub(super) enum StaffCommand {
    /// Add an account. The password is read from the first line of standard input, so that neither the shell's
    /// history nor a process list keeps it.
    Add {
        /// Account to log in with.
        account: String,
        /// Name to show.
        #[arg(long)]
        name: String,
        /// administrator, officer, judge or auditor.
        #[arg(long, value_parser = role)]
        role: Role,
        /// Slug of the union; the account sees it and what stands below.
        #[arg(long)]
        union: String,
    },
}

pub(super) async fn run(open: &Open, command: StaffCommand) -> Result<(), Failure> {
    let StaffCommand::Add { account, name, role, union } = command;
    let mut password = String::new();
    std::io::stdin().lock().read_line(&mut password)?;
    let password = password.trim_end_matches(['\r', '\n']);
    let app = open::app(open, Default::default()).await?;
    let added = accounts::add_staff(&app, &union, &account, &name, role, password, "system").await;
    app.db.close().await;
    let id = added.map_err(|error| in_words(error, &union))?;
    say(&format!("added {account} ({id})"));
    Ok(())
}

/// What was refused, with its remedy.
fn in_words(error: Error, union: &str) -> Failure {
    match error {
        Error::Invalid(violations) => {
            let said = violations
                .iter()
                .map(|violation| format!("{}: {}", violation.field, violation.text(Lang::En)));
            said.collect::<Vec<_>>().join("\n").into()
        }
        Error::Refused(ErrorCode::NotFound) => {
            format!("there is no union {union}; --union takes its slug").into()
        }
        error => error.into(),
    }
}

fn role(text: &str) -> Result<Role, String> {
    crate::db::from_text(text).ok_or_else(|| "one of administrator, officer, judge, auditor".to_owned())
}
