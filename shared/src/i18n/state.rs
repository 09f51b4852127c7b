//! Names of states, parts, roles and refusals.

use super::macros::names;
#[cfg(feature = "staff")]
use crate::api::RowVerdict;
use crate::api::{DeliveryState, Role};
use crate::competition::{CompetitionState, EntryState, MarkPart};
use crate::drive::{CeremonyState, DriveMethod, DriveState, SourceKind};
use crate::membership::{
    ApplicationState, MembershipChange, MembershipReason, MembershipState, MembershipStep, RoutedBy,
    TransferParty, TransferState, TransferVerdict,
};
use crate::report::{Figure, Line};
use crate::sync::{ConfirmedBy, Conflict, RecordKind, Refusal};

names! { CompetitionState {
    Draft => "草稿", "Draft";
    Published => "已发布", "Published";
    EntryOpen => "报名中", "Entry open";
    EntryClosed => "报名截止", "Entry closed";
    PublicNotice => "成绩公示", "Public notice";
    Confirmed => "成绩已确认", "Results confirmed";
    Postponed => "延期", "Postponed";
    Cancelled => "取消", "Cancelled";
} }

names! { EntryState {
    Submitted => "待审核", "Waiting for a check";
    Returned => "退回修改", "Returned for correction";
    Eligible => "审核通过", "Eligible";
    Ineligible => "审核未通过", "Not eligible";
    Withdrawn => "已撤回", "Withdrawn";
} }

names! { MarkPart {
    Theory => "理论", "Theory";
    Practical => "实操", "Practical";
} }

names! { Role {
    Administrator => "管理员", "Administrator";
    Officer => "经办人", "Officer";
    Judge => "裁判", "Judge";
    Auditor => "审计员", "Auditor";
} }

names! { Conflict {
    OperationIdReused => "这次提交的编号已用于其他内容，请刷新后重新提交", "This submission's number was used for something else. Please reload and submit again";
    VersionChanged => "在您操作期间记录已被更新，请查看最新内容后再操作", "The record changed meanwhile. Please look at it again before you decide";
} }

names! { Refusal {
    Invalid => "有几项需要修改", "Some values need a change";
    FormChanged => "表单已更新，已保留您填写的内容，请确认标出的项目", "The form changed. Your answers are kept; please confirm the marked items";
    EntryNotOpen => "现在不在报名时间内", "Entry is not open now";
    TransitionNotAllowed => "当前状态不能进行此操作", "This step is not possible from the present state";
    Forbidden => "您的角色无权进行此操作", "Your role may not do this";
    NotFound => "没有找到该记录，或您无权查看", "No such record, or none that you may see";
    ReceiptUnknown => "没有找到此回执，请核对后重试", "No entry goes with this receipt. Please check it";
    MarksIncomplete => "还有选手未登记成绩，缺考请登记为缺考", "Some entrants have no mark yet. Record absent ones as absent";
    SealUnknown => "本机保存的这份报名无法读取，请重新填写", "The entry that was kept on this device cannot be read. Please fill it in again";
    StewardUnknown => "代收码不正确，请核对", "The steward's code is not right. Please check it";
    StewardEnded => "代收码已失效，请向工会索取新码", "The steward's code has ended. Please ask the union for a new one";
    NoticeRunning => "公示期尚未结束，暂不能确认", "The public notice has not ended, so results cannot be confirmed yet";
} }

names! { RecordKind {
    Competition => "比赛", "competitions";
    Entry => "报名", "entries";
    Results => "成绩", "results";
} }

names! { DeliveryState {
    Waiting => "待发送", "Waiting";
    Delivered => "已送达", "Delivered";
    Dead => "多次发送失败", "Given up";
} }

names! { ApplicationState {
    Submitted => "待审核", "Waiting for a check";
    UnderReview => "审核中", "Under review";
    Returned => "退回修改", "Returned for correction";
    Approved => "已批准入会", "Approved";
    Rejected => "未批准", "Not approved";
    Withdrawn => "已撤回", "Withdrawn";
} }

names! { MembershipState {
    Active => "在册会员", "Active";
    Transferring => "转会中", "Transferring";
    Retained => "保留会籍", "Retained";
    Resigned => "已退会", "Resigned";
    Expelled => "已除名", "Expelled";
} }

#[cfg(feature = "staff")]
names! { RowVerdict {
    New => "新增", "New";
    Changed => "有变化", "Changed";
    Unchanged => "无变化", "Unchanged";
    Refused => "不合格", "Refused";
    Note => "说明行", "Note";
} }

