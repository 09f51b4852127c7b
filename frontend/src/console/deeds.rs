//! What was done, in words: the actions, results and details of the audit log.

use crate::hooks::Desk;
use crate::membership::profile_label;
use serde::de::DeserializeOwned;
use serde_json::Value;
use shared::api::ErrorCode;
use shared::competition::{CompetitionState, MarkPart};
use shared::drive::CeremonyState;
use shared::union::FoundingStep;

/// What an action is called; its stable name if it is not known here.
pub(crate) fn name(desk: &Desk, action: &str) -> String {
    Deed::named(action).map_or_else(|| action.to_owned(), |deed| desk.t(deed))
}

/// How it ended.
pub(crate) fn result(desk: &Desk, result: &str) -> String {
    match read::<ErrorCode>(result) {
        _ if result == "ok" => desk.t(Deed::Ok),
        Some(code) => desk.t(code),
        None => result.to_owned(),
    }
}

/// The detail, with its stable names in words.
pub(crate) fn detail(desk: &Desk, action: &str, detail: &str) -> String {
    let arrow = |text: &str, word: &dyn Fn(&str) -> String| match text.split_once(" -> ") {
        Some((from, to)) => format!("{} → {}", word(from), word(to)),
        None => text.to_owned(),
    };
    match action {
        "ceremony.advance" => arrow(detail, &|state| {
            read::<CeremonyState>(state).map_or_else(|| state.to_owned(), |state| desk.t(state))
        }),
        "union.step" => read::<FoundingStep>(detail).map_or_else(|| detail.to_owned(), |step| desk.t(step)),
        "competition.advance" => arrow(detail, &|state| {
            read::<CompetitionState>(state).map_or_else(|| state.to_owned(), |state| desk.t(state))
        }),
        "marks.record" => {
            let mark = |value: &str| match value {
                "" => desk.t(Deed::NoMark),
                "absent" => desk.t(Deed::Absent),
                value => value.to_owned(),
            };
            let one = |text: &str| match text.split_once(": ") {
                Some((part, change)) => {
                    let part = read::<MarkPart>(part).map_or_else(|| part.to_owned(), |part| desk.t(part));
                    format!("{part} {}", arrow(change, &mark))
                }
                None => text.to_owned(),
            };
            detail.split("; ").map(one).collect::<Vec<_>>().join("；")
        }
        "application.complete" | "member.complete" => {
            profile_label(desk, detail).unwrap_or_else(|| detail.to_owned())
        }
        "results.publish" => match detail.strip_prefix("version ") {
            Some(version) => desk.t(Deed::Version { version: version.to_owned() }),
            None => detail.to_owned(),
        },
        _ => detail.to_owned(),
    }
}

fn read<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(Value::String(name.to_owned())).ok()
}

