//! What can be wrong with a value that a user gave: the stable codes, and a text for each that names the remedy.

use super::{Lang, Localized, Text, messages};
use crate::wire::Values;
use chrono::NaiveDate;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

messages! {
    /// Why a value was refused. Serialised with a stable `code`; clients match on the code, never on text.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[serde(tag = "code", rename_all = "snake_case")]
    pub enum Problem {
        Required => "此项必填，请填写", "This is required. Please fill it in";
        TooShort { min: u32 } => "至少填写 {min} 个字", "Use at least {min} characters";
        TooLong { max: u32 } => "最多 {max} 个字，请缩短", "Use at most {max} characters";
        AnswerShape => "此项内容的格式不正确，请重新填写", "This answer has the wrong form. Please answer again";
        UnsafeCharacter => "含有不能使用的控制字符，请删除后重试", "This holds a control character. Please delete it";

        NameLength => "姓名应为 2 至 25 个字", "A name has 2 to 25 characters";
        NameCharacter { found: String } => "姓名中不能有“{found}”，请按证件上的写法填写汉字；少数民族姓名用间隔号“·”", "A name cannot hold “{found}”. Write it as on your document; use · between parts";
        NameDot => "间隔号“·”应在姓名中间，且不能连用", "The dot · belongs between two parts of a name";

        MobileShape => "手机号应为 11 位数字，以 1 开头，请核对", "A mobile number has 11 digits and starts with 1. Please check it";

        IdLength { found: u32 } => "证件号码应为 18 位，现为 {found} 位，请核对", "This number has 18 characters; yours has {found}";
        IdFifteen => "15 位旧身份证号已停用，请填写 18 位号码", "15-digit numbers are no longer valid. Please give the 18-digit number";
        IdCharacter => "证件号码前 17 位应为数字，最后一位为数字或 X", "The first 17 characters are digits, the last is a digit or X";
        IdProvince => "证件号码前两位不是有效的地区代码，请核对", "The first two digits name no province. Please check them";
        IdDate => "证件号码中的出生日期不存在，请核对第 7 至 14 位", "The birth date in digits 7 to 14 does not exist. Please check them";
        IdFuture => "证件号码中的出生日期晚于今天，请核对", "The birth date in this number lies in the future";
        IdChecksum => "证件号码校验不通过，可能有一位输错，请逐位核对", "The check character does not match: one digit may be wrong";
        IdPrefix => "该证件号码的开头与所选证件类别不符，请核对证件类别", "The number does not begin like the chosen kind of document";
        DocumentKindMissing => "请先选择证件类别", "Please choose the kind of document first";
        DocumentShape => "证件号码格式与所选证件类别不符，请核对", "The number does not have the form of the chosen kind of document";

        BirthMismatch => "出生日期与证件号码中的不一致，请核对两项", "The date of birth differs from the one in the number. Please check both";

        UsccLength { found: u32 } => "统一社会信用代码应为 18 位，现为 {found} 位", "A credit code has 18 characters; yours has {found}";
        UsccCharacter { found: String } => "统一社会信用代码中不能有“{found}”", "A credit code cannot hold “{found}”";
        UsccChecksum => "统一社会信用代码校验不通过，请逐位核对", "The check character of the credit code does not match";

        NumberShape => "请填写数字", "Please enter a number";
        NumberTooSmall { min: String } => "不能小于 {min}", "Must be at least {min}";
        NumberTooLarge { max: String } => "不能大于 {max}", "Must be at most {max}";
        NumberDecimals { max: u32 } => "小数最多 {max} 位", "Use at most {max} decimal places";
        DateShape => "请按“年-月-日”填写存在的日期，例如 1988-05-20", "Give an existing date as year-month-day, such as 1988-05-20";
        DateTooEarly { min: NaiveDate } => "不能早于 {min}", "Must not be before {min}";
        DateTooLate { max: NaiveDate } => "不能晚于 {max}", "Must not be after {max}";
        ChoiceUnknown => "所选项不在列表中，请重新选择", "This option is not on the list. Please choose again";
        ChoicesTooFew { min: u32 } => "请至少选择 {min} 项", "Please choose at least {min}";
        ChoicesTooMany { max: u32 } => "最多选择 {max} 项", "Please choose at most {max}";
        ConsentNeeded => "需要您同意后才能提交", "We need your consent before you can submit";
        FieldUnknown => "表单中没有这一项", "The form has no such field";
        NoUnionThere => "这里没有覆盖该区县的工会，请核对所选区县，或联系当地总工会", "No union here covers this division. Please check it, or ask the federation there";
        FormChanged => "您填写期间表单已更新，请确认此项", "The form changed while you filled it in. Please confirm this item";

        AgeBelow { min: u32, on: NaiveDate } => "参赛者在 {on} 须年满 {min} 周岁", "Entrants must be at least {min} years old on {on}";
        AgeAbove { max: u32, on: NaiveDate } => "参赛者在 {on} 不得超过 {max} 周岁", "Entrants must be at most {max} years old on {on}";
        BirthUnknown => "所选证件不能得出年龄，请填写出生日期", "This document does not tell your age. Please give your date of birth";
        YearsBelow { min: u32 } => "须从业满 {min} 年", "At least {min} years in the trade are required";
        CertificateNeeded => "须持有所要求的职业资格证书", "The required certificate is needed to enter";
        MembershipNeeded => "本次比赛要求参赛者是工会会员；还未入会的，请先在协会页面申请加入工会", "This competition is for union members; if you are not one yet, please apply to join on the association's page first";
        GradeBelow => "技能等级未达到参赛要求", "Your grade of skill is below what this competition asks for";
        Ineligible { reason: Localized } => "不符合参赛条件：{reason}", "Not eligible: {reason}";

        StepImpossible { reason: Localized } => "{reason}", "{reason}";

        EventFull => "该赛项名额已满，可选择其他赛项", "This event is full. You may choose another event";
        EmployerFull { max: u32 } => "您所在单位在该赛项的 {max} 个名额已满，请与单位工会联系", "Your employer's {max} places in this event are taken. Please speak with your union";
        DivisionFull { max: u32 } => "您所在地区在该赛项的 {max} 个名额已满，请与当地工会联系", "The {max} places of your division in this event are taken. Please speak with your local union";
        AlreadyEntered => "该证件号码已报名此赛项。如果是您本人，请用回执查看；没有回执请与主办方联系", "This document has already entered this event. Use your receipt to see it, or contact the organiser";

        CodeUnknown => "没有找到此二维码对应的入会活动，请核对网址或重新扫码", "No membership drive goes with this code. Please check the address or scan again";
        CodeExpired => "此二维码已过期，请向会场工作人员索取新的二维码", "This code has expired. Please ask the staff at the venue for a new one";

        PeriodReversed => "结束日期不能早于开始日期", "The last day cannot lie before the first";
        TargetTwice => "同一地区、同一群体的目标只能填一次，请合并", "This division and group has two targets. Please merge them";
        VenuesOnly => "只有会场能加入仪式，请将类型改为“会场”", "Only a venue belongs to a ceremony. Please choose the kind “Venue”";

        MarkTooLarge { max: String } => "得分不能超过满分 {max}", "The mark cannot exceed {max}";
        MarkShape => "得分应为不小于 0 的数字，例如 87.5", "A mark is a number of at least 0, such as 87.5";

        // What only staff can be told.
        @staff {
            DecisionsOver => "比赛不在报名或审核阶段，不能更改审核结论", "Entries are decided on from the opening of entry until results are posted";
            EntriesWaiting { count: u32 } => "还有 {count} 份报名待审核，请先在“报名审核”中办结，再公示成绩", "{count} entries still wait for a check. Please decide on them under Entries, then publish";
            DocumentNumberNeeded => "请填写批准文件的文号", "Please give the number of the decision's document";
            DecidersNeeded => "请填写作出决定的工会委员会委员", "Please name the members of the committee who decided";
            DecidedInFuture => "会议日期不能晚于今天", "The decision cannot lie in the future";
            DecidedBeforeApplying { on: NaiveDate } => "会议日期不能早于提交入会申请的日期，所选申请中最晚的一份提交于 {on}", "The committee cannot decide before workers apply; the latest of these applications is of {on}";
            CommitteeMissing => "这个工会还没有选举产生工会委员会，不能批准入会，请先在“工会组织”中登记选举结果（《工会法》第十条）", "This union has no elected committee yet, which alone can take members in. Please record the election under Unions first (Trade Union Law, art. 10)";
            TwiceInBatch { receipt: String } => "与所选的另一份申请（{receipt}）是同一人，请只批准其中一份，另一份不予批准", "The same person as another application that was picked ({receipt}). Please approve one of them and reject the other";
            NoneChosen => "请至少选择一份申请", "Please choose at least one application";
            ApplicationGone => "没有找到这份申请，或您无权办理", "There is no such application, or it is not yours to decide on";
            ApplicationChanged => "这份申请刚刚被更新，请查看后再办理", "This application changed meanwhile. Please look at it again";
            MemberAlready => "申请人已是本工会会员，无需再次批准，可将此申请退回或不予批准", "The applicant is a member of this union already. Return or reject this application";
            MemberElsewhere => "申请人已是其他工会会员，请向其发出转会邀请，不能直接批准", "The applicant is a member of another union. Offer a transfer instead of approving";
            MemberExpelled => "申请人曾被除名，不能直接批准，请报上级工会研究", "The applicant was expelled and cannot simply be approved. Please ask the superior union";
            MemberNowhereElse => "申请人不是其他工会的会员，请按一般入会审批", "The applicant is a member of no other union. Decide on the application as usual";
            TransferUnderWay => "转会正在办理，请先在转会中作出决定", "A transfer is under way. Please decide on it first";
            NoCommonSuperior => "两个工会没有共同的上级工会，不能在系统内转会", "The two unions have no common superior, so the transfer cannot be made here";
            NotYourTurn => "现在应由另一方决定", "It is for the other side to decide now";
            ReasonUnfit => "所选原因与会籍变化类型不符，请重新选择", "This reason does not fit the decision. Please choose another";
            DecidedBeforeJoining => "日期不能早于入会日期", "The date cannot lie before the member joined";
            NotApproved => "这份申请尚未批准，不能备案", "This application is not approved, so there is nothing to file";
            FiledAlready => "这份申请已备案", "This application is filed already";
            ConfirmedInFuture => "确认日期不能晚于今天", "The day of the confirmation cannot lie in the future";
            ConfirmationNeeded => "请写明由谁确认", "Please tell who confirmed";
            DriveOver => "该活动已结束，不能再更改", "This drive is over and can no longer be changed";
            CeremonyOver => "仪式已进入宣誓环节，不能再更改", "The oath of this ceremony has begun, so it can no longer be changed";
            ApprovalMissing => "建立工会组织必须报上一级工会批准，请先登记批复（《工会法》第十二条）", "The next higher union has to approve the establishment first. Please record its approval (Trade Union Law, art. 12)";
            CongressMissing => "工会委员会由会员大会或者会员代表大会民主选举产生，请先登记大会（《工会法》第十条）", "The committee is elected by the members' assembly or congress, which has to be recorded first (Trade Union Law, art. 10)";
            ElectionMissing => "工会委员会须经民主选举产生，请先登记选举（《工会法》第十条）", "The election of the committee has to be recorded first (Trade Union Law, art. 10)";
            ResultApprovalMissing => "选举结果须报上一级工会批准，请先登记批复（《中国工会章程》第二十七条）", "The next higher union has to approve the result of the election first. Please record its approval (Constitution of the Chinese Trade Unions, art. 27)";
            FoundingMissing => "工会尚未成立，请先登记成立", "The union is not founded yet. Please record its founding first";
            StepRecorded => "这一步已登记，如有误请更正原记录", "This step is recorded. If it is wrong, correct the record";
            DissolvedAlready => "该工会已撤销，不能再登记建会步骤（《工会法》第十三条）", "This union was dissolved; no further step can be recorded (Trade Union Law, art. 13)";
            ScopeOfOneEmployer => "独立基层工会只覆盖本单位，覆盖范围请选“所列单位”", "A union committee covers its own employer only. Please choose “Named employers”";
            GroupsNeeded => "行业工会请至少选择一个职业：入会申请按职业分派", "Please choose at least one group: applications find an industry union by it";
            RelativesUnchecked => "企业主要负责人的近亲属不得作为本企业工会委员会成员的人选，请核对后勾选确认（《工会法》第十条）", "No near relative of the enterprise's main manager may stand for its committee. Please make sure, and tick the box (Trade Union Law, art. 10)";
            CommitteeNeeded => "有会员 25 人以上的，应当建立基层工会委员会，不能只设组织员（《工会法》第十一条）", "25 or more members need a committee; one organiser is not enough (Trade Union Law, art. 11)";
            FullTimeChairBelow => "职工 200 人以上的单位，工会可以设专职主席，请填写职工人数（《工会法》第十四条）", "A union may have a full-time chair from 200 workers on. Please give their number (Trade Union Law, art. 14)";
            TermYears => "基层工会委员会每届任期为三年或者五年（《工会法》第十六条）", "The term of a primary union's committee is three or five years (Trade Union Law, art. 16)";
            TermFive => "地方总工会和产业工会委员会每届任期为五年（《工会法》第十六条）", "The term of the committee of a federation or an industrial union is five years (Trade Union Law, art. 16)";
            CoveringUnionNeeded => "总工会不直接覆盖单位，请选择覆盖该单位的基层工会", "A federation covers no employer itself. Please choose the primary union that does";
            LedgerNeeded => "未建会的单位列入总工会的台账，请选择总工会", "An employer without a union stands in a federation's ledger. Please choose a federation";
            OneEmployerOnly => "独立基层工会只覆盖一个单位，请选择联合工会，或先更正原有单位", "The union of one employer covers no second one. Please choose a joint union, or correct the employer that is there";
            PartyLeads => "该单位已建党组织，应由党组织带动建会：请将建会方式设为“联合建”，并填写党组织名称", "This employer has a party organisation, which leads the building: set the method to party–union joint and name the party organisation";
            UnionFirst => "该单位暂不具备建党条件，应先建工会：请不要填写党组织名称", "This employer cannot have a party organisation yet, so the union comes first: please name none";
            UndatedUnexplained => "没有日期时，请在备注中说明原因", "Without a date, please say why in the note";
            BeforeStep { date: String } => "不能早于前面的步骤（{date}）", "Cannot come before an earlier step ({date})";
            AfterStep { date: String } => "不能晚于后面的步骤（{date}）", "Cannot come after a later step ({date})";
            DateUnclear => "请按“年”“年-月”或“年-月-日”填写，例如 2020-07", "Give a year, a month or a day, such as 2020-07";
            MonthShape => "请按“年-月”填写，例如 2026-10", "Give the month as year-month, such as 2026-10";
            UnionUnknown => "没有找到这个工会，或不在您的管理范围", "There is no such union, or none that is yours";
            FederationNeeded => "请选择总工会", "Please choose a federation";
            FileType => "只能上传 PDF、JPG 或 PNG 文件", "Only PDF, JPEG or PNG files can be added";
            AttachmentTooLarge { max: String } => "文件不能超过 {max}，请压缩后上传", "The file must not exceed {max}. Please make it smaller";
            MonthRunning => "本月尚未结束，不能关账", "The month is not over, so it cannot be closed";
            MonthClosed => "该月或其后的月份已关账，请在未关账的月份登记调整并说明原因", "This month or a later one is closed. Please adjust an open month and give the reason";
            MonthOpen => "该月尚未关账，直接更正记录即可", "That month is still open: correct the records themselves";
            AdjustmentZero => "调整数不能为 0", "An adjustment cannot be 0";
            LineFixed => "这一项不能调整", "This line cannot be adjusted";
            MemberKnown { line: u32 } => "第 {line} 人已在会员库中，不能重复登记", "Person {line} is in the system already";
            AccountTaken => "该账号已被使用，请换一个", "This account is taken. Please choose another";
            PasswordWeak => "密码须含大写字母、小写字母、数字、符号中的三类，且不含账号", "A password needs three of capitals, small letters, digits and signs, and must not hold the account";
            ReasonNeeded => "请写明理由，本人会看到", "Please give the reason; the worker will read it";
            NoticeEndPast => "公示截止时间应晚于现在", "The public notice must end in the future";
            CellBroken => "单元格是公式错误（如 #REF!），请改为填写内容", "This cell shows the error of a formula, such as #REF!. Please type its content";
            CellLostTail => "号码按数字录入，末尾几位已丢失。请把单元格格式设为“文本”，重新填写完整号码", "This was typed as a number and has lost its last digits. Set the cell's format to Text and type the whole number again";
            CellDate => "日期应为“年/月/日”，例如 1988/05/20，请写到日", "Give the date as year/month/day, such as 1988/05/20, with its day";
            SexMismatch => "性别与证件号码不一致，请核对两项", "The sex differs from the one in the document number. Please check both";
            MemberTooYoung { min: u32 } => "未满 {min} 周岁，不能入会，请核对证件号码", "Below {min} years of age nobody can join. Please check the number";
            RowRepeated { row: u32 } => "与第 {row} 行重复，请只保留一行", "The same as row {row}. Please keep one of them";
            FileUnreadable => "无法读取此文件，请用 WPS 或 Excel 另存为 .xlsx 后重试", "This file cannot be read. Save it as .xlsx and try again";
            FileOld => "这是旧版 .xls 文件，请用 WPS 或 Excel 另存为 .xlsx 后重试", "This is an old .xls file. Save it as .xlsx and try again";
            FileTooLarge { max: u32 } => "文件超过 {max} MB，请删去无关的工作表和图片，或分成几个文件", "The file is larger than {max} MB. Remove other sheets and images, or split it";
            RowsTooMany { max: u32 } => "超过 {max} 行，请分成几个文件导入", "More than {max} rows. Please split the file";
            ColumnsMissing { columns: String } => "没有找到表头，或缺少这些列：{columns}。请对照模板检查", "There is no header, or these columns are missing: {columns}. Please compare with the template";
            RowsMissing => "表头下面没有内容", "There is nothing below the header";
            ColumnSetUnknown => "没有这种表格，请重新选择", "There is no such kind of sheet. Please choose again";
            UnionTakesNobody => "总工会不直接吸收会员，请选择基层工会", "Federations take no members themselves. Please choose a primary union";
            RowsRefused { count: u32 } => "有 {count} 行不合格，按您的选择没有导入任何一行。请修改文件，或选择“导入全部合格行”", "{count} rows are refused, so nothing was imported, as you chose. Mend the file, or import all good rows";
            ImportElsewhere => "此人已是其他工会会员，不能导入，请办理转会", "A member of another union already. Please ask for a transfer instead";
            ImportExpelled => "此人曾被除名，不能导入，请报上级工会研究", "Expelled before, so not to be imported. Please ask the superior union";
            ImportEnded { on: NaiveDate } => "此人已于 {on} 退会或保留会籍。如重新入会，会籍变化日期应晚于该日", "The membership ended or was put aside on {on}. To join again, the date of the change must be later";
            ImportStep => "导入只登记入会和转入。保留、转出、除名、退会请在会员管理中办理", "An import only takes people in. Please record other changes on the member's page";
            SuperiorUnknown => "没有找到这个上级工会，或不在您的管理范围。请填写系统中的全称，或在本表中列出", "There is no such superior union, or none that is yours. Give its full name, or list it in this sheet";
            UnionNameTwice => "系统中有多个同名工会，请填写工会统一社会信用代码", "Several unions have this name. Please give the credit code of the union";
            PlaceFixed => "与系统中登记的不一致，不能通过导入更改，请核对", "Differs from what is recorded and cannot be changed by an import. Please check";
            RowDiffers { row: u32 } => "与第 {row} 行同一工会的内容不一致，请统一", "Differs from row {row}, which is of the same union. Please make them agree";
            EmployerElsewhere => "该单位已由其他工会覆盖，请在单位页面移动", "Another union covers this employer. Please move it on its page";
            FoundedFixed => "与已登记的成立日期不一致，请在工会页面更正步骤", "Differs from the founding that is recorded. Please correct the step on the union's page";
            DecisionTooEarly { row: u32 } => "会议日期早于第 {row} 行的会籍变化日期，请核对", "The decision is earlier than the date of the change in row {row}. Please check";
        }
    }
}

