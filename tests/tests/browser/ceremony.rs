//! A ceremony: the big screen while workers join, the line cut and mended, the headcount certified.

use super::desk;
use rstest::rstest;
use serde_json::{Value, json};
use tests::browser::{Browser, Size, journey, journey_without_scripts};
use tests::{Person, Stage};

/// Waits until the screen shows so many.
async fn shows(browser: &Browser, count: u64) {
    browser
        .wait_until(
            &format!("{count} on the screen"),
            "return document.querySelector('[data-submitted]').textContent === String(arguments[0])",
            &[json!(count)],
        )
        .await;
}

/// Whether the screen says that its numbers are old.
async fn says_old(browser: &Browser, old: bool) {
    browser
        .wait_until(
            if old { "the screen to say that it lost the line" } else { "the screen to be live" },
            "return document.querySelector('[data-lost]').hidden !== arguments[0]",
            &[json!(old)],
        )
        .await;
}

/// The demo's drive.
async fn drive(stage: &Stage) -> Value {
    let rows = stage.read("/staff/drives").await;
    let title = |row: &&Value| row["title"]["zh"] == "新就业形态劳动者集中入会行动";
    let id = rows["rows"].as_array().unwrap().iter().find(title).expect("the demo's drive")["id"].clone();
    stage.read(&format!("/staff/drives/{}", id.as_str().unwrap())).await
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_is_live_and_what_was_certified_stays(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let drive = drive(&stage).await;
    let ceremony = &drive["ceremonies"][0];
    let venue = drive["sources"].as_array().unwrap().iter().find(|source| source["kind"] == "venue").unwrap();
    let code = venue["code"].as_str().unwrap();
    let before = ceremony["totals"]["submitted"].as_u64().unwrap();
    let screen = format!("{}/screen/{}?lang=zh-CN", stage.server, ceremony["code"].as_str().unwrap());
    journey("ceremony", size, async |browser| {
        browser.open_page(&screen).await;
        shows(browser, before).await;
        stage.apply(&Person::nth(901), code).await;
        shows(browser, before + 1).await;
        browser.picture("open").await;
        browser.check_accessibility("screen").await;

        // The line is cut: the numbers that are shown are said to be old, and right again when it is mended.
        stage.network.cut(true);
        says_old(browser, true).await;
        browser.picture("lost").await;
        let second = stage.apply(&Person::nth(902), code).await;
        shows(browser, before + 1).await;
        stage.network.cut(false);
        says_old(browser, false).await;
        shows(browser, before + 2).await;

        let page = desk::log_in(browser, &stage, "officer-courier").await;
        page.visit("入会活动").await;
        page.press("新就业形态劳动者集中入会行动").await;
        page.sees("入会漏斗").await;
        browser.picture("drive").await;
        browser.check_accessibility("drive").await;
        page.press("新就业形态劳动者集中入会仪式").await;
        page.sees("海港区会场").await;
        browser.picture("console").await;
        browser.check_accessibility("ceremony").await;
        page.press("认定人数并宣誓").await;
        page.sees(&format!("现有 {} 份申请", before + 2)).await;
        desk::confirm(&page).await;
        page.find("[data-certified]").await;

        browser.open_page(&screen).await;
        page.sees("我志愿加入中国工会").await;
        stage.take_back(&second).await;
        shows(browser, before + 1).await;
        let certified = page.ask("document.querySelector('[data-certified-count]').textContent", &[]).await;
        assert_eq!(certified, json!((before + 2).to_string()));
        browser.picture("oath").await;
        browser.check_complaints(&["favicon.ico", "401", "ERR_", "Failed to load"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_without_scripts_loads_itself_again(#[values(Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let drive = drive(&stage).await;
    let ceremony = &drive["ceremonies"][0];
    let venue = drive["sources"].as_array().unwrap().iter().find(|source| source["kind"] == "venue").unwrap();
    let before = ceremony["totals"]["submitted"].as_u64().unwrap();
    let screen = format!("{}/screen/{}?lang=en", stage.server, ceremony["code"].as_str().unwrap());
    journey_without_scripts("ceremony-plain", size, async |browser| {
        let page = browser.page();
        let shown = "document.querySelector('[data-submitted]').textContent === String(given[0])";
        browser.open_page(&screen).await;
        page.until("the total", shown, &[json!(before)]).await;
        page.sees("This page loads again every 5 seconds").await;
        let live = page.ask("textOf(which).includes('Live, as of')", &[]).await;
        assert_eq!(live, json!(false), "it does not say that it is live");
        browser.picture("screen").await;
        stage.apply(&Person::nth(903), venue["code"].as_str().unwrap()).await;
        page.until("the new total", shown, &[json!(before + 1)]).await;
        assert!(browser.url().await.ends_with("lang=en"), "in the same language");
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_begins_a_drive_and_prints_its_code(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("drives", size, async |browser| {
        let page = desk::log_in(browser, &stage, "officer-courier").await;
        page.visit("入会活动").await;
        page.press("新建活动").await;
        page.fill("title", "冬季送温暖入会行动").await;
        page.set("starts_on", "2026-11-23").await;
        page.set("ends_on", "2026-11-01").await;
        page.press("保存").await;
        page.sees("结束日期不能早于开始日期").await;
        page.set("ends_on", "2026-12-31").await;
        page.press("保存").await;
        page.press("冬季送温暖入会行动").await;
        page.press("修改活动").await;
        page.press_one("summary", "发展会员目标").await;
        page.fill("target--", "60").await;
        page.set("more-1-division", "130302").await;
        page.set("more-1-group", "courier").await;
        page.fill("more-1-count", "20").await;
        browser.picture("targets").await;
        browser.check_accessibility("targets").await;
        page.press("保存").await;
        page.sees("海港区 · 快递员").await;
        page.sees("0%").await;
        page.press("新增二维码").await;
        page.fill("label", "北戴河区会场").await;
        browser.check_accessibility("code").await;
        page.press("保存").await;
        page.sees("北戴河区会场").await;
        page.find("svg.qr").await;
        browser.picture("codes").await;
        let poster =
            page.ask("document.querySelector('a[href^=\"/poster/\"]').getAttribute('href')", &[]).await;
        browser.open_page(&format!("{}{}", stage.server, poster.as_str().unwrap())).await;
        page.sees("扫码加入工会").await;
        browser.picture("poster").await;
        browser.check_accessibility("poster").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
