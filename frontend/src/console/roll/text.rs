//! What staff read about the roll.

shared::messages! {
    /// Texts of the screen.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(super) enum Roll {
        Title => "花名册导入导出", "Rolls in and out";
        Hint => "按实名制采集表导入、导出会员和工会组织。预览不保存文件内容；导入新会员须登记工会委员会的决定。", "Members, and unions with their employers, in and out as the real-name sheets. A preview keeps nothing of the file; new members need the decision of the union's committee.";
        NotYours => "您的角色不能导入或导出会员信息。", "Your role may neither import nor export members.";
        Union => "工会", "Union";
        Sheet => "表格", "Kind of sheet";
        Import => "导入花名册", "Import a roll";
        File => "表格文件（.xlsx，不超过 8 MB）", "File (.xlsx, at most 8 MB)";
        FileHint => "表头不必在第一行；标题、签字和说明行会自动识别。", "The header may stand anywhere; titles, signatures and notes are recognised.";
        BelowHint => "未填上级工会的新工会，列在所选工会之下。", "New unions that name no superior stand below the union chosen.";
        Template => "下载空白模板", "Download an empty sheet";
        ChooseFile => "请选择表格文件", "Please choose a file";
        FileLost => "无法读取所选文件，请重新选择", "The file cannot be read. Please choose it again";
        Preview => "预览", "Preview";
        Working => "正在处理…", "Working…";
        Read { sheet: String, row: u32 } => "已读取工作表“{sheet}”，表头在第 {row} 行。", "Read the sheet “{sheet}”; its header is row {row}.";
        All { count: u32 } => "全部 {count}", "All {count}";
        Rows => "逐行结果", "Row by row";
        Row => "行", "Row";
        Name => "姓名", "Name";
        Document => "证件号码", "Document";
        Employer => "单位", "Employer";
        Verdict => "结果", "Verdict";
        About => "说明", "About";
        Changed { columns: String } => "变化：{columns}", "Changed: {columns}";
        In { column: String, why: String } => "{column}：{why}", "{column}: {why}";
        More => "显示更多", "Show more";
        NoRows => "没有这类行", "No such rows";
        Decide => "登记决定并导入", "Record the decision and import";
        Rules => "有不合格行时", "If rows are refused";
        GoodRows => "导入全部合格行，不合格行留待修改", "Import all good rows; refused ones wait to be mended";
        AllOrNone => "全部合格才导入", "Import only if every row is good";
        DecisionHint { count: u32 } => "名单中有 {count} 名新会员。入会须由工会委员会讨论决定，请登记会议情况。", "There are {count} new members. The union's committee decides on them; please record its decision.";
        On => "会议日期", "Day of the meeting";
        DocumentNumber => "文号", "Number of the document";
        Deciders => "到会委员", "Members of the committee who decided";
        ConfirmHint => "入会须出于本人自愿：请登记本人如何确认，签字材料由谁保管。", "Joining is voluntary: please tell how the people confirmed, and who keeps what they signed.";
        ConfirmedBy => "确认方式", "How they confirmed";
        ConfirmedOn => "确认日期", "Day of the confirmation";
        ConfirmedWho => "确认人和材料保管人", "Who confirmed, and who keeps it";
        ConfirmReason => "代为录入的原因", "Why staff enter them";
        DoImport => "导入", "Import";
        NothingToDo => "没有新增，也没有变化，无需导入。", "Nothing is new and nothing changed, so there is nothing to import.";
        Done { new: u32, changed: u32, refused: u32 } => "已导入：新会员 {new} 名，更新 {changed} 名；{refused} 行不合格，没有导入。", "Imported: {new} new, {changed} changed; {refused} rows were refused and not imported.";
        DoneRows { new: u32, changed: u32, refused: u32 } => "已导入：新增 {new} 行，更新 {changed} 行；{refused} 行不合格，没有导入。", "Imported: {new} rows new, {changed} changed; {refused} rows were refused and not imported.";
        Stale => "预览之后会员信息有变化，请重新预览后再导入。", "Something changed since the preview. Please preview again, then import.";
        Export => "导出花名册", "Export the roll";
        ExportHint => "导出的文件含完整证件号码和手机号，请妥善保管，用后删除。用途记入操作日志。", "The file holds document numbers and mobiles in full. Keep it safe and delete it after use. The purpose goes into the audit log.";
        Purpose => "用途", "What for";
        DoExport => "导出", "Export";
        Exported => "文件已生成，请在浏览器的下载中查看。", "The file is among your browser's downloads.";
    }
}
