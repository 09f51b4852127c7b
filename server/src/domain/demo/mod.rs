//! The demo data, loaded as it would have come about: every entry, decision, mark and result is an operation, applied
//! at its own time.

mod building;
mod drives;
mod files;
mod membership;
mod replay;

use super::{accounts, import, setup};
use crate::App;
use crate::error::Error;
use files::Files;

/// Why the demo data was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// A file in `demo/` cannot be read.
    #[error("demo data: {0}")]
    File(#[from] serde_json::Error),
    /// A competition was refused.
    #[error("demo data: {0}")]
    Import(#[from] import::ImportError),
    /// An operation was refused.
    #[error("demo data: {what} was answered {outcome}")]
    Refused {
        /// Which operation.
        what: String,
        /// The outcome.
        outcome: String,
    },
    /// The database did not take it.
    #[error("demo data: {0}")]
    Failed(#[from] Error),
}

/// Loads the demo data, unless it is there; tells whether it did. Times are moved so that the data's day is today.
///
/// # Errors
/// See [`DemoError`].
pub async fn load(app: &App) -> Result<bool, DemoError> {
    if accounts::by_account(app, "admin").await.is_ok() {
        return Ok(false);
    }
    let files = Files::read(app.clock.today())?;
    for union in &files.unions {
        let new = setup::NewUnion {
            slug: &union.slug,
            parent: union.parent.as_deref(),
            level: union.level,
            kind: union.kind,
            division: &union.division,
            name: union.name.clone(),
            worker_groups: union.worker_groups.clone(),
        };
        setup::add_union(app, new).await?;
    }
    for association in &files.associations {
        let new = setup::NewAssociation {
            slug: &association.slug,
            union: &association.union,
            name: association.name.clone(),
            allowed_origins: association.allowed_origins.clone(),
        };
        setup::add_association(app, new).await?;
    }
    let password = password(app);
    for staff in &files.staff {
        accounts::add_staff(app, &staff.union, &staff.account, &staff.name, staff.role, &password, "system")
            .await?;
    }
    for definition in &files.competitions {
        import::competition(app, definition.clone()).await?;
    }
    replay::replay(app, &files).await?;
    building::load(app).await?;
    drives::load(app).await?;
    membership::load(app).await?;
    Ok(true)
}

/// Lets a site embed all demo associations.
///
/// # Errors
/// When the database does not take it.
pub async fn allow_site(app: &App, origin: &str) -> Result<(), DemoError> {
    for association in Files::read(app.clock.today())?.associations {
        let listed = super::public::origins(app, &association.slug).await?;
        if listed != [origin] {
            setup::allow_origins(app, &association.slug, vec![origin.to_owned()]).await?;
        }
    }
    Ok(())
}

/// Account, name and role of the demo's staff, for whoever tries it.
///
/// # Errors
/// When the files cannot be read.
pub fn accounts(app: &App) -> Result<Vec<(String, shared::i18n::Localized)>, DemoError> {
    use shared::i18n::Text as _;
    let files = Files::read(app.clock.today())?;
    let union =
        |slug: &str| files.unions.iter().find(|union| union.slug == slug).map(|union| union.name.zh.clone());
    Ok(files
        .staff
        .iter()
        .map(|staff| {
            let mut role = staff.role.both();
            role.zh = format!("{}，{}", role.zh, union(&staff.union).unwrap_or_default());
            (staff.account.clone(), role)
        })
        .collect())
}

/// The password of the demo's accounts: another one for each installation, always the same within one.
pub fn password(app: &App) -> String {
    let digest = app.keys.index("demo", "password");
    format!("Demo-{}", crate::crypto::hex(&digest[..4]))
}
