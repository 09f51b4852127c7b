//! What a worker does with a receipt: sees the status, corrects a returned entry, withdraws.

use super::entrant::{code, courier, fill_in, live, open_form};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_returned_entry_is_corrected_and_later_withdrawn(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(8);
    journey("receipt", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        widget.press("提交报名").await;
        widget.sees("报名已提交").await;
        let receipt = code(&widget).await;

        stage.decide(&person.name, "return", "请填写站点全称").await;
        widget.press("查看办理进度").await;
        widget.sees("请填写站点全称").await;
        browser.picture("returned").await;
        browser.check_accessibility("returned entry").await;
        widget.press("修改报名").await;
        widget.sees("修改报名：").await;
        widget.find("form [name='a.employer']").await;
        let typed = widget.typed().await;
        assert!(typed["id_number"].contains("****"), "{} is masked", typed["id_number"]);
        assert!(!typed["mobile"].contains(&person.mobile[3..7]), "{} is masked", typed["mobile"]);
        assert_eq!(typed["employer"], person.employer);
        browser.picture("correction").await;
        browser.check_accessibility("correction").await;
        widget.fill("employer", "海港区迎宾路快递站点").await;
        widget.press("提交修改").await;
        widget.sees("正在等待工会审核").await;
        let entries = stage.entries_of(&person.name).await;
        let [entry] = &entries[..] else { panic!("{} entries", entries.len()) };
        assert_eq!(
            (&entry["employer"], &entry["state"]),
            (&json!("海港区迎宾路快递站点"), &json!("submitted"))
        );
        assert_eq!(entry["code"], json!(receipt), "the same receipt");

        // The name is published only as long as its owner agrees.
        widget.press("不再公布我的姓名").await;
        widget.sees("只公布编号").await;
        assert!(!widget.offers("不再公布我的姓名").await, "there is nothing more to take back");
        browser.picture("withheld").await;
        browser.check_accessibility("withheld name").await;
        widget.press("撤回报名").await;
        widget.press("不撤回").await;
        widget.press("撤回报名").await;
        browser.picture("withdraw").await;
        browser.check_accessibility("withdrawal").await;
        widget.press("确定撤回").await;
        widget.sees("报名已撤回").await;
        browser.picture("withdrawn").await;
        assert_eq!(stage.entries_of(&person.name).await[0]["state"], json!("withdrawn"));
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_link_opens_the_entry_and_never_travels(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("receipt-link", size, async |browser| {
        // One of the demo's couriers, whose entry was returned.
        const SECRET_OF: &str = "金美玉";
        let secret = demo_secret(SECRET_OF);
        browser.open_page(&format!("{}/h/qhd-courier/receipt#{secret}", stage.server)).await;
        let page = browser.page();
        page.sees("报名被退回").await;
        browser.picture("opened").await;
        browser.check_accessibility("hosted status").await;
        let fetched = browser.fetched(&secret).await;
        assert_eq!(fetched, 0, "the secret stands in no address that was fetched");
        for tool in ["长辈版", "English", "中文"] {
            page.press(tool).await;
            page.sees(if tool == "English" { "Your entry was returned" } else { "报名被退回" }).await;
        }
        assert!(page.count(".rc.large").await == 1, "still in large text");
        browser.picture("large").await;
        page.press("标准字号").await;
        page.until("normal text", "root(which).querySelector('.rc.large') === null", &[]).await;
        page.sees("报名被退回").await;
        page.press("修改报名").await;
        page.find("form [name='a.employer']").await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_receipt_that_is_not_found_is_said_and_stays_typed(#[values(Size::Phone)] size: Size) {
    let stage = Stage::set().await;
    journey("receipt-not-found", size, async |browser| {
        browser.open_page(&format!("{}/h/qhd-courier/receipt", stage.server)).await;
        let page = browser.page();
        page.fill("code", "G0Y3M-PK4EY").await;
        page.fill("mobile_last4", "1111").await;
        page.press("查看").await;
        page.sees("没有找到对应的报名").await;
        assert_eq!(page.count("[data-live]").await, 0, "no program comes and empties it");
        assert_eq!(page.typed().await["code"], "G0Y3M-PK4EY");
        browser.picture("said").await;
    })
    .await;
}

fn demo_secret(name: &str) -> String {
    let entries: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../../../demo/entries.json")).expect("the demo's entries");
    let entry =
        entries.iter().find(|entry| entry["answers"]["name"] == json!(name)).expect("an entry of the demo");
    entry["receipt"].as_str().expect("a secret").to_owned()
}
