//! Pages of ours open without a network after one visit.

use super::desk;
use super::entrant::{code, courier, fill_in, live};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Browser, Size, journey};

/// Waits until the page and all it needs is kept.
pub async fn kept(browser: &Browser, part: &str) {
    let script = "const done = arguments[arguments.length - 1];
        navigator.serviceWorker.ready.then(() => caches.open('rollcall-1')).then((cache) => cache.keys())
            .then((all) => done(all.some((one) => one.url.includes(arguments[0]))));";
    let is_kept = async || Ok((browser.run_async(script, &[json!(part)]).await == json!(true)).then_some(()));
    browser.wait(&format!("{part} to be kept"), is_kept).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_was_visited_once_is_filled_in_without_a_network(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(30);
    journey("hosted-away", size, async |browser| {
        let page = browser.page();
        let form = format!("{}/h/qhd-courier/c/courier/enter/delivery", stage.server);
        browser.open_page(&format!("{}/h/qhd-courier", stage.server)).await;
        page.press("查看并报名").await;
        page.press("报名：").await;
        live(&page).await;
        let form_here = browser.url().await;
        assert!(form_here.starts_with(form.split("/c/").next().unwrap()), "{form_here}");
        kept(browser, "/enter/").await;
        kept(browser, "_bg.wasm").await;
        kept(browser, "outbox.js").await;

        stage.network.cut(true);
        browser.open_page("about:blank").await;
        browser.open_page(&form_here).await;
        live(&page).await;
        fill_in(&page, &person).await;
        browser.picture("filled-in").await;
        page.press("提交报名").await;
        page.sees("等待网络").await;
        let promised = code(&page).await;
        stage.network.cut(false);
        page.sees("报名已提交").await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(promised)]);
        browser.check_complaints(&["ERR_", "favicon.ico", "Failed to fetch"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_staff_read_is_kept(#[values(Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("console-away", size, async |browser| {
        let page = desk::log_in(browser, &stage, "officer-courier").await;
        page.visit("报名审核").await;
        page.sees("待审核").await;
        kept(browser, "/console/").await;
        kept(browser, "_bg.wasm").await;
        let script = "const done = arguments[arguments.length - 1];
            caches.open('rollcall-1').then((cache) => cache.keys()).then((all) => done(all.map((one) => one.url)));";
        let all = browser.run_async(script, &[]).await;
        let staff = all.as_array().unwrap().iter().filter(|url| url.as_str().unwrap().contains("/api/"));
        assert_eq!(staff.count(), 0, "{all}");
        stage.network.cut(true);
        browser.open_page("about:blank").await;
        browser.open_page(&format!("{}/console/", stage.server)).await;
        page.sees("暂时连不上服务器").await;
        browser.picture("away").await;
        browser.check_accessibility("console without a network").await;
        stage.network.cut(false);
        page.press("重试").await;
        page.find(".menu").await;
        browser.check_complaints(&["ERR_", "favicon.ico", "401", "Failed to fetch"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_judges_desk_opens_without_a_network_and_goes_on_with_one(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    journey("judge-away", size, async |browser| {
        let page = desk::log_in(browser, &stage, "judge-homeservice").await;
        let script = "const done = arguments[arguments.length - 1];
            fetch('/api/v1/staff/competitions').then((answer) => answer.json()).then((all) => done(all[0].id));";
        let id = browser.run_async(script, &[]).await;
        let id = id.as_str().unwrap();
        let marks = format!("{}/console/#/marks/{id}", stage.server);
        browser.open_page(&marks).await;
        page.sees("成绩登记").await;
        kept(browser, "/console/").await;
        kept(browser, "_bg.wasm").await;
        stage.network.cut(true);
        browser.open_page("about:blank").await;
        browser.open_page(&marks).await;
        page.sees("暂时连不上服务器").await;
        browser.picture("away").await;
        stage.network.cut(false);
        page.press("重试").await;
        page.sees("成绩登记").await;
        assert!(browser.url().await.ends_with(&format!("#/marks/{id}")), "the same desk");
        browser.check_complaints(&["ERR_", "favicon.ico", "401", "Failed to fetch"]).await;
    })
    .await;
}