shared::messages! {
    /// What was done, as the audit log tells it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum Deed {
        Complete => "补充实名制信息", "Full profile completed";
        EntrySubmit => "提交报名", "Entry submitted";
        EntryCollect => "现场代收报名", "Entry collected by a steward";
        StewardIssue => "生成代收码", "Steward's code issued";
        StewardEnd => "停用代收码", "Steward's code ended";
        EntryCorrect => "修改报名", "Entry corrected";
        EntryWithdraw => "撤回报名", "Entry withdrawn";
        EntryReturn => "退回修改", "Entry returned";
        EntryEligible => "审核通过", "Entry found eligible";
        EntryIneligible => "审核未通过", "Entry found not eligible";
        EntryDecide => "审核报名", "Decision on an entry";
        EntryReveal => "查看完整个人信息", "Personal data shown in full";
        MarksRecord => "登记成绩", "Marks recorded";
        ResultsPublish => "公示成绩", "Results published";
        ResultsConfirm => "确认成绩", "Results confirmed";
        CompetitionAdvance => "变更比赛状态", "Competition moved along";
        CompetitionImport => "导入比赛", "Competition imported";
        UnionAdd => "新增工会", "Union added";
        AssociationAdd => "新增协会", "Association added";
        AssociationOrigins => "变更协会网站域名", "Sites of an association changed";
        StaffAdd => "新增账号", "Account added";
        SessionBegin => "登录", "Log-in";
        SessionEnd => "退出登录", "Log-out";
        EntryWithhold => "撤回公布姓名的同意", "Consent to publish the name taken back";
        EntryPurge => "保存期满，删除报名", "Entry removed, its time of retention being over";
        ResultsPurge => "保存期满，隐去成绩中的姓名", "Names removed from results, their time of retention being over";
        PartnerAdd => "新增数据对接单位", "Partner added";
        PartnerRevoke => "停用数据对接单位", "Partner revoked";
        PartnerResend => "重新发送变更通知", "Notification sent again";
        ApplicationSubmit => "提交入会申请", "Application submitted";
        ApplicationCorrect => "修改入会申请", "Application corrected";
        ApplicationWithdraw => "撤回入会申请", "Application taken back";
        ApplicationReview => "审核入会申请", "Review of an application";
        ApplicationTake => "受理入会申请", "Application taken up";
        ApplicationReturn => "退回入会申请", "Application returned";
        ApplicationReject => "不予批准入会", "Application not approved";
        ApplicationApprove => "批准入会申请", "Application approved";
        DecisionApprove => "登记工会委员会批准入会的决定", "Committee's decision recorded";
        MemberJoin => "入会", "Membership began";
        DriveSave => "保存入会活动", "Membership drive saved";
        DriveClose => "结束入会活动", "Membership drive ended";
        SourceSave => "保存入会二维码", "Code of a drive saved";
        CeremonySave => "保存入会仪式", "Ceremony saved";
        CeremonyAdvance => "推进入会仪式", "Ceremony moved on";
        UnionSave => "修改工会情况", "Union changed";
        UnionStep => "登记建会步骤", "Founding step recorded";
        UnionAttach => "添加建会附件", "File added to a founding step";
        UnionFile => "查看建会附件", "File of a founding step read";
        EmployerAdd => "新增单位", "Employer added";
        EmployerSave => "修改单位", "Employer changed";
        ChronicleSave => "登记工作记录", "Record of work changed";
        DecisionRoll => "登记历史会员名册", "Roll of earlier members recorded";
        MonthTarget => "设定月度目标", "Target of a month set";
        MonthClose => "月报关账", "Month closed";
        MonthAdjust => "调整已关账月份", "Closed month adjusted";
        MemberImport => "按花名册更新会员信息", "Member changed by a roll";
        WorkbookPreview => "预览花名册", "Preview of a roll";
        WorkbookImport => "导入花名册", "Roll imported";
        WorkbookExport => "导出花名册", "Roll exported";
        ApplicationEnter => "代填入会申请", "Application entered for a worker";
        ApplicationFile => "登记备案", "Recorded as filed";
        ApplicationReveal => "查看申请人完整信息", "Applicant shown in full";
        ApplicationPurge => "保存期满，删除入会申请", "Application removed, its time of retention being over";
        TransferOffer => "发出转会邀请", "Transfer offered";
        TransferRequest => "本人确认转会", "Transfer wanted by the worker";
        TransferDecline => "本人不转会", "Transfer not wanted by the worker";
        TransferRelease => "同意转出", "Released";
        TransferAccept => "同意接收", "Accepted";
        TransferRefuse => "不同意转会", "Transfer refused";
        TransferDecide => "转会决定", "Decision on a transfer";
        TransferLapse => "转会邀请逾期失效", "Offer of a transfer lapsed";
        TransferEscalate => "转会逾期，转共同上级", "Overdue transfer passed to the common superior";
        MemberChange => "会籍决定", "Decision on a member";
        MemberLeaving => "标记会员转会中", "Member marked as moving";
        MemberStaying => "会员恢复在册", "Member no longer marked as moving";
        MemberTransfer => "会籍转移", "Membership moved";
        MemberRetain => "保留会籍", "Membership kept while out of work";
        MemberRestore => "恢复会籍", "Active again";
        MemberResign => "退会", "Resigned";
        MemberExpel => "除名", "Expelled";
        MemberReveal => "查看会员完整信息", "Member shown in full";
        MemberPurge => "保存期满，抹去原会员信息", "Former member's data erased, its time of retention being over";
        DatabaseRestore => "从备份恢复数据", "Database restored from a backup";
        Ok => "成功", "done";
        NoMark => "未登记", "none";
        Absent => "缺考", "absent";
        Version { version: String } => "第 {version} 版", "version {version}";
    }
}

