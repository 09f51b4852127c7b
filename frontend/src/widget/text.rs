//! What a worker reads.

shared::messages! {
    /// Texts of the entry form, the receipt and what stands around every screen.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum WidgetText {
        Competitions => "技能竞赛", "Skills competitions";
        OtherLanguage => "English", "中文";
        LargeText => "长辈版", "Large text";
        NormalText => "标准字号", "Normal text";
        MyReceipt => "我的报名", "My entry";
        Tools => "显示设置", "Display";
        Back => "返回", "Back";
        AllCompetitions => "全部比赛", "All competitions";
        EntryFor { event: String } => "报名：{event}", "Enter: {event}";
        CorrectFor { event: String } => "修改报名：{event}", "Correct your entry: {event}";
        ErrorSummary { count: usize } => "有 {count} 项需要修改", "{count} items need a change";
        ErrorSummaryHint => "点按可直接跳到该项，已填写的内容都已保留。", "Choose one to go to it. Nothing you typed was lost.";
        AskedToCorrect => "审核意见", "What to correct";
        MaskedHint => "已隐藏部分内容，不修改则保持原样。", "Partly hidden. Leave it as it is to keep it.";
        OnlyWhen { label: String, answers: String } => "仅在“{label}”选择“{answers}”时填写", "Only if “{label}” is “{answers}”";
        PleaseChoose => "请选择", "Please choose";
        DateHint => "例如 1988-05-20", "For example 1988-05-20";
        IAgree => "我已阅读并同意", "I have read this and agree";
        Submit => "提交报名", "Submit my entry";
        SubmitCorrection => "提交修改", "Submit the correction";
        Sending => "正在提交…", "Sending…";
        DraftKept => "填写的内容会暂存在本机，提交或关闭页面后清除。", "What you type is kept on this device until you submit or close the page.";
        SharedPhoneHint => "使用他人手机填写的，提交后请点“清除本机记录”。", "On somebody else's phone, remove the record from the device after submitting.";
        Submitted => "报名已提交", "Your entry has been submitted";
        SubmittedPending => "报名已保存在本机，等待网络", "Your entry is kept on this device and waits for the network";
        PendingExplained => "网络恢复后自动提交，请勿清除浏览器数据。回执现在就有效。", "It will be sent when the network is back. Please do not clear the browser's data. The receipt is valid now.";
        PendingNotKept => "本机浏览器不允许保存，请保持本页打开，直到显示“报名已提交”。", "This browser does not allow keeping data. Please leave this page open until it says that your entry has been submitted.";
        ReceiptCode => "回执编号", "Receipt code";
        KeepReceipt => "请截图保存。用回执编号和手机号后四位可随时查看；扫描二维码可查看、修改或撤回。", "Please take a screenshot. The code with the last four digits of your mobile shows your entry at any time; the QR code also lets you correct or withdraw it.";
        QrLabel => "回执二维码", "QR code of the receipt";
        OpenReceiptLink => "打开我的报名", "Open my entry";
        WhatNext => "接下来", "What happens next";
        NextChecked => "工会审核报名，一般不超过 3 个工作日。", "The union checks your entry, usually within three working days.";
        NextReturn => "凭回执查看结果；如需修改，会写明原因。", "See the outcome with your receipt. If something needs a correction, it says what.";
        NextCompete => "审核通过后，按公布的时间地点参赛。", "Once found eligible, come to the place at the time announced.";
        Lookup => "查看我的报名", "See my entry";
        LookupHint => "填写回执编号和报名时手机号的后四位。", "Give the receipt code and the last four digits of the mobile you entered with.";
        MobileLast4 => "手机号后四位", "Last four digits of the mobile";
        LookupFailed => "没有找到对应的报名，请核对回执编号和手机号后四位。", "No entry goes with this code and these digits. Please check both.";
        Look => "查看", "Show";
        PendingHere => "等待网络的报名", "Entries that wait for the network";
        PendingHereHint => "网络恢复后自动提交，回执编号现在就有效。", "They are sent when the network is back. The receipt codes are valid now.";
        Remove => "删除，不再提交", "Remove, do not send";
        RemoveYes => "再点一次确认删除", "Press again to remove";
        Unkept => "本机浏览器不能暂存报名。没有网络时，请保持本页打开，直到显示“报名已提交”。", "This browser cannot keep an entry. Without a network, leave this page open until it says that your entry has been submitted.";
        AsPage => "改在网页上填写", "Fill it in on a page of its own";
        KeptHere => "本机保存的回执", "Receipts on this device";
        Forget => "清除本机记录", "Remove from this device";
    }
}

