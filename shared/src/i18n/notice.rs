//! What the server tells in words: warnings about entries, changes of published results.

use super::messages;
use chrono::NaiveDate;

messages! {
    /// What staff should look at in an entry.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum EntryWarning {
        MobileShared { count: i64 } => "另有 {count} 名报名者使用同一手机号（家人共用手机属正常情况，请留意）", "{count} other entrants gave the same mobile. Families share phones, so this is only a hint";
        CollectedLate { label: String } => "由代收码“{label}”收集，提交时该码已失效；按设备时间，收集时仍有效", "Collected under the code “{label}”, which had ended when this arrived. By the device's clock it stood when this was captured";
        ClockApart { minutes: i64 } => "填报设备的时间与系统相差 {minutes} 分钟，提交时间以系统记录为准", "The device's clock was {minutes} minutes off. The time of submission is the server's";
    }
}

messages! {
    /// What to look at in a row of the workbook that is taken all the same.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum RollWarning {
        JoinedOnKept { on: NaiveDate } => "会籍变化日期与登记的 {on} 不同，保留登记的日期", "The date of the change differs from the one on record, {on}, which is kept";
    }
}

messages! {
    /// What staff should look at in an application.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum ApplicationWarning {
        MobileShared { count: i64 } => "另有 {count} 名申请人使用同一手机号（家人共用手机属正常情况，请留意）", "{count} other applicants gave the same mobile. Families share phones, so this is only a hint";
    }
}

messages! {
    /// What a corrected version of results changed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum ResultChange {
        Added { number: String } => "新增 {number}", "{number} was added";
        Removed { number: String } => "移除 {number}", "{number} was removed";
        Theory { number: String, before: String, after: String } => "{number} 理论成绩由 {before} 更正为 {after}", "{number}: theory corrected from {before} to {after}";
        Practical { number: String, before: String, after: String } => "{number} 实操成绩由 {before} 更正为 {after}", "{number}: practical corrected from {before} to {after}";
        Total { number: String, before: String, after: String } => "{number} 总成绩由 {before} 变为 {after}", "{number}: total changed from {before} to {after}";
        Rank { number: String, before: String, after: String } => "{number} 名次由 {before} 变为 {after}", "{number}: rank changed from {before} to {after}";
        Award { number: String, before: String, after: String } => "{number} 奖项由“{before}”变为“{after}”", "{number}: award changed from “{before}” to “{after}”";
        AwardGiven { number: String, award: String } => "{number} 获“{award}”", "{number}: receives “{award}”";
        AwardLost { number: String, award: String } => "{number} 取消“{award}”", "{number}: “{award}” is taken back";
        Absent => "缺考", "absent";
        None => "无", "none";
        Nothing => "成绩与上一版相同", "No line differs from the version before";
    }
}
