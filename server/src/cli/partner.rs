//! `rollcall partner`.

use super::{Failure, Open, open, say};
use crate::domain::partners::{self, NewPartner};
use crate::error::Error;
use clap::Subcommand;
use shared::api::ErrorCode;
use shared::sync::RecordKind;

#[derive(Debug, Subcommand)]
pub(super) enum PartnerCommand {
    /// Let another server mirror a part of the tree. Prints its token, which is shown only once.
    Add {
        /// Name, unique.
        name: String,
        /// Slug of the union; the partner sees it and what stands below.
        #[arg(long)]
        union: String,
        /// Slug of the one association that the partner is limited to.
        #[arg(long)]
        association: Option<String>,
        /// Kinds of records that it may read, parted by commas: competition, entry, results.
        #[arg(long, value_delimiter = ',', required = true, value_parser = kind)]
        grant: Vec<RecordKind>,
        /// Address that is told of changes; the secret that signs these messages is printed.
        #[arg(long, value_name = "URL", value_parser = hook)]
        hook: Option<String>,
    },
    /// End a partner's token.
    Revoke {
        /// Name.
        name: String,
    },
}

pub(super) async fn run(open: &Open, command: PartnerCommand) -> Result<(), Failure> {
    let app = open::app(open, Default::default()).await?;
    let done = match command {
        PartnerCommand::Add { name, union, association, grant, hook } => {
            let association = association.as_deref();
            let new = NewPartner { name: &name, union: &union, association, grants: grant, hook };
            partners::add(&app, new).await.map(|secrets| {
                let mut told = format!("token {}", secrets.token.as_str());
                if let Some(secret) = secrets.hook_secret {
                    told = format!("{told}\nhook secret {secret}");
                }
                told
            })
        }
        PartnerCommand::Revoke { name } => {
            partners::revoke(&app, &name).await.map(|()| format!("{name} may no longer read"))
        }
    };
    app.db.close().await;
    say(&done.map_err(in_words)?);
    Ok(())
}

fn in_words(error: Error) -> Failure {
    match error {
        Error::Refused(ErrorCode::NotFound) => "there is no such union, association or partner".into(),
        Error::Database(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            "there is a partner of this name already".into()
        }
        error => error.into(),
    }
}

fn kind(text: &str) -> Result<RecordKind, String> {
    let found = RecordKind::ALL.into_iter().find(|kind| kind.name() == text);
    found.ok_or_else(|| "one of competition, entry, results".to_owned())
}

fn hook(text: &str) -> Result<String, String> {
    match reqwest::Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(text.to_owned()),
        _ => Err("an address that begins with https:// or http://".to_owned()),
    }
}
