//! Monthly reports in the console: a month is closed, what comes later is adjusted with its reason, and all of it goes out
//! as a spreadsheet.

use super::desk;
use rstest::rstest;
use serde_json::json;
use tests::browser::{Size, journey};
use tests::{Person, Stage};

/// Fetches what the page's export leads to, and tells whether it is a spreadsheet.
const EXPORTED: &str = "(() => { const ask = new XMLHttpRequest();
    ask.open('GET', visible(which, 'a[download]')[0].href, false); ask.send();
    return ask.status === 200 && ask.getResponseHeader('content-type').includes('spreadsheetml'); })()";

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
        // Every figure opens its records, of a unit as of all.
        page.press_one("td a", "合计 期初会员 645").await;
        page.sees("645 条记录").await;
        page.press("返回月报").await;
        page.press_one("td a", "海港区总工会 期末会员 72").await;
        page.sees("72 条记录").await;
        browser.check_accessibility("records").await;
        page.press("返回月报").await;

        page.press_one("summary", "目标").await;
        let unions = stage.read("/staff/unions").await;
        let city = unions[0]["id"].as_str().expect("an id");
        page.fill(&format!("t{city}-target"), "40").await;
        page.press_one("[type=submit]", "保存").await;
        page.until("the target in the table", "visible(which, 'tr.total td')[11].innerText === '40'", &[]).await;
        page.press_one("summary", "关账").await;
        page.fill(&format!("c{city}-problems"), "骑手流动大").await;
        browser.picture("closing").await;
        page.press_one("[type=submit]", "关账").await;
        page.sees("存在问题: 骑手流动大").await;
        page.sees("关账").await;

        // A roll of October comes in when October is closed.
        let person = Person::nth(900);
        let courier = unions.as_array().and_then(|all| all.iter().find(|one| one["name"]["zh"] == "秦皇岛市快递行业联合工会"));
        let enrol = json!({ "kind": "enrol_roll", "union_id": courier.expect("a union")["id"],
            "decision": { "on": "2026-10-20", "document_number": "秦快工字〔2026〕9号", "deciders": "张伟、王敏" },
            "confirmation": { "reason": "补录", "by": "paper", "on": "2026-10-18", "who": "本人签字，李静保管" },
            "people": [{ "name": person.name, "id_number": person.document, "mobile": person.mobile,
                "worker_group": "courier", "employer": person.employer, "division": person.division }] });
        stage.pass(chrono::TimeDelta::minutes(1));
        stage.act("admin", enrol).await;
        browser.open_page(&format!("{}/console/#/report/2026-11", stage.server)).await;
        page.sees("有 1 条已关账月份的补录记录未列入任何月份").await;
        page.press_one("summary", "登记调整").await;
        page.fill(&format!("a{city}-by"), "1").await;
        page.press_one("[type=submit]", "登记调整").await;
        page.sees("此项必填").await;
        page.fill(&format!("a{city}-reason"), "补录一名快递员").await;
        browser.picture("adjusting").await;
        page.press_one("[type=submit]", "登记调整").await;
        page.sees("更正 2026-10 入会 +1：补录一名快递员").await;
        page.sees_no_more("补录记录未列入任何月份").await;
        browser.picture("adjusted").await;
        browser.check_accessibility("adjusted").await;
        page.press_one("td a", "合计 调整 +1").await;
        page.sees("补录一名快递员").await;
        page.press("返回月报").await;
        page.sees("补录一名快递员").await;
        page.until("the spreadsheet", EXPORTED, &[]).await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}

/// The screens of building unions by their addresses, each with a text in either language that tells that it is there.
const SCREENS: [(&str, &str, &str, &str); 9] = [
    ("overview", "overview", "四种建会方式", "Four methods"),
    ("work", "work", "共 17 条", "17 rows"),
    ("unions", "unions/late", "需要关注", "Want attention"),
    ("board", "building", "个逾期", "overdue"),
    ("ledger", "unbuilt", "未建会（3）", "Unbuilt (3)"),
    ("report", "report/2021-11", "入会人员按职业", "Joined, by group"),
    ("records", "report/2021-11/women/all/all", "入会（女会员）", "Joined, women"),
    ("closing", "report/2021-12/closing/all/courier", "期末会员", "Closing"),
    ("roll", "roll", "导入花名册", "Import a roll"),
];

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_screens_of_building_are_for_everyone(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("everyone", size, async |browser| {
        let page = desk::log_in(browser, &stage, "admin").await;
        let show = async |path: &str| {
            browser.open_page(&format!("{}/console/#/{path}", stage.server)).await;
        };
        for (name, path, zh, _) in SCREENS {
            show(path).await;
            page.sees(zh).await;
            browser.picture(name).await;
            browser.check_accessibility(name).await;
        }
        page.press("大字号").await;
        page.press("English").await;
        for (name, path, _, en) in SCREENS {
            show(path).await;
            page.sees(en).await;
            browser.picture(&format!("{name}-large")).await;
            browser.check_accessibility(&format!("{name}-large")).await;
        }
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
