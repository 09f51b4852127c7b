//! Membership drives as staff read them, and ceremonies as anyone sees them.

use crate::drive::{
    Breakdown, CeremonyState, CeremonyTotals, DriveMethod, DriveState, Funnel, Headcount, SourceKind, Target,
};
use crate::i18n::Localized;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A drive in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriveRow {
    /// Id.
    pub id: Uuid,
    /// Title.
    pub title: Localized,
    /// The union behind it.
    pub union: Localized,
    /// Slug of the association on whose pages workers apply.
    pub association: String,
    /// Method.
    pub method: DriveMethod,
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    pub ends_on: NaiveDate,
    /// State.
    pub state: DriveState,
    /// Version.
    pub version: u32,
    /// How many came how far.
    pub funnel: Funnel,
    /// Members to be reached in all, when there is a target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<u32>,
}

/// What the list of drives shows, and what a new one may choose from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DriveRows {
    /// The drives of the caller's part of the tree, newest first.
    pub rows: Vec<DriveRow>,
    /// Associations on whose pages the caller's drives may take applications.
    pub associations: Vec<AssociationChoice>,
}

/// An association to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AssociationChoice {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: Localized,
}

/// A union to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnionName {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: Localized,
}

/// A code of a drive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SourceRow {
    /// Id.
    pub id: Uuid,
    /// The code.
    pub code: String,
    /// Where it leads: the address in its QR code.
    pub url: String,
    /// What carries it.
    pub kind: SourceKind,
    /// What it is called.
    pub label: String,
    /// Who looks after it.
    pub host: String,
    /// Code of the group; empty for any.
    pub worker_group: String,
    /// Code of the division; empty for any.
    pub division: String,
    /// Slug of the union that workers join; none leaves it to the rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<String>,
    /// No longer taken from then on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<DateTime<Utc>>,
    /// The ceremony whose venue it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ceremony_id: Option<Uuid>,
    /// Version.
    pub version: u32,
    /// Whether it is taken now.
    pub open: bool,
}

/// A ceremony as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CeremonyRow {
    /// Id.
    pub id: Uuid,
    /// The code in the address of its screen.
    pub code: String,
    /// Address of the screen.
    pub screen: String,
    /// Title.
    pub title: Localized,
    /// Text of the oath.
    pub oath: Localized,
    /// When the oath is planned.
    pub oath_at: DateTime<Utc>,
    /// State.
    pub state: CeremonyState,
    /// Version.
    pub version: u32,
    /// Totals now.
    pub totals: CeremonyTotals,
    /// How many people these applications are of: somebody may have applied twice.
    pub people: u64,
    /// What was certified at the oath.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<Headcount>,
}

/// A drive with its dashboard, its codes and its ceremonies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StaffDrive {
    /// Head.
    pub row: DriveRow,
    /// Members to be reached.
    pub targets: Vec<Target>,
    /// Whether applicants are asked to sign.
    pub signature: bool,
    /// The funnel, broken down.
    pub breakdown: Breakdown,
    /// Codes, in the order in which they were made.
    pub sources: Vec<SourceRow>,
    /// Ceremonies, in the order in which they were planned.
    pub ceremonies: Vec<CeremonyRow>,
    /// Unions that a code may name.
    pub unions: Vec<UnionName>,
    /// Whether the caller may change it now.
    pub may_change: bool,
}

/// What the screen of a ceremony shows. Holds totals and texts, nothing of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CeremonyScreen {
    /// The moment for which the totals hold, by the server.
    pub as_of: DateTime<Utc>,
    /// Title.
    pub title: Localized,
    /// The union behind it.
    pub union: Localized,
    /// State.
    pub state: CeremonyState,
    /// Text of the oath.
    pub oath: Localized,
    /// When the oath is planned.
    pub oath_at: DateTime<Utc>,
    /// The totals.
    pub totals: CeremonyTotals,
    /// What was certified at the oath, without who did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub certified: Option<Headcount>,
}
