//! An entry that waits on the device: sealed, in several tabs, where storage is refused or full, removed, refused at last.

use super::entrant::{code, courier, fill_in, live, open_form};
use rstest::rstest;
use serde_json::{Value, json};
use tests::Person;
use tests::Stage;
use tests::browser::{Browser, Size, View, journey};

/// Everything that the page's origin keeps on the device, as one text.
async fn stored(browser: &Browser) -> String {
    let script = "const done = arguments[arguments.length - 1];
        const kept = { ...localStorage, ...sessionStorage };
        const open = indexedDB.open('rollcall');
        open.onsuccess = () => {
            const all = open.result.transaction('outbox').objectStore('outbox').getAll();
            all.onsuccess = () => done(JSON.stringify([kept, all.result]));
        };";
    browser.run_async(script, &[]).await.as_str().expect("a text").to_owned()
}

/// Runs before the scripts of every page from now on.
async fn before_pages(browser: &Browser, script: &str) {
    browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
}

/// Fills in the form on the association's page and submits it without a network; the receipt's code.
async fn submit_cut_off(stage: &Stage, browser: &Browser, person: &Person) -> String {
    browser.open_page(&stage.site).await;
    let widget = browser.widget();
    open_form(&widget).await;
    live(&widget).await;
    fill_in(&widget, person).await;
    stage.network.cut(true);
    widget.press("提交报名").await;
    widget.sees("等待网络").await;
    code(&widget).await
}

async fn arrived(stage: &Stage, browser: &Browser, person: &Person) -> Vec<Value> {
    let entries =
        async || Ok(Some(stage.entries_of(&person.name).await).filter(|entries| !entries.is_empty()));
    browser.wait("the entry to arrive", entries).await
}

