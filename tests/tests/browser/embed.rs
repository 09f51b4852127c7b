//! The widget in strangers' pages.

use super::entrant::{TITLE, code, courier, fill_in, live, open_form, open_form_of};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Browser, Size, journey, journey_without_scripts};

/// Every element's look in a tree, apart from sizes, which follow the room there is.
const LOOKS: &str = "
const properties = ['display', 'visibility', 'position', 'float', 'color', 'backgroundColor', 'fontFamily', 'fontSize',
  'fontWeight', 'fontStyle', 'fontVariant', 'lineHeight', 'letterSpacing', 'wordSpacing', 'textAlign', 'textTransform',
  'textIndent', 'textShadow', 'textDecorationLine', 'whiteSpace', 'direction', 'writingMode', 'wordBreak', 'cursor',
  'listStyleType', 'boxSizing', 'borderTopStyle', 'borderTopWidth', 'borderTopColor', 'borderRadius', 'paddingTop',
  'paddingLeft', 'marginTop', 'marginBottom', 'opacity', 'zIndex', 'pointerEvents', 'userSelect', 'animationName'];
const look = (element) => { const style = getComputedStyle(element);
  return element.localName + ' ' + properties.map((name) => name + ':' + style[name]).join('; '); };
";

async fn looks(browser: &Browser, elements: &str) -> Vec<String> {
    browser.settle().await;
    let looks = browser.run(&format!("{LOOKS} return [...{elements}].map(look)"), &[]).await;
    serde_json::from_value(looks).expect("texts")
}

