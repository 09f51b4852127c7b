//! Stewards' codes: for staff who issue them, and for the device that was given one.

use crate::i18n::Localized;
use crate::sync::StewardCode;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A steward's code, for staff. The code itself is read by nobody again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StewardRow {
    /// Id.
    pub id: Uuid,
    /// What staff call it.
    pub label: String,
    /// Who issued it: name and account.
    pub issued_by: String,
    /// When it was issued.
    pub created_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// When staff ended it.
    pub revoked_at: Option<DateTime<Utc>>,
    /// Whether it stands now, by the server's clock.
    pub stands: bool,
    /// How many entries were collected with it.
    pub collected: u32,
}

/// Who collected an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CollectedRow {
    /// What staff call the steward's code.
    pub label: String,
    /// When it was captured, by the device's clock.
    pub captured_at: DateTime<Utc>,
    /// The code had ended when the entry arrived.
    pub late: bool,
}

/// Asks what a steward's code opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ShowSteward {
    /// The code.
    pub code: StewardCode,
}

/// What a steward's code opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StewardPass {
    /// What staff call it.
    pub label: String,
    /// Slug of the competition.
    pub competition: String,
    /// Title of the competition.
    pub title: Localized,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Whether it stands now, by the server's clock.
    pub stands: bool,
}
