//! Building unions in the console: the pipeline and its gates, a month that is closed, the overview's figures.

use super::desk;
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gate_refuses_and_cites_its_article(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("building", size, async |browser| {
        let page = desk::log_in(browser, &stage, "admin").await;
        page.visit("建会进度").await;
        page.sees("个逾期").await;
        page.sees("应于").await;
        browser.picture("board").await;
        browser.check_accessibility("board").await;
        page.press("顺达物流有限公司工会").await;
        page.sees("登记步骤").await;
        page.choose("f-step", "founded").await;
        page.fill("f-on", "2026-11-20").await;
        page.press_one("#step [type=submit]", "").await;
        page.sees("第十二条").await;
        browser.picture("refused").await;
        // What was typed is still there; the approval that is missing is recorded instead.
        page.choose("f-step", "approved").await;
        page.fill("f-document_number", "海工字〔2026〕7号").await;
        page.press_one("#step [type=submit]", "").await;
        page.sees("海工字〔2026〕7号").await;
        browser.check_accessibility("union").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_month_is_closed_and_adjusted_later(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("month", size, async |browser| {
        let page = desk::log_in(browser, &stage, "admin").await;
        browser.open_page(&format!("{}/console/#/report/2026-10", stage.server)).await;
        page.sees("未关账").await;
        browser.picture("open").await;
        browser.check_accessibility("report").await;
        let unions = stage.read("/staff/unions").await;
        let city = unions[0]["id"].clone();
        let close =
            json!({ "kind": "close_month", "union_id": city, "month": "2026-10", "problems": "骑手流动大" });
        stage.act("admin", close).await;
        page.sees("关账").await;
        page.sees("骑手流动大").await;
        browser.open_page(&format!("{}/console/#/report/2026-11", stage.server)).await;
        page.sees("2026-11").await;
        let adjust = json!({ "kind": "adjust_month", "union_id": city, "month": "2026-11", "of": "2026-10",
            "line": "joined", "by": -1, "reason": "重复登记一人" });
        stage.act("admin", adjust).await;
        page.sees("重复登记一人").await;
        browser.picture("adjusted").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_figure_of_the_overview_opens_its_records(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let overview = stage.read("/staff/overview").await;
    assert_eq!(overview["enrolments"][0]["total"], json!(635), "counted from the members themselves");
    assert_eq!(overview["dated"], json!(5));
    assert_eq!(overview["unions"].as_array().map(Vec::len), Some(25));
    journey("overview", size, async |browser| {
        let page = desk::log_in(browser, &stage, "admin").await;
        page.visit("1124 总览").await;
        for text in ["635", "150 以上", "近 10,000", "9 个主管部门", "四种建会方式"] {
            page.sees(text).await;
        }
        browser.picture("overview").await;
        browser.check_accessibility("overview").await;
        page.press("集中入会人数").await;
        page.sees("635 条记录").await;
        for (figure, records) in [("有成立日期的工会", "共 5 个"), ("建成工会组织", "共 25 个")]
        {
            page.visit("1124 总览").await;
            page.press(figure).await;
            page.sees(records).await;
        }
        browser.check_accessibility("unions").await;
        page.visit("1124 总览").await;
        page.press("150 以上").await;
        page.sees("昌黎供销商厦联合工会").await;
        page.sees("2021 年 9 月 28 日").await;
        page.visit("未建会台账").await;
        page.sees("恒通仓储").await;
        browser.picture("ledger").await;
        browser.check_accessibility("ledger").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
