//! Levels of the union tree, and kinds of unions.

use serde::{Deserialize, Serialize};

/// Level of a federation (总工会) in the tree above the primary unions, highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 全国.
    National,
    /// 省.
    Province,
    /// 市.
    City,
    /// 县、区.
    County,
    /// 乡镇、街道.
    Township,
}

/// Kind of a union, as the real-name workbook names them (基层工会类型).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum UnionKind {
    /// 总工会: a node of the tree above the primary unions.
    Federation,
    /// 独立基层工会: the union committee of one employer.
    SingleEmployer,
    /// 联合基层工会: several small employers of an area or an industry.
    Joint,
    /// 工会联合会: its members are unions.
    UnionFederation,
    /// 产业（系统）工会.
    Industrial,
}