names! { MembershipChange {
    Joined => "入会", "Joined";
    TransferredIn => "转入", "Transferred in";
    Retained => "保留", "Retained";
    TransferredOut => "转出", "Transferred out";
    Expelled => "除名", "Expelled";
    Resigned => "退会", "Resigned";
} }

names! { MembershipReason {
    EmploymentChanged => "劳动（工作）关系发生变化", "Employment changed";
    LaidOff => "在本单位下岗后待岗", "Laid off";
    Unemployed => "失业", "Unemployed";
    Bankruptcy => "所在企业破产", "The employer is bankrupt";
    OwnWish => "个人要求退会", "Own wish";
    Crime => "因犯罪被开除会籍", "Expelled for a crime";
} }

names! { TransferState {
    Offered => "待本人确认", "Offered to the worker";
    Requested => "待转出工会同意", "Waits for the old union";
    Released => "待转入工会接收", "Waits for the new union";
    Escalated => "逾期，由共同上级工会决定", "Overdue: with the common superior";
    Done => "已转会", "Transferred";
    Refused => "未同意", "Refused";
    Declined => "本人不转会", "Declined by the worker";
} }

names! { TransferVerdict {
    Release => "同意转出", "Release";
    Accept => "同意接收", "Accept";
    Refuse => "不同意", "Refuse";
} }

names! { TransferParty {
    Worker => "本人", "The worker";
    OldUnion => "转出工会", "The old union";
    NewUnion => "转入工会", "The new union";
    Superior => "共同上级工会", "The common superior";
} }

names! { MembershipStep {
    Retain => "保留会籍", "Keep the membership while out of work";
    Restore => "恢复会籍", "Active again";
    Resign => "退会", "Resignation";
    Expel => "除名", "Expulsion";
} }

names! { ConfirmedBy {
    Phone => "电话", "By telephone";
    Sms => "短信", "By SMS";
    WeChat => "微信", "In WeChat";
    Paper => "纸质签字", "On paper, signed";
} }

names! { RoutedBy {
    Chosen => "申请人选择的工会", "The union that was chosen";
    Source => "二维码对应的工会", "The union of the code that was scanned";
    Employer => "覆盖所在单位的工会", "The union that covers the employer";
    Industry => "覆盖所在行业的工会", "The union that covers the trade";
    Area => "覆盖所在区域的工会", "The union that covers the area";
    Superior => "所在地区的上级工会", "The federation of the division";
} }

names! { DriveMethod {
    AssociationLed => "主导建（行业协会牵头）", "Association-led";
    PartyUnionJoint => "联合建（党建带工建）", "Party–union joint";
    Area => "区域建", "By area";
    Publicity => "宣传建", "Publicity";
} }

names! { Line {
    Joined => "入会", "Joined";
    TransferredIn => "转入", "Transferred in";
    TransferredOut => "转出", "Transferred out";
    Resigned => "退会", "Resigned";
    Retained => "保留会籍", "Retained";
    Expelled => "除名", "Expelled";
    UnionsFounded => "新建工会", "Unions founded";
    EmployersCovered => "新覆盖单位", "Employers covered";
} }

names! { Figure {
    Opening => "期初会员", "Opening";
    Joined => "入会", "Joined";
    Women => "入会（女会员）", "Joined, women";
    Migrants => "入会（农民工）", "Joined, migrant workers";
    Filed => "入会（已备案）", "Joined, filed";
    TransferredIn => "转入", "Transferred in";
    TransferredOut => "转出", "Transferred out";
    Resigned => "退会", "Resigned";
    Retained => "保留会籍", "Retained";
    Expelled => "除名", "Expelled";
    Adjusted => "调整", "Adjusted";
    Closing => "期末会员", "Closing";
    UnionsFounded => "新建工会", "Unions founded";
    EmployersCovered => "新覆盖单位", "Employers covered";
    Target => "目标", "Target";
} }

names! { DriveState {
    Open => "进行中", "Open";
    Closed => "已结束", "Closed";
} }

names! { CeremonyState {
    Planned => "筹备中", "Planned";
    Open => "入会进行中", "Open";
    Oath => "宣誓", "Oath";
    Closed => "已结束", "Closed";
} }

names! { SourceKind {
    Venue => "会场", "Venue";
    Poster => "海报、宣传单", "Poster or leaflet";
    HostSite => "协会网站", "Association's site";
    Link => "链接", "Link";
} }
