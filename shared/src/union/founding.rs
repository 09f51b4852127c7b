//! The steps from the first lead to a founded union, and through its terms.

use serde::{Deserialize, Serialize};

/// A step. Congress and founding are two events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum FoundingStep {
    /// 线索: somebody told of an employer, an area or an industry without a union.
    Lead,
    /// 摸底: workers, employers and their wishes are known.
    Surveyed,
    /// 成立筹备组.
    PreparatoryGroup,
    /// 提出建会申请.
    Requested,
    /// 上级工会批复同意建会.
    Approved,
    /// 召开会员（代表）大会.
    CongressCalled,
    /// 选举产生工会委员会.
    LeadershipElected,
    /// 上报选举结果.
    ResultReported,
    /// 上级工会批复选举结果.
    ResultApproved,
    /// 成立（挂牌）.
    Founded,
    /// 取得工会法人资格.
    Registered,
    /// 正常运行.
    Operating,
    /// 任期将满，启动换届.
    TermExpiring,
    /// 换届完成.
    ReElected,
    /// 撤销.
    Dissolved,
}

use FoundingStep::{
    Approved, CongressCalled, Dissolved, Founded, Lead, LeadershipElected, Operating, PreparatoryGroup,
    ReElected, Registered, Requested, ResultApproved, ResultReported, Surveyed, TermExpiring,
};

impl FoundingStep {
    /// All steps, in their order.
    pub const ALL: [FoundingStep; 15] = [
        Lead,
        Surveyed,
        PreparatoryGroup,
        Requested,
        Approved,
        CongressCalled,
        LeadershipElected,
        ResultReported,
        ResultApproved,
        Founded,
        Registered,
        Operating,
        TermExpiring,
        ReElected,
        Dissolved,
    ];

    /// The steps without which this one cannot be. The others may be left out, as where nobody had to survey anything;
    /// approval of the establishment by the next higher union may not (Trade Union Law, art. 12), nor that of the result of
    /// the election (Constitution of the Chinese Trade Unions, art. 27).
    pub fn needs(self) -> &'static [FoundingStep] {
        match self {
            Lead | Surveyed | PreparatoryGroup | Requested | Approved => &[],
            CongressCalled => &[Approved],
            LeadershipElected => &[Approved, CongressCalled],
            ResultReported => &[LeadershipElected],
            ResultApproved => &[LeadershipElected],
            Founded => &[Approved, LeadershipElected, ResultApproved],
            Registered | Operating | TermExpiring | Dissolved => &[Founded],
            ReElected => &[Founded],
        }
    }

    /// Whether it may come again and again: terms end.
    pub fn recurs(self) -> bool {
        matches!(self, TermExpiring | ReElected)
    }

    /// Whether the union is founded once this is reached.
    pub fn is_founded(self) -> bool {
        self >= Founded
    }

    /// Whether a committee is elected in it, whose members may be no near relatives of the main manager
    /// (Trade Union Law, art. 10).
    pub fn elects(self) -> bool {
        matches!(self, LeadershipElected | ReElected)
    }

    /// Whether the next higher union decides in it, by a numbered document.
    pub fn is_approval(self) -> bool {
        matches!(self, Approved | ResultApproved)
    }
}
