//! The four methods of building unions, and the codes through which workers come.

use serde::{Deserialize, Serialize};

/// How a drive reaches workers: the four methods of the "1124 working model".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DriveMethod {
    /// 主导建: led by the association of the industry.
    AssociationLed,
    /// 联合建: party organisation and union are built together.
    PartyUnionJoint,
    /// 区域建: by area, such as a mall, a market or a park.
    Area,
    /// 宣传建: by publicity, with mass enrolment.
    Publicity,
}

impl DriveMethod {
    /// All four.
    pub const ALL: [DriveMethod; 4] = [
        DriveMethod::AssociationLed,
        DriveMethod::PartyUnionJoint,
        DriveMethod::Area,
        DriveMethod::Publicity,
    ];
}

/// Where a drive stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DriveState {
    /// Codes lead to the application form within the period.
    Open,
    /// Over; codes say so and lead to the union.
    Closed,
}

/// What carries a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A venue of a ceremony.
    Venue,
    /// A poster or a leaflet.
    Poster,
    /// A site that embeds the widget.
    HostSite,
    /// A link that is passed on, such as in a chat group.
    Link,
}

impl SourceKind {
    /// All kinds.
    pub const ALL: [SourceKind; 4] =
        [SourceKind::Venue, SourceKind::Poster, SourceKind::HostSite, SourceKind::Link];
}