impl Deed {
    /// The action with this stable name.
    pub fn named(action: &str) -> Option<Deed> {
        Some(match action {
            "entry.submit" => Deed::EntrySubmit,
            "entry.collect" => Deed::EntryCollect,
            "steward.issue" => Deed::StewardIssue,
            "steward.end" => Deed::StewardEnd,
            "entry.correct" => Deed::EntryCorrect,
            "entry.withdraw" => Deed::EntryWithdraw,
            "entry.withhold" => Deed::EntryWithhold,
            "entry.purge" => Deed::EntryPurge,
            "results.purge" => Deed::ResultsPurge,
            "partner.add" => Deed::PartnerAdd,
            "partner.revoke" => Deed::PartnerRevoke,
            "partner.resend" => Deed::PartnerResend,
            "application.submit" => Deed::ApplicationSubmit,
            "application.correct" => Deed::ApplicationCorrect,
            "application.complete" | "member.complete" => Deed::Complete,
            "application.withdraw" => Deed::ApplicationWithdraw,
            "application.review" => Deed::ApplicationReview,
            "application.take" => Deed::ApplicationTake,
            "application.return" => Deed::ApplicationReturn,
            "application.reject" => Deed::ApplicationReject,
            "application.approve" => Deed::ApplicationApprove,
            "decision.approve" => Deed::DecisionApprove,
            "member.join" => Deed::MemberJoin,
            "drive.save" => Deed::DriveSave,
            "drive.close" => Deed::DriveClose,
            "source.save" => Deed::SourceSave,
            "ceremony.save" => Deed::CeremonySave,
            "ceremony.advance" => Deed::CeremonyAdvance,
            "union.save" => Deed::UnionSave,
            "union.step" => Deed::UnionStep,
            "union.attach" => Deed::UnionAttach,
            "union.file" => Deed::UnionFile,
            "employer.add" => Deed::EmployerAdd,
            "employer.save" => Deed::EmployerSave,
            "chronicle.save" => Deed::ChronicleSave,
            "decision.roll" => Deed::DecisionRoll,
            "month.target" => Deed::MonthTarget,
            "month.close" => Deed::MonthClose,
            "month.adjust" => Deed::MonthAdjust,
            "member.import" => Deed::MemberImport,
            "workbook.preview" => Deed::WorkbookPreview,
            "workbook.import" => Deed::WorkbookImport,
            "workbook.export" => Deed::WorkbookExport,
            "application.enter" => Deed::ApplicationEnter,
            "application.file" => Deed::ApplicationFile,
            "application.reveal" => Deed::ApplicationReveal,
            "application.purge" => Deed::ApplicationPurge,
            "transfer.offer" => Deed::TransferOffer,
            "transfer.request" => Deed::TransferRequest,
            "transfer.decline" => Deed::TransferDecline,
            "transfer.release" => Deed::TransferRelease,
            "transfer.accept" => Deed::TransferAccept,
            "transfer.refuse" => Deed::TransferRefuse,
            "transfer.decide" => Deed::TransferDecide,
            "transfer.lapse" => Deed::TransferLapse,
            "transfer.escalate" => Deed::TransferEscalate,
            "member.change" => Deed::MemberChange,
            "member.leaving" => Deed::MemberLeaving,
            "member.staying" => Deed::MemberStaying,
            "member.transfer" => Deed::MemberTransfer,
            "member.retain" => Deed::MemberRetain,
            "member.restore" => Deed::MemberRestore,
            "member.resign" => Deed::MemberResign,
            "member.expel" => Deed::MemberExpel,
            "member.reveal" => Deed::MemberReveal,
            "member.purge" => Deed::MemberPurge,
            "database.restore" => Deed::DatabaseRestore,
            "entry.return" => Deed::EntryReturn,
            "entry.eligible" => Deed::EntryEligible,
            "entry.ineligible" => Deed::EntryIneligible,
            "entry.decide" => Deed::EntryDecide,
            "entry.reveal" => Deed::EntryReveal,
            "marks.record" => Deed::MarksRecord,
            "results.publish" => Deed::ResultsPublish,
            "results.confirm" => Deed::ResultsConfirm,
            "competition.advance" => Deed::CompetitionAdvance,
            "competition.import" => Deed::CompetitionImport,
            "union.add" => Deed::UnionAdd,
            "association.add" => Deed::AssociationAdd,
            "association.origins" => Deed::AssociationOrigins,
            "staff.add" => Deed::StaffAdd,
            "session.begin" => Deed::SessionBegin,
            "session.end" => Deed::SessionEnd,
            _ => return None,
        })
    }
}
