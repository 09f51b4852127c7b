//! The signature under an application statement: checked, sealed, opened.

use crate::App;
use crate::crypto::Place;
use crate::db::{Conn, signatures, sources};
use crate::error::{Error, Result};
use shared::api::Signing;
use shared::form::check_signature;
use shared::i18n::Violation;
use uuid::Uuid;

fn place(application: Uuid) -> Place<'static> {
    Place { column: "application_signatures.signature_sealed", row: application }
}

/// A signature as sent, sealed for its application. Whether the drive asks for one is not looked at: it may have been
/// changed while the application waited on a device.
pub(super) fn seal(app: &App, application: Uuid, sent: Option<&String>) -> Result<Option<String>> {
    let Some(path) = sent else { return Ok(None) };
    if let Some(problem) = check_signature(path) {
        return Err(Error::Invalid(vec![Violation::new("signature", problem)]));
    }
    Ok(Some(app.keys.seal(&app.random, place(application), path)?))
}

/// The signature of an application, opened.
pub(in crate::domain) async fn open(app: &App, conn: &mut Conn, application: Uuid) -> Result<Option<String>> {
    let sealed = signatures::of_application(conn, application).await?;
    Ok(sealed.map(|sealed| app.keys.open(place(application), &sealed)).transpose()?)
}

/// Whether an application that came through a code is signed.
pub(in crate::domain) async fn signing(
    conn: &mut Conn,
    application: Uuid,
    source: Option<Uuid>,
) -> Result<Signing> {
    if signatures::of_application(conn, application).await?.is_some() {
        return Ok(Signing::Signed);
    }
    let asks = match source {
        Some(source) => sources::by_id(conn, source).await?.is_some_and(|source| source.signature),
        None => false,
    };
    Ok(if asks { Signing::AtTheUnion } else { Signing::NotAsked })
}