impl std::fmt::Display for Localized {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.zh)
    }
}

/// One value that was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Violation {
    /// Key of the field, as in the form definition; `event` or `reason` for what stands outside a form.
    pub field: String,
    /// Why.
    #[serde(flatten)]
    pub problem: Problem,
}

impl<'de> Deserialize<'de> for Violation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let values = Values::deserialize(deserializer)?;
        Violation::from_values(&values).ok_or_else(|| D::Error::custom("unknown problem"))
    }
}

impl Violation {
    /// A violation of one field.
    pub fn new(field: impl Into<String>, problem: Problem) -> Self {
        Violation { field: field.into(), problem }
    }

    /// The text beside the field.
    pub fn text(&self, lang: Lang) -> String {
        match (&self.problem, lang) {
            // A rule's own message is data in two languages, which `format!` cannot choose between.
            (Problem::StepImpossible { reason }, lang) => reason.get(lang).to_owned(),
            (Problem::Ineligible { reason }, Lang::En) => format!("Not eligible: {}", reason.get(Lang::En)),
            (problem, lang) => problem.text(lang),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_read_back() {
        let on = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let problems = [
            Problem::Required,
            Problem::AgeBelow { min: 18, on },
            Problem::NumberTooSmall { min: "0".into() },
            Problem::Ineligible { reason: Localized::new("已获一等奖", "A first prize was won") },
        ];
        for problem in problems {
            let sent = Violation::new("name", problem);
            let json = serde_json::to_string(&sent).unwrap();
            assert_eq!(serde_json::from_str::<Violation>(&json).unwrap(), sent, "{json}");
        }
        assert!(serde_json::from_str::<Violation>(r#"{"field":"name","code":"no_such"}"#).is_err());
    }
}
