//! `rollcall import competition FILE`, `rollcall import members FILE`, `rollcall import organisations FILE`.

use super::{Failure, Open, open, roll, say};
use crate::domain::import::{self, ImportError, Imported};
use clap::Subcommand;
use shared::i18n::{Lang, Text};
use shared::workbook::SheetKind;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(super) enum ImportCommand {
    /// Import a competition as a draft, or change the definition of one that is there.
    Competition {
        /// A definition as JSON; the files in `demo/competitions/` are examples.
        file: PathBuf,
    },
    /// Import members from the real-name workbook; see docs/workbook.md.
    Members(Box<roll::Import>),
    /// Import unions with the employers that they cover; see docs/workbook.md.
    Organisations(Box<roll::Import>),
}

pub(super) async fn run(open: &Open, command: ImportCommand) -> Result<(), Failure> {
    let file = match command {
        ImportCommand::Competition { file } => file,
        ImportCommand::Members(import) => return roll::import(open, *import, SheetKind::Members).await,
        ImportCommand::Organisations(import) => {
            return roll::import(open, *import, SheetKind::Organisations).await;
        }
    };
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
