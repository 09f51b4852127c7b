//! What staff read.

shared::messages! {
    /// Texts of the console.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum Say {
        Console => "竞赛管理台", "Rollcall console";
        SkipToContent => "跳到正文", "Skip to content";
        Nav => "主导航", "Main";
        Login => "登录", "Log in";
        Account => "账号", "Account";
        Password => "密码", "Password";
        LoginHint => "连续输错 5 次，账号将锁定 15 分钟。", "Five wrong passwords lock the account for 15 minutes.";
        Logout => "退出登录", "Log out";
        SessionEnded => "登录已超时，请重新登录，未保存的内容仍在页面上。", "Your session has ended. Please log in again.";
        OtherLanguage => "English", "中文";
        LargeText => "大字号", "Large text";
        Today => "今日待办", "Today";
        Competitions => "比赛", "Competitions";
        Entries => "报名审核", "Entries";
        Audit => "操作日志", "Audit log";
        NothingToday => "今天没有待办事项。", "Nothing waits for you today.";
        NothingTodayHint => "有新的报名或到期事项时会显示在这里。", "New entries and dates that come due will show here.";
        Due { at: String } => "截止 {at}", "due {at}";
        Overdue => "已到期", "overdue";
        EntriesToCheck { count: u32 } => "{count} 份报名待审核", "{count} entries to check";
        EntriesReturned { count: u32 } => "{count} 份报名已退回，等待修改", "{count} entries with workers for correction";
        EntryToOpen => "到了开始报名的时间", "It is time to open entry";
        EntryToClose => "报名时间已过，请截止报名", "The time for entry is over. Please close it";
        MarksMissing { count: u32 } => "{count} 名选手的成绩未登记", "Marks of {count} entrants are missing";
        ResultsToPublish { count: u32 } => "{count} 名选手成绩已齐，可以公示", "All marks of {count} entrants are in. Results can be published";
        ResultsToCorrect { count: u32 } => "成绩登记与公示结果有 {count} 处不一致，请公布更正版", "Marks differ from the published results in {count} points. A corrected version is due";
        ResultsToConfirm => "公示期已满，可以确认成绩", "The public notice is over. Results can be confirmed";
        Loading => "正在加载…", "Loading…";
        Retry => "重试", "Try again";
        Title => "名称", "Title";
        Association => "协会", "Association";
        Union => "工会", "Union";
        State => "状态", "State";
        Places => "报名 / 名额", "Entries / places";
        Closes => "报名截止", "Entry closes";
        ClosedEarly { at: String } => "原定 {at}，已提前截止", "planned for {at}; closed early";
        PlaceCount { count: u32 } => "{count} 个名额", "{count} places";
        NoCompetitions => "还没有比赛。", "There is no competition yet.";
        Life => "比赛进程", "Progress";
        StepPublish => "发布比赛", "Publish";
        StepOpen => "开始报名", "Open entry";
        StepReopen => "重新开放报名", "Open entry again";
        StepClose => "截止报名", "Close entry";
        StepPostpone => "延期", "Postpone";
        StepResume => "恢复发布", "Publish again";
        StepCancel => "取消比赛", "Cancel the competition";
        StepAsk { step: String } => "确定要“{step}”吗？", "{step}?";
        MeansPublished => "比赛将在协会网站上公开，尚不能报名。", "The competition becomes visible on the association's site. Entry is not open yet.";
        MeansEntryOpen => "报名者可以提交报名。", "Workers can enter.";
        MeansEntryClosed => "不再接受报名，可以登记成绩。", "No further entries. Marks can be recorded.";
        MeansPostponed => "暂停报名，页面显示延期。", "Entry stops and the page says that the competition is postponed.";
        MeansCancelled => "比赛将显示为取消，不能恢复。", "The competition shows as cancelled. This cannot be undone.";
        Back => "返回", "Back";
        BackToList => "返回列表", "Back to the list";
        NextWaiting => "下一份待审核", "Next to check";
        Schedule => "时间地点", "When and where";
        Events => "赛项", "Events";
        Document => "技术文件", "Technical document";
        SeeEntries => "查看报名", "See entries";
        SeeMarks => "登记成绩", "Record marks";
        SeeResults => "成绩公布", "Results";
        Search => "姓名、回执编号或证件后四位", "Name, receipt code or last four of the document";
        AllCompetitions => "全部比赛", "All competitions";
        AllStates => "全部", "All";
        NoEntries => "没有符合条件的报名。", "No entry fits.";
        More => "加载更多", "Load more";
        SelectAll => "选择本页全部", "Select all on this page";
        Selection => "选择", "Selection";
        Select { name: String } => "选择 {name}", "Select {name}";
        Selected { count: usize } => "已选 {count} 份", "{count} selected";
        Name => "姓名", "Name";
        DocumentNumber => "证件号码", "Document";
        Mobile => "手机号", "Mobile";
        Employer => "单位", "Employer";
        Division => "地区", "Division";
        Event => "赛项", "Event";
        Code => "回执编号", "Receipt code";
        SubmittedAt => "提交时间", "Submitted";
        Open => "查看", "Open";
        FindEligible => "审核通过", "Find eligible";
        FindIneligible => "审核未通过", "Find not eligible";
        Return => "退回修改", "Return";
        ReasonAsk => "理由（报名者会看到）", "Reason (the worker will read it)";
        DecideAsk { count: usize, decision: String } => "对 {count} 份报名作出“{decision}”决定", "{decision}: {count} entries";
        DecidedAll { count: usize } => "已处理 {count} 份", "{count} done";
        DecidedSome { done: usize, failed: usize } => "已处理 {done} 份，{failed} 份未处理（仍为选中状态）：", "{done} done, {failed} not done (still selected):";
        Done => "已完成", "Done";
        Reveal => "查看完整信息", "Show in full";
        RevealPurpose => "查看用途（将记入操作日志）", "What for (goes into the audit log)";
        RevealUntil => "60 秒后自动隐藏", "Hidden again after 60 seconds";
        Hide => "隐藏", "Hide";
        Answers => "填报内容", "Answers";
        Warnings => "提请注意", "Please look at";
        Consents => "同意事项", "Consents";
        Given => "同意", "given";
        NotGiven => "未同意", "not given";
        History => "办理记录", "History";
        Worker => "报名者", "the worker";
        System => "系统", "the system";
        Unknown => "未知账号", "unknown account";
        RetainUntil { day: String } => "个人信息保存至 {day}", "Personal data is kept until {day}";
        Age { age: u32 } => "参赛年龄 {age} 周岁", "Age at the cut-off: {age}";
        Yes => "是", "yes";
        No => "否", "no";
        Marks => "成绩登记", "Marks";
        MarksHint => "离开格子即保存，缺考请输入 Q。键盘：方向键移动，回车到下一行，Esc 撤销。", "Leaving a cell saves it; type Q for absent. Keys: arrows move, Enter goes down, Esc undoes.";
        AwardWarnings { count: usize } => "奖项提示（{count}）", "About awards ({count})";
        Number => "编号", "Number";
        Theory => "理论", "Theory";
        Practical => "实操", "Practical";
        Total => "总成绩", "Total";
        Rank => "名次", "Rank";
        Award => "奖项", "Award";
        Why => "说明", "Why";
        Absent => "缺考", "absent";
        Saving => "正在保存…", "Saving…";
        Saved => "已保存", "Saved";
        NotSaved { why: String } => "未保存：{why}", "Not saved: {why}";
        NoEntrants => "还没有审核通过的选手。", "No entrant has been found eligible yet.";
        Results => "成绩公布", "Results";
        ResultsEmpty => "还没有公布成绩。", "No results have been published yet.";
        NoticeUntil => "公示截止（北京时间）", "End of public notice (China time)";
        PublishReturned { count: u32 } => "另有 {count} 份退回修改的报名未重新提交，公示后不能再提交。", "{count} returned entries have not been submitted again, and cannot be once results are published.";
        Unpublished => "成绩登记与已公示的成绩不一致，请公布更正版：", "The marks differ from the published results. Please publish a corrected version:";
        UnpublishedHint => "成绩正在公示。在这里改动的成绩，要在“成绩公布”中公布更正版后才对外显示。", "Results are on public notice. What you change here shows in public only after a corrected version is published under Results.";
        ConfirmFrom { at: String } => "公示期至 {at}，期满后可以确认成绩。", "On public notice until {at}. Results can be confirmed after that.";
        MarksNotYet => "报名截止后才能登记成绩。", "Marks can be recorded once entry is closed.";
        Publish => "公示成绩", "Publish provisional results";
        PublishCorrection => "公布更正版", "Publish a corrected version";
        PublishAsk => "公示后，协会网站将显示成绩；以后的更正会保留原版并说明变化。", "Results will show on the association's site. Later corrections keep this version and say what changed.";
        CorrectionReason => "更正原因", "Reason of the correction";
        ConfirmResults => "确认成绩", "Confirm results";
        ConfirmAsk => "确认后成绩成为最终结果，不能再更正。", "Results become final and can no longer be corrected.";
        Version { version: u32, at: String } => "第 {version} 版，{at} 公布", "Version {version}, published {at}";
        Provisional { until: String } => "公示中，截止 {until}", "On public notice until {until}";
        Final => "已确认", "Final";
        Changed => "更正内容", "What changed";
        TimeShape => "请填写完整的日期和时间", "Please give both the date and the time";
        At => "时间", "When";
        Actor => "操作人", "Who";
        Action => "操作", "Action";
        Result => "结果", "Result";
        Detail => "内容", "Detail";
        Record => "对象", "About";
        Hash => "校验值", "Hash";
        AllActions => "全部操作", "All actions";
        Actors => "操作人账号", "Account";
        NoRows => "没有符合条件的记录。", "No row fits.";
        NoSuchPage => "没有这个页面，或您的角色无权查看。", "There is no such page, or your role may not see it.";
        ToToday => "回到今日待办", "Go to what waits today";
        Withheld => "不公开", "withheld";
        NewData => "列表已更新", "The list was updated";
    }
}

shared::messages! {
    /// What was done, as the audit log tells it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum Deed {
        EntrySubmit => "提交报名", "Entry submitted";
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
            "entry.correct" => Deed::EntryCorrect,
            "entry.withdraw" => Deed::EntryWithdraw,
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
