//! From marks to a total.

use serde::{Deserialize, Serialize};

/// A part of the competition that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MarkPart {
    /// 理论.
    Theory,
    /// 实操.
    Practical,
}
