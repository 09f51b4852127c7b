//! Every screen of the widget, in normal and in large text: everyone can see, hit, hear and reach what is on it.

use rstest::rstest;
use tests::Stage;
use tests::browser::{Browser, Size, journey};

/// Paths below `/h/{association}`, with a text that tells that the screen is there.
const HOSTED: [(&str, &str, &str); 9] = [
    ("list", "qhd-homeservice", "查看并报名"),
    ("competition", "qhd-homeservice/c/elder-care", "参赛条件"),
    ("for-members-too", "qhd-homeservice/c/maternal-infant-care", "工会会员可以在报名表中选择使用会籍"),
    ("closed", "qhd-cleaning/c/cleaning", "报名尚未开始"),
    ("entry", "qhd-homeservice/c/maternal-infant-care/enter/maternal-infant", "提交报名"),
    ("results", "qhd-cleaning/c/cleaning-2025/results", "成绩已确认"),
    ("join", "qhd-courier/join", "提交入会申请"),
    ("lookup", "qhd-courier/receipt", "手机号后四位"),
    ("missing", "qhd-courier/c/nothing-here", "没有找到"),
];

async fn check(browser: &Browser, screen: &str) {
    browser.picture(screen).await;
    browser.check_accessibility(screen).await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn hosted_pages_are_for_everyone(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("screen", size, async |browser| {
        let page = browser.page();
        for (name, path, text) in HOSTED {
            browser.open_page(&format!("{}/h/{path}", stage.server)).await;
            page.sees(text).await;
            check(browser, name).await;
            browser.open_page(&format!("{}/h/{path}?lang=en&large=1", stage.server)).await;
            page.find("[lang=en].large").await;
            check(browser, &format!("{name}-large")).await;
        }
        browser.check_complaints(&["favicon.ico", "404"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_turns_large_in_one_tap(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("large", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        widget.sees("查看并报名").await;
        let before = pixels(&widget.style("p", "fontSize").await);
        widget.press("长辈版").await;
        widget.find(".large").await;
        let after = pixels(&widget.style("p", "fontSize").await);
        assert!(after > before * 1.2, "{before} px becomes {after} px");
        check(browser, "list").await;
        widget.press("查看并报名").await;
        widget.sees("参赛条件").await;
        check(browser, "competition").await;
        widget.press("报名：").await;
        widget.find("form [name='a.name']").await;
        check(browser, "entry").await;
        let lines =
            pixels(&widget.style("p", "lineHeight").await) / pixels(&widget.style("p", "fontSize").await);
        assert!(lines >= 1.3, "lines stand {lines} apart");
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_works_by_keyboard_alone(#[values(Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("keyboard", size, async |browser| {
        browser.open_page(&format!("{}/many", stage.site)).await;
        let widget = browser.widget();
        widget.sees("查看并报名").await;
        // Every stop on the way shows where it is.
        let mut stops = Vec::new();
        for _ in 0..12 {
            browser.keys("\u{E004}").await;
            let seen = "(() => { const at = focused(); const style = getComputedStyle(at);
                return [nameOf(at), style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== 'none']; })()";
            let stop: (String, bool) = serde_json::from_value(widget.ask(seen, &[]).await).expect("a name and a look");
            assert!(stop.1, "the focus on “{}” cannot be seen", stop.0);
            if stop.0.starts_with("查看并报名") {
                browser.keys("\u{E007}").await;
                break;
            }
            stops.push(stop.0);
        }
        widget.sees("参赛条件").await;
        widget.until("the heading to have the focus", "focused()?.localName === 'h1'", &[]).await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

fn pixels(text: &str) -> f64 {
    text.trim_end_matches("px").parse().unwrap_or_else(|_| panic!("{text} is no size"))
}
