//! What stands on a poster. Whoever has the code may print it.

use crate::App;
use crate::db::{drives as stored, sources};
use crate::error::Result;
use chrono::NaiveDate;
use shared::api::ErrorCode;
use shared::i18n::Localized;

/// What stands on a poster.
#[derive(Clone, Debug)]
pub struct Poster {
    /// The code.
    pub code: String,
    /// Title of the drive.
    pub title: Localized,
    /// The union behind it.
    pub union: Localized,
    /// What the code is called.
    pub label: String,
    /// First day of the drive.
    pub starts_on: NaiveDate,
    /// Last day of the drive.
    pub ends_on: NaiveDate,
}

/// The poster of a code.
///
/// # Errors
/// [`ErrorCode::NotFound`] when there is no such code.
pub async fn poster(app: &App, code: &str) -> Result<Poster> {
    let mut conn = app.db.read().await?;
    let source = sources::by_code(&mut conn, code).await?.ok_or(ErrorCode::NotFound)?;
    let drive = stored::by_id(&mut conn, source.drive_id).await?.ok_or(ErrorCode::NotFound)?;
    Ok(Poster {
        code: source.code,
        title: drive.title.0,
        union: drive.union_name.0,
        label: source.label,
        starts_on: drive.starts_on,
        ends_on: drive.ends_on,
    })
}
