//! Storage that a browser wipes: nothing that the page still has is lost, and what is lost is told.

use super::{CODE, CUT, begin, codes_of, collect, counted, counts, issue, open, ready};
use crate::entrant::courier;
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Browser, Size, journey};

async fn wipe(browser: &Browser, stage: &Stage, what: &str) {
    let wipe = json!({ "origin": stage.server, "storageTypes": what });
    browser.devtools("Storage.clearDataForOrigin", wipe).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wiped_device_says_so_before_the_next_person(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let people = [courier(48), courier(49), courier(50)];
    journey("steward-wiped", size, async |browser| {
        let page = open(&stage, browser).await;
        begin(&page, CODE).await;
        ready(&page).await;
        stage.network.cut(true);
        page.press("为下一位报名：快递收派").await;
        let mut promised = vec![collect(&page, &people[0]).await];
        // Wiped while the page is open: it still has what it took, and goes on.
        wipe(browser, &stage, "indexeddb").await;
        page.press("下一位，仍报").await;
        promised.push(collect(&page, &people[1]).await);
        page.press("返回首页").await;
        counted(&page, "waiting", 2).await;
        assert_eq!(page.count("[data-lost]").await, 0);
        stage.network.cut(false);
        page.press("立即提交").await;
        counted(&page, "sent", 2).await;
        for (person, code) in people.iter().zip(promised) {
            assert_eq!(codes_of(&stage, person).await, [json!(code)]);
        }

        // Wiped, and then opened anew: one entry is gone, which stands above everything that can be begun.
        stage.network.cut(true);
        page.press("为下一位报名：快递收派").await;
        collect(&page, &people[2]).await;
        page.press("返回首页").await;
        counted(&page, "waiting", 1).await;
        browser.open_page("about:blank").await;
        wipe(browser, &stage, "indexeddb").await;
        browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
        page.sees("1 份没有提交的报名已不在本机").await;
        let above = "document.querySelector('[data-lost]').compareDocumentPosition(document.querySelector('.wide')) === 4";
        assert_eq!(page.ask(above, &[]).await, json!(true), "before anybody begins");
        assert_eq!(counts(&page).await["waiting"], 0);
        browser.picture("lost").await;
        browser.check_accessibility("wiped").await;
        browser.check_complaints(&CUT).await;
    })
    .await;
}