#[cfg(feature = "ssr")]
shared::messages! {
    /// Texts of the screens that are only read, which the server alone renders.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum ReadText {
        Steward => "现场代收报名", "Collecting entries";
        StewardOpens => "正在打开…", "Opening…";
        StewardScripts => "请开启 JavaScript 后使用。", "Please switch on JavaScript.";
        PoweredBy { union: String } => "报名服务由{union}提供", "Sign-up service of {union}";
        NoCompetitions => "目前没有正在进行的比赛，请过些天再来看看。", "There is no competition at the moment. Please look again in a few days.";
        OpenNow => "正在报名", "Entry open";
        OpensAt { at: String } => "{at} 开始报名", "Entry opens {at}";
        ClosesAt { at: String } => "{at} 截止报名", "Entry closes {at}";
        PlacesLeft { left: u32, places: u32 } => "剩余名额 {left} / {places}", "{left} of {places} places left";
        Full => "名额已满", "Full";
        SeeAndEnter => "查看并报名", "See and enter";
        See => "查看详情", "See details";
        SeeResults => "查看成绩", "See results";
        About => "比赛简介", "About";
        Events => "赛项", "Events";
        Modules => "考核内容", "What is tested";
        ModuleLine { title: String, part: String, marks: String } => "{title}（{part}，{marks} 分）", "{title} ({part}, {marks} marks)";
        ModuleTimed { title: String, part: String, marks: String, minutes: u32 } => "{title}（{part}，{marks} 分，{minutes} 分钟）", "{title} ({part}, {marks} marks, {minutes} minutes)";
        WhoMayEnter => "参赛条件", "Who may enter";
        Rules => "比赛规则", "Rules";
        Schedule => "时间地点", "When and where";
        EntryPeriod => "报名时间", "Entry";
        Period { from: String, to: String } => "{from} 至 {to}", "{from} to {to}";
        TheoryOn => "理论考试", "Theory";
        PracticalOn => "实操比赛", "Practical";
        Venue => "地点", "Venue";
        Awards => "奖项设置", "Awards";
        AwardCount { title: String, count: u32 } => "{title} {count} 名", "{title}: {count}";
        AwardPercent { title: String, percent: u32 } => "{title}（参赛人数的 {percent}%）", "{title}: {percent}% of those ranked";
        PerEvent => "每个赛项", "In each event";
        Organisers => "组织单位", "Organisers";
        EnterEvent { event: String } => "报名：{event}", "Enter: {event}";
        NotOpenYet => "报名尚未开始", "Entry has not opened yet";
        EntryOver => "报名已经结束", "Entry is over";
        CancelledSaid => "本次比赛已取消", "This competition has been cancelled";
        PostponedSaid => "本次比赛延期举行，新的时间另行通知", "This competition is postponed; a new date will be announced";
        Status => "报名状态", "Status";
        State => "状态", "State";
        Entrant => "报名人", "Entrant";
        Competition => "比赛", "Competition";
        Event => "赛项", "Event";
        SubmittedAt => "提交时间", "Submitted";
        ChangedAt => "最近更新", "Last change";
        Reason => "审核意见", "From the union";
        StateSubmitted => "报名已收到，正在等待工会审核。", "Your entry has arrived and waits for the union's check.";
        StateReturned => "报名被退回，请按审核意见修改后重新提交。", "Your entry was returned. Please correct it as asked and submit it again.";
        StateEligible => "审核通过，请按公布的时间地点参赛。", "You are eligible. Please come to the place at the time announced.";
        StateIneligible => "经审核，暂不符合本次参赛条件。如有疑问，请与主办方联系。", "You are not eligible this time. Please contact the organiser if you have questions.";
        StateWithdrawn => "报名已撤回。报名期内可以重新报名。", "Your entry has been withdrawn. You may enter again while entry is open.";
        Correct => "修改报名", "Correct my entry";
        Withdraw => "撤回报名", "Withdraw my entry";
        WithdrawAsk => "确定撤回吗？撤回后名额将让给其他人。", "Withdraw? Your place will go to somebody else.";
        WithdrawYes => "确定撤回", "Yes, withdraw";
        WithdrawNo => "不撤回", "No, keep it";
        NamePublished => "公布成绩时", "When results are published";
        NameAgreed => "同意公布姓名（隐去部分文字）和单位", "your name, partly hidden, and your employer may appear";
        NameNotAgreed => "只公布编号，不公布姓名和单位", "only your number appears, no name and no employer";
        Withhold => "不再公布我的姓名", "Stop publishing my name";
        ReadOnly => "用回执编号打开的只能查看；要修改或撤回，请扫描回执二维码。", "Opened by the code, the entry can only be read. To correct or withdraw it, scan the QR code of the receipt.";
        MyResult => "我的成绩", "My result";
        ResultsOf { title: String } => "成绩：{title}", "Results: {title}";
        Provisional { until: String } => "成绩公示中，公示截止 {until}。如有异议，请在公示期内由领队书面提出。", "Provisional results on public notice until {until}. Objections are raised in writing by the delegation leader within that time.";
        Confirmed => "成绩已确认。", "These results are final.";
        Rank => "名次", "Rank";
        Number => "编号", "Number";
        Name => "姓名", "Name";
        Employer => "单位", "Employer";
        Theory => "理论", "Theory";
        Practical => "实操", "Practical";
        Total => "总成绩", "Total";
        Award => "奖项", "Award";
        Why => "说明", "Why";
        NameWithheld => "不公开", "withheld";
        NotRanked => "—", "—";
        Absent => "缺考", "absent";
        Corrected => "更正说明", "What was corrected";
        Earlier { version: u32, at: String } => "第 {version} 版（{at} 公布）", "Version {version}, published {at}";
        VersionNow { version: u32, at: String } => "第 {version} 版，{at} 公布", "Version {version}, published {at}";
        MaskNote => "姓名经本人同意后公布并隐去部分文字；未同意公开的只显示编号。", "Names are published with consent and partly hidden; without consent only the number is shown.";
        Trouble => "暂时无法显示", "This cannot be shown right now";
        TryAgain => "重试", "Try again";
        Hosted => "在新页面打开", "Open as a page of its own";
    }
}