const CUT: [&str; 3] = ["ERR_", "favicon.ico", "Failed to fetch"];

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_who_picks_up_the_device_can_read_it(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(20);
    journey("outbox-sealed", size, async |browser| {
        let promised = submit_cut_off(&stage, browser, &person).await;
        let kept = stored(browser).await;
        assert!(kept.contains("\"body\""), "the sealed entry is there: {kept}");
        for typed in [&person.name, &person.document, &person.mobile, &person.employer] {
            assert!(!kept.contains(typed.as_str()), "{typed} in {kept}");
        }
        stage.network.cut(false);
        assert_eq!(arrived(&stage, browser, &person).await[0]["code"], json!(promised));
        browser.widget().sees("报名已提交").await;
        let kept = stored(browser).await;
        assert!(!kept.contains("\"body\""), "nothing is left of it: {kept}");
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn several_tabs_send_it_once(#[values(Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(21);
    journey("outbox-tabs", size, async |browser| {
        let promised = submit_cut_off(&stage, browser, &person).await;
        stage.line.cut(true);
        stage.network.cut(false);
        for _ in 0..3 {
            browser.open_tab(&stage.site).await;
            browser.widget().sees("等待网络").await;
        }
        stage.line.cut(false);
        assert_eq!(arrived(&stage, browser, &person).await[0]["code"], json!(promised));
        browser.widget().sees("报名已提交").await;
        assert_eq!(stage.line.submissions(), 1, "one tab has sent it");
        assert_eq!(stage.entries_of(&person.name).await.len(), 1);
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[case::refused(
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } });"
)]
#[case::silent("IDBFactory.prototype.open = () => new EventTarget();")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_keeps_nothing_says_so_before_anything_is_typed(
    #[case] storage: &str,
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(22);
    journey("outbox-refused", size, async |browser| {
        before_pages(browser, storage).await;
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        widget.sees("本机浏览器不能暂存").await;
        browser.picture("said").await;
        browser.check_accessibility("form that cannot be kept").await;
        let link = "visible(which, 'a[target=_blank]').some((a) => /enter/.test(a.href))";
        widget.until("a way to the page of its own", link, &[]).await;
        fill_in(&widget, &person).await;
        stage.network.cut(true);
        widget.press("提交报名").await;
        widget.sees("请保持本页打开").await;
        stage.network.cut(false);
        widget.sees("报名已提交").await;
        assert_eq!(arrived(&stage, browser, &person).await.len(), 1);
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_storage_loses_nothing_while_the_page_is_open(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(23);
    journey("outbox-full", size, async |browser| {
        let full = "const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (one) {
                if (one.sealed) throw new DOMException('', 'QuotaExceededError');
                return put.call(this, one);
            };";
        before_pages(browser, full).await;
        submit_cut_off(&stage, browser, &person).await;
        browser.widget().sees("请保持本页打开").await;
        stage.network.cut(false);
        browser.widget().sees("报名已提交").await;
        assert_eq!(arrived(&stage, browser, &person).await.len(), 1);
        browser.check_complaints(&CUT).await;
    })
    .await;
}

async fn lookup(widget: &View<'_>) {
    widget.press("我的回执").await;
    widget.sees("等待网络").await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_waits_is_listed_and_can_be_removed(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(24);
    journey("outbox-list", size, async |browser| {
        let promised = submit_cut_off(&stage, browser, &person).await;
        // Nothing that is submitted arrives, but pages open.
        stage.line.cut(true);
        stage.network.cut(false);
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.sees("等待网络").await;
        lookup(&widget).await;
        widget.sees(&promised).await;
        browser.picture("listed").await;
        browser.check_accessibility("list of what waits").await;
        widget.press("删除，不再提交").await;
        widget.press("再点一次确认删除").await;
        widget.sees_no_more(&promised).await;
        stage.line.cut(false);
        browser.open_page(&stage.site).await;
        widget.sees("查看并报名").await;
        assert!(!stored(browser).await.contains("\"body\""));
        assert_eq!(stage.entries_of(&person.name).await.len(), 0);
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_after_waiting_it_comes_back_as_it_was_typed(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(25);
    journey("outbox-late", size, async |browser| {
        submit_cut_off(&stage, browser, &person).await;
        // The page is gone, and with it what was typed; meanwhile entry is closed.
        browser.open_page("about:blank").await;
        stage.network.cut(false);
        let competitions = stage.read("/staff/competitions").await;
        let courier = competitions.as_array().unwrap().iter().find(|one| one["state"] == "entry_open");
        let close = |one: &Value| {
            json!({ "kind": "advance_competition", "competition_id": one["id"],
            "from": "entry_open", "to": "entry_closed" })
        };
        for one in competitions.as_array().unwrap().iter().filter(|one| one["state"] == "entry_open") {
            stage.act("admin", close(one)).await;
        }
        assert!(courier.is_some());
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.sees("现在不在报名时间内").await;
        browser.picture("given-back").await;
        let typed = widget.typed().await;
        assert_eq!(typed["name"], person.name);
        assert_eq!(typed["id_number"], person.document);
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_wrong_by_a_day_changes_nothing(#[values(Size::Phone)] size: Size) {
    for (days, person) in [(1, courier(26)), (-1, courier(27))] {
        let stage = Stage::set().await;
        journey("outbox-clock", size, async |browser| {
            let shift = format!(
                "const Real = Date, by = {days} * 86400000;
                 window.Date = class extends Real {{
                     constructor(...all) {{ all.length ? super(...all) : super(Real.now() + by); }}
                     static now() {{ return Real.now() + by; }}
                 }};"
            );
            before_pages(browser, &shift).await;
            let promised = submit_cut_off(&stage, browser, &person).await;
            stage.network.cut(false);
            assert_eq!(arrived(&stage, browser, &person).await[0]["code"], json!(promised));
            browser.check_complaints(&CUT).await;
        })
        .await;
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_that_is_closed_while_it_sends_loses_nothing(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(28);
    journey("outbox-closed", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        stage.line.hold_answers(true);
        widget.press("提交报名").await;
        // The server has it; the page goes before it is told so.
        let entries = arrived(&stage, browser, &person).await;
        browser.open_page("about:blank").await;
        stage.line.hold_answers(false);
        browser.open_page(&stage.site).await;
        widget.sees("报名已提交").await;
        assert_eq!(entries[0]["code"], json!(code(&widget).await));
        assert_eq!(stage.line.submissions(), 2, "sent once more");
        assert_eq!(stage.entries_of(&person.name).await.len(), 1, "counted once");
        assert!(!stored(browser).await.contains("\"body\""));
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_network_that_answers_nothing_does_not_hold_the_worker(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(30);
    journey("outbox-held", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        stage.line.hold_answers(true);
        widget.press("提交报名").await;
        widget.sees("等待网络").await;
        let promised = code(&widget).await;
        stage.line.hold_answers(false);
        widget.sees("报名已提交").await;
        assert_eq!(code(&widget).await, promised);
        assert_eq!(stage.entries_of(&person.name).await.len(), 1, "counted once");
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wiped_storage_loses_nothing_while_the_page_is_open(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(29);
    journey("outbox-wiped", size, async |browser| {
        let promised = submit_cut_off(&stage, browser, &person).await;
        assert!(stored(browser).await.contains("\"body\""));
        let wipe = json!({ "origin": stage.site, "storageTypes": "all" });
        browser.devtools("Storage.clearDataForOrigin", wipe).await;
        let script = "const done = arguments[arguments.length - 1];
            indexedDB.databases().then((all) => done(all.length + localStorage.length));";
        assert_eq!(browser.run_async(script, &[]).await, json!(0), "it is gone from the device");
        stage.network.cut(false);
        assert_eq!(arrived(&stage, browser, &person).await[0]["code"], json!(promised));
        browser.widget().sees("报名已提交").await;
        browser.check_complaints(&CUT).await;
    })
    .await;
}
