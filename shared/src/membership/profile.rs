//! Changes of a membership, as the real-name workbook names them.

use serde::{Deserialize, Serialize};

/// 会籍变化类型: what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MembershipChange {
    /// 入会.
    Joined,
    /// 转入.
    TransferredIn,
    /// 保留.
    Retained,
    /// 转出.
    TransferredOut,
    /// 除名.
    Expelled,
    /// 退会.
    Resigned,
}

impl MembershipChange {
    /// All of them, in the order of the workbook.
    pub const ALL: [MembershipChange; 6] = [
        MembershipChange::Joined,
        MembershipChange::TransferredIn,
        MembershipChange::Retained,
        MembershipChange::TransferredOut,
        MembershipChange::Expelled,
        MembershipChange::Resigned,
    ];

    /// How the number of members of the union changes by it: the monthly report's opening + in − out = closing.
    pub fn counts(self) -> i32 {
        match self {
            MembershipChange::Joined | MembershipChange::TransferredIn => 1,
            MembershipChange::Retained
            | MembershipChange::TransferredOut
            | MembershipChange::Expelled
            | MembershipChange::Resigned => -1,
        }
    }
}

/// 会籍变化原因: why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum MembershipReason {
    /// 劳动（工作）关系发生变化.
    EmploymentChanged,
    /// 在本单位下岗后待岗.
    LaidOff,
    /// 失业.
    Unemployed,
    /// 所在企业破产.
    Bankruptcy,
    /// 个人要求退会.
    OwnWish,
    /// 因犯罪被开除会籍.
    Crime,
}

impl MembershipReason {
    /// All of them, in the order of the workbook.
    pub const ALL: [MembershipReason; 6] = [
        MembershipReason::EmploymentChanged,
        MembershipReason::LaidOff,
        MembershipReason::Unemployed,
        MembershipReason::Bankruptcy,
        MembershipReason::OwnWish,
        MembershipReason::Crime,
    ];
}
