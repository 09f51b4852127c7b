//! An officer checks entries.

use super::desk::{confirm, log_in, say_yes};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Size, journey};

const ROWS: &str = "visible(which, 'tbody tr').length === given[0]";

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_finds_opens_and_decides(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("console", size, async |browser| {
        browser.open_page(&format!("{}/console/", stage.server)).await;
        let page = browser.page();
        page.fill("account", "officer-courier").await;
        page.fill("password", "not-the-password").await;
        page.press_one("button", "登录").await;
        page.sees("账号或密码不正确").await;
        browser.picture("login").await;
        browser.check_accessibility("log-in").await;
        let page = log_in(browser, &stage, "officer-courier").await;

        // It opens on what waits.
        page.sees("5 份报名待审核").await;
        browser.picture("today").await;
        browser.check_accessibility("today").await;
        page.press("5 份报名待审核").await;
        page.until("the five that wait", ROWS, &[json!(5)]).await;
        browser.picture("entries").await;
        browser.check_accessibility("entries").await;
        let text = page.text().await;
        assert!(!text.contains("陈喆") && !text.contains("130399200107300454"), "names and numbers are masked: {text}");

        // Found by name, by receipt code, and by the last four of the document.
        let found = stage.entries_of("陈喆").await;
        let code = found[0]["code"].as_str().expect("a code").to_owned();
        for words in ["陈喆", &code.to_lowercase(), "0454"] {
            page.fill("filter-q", words).await;
            page.until(&format!("one entry for “{words}”"), ROWS, &[json!(1)]).await;
            page.sees(&code).await;
        }
        page.fill("filter-q", "没有这个人").await;
        page.sees("没有符合条件的报名").await;
        page.fill("filter-q", "陈喆").await;
        page.until("one entry", ROWS, &[json!(1)]).await;
        page.press_one("tbody a", "陈").await;
        page.sees("填报内容").await;
        page.sees("130399********0454").await;
        browser.picture("entry").await;
        browser.check_accessibility("entry").await;

        // In full only for a purpose, which the log keeps.
        page.press("查看完整信息").await;
        say_yes(&page).await;
        page.find("dialog .error").await;
        page.fill("ask-text", "电话核实站点").await;
        browser.picture("reveal").await;
        browser.check_accessibility("question").await;
        confirm(&page).await;
        page.sees("130399200107300454").await;
        page.press_one("button", "隐藏").await;
        page.sees_no_more("130399200107300454").await;

        // Returned, with a reason that the worker reads.
        page.press_one("button", "退回修改").await;
        say_yes(&page).await;
        page.sees("请写明理由").await;
        // Somebody else decides meanwhile: it is refused, and the reason stands as it was typed.
        page.fill("ask-text", "请补充站点全称").await;
        stage.decide("陈喆", "eligible", "").await;
        say_yes(&page).await;
        page.sees("在您操作期间记录已被更新").await;
        let kept = page.ask("root(which).querySelector('#ask-text').value", &[]).await;
        assert_eq!(kept, json!("请补充站点全称"));
        browser.picture("refused").await;
        confirm(&page).await;
        page.sees("请补充站点全称").await;
        assert_eq!(stage.entries_of("陈喆").await[0]["state"], json!("returned"));

        // The list as it was left: still searched.
        page.press("返回列表").await;
        page.until("the one entry that was found", ROWS, &[json!(0)]).await;
        page.press_one(".tabs a", "退回修改").await;
        page.until("the one entry that was found", ROWS, &[json!(1)]).await;
        let kept = page.ask("root(which).querySelector('#filter-q').value", &[]).await;
        assert_eq!(kept, json!("陈喆"));
        page.set("filter-q", "").await;

        // Two at once.
        page.visit("报名审核").await;
        page.press_one(".tabs a", "待审核").await;
        page.until("the four that wait", ROWS, &[json!(4)]).await;
        let boxes = "(() => { visible(which, '.pick label').slice(0, 2).forEach((label) => label.click()); return true; })()";
        assert_eq!(page.ask(boxes, &[]).await, json!(true));
        page.sees("已选 2 份").await;
        browser.picture("bulk").await;
        page.press_one(".bulk button", "审核通过").await;
        confirm(&page).await;
        page.sees("已处理 2 份").await;
        page.press("选择本页全部").await;
        page.sees("已选 2 份").await;
        page.press("选择本页全部").await;
        page.sees_no_more("已选").await;
        page.until("the two that wait", ROWS, &[json!(2)]).await;
        let counts = stage.read("/staff/competitions").await;
        let ours = |row: &&serde_json::Value| row["title"]["zh"].as_str().is_some_and(|title| title.contains("快递"));
        let courier = counts.as_array().and_then(|rows| rows.iter().find(ours)).expect("the courier competition");
        let counts = &courier["counts"];
        assert_eq!((&counts["eligible"], &counts["submitted"], &counts["returned"]), (&json!(5), &json!(2), &json!(2)));

        // Those that cannot be decided on so are named, each with its reason, and stay selected.
        page.press_one(".tabs a", "全部").await;
        page.press("选择本页全部").await;
        page.press_one(".bulk button", "审核通过").await;
        confirm(&page).await;
        page.sees("份未处理（仍为选中状态）").await;
        let named = page.count(".note.warn li").await;
        assert!(named > 0, "{}", page.text().await);
        page.sees(&format!("已选 {named} 份")).await;
        assert_eq!(page.count(".pick input:checked").await, named);
        browser.picture("some").await;
        browser.check_accessibility("some of many").await;

        // The auditor sees who looked.
        page.press_one("button", "退出登录").await;
        page.find("[name=account]").await;
        let page = log_in(browser, &stage, "auditor").await;
        page.visit("操作日志").await;
        page.sees("电话核实站点").await;
        page.sees("查看完整个人信息").await;
        page.choose("log-action", ".reveal").await;
        page.until("the one look", ROWS, &[json!(1)]).await;
        page.choose("log-action", "").await;
        page.fill("log-actor", "nobody").await;
        page.sees("没有符合条件的记录").await;
        page.fill("log-actor", "officer-courier").await;
        page.sees("电话核实站点").await;
        browser.picture("audit").await;
        browser.check_accessibility("audit log").await;
        assert!(!page.text().await.contains("130399200107300454"), "the log holds no personal data");
        browser.check_complaints(&["favicon.ico", "401", "422"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_speaks_english_and_turns_large(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("console-large", size, async |browser| {
        let page = log_in(browser, &stage, "officer-courier").await;
        page.press_one("button", "大字号").await;
        page.press_one("button", "English").await;
        for (place, text) in
            [("Today", "entries to check"), ("Competitions", "Entry open"), ("Entries", "Receipt code")]
        {
            page.visit(place).await;
            page.sees(text).await;
            browser.picture(&place.to_lowercase()).await;
            browser.check_accessibility(place).await;
        }
        assert_eq!(page.ask("document.documentElement.lang", &[]).await, json!("en"));
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
