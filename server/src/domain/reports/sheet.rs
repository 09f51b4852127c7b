//! The report as a spreadsheet.

use super::report;
use crate::App;
use crate::domain::Staff;
use crate::error::{Error, Result};
use shared::api::ReportFilter;
use shared::i18n::{Lang, Text};
use shared::report::Figures;
use sheets::{Value, table};

shared::messages! {
    /// Heads of the report's columns.
    #[derive(Clone, Debug, PartialEq, Eq)]
    enum Head {
        Title { month: String } => "月报 {month}", "Report {month}";
        Unit => "单位", "Unit";
        Opening => "期初", "Opening";
        Joined => "入会", "Joined";
        Women => "其中女会员", "of them women";
        Migrants => "其中农民工", "of them migrant workers";
        In => "转入", "Transferred in";
        Out => "转出", "Transferred out";
        Resigned => "退会", "Resigned";
        Retained => "保留会籍", "Retained";
        Expelled => "除名", "Expelled";
        AdjustedIn => "调增", "Adjusted up";
        AdjustedOut => "调减", "Adjusted down";
        Closing => "期末", "Closing";
        Founded => "新建工会", "Unions founded";
        Covered => "新覆盖单位", "Employers covered";
        Target => "目标", "Target";
        Completion => "完成率（%）", "Reached (%)";
        Filing => "备案率（%）", "Filed (%)";
        Problems => "存在问题", "Problems";
        Total => "合计", "Total";
    }
}

/// The columns after the unit, in their order.
const HEADS: [Head; 19] = [
    Head::Unit,
    Head::Opening,
    Head::Joined,
    Head::Women,
    Head::Migrants,
    Head::In,
    Head::Out,
    Head::Resigned,
    Head::Retained,
    Head::Expelled,
    Head::AdjustedIn,
    Head::AdjustedOut,
    Head::Closing,
    Head::Founded,
    Head::Covered,
    Head::Target,
    Head::Completion,
    Head::Filing,
    Head::Problems,
];

/// Writes the report of a month: a row for each unit, then the total. Only what was counted is in it.
///
/// # Errors
/// As of [`report`].
pub async fn sheet(app: &App, staff: &Staff, filter: &ReportFilter, lang: Lang) -> Result<Vec<u8>> {
    let report = report(app, staff, filter).await?;
    let mut rows: Vec<Vec<Value>> =
        report.units.iter().map(|unit| row(unit.union.get(lang), &unit.figures, &unit.problems)).collect();
    rows.push(row(&Head::Total.text(lang), &report.total, ""));
    let head: Vec<String> = HEADS.iter().map(|head| head.text(lang)).collect();
    let title = Head::Title { month: report.month.to_string() }.text(lang);
    table(&title, &head, &rows).map_err(|error| Error::Stored(error.to_string()))
}

fn row(unit: &str, figures: &Figures, problems: &str) -> Vec<Value> {
    let text = |text: &str| if text.is_empty() { Value::Empty } else { Value::Text(text.to_owned()) };
    let number = |number: u32| Value::Number(i64::from(number));
    let or = |number: Option<u64>| {
        number.and_then(|number| i64::try_from(number).ok()).map_or(Value::Empty, Value::Number)
    };
    vec![
        text(unit),
        Value::Number(figures.opening),
        number(figures.joined),
        number(figures.women),
        number(figures.migrants),
        number(figures.transferred_in),
        number(figures.transferred_out),
        number(figures.resigned),
        number(figures.retained),
        number(figures.expelled),
        Value::Number(figures.adjusted_in),
        Value::Number(figures.adjusted_out),
        Value::Number(figures.closing),
        number(figures.unions_founded),
        number(figures.employers_covered),
        or(figures.target.map(u64::from)),
        or(figures.completion()),
        or(figures.filing_rate()),
        text(problems),
    ]
}