/// What differs, for a message that can be read.
fn differences<'a>(before: &'a [String], after: &'a [String]) -> Vec<(&'a String, &'a String)> {
    before.iter().zip(after).filter(|(before, after)| before != after).collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hostile_page_and_the_widget_leave_each_other_alone(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("embed-hostile", size, async |browser| {
        const HOST: &str = "document.querySelectorAll('html, body, body *:not(rollcall-widget)')";
        const INSIDE: &str = "root(0).querySelectorAll('.rc, .rc *')";
        browser.block(&["*/embed/*"]).await;
        browser.open_page(&stage.site).await;
        let alone = looks(browser, HOST).await;
        browser.block(&[]).await;

        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.sees("查看并报名").await;
        browser.picture("list").await;
        let with_widget = looks(browser, HOST).await;
        assert_eq!(alone.len(), with_widget.len(), "the widget adds nothing to the page");
        assert_eq!(differences(&alone, &with_widget), [], "the widget touches the page");
        let hostile_list = looks(browser, INSIDE).await;
        browser.check_accessibility("list on a hostile page").await;
        open_form(&widget).await;
        live(&widget).await;
        assert_ne!(widget.style("button[type=submit]", "display").await, "none");
        browser.picture("form").await;
        assert_eq!(differences(&alone, &looks(browser, HOST).await), [], "the form touches the page");
        let hostile_form = looks(browser, INSIDE).await;

        browser.open_page(&format!("{}/many", stage.site)).await;
        widget.sees("查看并报名").await;
        let list = looks(browser, INSIDE).await;
        assert_eq!(
            (list.len(), differences(&list, &hostile_list)),
            (hostile_list.len(), vec![]),
            "the page touches the list"
        );
        open_form(&widget).await;
        live(&widget).await;
        let form = looks(browser, INSIDE).await;
        assert_eq!(
            (form.len(), differences(&form, &hostile_form)),
            (hostile_form.len(), vec![]),
            "the page touches the form"
        );
        browser.check_complaints(&["ERR_BLOCKED_BY_CLIENT", "favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_speaks_both_languages(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("embed-languages", size, async |browser| {
        browser.open_page(&format!("{}/?lang=en", stage.site)).await;
        let widget = browser.widget();
        widget.sees("See and enter").await;
        widget.sees(TITLE[1]).await;
        browser.picture("en").await;
        let language = widget.ask("root(which).querySelector('.rc').lang", &[]).await;
        assert_eq!(language, json!("en"));
        widget.press("中文").await;
        widget.sees("查看并报名").await;
        widget.sees(TITLE[0]).await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_that_is_not_listed_gets_a_plain_refusal_and_no_data(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    journey("embed-stranger", size, async |browser| {
        browser.open_page(&stage.stranger).await;
        let widget = browser.widget();
        widget.sees("未登记").await;
        browser.picture("refused").await;
        browser.check_accessibility("refusal").await;
        assert!(!widget.text().await.contains(TITLE[0]), "no data is shown");
        let answer = "const done = arguments[arguments.length - 1];
            fetch(arguments[0]).then((answer) => answer.text(), () => 'refused').then(done)";
        let address = format!("{}/api/v1/associations/qhd-courier/competitions", stage.server);
        let got = browser.run_async(answer, &[json!(address)]).await.to_string();
        assert!(!got.contains(TITLE[0]), "{got}");
        assert!(got.contains("origin_not_allowed"), "the page may read why: {got}");
        browser.check_complaints(&["403", "CORS", "favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_strict_policy_without_webassembly_still_lets_a_worker_in(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(0);
    journey("embed-strict", size, async |browser| {
        browser.open_page(&format!("{}/strict", stage.site)).await;
        let widget = browser.widget();
        open_form(&widget).await;
        fill_in(&widget, &person).await;
        browser.picture("form").await;
        widget.press("提交报名").await;
        widget.sees("报名已提交").await;
        browser.picture("receipt").await;
        browser.check_accessibility("receipt").await;
        let address = browser.url().await;
        assert!(address.ends_with("/strict"), "everything happened in place, not on {address}");
        let code = code(&widget).await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(code)]);
        browser.check_complaints(&["wasm-unsafe-eval", "WebAssembly", "favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_scripts_the_hosted_page_does_it_all(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(1);
    journey_without_scripts("embed-noscript", size, async |browser| {
        browser.open_page(&format!("{}/noscript", stage.site)).await;
        let page = browser.page();
        page.press("查看比赛并报名").await;
        open_form(&page).await;
        browser.picture("form").await;
        browser.check_accessibility("form without scripts").await;
        page.fill("name", &person.name).await;
        page.press("提交报名").await;
        page.sees("项需要修改").await;
        assert_eq!(page.typed().await["name"], person.name, "nothing typed is lost");
        browser.picture("errors").await;
        browser.check_accessibility("errors without scripts").await;
        fill_in(&page, &person).await;
        page.press("提交报名").await;
        page.sees("报名已提交").await;
        browser.picture("receipt").await;
        let code = code(&page).await;
        page.press("查看办理进度").await;
        page.sees("正在等待工会审核").await;
        browser.picture("status").await;
        browser.check_accessibility("status without scripts").await;

        page.press("我的回执").await;
        page.fill("code", &code.to_lowercase()).await;
        page.fill("mobile_last4", &person.mobile[7..]).await;
        page.press_one("button", "查看").await;
        page.sees("只能查看").await;
        assert_eq!(stage.entries_of(&person.name).await.len(), 1);
        browser.check_complaints(&["favicon.ico", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_widgets_that_come_and_go_leave_nothing_behind(#[values(Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("embed-memory", size, async |browser| {
        browser.open_page(&stage.site).await;
        browser.widget().sees("查看并报名").await;
        // Each time the program takes over where receipts are looked up, and goes with its element.
        let come_and_go = "const [count, done] = [arguments[0], arguments[arguments.length - 1]];
            (async () => {
                for (let at = 0; at < count; at += 1) {
                    const one = document.createElement('rollcall-widget');
                    one.setAttribute('association', 'qhd-courier');
                    one.setAttribute('view', 'receipt');
                    const rung = new Promise((resolve) => one.addEventListener('rollcall:rung', resolve));
                    document.body.prepend(one);
                    if ((await rung).detail.rung !== 'wasm') throw new Error('not live');
                    one.remove();
                }
            })().then(() => done('done'), (error) => done(String(error)));";
        let mut seen = Vec::new();
        for count in [20, 100] {
            assert_eq!(browser.run_async(come_and_go, &[json!(count)]).await, json!("done"));
            seen.push(browser.memory().await);
        }
        let (before, after) = (&seen[0], &seen[1]);
        assert!(after.nodes <= before.nodes + 20, "nodes: {before:?} {after:?}");
        assert!(after.listeners <= before.listeners + 5, "listeners: {before:?} {after:?}");
        assert!(
            after.heap < before.heap + 300_000,
            "a hundred widgets keep less than 3 KB each: {before:?} {after:?}"
        );
        assert!(after.program <= before.program, "the program's own memory: {before:?} {after:?}");
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn widgets_on_a_page_share_one_program(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("embed-many", size, async |browser| {
        browser.open_page(&format!("{}/many", stage.site)).await;
        browser.nth_widget(2).sees("保洁").await;
        browser.picture("three").await;
        assert_eq!(stage.line.wasm_requests(), 0, "a list needs no program");
        for nth in [0, 1] {
            open_form_of(&browser.nth_widget(nth)).await;
            live(&browser.nth_widget(nth)).await;
        }
        browser.nth_widget(1).fill("name", "区伟明").await;
        assert_eq!(browser.nth_widget(0).typed().await["name"], "", "each has its own form");
        assert_eq!(stage.line.wasm_requests(), 1);

        // Taken away, a widget leaves nothing behind that complains; put back, it works.
        browser.run("window.one = document.querySelector('rollcall-widget'); one.remove()", &[]).await;
        browser.run("document.body.append(window.one)", &[]).await;
        browser.nth_widget(2).sees("查看并报名").await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}
