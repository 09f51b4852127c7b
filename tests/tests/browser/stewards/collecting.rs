//! One person after another, refusals, and codes.

use super::{
    CODE, CUT, begin, codes_of, collect, consent, counted, counts, issue, open, ready, sign, stored, type_in,
};
use crate::desk;
use crate::entrant::{code, courier};
use rstest::rstest;
use serde_json::{Value, json};
use tests::browser::{Size, journey};
use tests::{Person, Stage};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_person_after_another_without_a_network(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    issue(&stage, CODE, "平板1").await;
    let people = [courier(40), courier(41)];
    journey("steward", size, async |browser| {
        let page = open(&stage, browser).await;
        browser.picture("code").await;
        browser.check_accessibility("steward's code").await;
        page.fill("steward-code", "7K3M").await;
        page.press("开始代收").await;
        page.sees("代收码应为 8 位").await;
        page.fill("steward-code", "0000-0000").await;
        page.press("开始代收").await;
        page.sees("没有这个代收码").await;
        begin(&page, "7k3m 9tq2").await;
        page.sees("平板1").await;
        ready(&page).await;
        browser.picture("home").await;
        browser.check_accessibility("steward's start").await;
        page.press("长辈版").await;
        page.press("English").await;
        page.sees("Hand over to another device").await;
        browser.picture("home-large").await;
        browser.check_accessibility("steward's start, large and in English").await;
        page.press("Normal text").await;
        page.press("中文").await;

        stage.network.cut(true);
        browser.open_page("about:blank").await;
        browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
        page.sees("收集报名").await;
        let history = browser.run("return history.length", &[]).await;
        page.press("为下一位报名：快递收派").await;
        // Each step has the ordinary checks.
        page.find("form [name='a.brand']").await;
        page.press("下一步：请本人确认").await;
        page.sees("项需要修改").await;
        type_in(&page, &people[0]).await;
        browser.picture("confirm").await;
        browser.check_accessibility("confirmation").await;
        page.press("签名并提交").await;
        page.sees("请签名").await;
        page.sees("需要您同意后才能提交").await;
        consent(&page).await;
        sign(&page).await;
        browser.picture("signed").await;
        page.press("签名并提交").await;
        page.sees("报名已收好").await;
        let first = code(&page).await;
        assert_eq!(page.count("svg[role=img]").await, 1, "a QR code");
        browser.picture("receipt").await;
        browser.check_accessibility("steward's receipt").await;

        // Nothing of the first person is left for the second: not on the screen, not in the form, not behind it.
        page.press("下一位，仍报").await;
        page.find("form [name='a.brand']").await;
        let left = page.typed().await;
        assert!(left.values().all(String::is_empty), "{left:?}");
        let kept = stored(browser).await;
        let inside = browser.run("return document.documentElement.outerHTML", &[]).await.to_string();
        for typed in [&people[0].name, &people[0].document, &people[0].mobile, &people[0].employer] {
            assert!(!kept.contains(typed.as_str()), "{typed} in {kept}");
            assert!(!inside.contains(typed.as_str()), "{typed} in the page");
        }
        assert!(kept.contains("\"body\"") && !inside.contains(&first));
        assert_eq!(browser.run("return history.length", &[]).await, history, "no way back to it");

        type_in(&page, &people[1]).await;
        consent(&page).await;
        // By keys: the pen is set down, drawn along and lifted.
        browser.run("document.querySelector('canvas').focus()", &[]).await;
        let line = format!(" {}{} ", "\u{E014}".repeat(14), "\u{E015}".repeat(6));
        browser.keys(line).await;
        page.press("签名并提交").await;
        page.sees("报名已收好").await;
        let second = code(&page).await;
        page.press("返回首页").await;
        counted(&page, "waiting", 2).await;
        assert_eq!(counts(&page).await["collected"], 2);
        page.sees(&second).await;
        browser.picture("waiting").await;
        browser.check_accessibility("steward's start, entries waiting").await;

        stage.network.cut(false);
        page.press("立即提交").await;
        counted(&page, "sent", 2).await;
        counted(&page, "waiting", 0).await;
        for (person, promised) in people.iter().zip([&first, &second]) {
            let entries = stage.entries_of(&person.name).await;
            assert_eq!(entries.iter().map(|one| &one["code"]).collect::<Vec<_>>(), [&json!(promised)]);
            let id = entries[0]["id"].as_str().unwrap();
            let detail = stage.read(&format!("/staff/entries/{id}")).await;
            assert_eq!(detail["collected"]["label"], json!("平板1"), "{detail}");
        }
        assert!(!stored(browser).await.contains("\"body\""), "nothing is left of them");
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_waits_for_the_person_or_for_a_new_code(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(45);
    journey("steward-refused", size, async |browser| {
        let page = open(&stage, browser).await;
        stage.network.cut(true);
        begin(&page, "0000-0000").await;
        page.sees("代收码将在提交时核对").await;
        page.press("为下一位报名：快递收派").await;
        let first = collect(&page, &person).await;
        page.press("下一位，仍报").await;
        // The same person again: the server alone can know.
        let twice = Person { name: person.name.clone(), ..person.clone() };
        let second = collect(&page, &twice).await;
        page.press("返回首页").await;

        stage.network.cut(false);
        page.press("立即提交").await;
        counted(&page, "refused", 2).await;
        page.sees("代收码不正确").await;
        browser.picture("code-refused").await;
        browser.check_accessibility("refused for the code").await;
        let kept = stored(browser).await;
        assert!(kept.contains("\"body\"") && !kept.contains(&person.document), "sealed as before: {kept}");
        issue(&stage, CODE, "平板2").await;
        page.fill("fresh-code", CODE).await;
        page.press("用新代收码提交").await;
        counted(&page, "sent", 1).await;
        counted(&page, "refused", 1).await;
        assert_eq!(codes_of(&stage, &person).await, [json!(first)]);
        page.sees(&second).await;
        page.sees("该证件号码已报名此赛项").await;
        browser.picture("refused").await;
        browser.check_accessibility("refused").await;

        // What was typed comes back from the server, with what is wrong.
        page.press("与本人一起修改").await;
        page.find("form [name='a.brand']").await;
        page.sees("该证件号码已报名此赛项").await;
        assert_eq!(page.typed().await["name"], person.name);
        let other = courier(46);
        page.fill("id_number", &other.document).await;
        page.fill("name", &other.name).await;
        page.press("下一步：请本人确认").await;
        page.sees("请本人确认并签名").await;
        consent(&page).await;
        sign(&page).await;
        page.press("签名并提交").await;
        page.sees("报名已提交").await;
        assert_eq!(code(&page).await, second, "the receipt in the person's hand stays valid");
        assert_eq!(codes_of(&stage, &other).await, [json!(second)]);
        page.press("返回首页").await;
        counted(&page, "refused", 0).await;

        // And again, to be removed this time.
        page.press("为下一位报名：快递收派").await;
        type_in(&page, &person).await;
        consent(&page).await;
        sign(&page).await;
        page.press("签名并提交").await;
        page.sees("该证件号码已报名此赛项").await;
        page.press("取消，清除填写的内容").await;
        counted(&page, "refused", 1).await;
        page.press("删除这份报名").await;
        page.press("再点一次确认删除").await;
        counted(&page, "refused", 0).await;
        counted(&page, "removed", 1).await;
        assert!(!stored(browser).await.contains("\"body\""));
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_browser_that_keeps_nothing_collects_nothing(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    journey("steward-unkept", size, async |browser| {
        let refuse = "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } });";
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse })).await;
        browser.open_page(&format!("{}/h/qhd-courier/steward", stage.server)).await;
        browser.page().sees("不能在这里代收").await;
        assert_eq!(browser.page().count("input").await, 0, "nothing can be typed");
        browser.picture("said").await;
        browser.check_complaints(&CUT).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_officer_issues_a_code_and_ends_it(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("steward-issue", size, async |browser| {
        let page = desk::log_in(browser, &stage, "officer-courier").await;
        page.visit("比赛").await;
        page.press("快递").await;
        page.sees("现场代收").await;
        page.press("生成代收码").await;
        page.sees("此项必填").await;
        page.fill("steward-label", "平板1").await;
        page.press("生成代收码").await;
        let code = page.find("[data-steward-code]").await.text().await.expect("a code");
        assert_eq!(code.len(), 9, "{code}");
        page.until("the code on the list", "visible(which, 'tbody tr').length === 1", &[]).await;
        browser.picture("issued").await;
        browser.check_accessibility("stewards' codes").await;
        let pass = reqwest::Client::new()
            .post(format!("{}/api/v1/associations/qhd-courier/steward", stage.server))
            .json(&json!({ "code": code }));
        let pass: Value = pass.send().await.unwrap().json().await.unwrap();
        assert_eq!((&pass["label"], &pass["stands"]), (&json!("平板1"), &json!(true)));
        page.press_one("tbody button", "停用").await;
        desk::confirm(&page).await;
        page.sees("已停用").await;
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
