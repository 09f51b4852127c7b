//! `rollcall import competition FILE`.

use super::{Failure, Open, open, say};
use crate::domain::import::{self, ImportError, Imported};
use clap::Subcommand;
use shared::i18n::{Lang, Text};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Import a competition as a draft, or change the definition of one that is there.
    Competition {
        /// A definition as JSON; the files in `demo/competitions/` are examples.
        file: PathBuf,
    },
}

pub(super) async fn run(open: &Open, command: ImportCommand) -> Result<(), Failure> {
    let ImportCommand::Competition { file } = command;
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let definition = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let app = open::app(open, Default::default()).await?;
    let imported = import::competition(&app, definition).await;
    app.db.close().await;
    say(&match imported {
        Ok(Imported::New(id)) => format!("imported as draft {id}"),
        Ok(Imported::Changed(id)) => format!("changed {id}"),
        Ok(Imported::Same(id)) => format!("nothing changed in {id}"),
        Err(ImportError::Definition(errors)) => {
            let lines = errors.iter().map(|error| format!("\n  {}", error.text(Lang::En)));
            return Err(format!("{} is not sound:{}", file.display(), lines.collect::<String>()).into());
        }
        Err(error) => return Err(error.into()),
    });
    Ok(())
}
