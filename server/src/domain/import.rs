//! Competitions from files.

use super::record::keep;
use crate::App;
use crate::db::{Verdict, associations, audit, changes, competitions};
use crate::error::{Error, Result};
use shared::competition::{CompetitionDefinition, CompetitionState, DefinitionError};
use shared::form::base::entry_form;
use shared::sync::ChangeKind;
use uuid::Uuid;

/// Why a competition was not imported. Each names the place and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The definition contradicts itself.
    #[error("the definition is not sound")]
    Definition(Vec<DefinitionError>),
    /// There is no such association.
    #[error("no association {0}; see `association` in the file")]
    Association(String),
    /// The form differs from the one that people are answering, under the same version.
    #[error("the form changed; raise `form_version` above {0}")]
    FormVersion(u32),
    /// An event that people may have entered is gone.
    #[error("event {0} is missing; an event stays once the competition is published")]
    EventGone(String),
    /// Entry is over.
    #[error("the competition is {0:?}; a definition can change until entry closes")]
    TooLate(CompetitionState),
    /// The database did not take it.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    /// A new draft.
    New(Uuid),
    /// A competition that was there has a new definition.
    Changed(Uuid),
    /// Nothing differs.
    Same(Uuid),
}

/// Imports a competition as a draft, or changes the definition of one that is there.
///
/// # Errors
/// See [`ImportError`].
pub async fn competition(app: &App, definition: CompetitionDefinition) -> Result<Imported, ImportError> {
    definition.validate().map_err(ImportError::Definition)?;
    let mut conn = app.db.read().await.map_err(Error::from)?;
    let association = associations::by_slug(&mut conn, &definition.association)
        .await?
        .ok_or_else(|| ImportError::Association(definition.association.clone()))?;
    let before = competitions::by_slug(&mut conn, &definition.association, &definition.slug).await?;
    drop(conn);
    if let Some(before) = &before {
        if before.definition.0 == definition {
            return Ok(Imported::Same(before.id));
        }
        may_change(before, &definition)?;
    }
    let at = app.clock.now();
    let id = before.as_ref().map_or_else(|| app.random.uuid(at), |before| before.id);
    let version = before.as_ref().map_or(1, |before| before.version + 1);
    let state = before.as_ref().map_or(Ok(CompetitionState::Draft), competitions::Row::state)?;
    let imported = if before.is_some() { Imported::Changed(id) } else { Imported::New(id) };
    let union_id = association.union_id;
    app.db
        .write(move |tx| {
            Box::pin(async move {
                if version == 1 {
                    let new = competitions::NewCompetition {
                        id,
                        association_id: association.id,
                        union_id,
                        definition: &definition,
                        at,
                    };
                    competitions::insert(tx, new).await?;
                } else {
                    competitions::redefine(tx, id, &definition, at).await?;
                }
                competitions::keep_form(tx, id, &entry_form(&definition.form, definition.form_version))
                    .await?;
                let kind = ChangeKind::Competition { state };
                let change =
                    changes::NewChange { at, operation_id: None, union_id, record_id: id, version, kind };
                changes::append(tx, change).await?;
                audit::append(
                    tx,
                    audit::NewRow {
                        at,
                        actor_id: None,
                        actor: "system",
                        union_id: Some(union_id),
                        action: "competition.import",
                        record_id: Some(id),
                        result: "ok",
                        detail: &definition.slug,
                    },
                )
                .await?;
                Ok::<Verdict<()>, Error>(keep(()))
            })
        })
        .await?;
    Ok(imported)
}

/// Whether a definition may replace the one that is there, which people may be answering.
fn may_change(before: &competitions::Row, definition: &CompetitionDefinition) -> Result<(), ImportError> {
    let state = before.state()?;
    match state {
        CompetitionState::Draft => return Ok(()),
        CompetitionState::Published | CompetitionState::EntryOpen | CompetitionState::Postponed => {}
        _ => return Err(ImportError::TooLate(state)),
    }
    let old = &before.definition.0;
    if old.form != definition.form && definition.form_version <= old.form_version {
        return Err(ImportError::FormVersion(old.form_version));
    }
    let kept = |code: &str| definition.events.iter().any(|event| event.code == code);
    match old.events.iter().find(|event| !kept(&event.code)) {
        Some(gone) => Err(ImportError::EventGone(gone.code.clone())),
        None => Ok(()),
    }
}
