//! What staff narrow the lists of applications and members to.

use crate::membership::{ApplicationState, MembershipState};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What both lists narrow to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct PersonFilter {
    /// Only this union.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub union: Option<Uuid>,
    /// Only this group of workers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// Only this division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<String>,
    /// Only what came through this code or through any code of this drive, by id; of members by their applications.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Uuid>,
    /// Part of a name, last four of an identity document, or of applications the beginning of a receipt code (three
    /// characters or more).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// Page after this, as given by the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
}

/// Which applications to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct ApplicationFilter {
    /// Whose.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", param(ignore))]
    pub person: PersonFilter,
    /// Only this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ApplicationState>,
    /// Only those that were filed with the superior, or that were not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filed: Option<bool>,
}

/// Which members to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema, utoipa::IntoParams), into_params(parameter_in = Query))]
pub struct MemberFilter {
    /// Who.
    #[serde(flatten)]
    #[cfg_attr(feature = "openapi", param(ignore))]
    pub person: PersonFilter,
    /// Only this state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<MembershipState>,
    /// Only who counts as a member of the union, with a transfer under way or without; or only who does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_roll: Option<bool>,
}
