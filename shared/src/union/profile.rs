//! What is told of a union and of an employer beyond name and place.

use super::UnionKind;
use serde::{Deserialize, Serialize};

/// What a union covers, and so whose applications find it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Coverage {
    /// 区域: a mall, a market, a park, a street.
    Area,
    /// 行业.
    Industry,
    /// 单位: the employers that it names, one or several small ones.
    #[serde(alias = "employer")]
    Employers,
}

impl Coverage {
    /// All of them.
    pub const ALL: [Coverage; 3] = [Coverage::Area, Coverage::Industry, Coverage::Employers];

    /// What a union covers: what is told of it, else what its kind says. Nothing is taken to cover an area that is not
    /// said to: a joint union is one of several small employers.
    pub fn of(told: Option<Coverage>, kind: UnionKind, takes_groups: bool) -> Coverage {
        match told {
            _ if kind == UnionKind::SingleEmployer => Coverage::Employers,
            Some(told) => told,
            None if takes_groups => Coverage::Industry,
            None => Coverage::Employers,
        }
    }
}

/// The form of organisation by the number of members (Trade Union Law, art. 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Organ {
    /// 基层工会委员会: needed from 25 members on.
    Committee,
    /// 与其他单位联合建立: fewer than 25 members, together with neighbours.
    WithNeighbours,
    /// 选举组织员一人: fewer than 25 members.
    Organiser,
}

impl Organ {
    /// All of them.
    pub const ALL: [Organ; 3] = [Organ::Committee, Organ::WithNeighbours, Organ::Organiser];
}

/// Whether an employer has a party organisation, which decides who founds what first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Party {
    /// Not known.
    #[default]
    Unknown,
    /// 已建党组织: it leads the building of the union.
    Has,
    /// 具备条件未建: could have one.
    Could,
    /// 暂不具备建党条件: the union is founded first.
    Cannot,
}

impl Party {
    /// All of them.
    pub const ALL: [Party; 4] = [Party::Unknown, Party::Has, Party::Could, Party::Cannot];
}

/// What a row of the record of work tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChronicleKind {
    /// Support of party and government, such as a joint conference.
    Support,
    /// A competent authority that takes part.
    Authority,
    /// A service to workers, such as a competition.
    Service,
    /// A mass enrolment.
    Enrolment,
    /// A figure that was told.
    Figure,
}

impl ChronicleKind {
    /// All of them.
    pub const ALL: [ChronicleKind; 5] = [
        ChronicleKind::Support,
        ChronicleKind::Authority,
        ChronicleKind::Service,
        ChronicleKind::Enrolment,
        ChronicleKind::Figure,
    ];
}
