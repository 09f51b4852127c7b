//! What people read on screens and posters.

shared::messages! {
    /// Texts of screens and posters.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum HallText {
        Applied => "人已申请入会", "have applied to join";
        Approved { count: String } => "其中 {count} 人已获批准", "{count} of them approved";
        UntilOath => "距宣誓还有", "Until the oath";
        OathSoon => "即将宣誓", "The oath is about to begin";
        Oath => "入会誓词", "The oath";
        Certified => "宣誓时认定人数", "Certified at the oath";
        CertifiedAt { at: String } => "{at} 认定，此后的更正不改变此数", "certified at {at}; later corrections do not change it";
        Venues => "各会场", "Venues";
        Groups => "各群体", "Groups";
        NoArrivals => "尚无申请", "Nobody has applied yet";
        LiveAsOf => "实时数据，截至", "Live, as of";
        Lost => "连接中断，数据停留在", "Connection lost. These numbers are of";
        NoScript => "本页面每 5 秒自动刷新，数据截至", "This page loads again every 5 seconds. Numbers as of";
        OtherLanguage => "English", "中文";
        NoCeremony => "没有找到这场仪式", "There is no such ceremony";
        NoCeremonyHint => "请核对网址，或向主办工会索取大屏地址。", "Please check the address, or ask the union for the address of the screen.";
        PosterCall => "扫码加入工会", "Scan to join the union";
        StepScan => "用手机扫描二维码", "Scan the code with your phone";
        StepFill => "填写姓名、证件号码和手机号", "Fill in name, document and mobile";
        StepReceipt => "提交并保存回执，等待工会审批", "Submit, keep the receipt; the union decides";
        OrOpen { address: String } => "也可以在浏览器打开 {address}", "Or open {address}";
        Period { from: String, to: String } => "活动时间：{from} 至 {to}", "From {from} to {to}";
        QrLabel => "入会二维码", "Code to join";
        Print => "打印或另存为 PDF：请使用浏览器的打印功能，纸张选 A4，边距选“无”。", "To print or save as PDF: use the browser's print function with A4 paper and no margins.";
        AsSvg => "下载矢量图（SVG）", "Download as vector graphics (SVG)";
    }
}
