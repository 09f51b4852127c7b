//! What a worker does with the receipt of an application, and what a membership shows.

use super::desk::{confirm, log_in};
use super::entrant::code;
use super::joining::{application, approve, drive, fill_in, live, worker};
use rstest::rstest;
use serde_json::json;
use shared::sync::ReceiptSecret;
use tests::Stage;
use tests::browser::{Browser, Size, View, journey};

/// Opens a receipt by the link of its QR code.
async fn open<'a>(browser: &'a Browser, stage: &Stage, secret: &ReceiptSecret, query: &str) -> View<'a> {
    // The secret stands behind `#`; a page that differs in nothing else would not be asked for.
    browser.open_page("about:blank").await;
    browser.open_page(&format!("{}/h/qhd-courier/receipt?{query}#{secret}", stage.server)).await;
    let page = browser.page();
    page.find("[data-code]").await;
    page
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_returned_is_corrected_and_taken_back(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = worker(10);
    let secret = stage.apply_with(person.application("courier"), None).await;
    let row = application(&stage, &secret.hash().code().to_string()).await;
    let review = json!({ "kind": "review_application", "application_id": row["id"], "version": 1, "review": "return",
        "reason": "请填写网点全称" });
    stage.act("officer-courier", review).await;
    journey("receipt-corrected", size, async |browser| {
        let page = open(browser, &stage, &secret, "lang=zh-CN").await;
        page.sees("请填写网点全称").await;
        browser.picture("returned").await;
        page.press("修改申请").await;
        page.sees("已隐藏部分内容").await;
        assert!(!page.text().await.contains(&person.document), "numbers stay masked");
        page.fill("employer", "").await;
        page.press("提交修改").await;
        page.sees("有 1 项需要修改").await;
        browser.check_accessibility("correction of an application").await;
        page.fill("employer", "极兔速递海港区网点").await;
        page.press("提交修改").await;
        page.sees("等待工会审核").await;
        let id = row["id"].as_str().unwrap();
        let now = stage.read(&format!("/staff/applications/{id}")).await;
        assert_eq!(
            (&now["row"]["employer"], &now["row"]["state"]),
            (&json!("极兔速递海港区网点"), &json!("submitted"))
        );

        page.press("撤回申请").await;
        page.sees("确定撤回入会申请吗").await;
        page.press("不撤回").await;
        page.sees("等待工会审核").await;
        page.press("撤回申请").await;
        page.press("确定撤回").await;
        page.sees("申请已撤回").await;
        browser.picture("withdrawn").await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_transfer_is_answered_and_a_card_tells_when_its_member_has_left(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = worker(11);
    let mut first = person.application("courier");
    first.insert("union".into(), "property".into());
    let old = stage.apply_with(first, None).await;
    approve(&stage, "officer-property", &old.hash().code().to_string()).await;
    let new = stage.apply_with(person.application("courier"), None).await;
    let row = application(&stage, &new.hash().code().to_string()).await;
    stage
        .act(
            "officer-courier",
            json!({ "kind": "offer_transfer", "application_id": row["id"], "version": 1 }),
        )
        .await;
    journey("receipt-transfer", size, async |browser| {
        let page = open(browser, &stage, &new, "lang=zh-CN").await;
        page.sees("是否将会籍转到上面的工会").await;
        assert!(!page.text().await.contains("物业"), "the old union is not named");
        browser.picture("offer").await;
        browser.check_accessibility("offer of a transfer").await;
        page.press("同意转会").await;
        page.sees("正在等待原工会同意").await;
        page.press("不转会了").await;
        page.sees("会籍保持不变").await;
        browser.picture("declined").await;

        let page = open(browser, &stage, &old, "lang=zh-CN").await;
        page.sees("会员卡").await;
        let link = page.find("[data-card] a").await.attr("href").await.unwrap().unwrap();
        let found = stage.read(&format!("/staff/members?q={}", person.document_tail())).await;
        let member = &found["rows"][0];
        let resign = json!({ "kind": "change_membership", "member_id": member["id"], "version": member["version"],
            "step": "resign", "reason": "own_wish",
            "decision": { "on": "2026-11-23", "document_number": "", "deciders": "白建军" } });
        stage.act("officer-property", resign).await;
        let page = open(browser, &stage, &old, "lang=zh-CN").await;
        page.sees("已退会").await;
        page.sees("会籍现在的状态见下面的会员卡").await;
        browser.picture("card-of-who-left").await;
        browser.open_page(&link).await;
        page.sees("现已不在册").await;
        browser.picture("verified-who-left").await;
        browser.check_accessibility("card of who has left").await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_a_membership_are_for_everyone(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let secret = stage.apply_with(worker(12).application("courier"), None).await;
    approve(&stage, "officer-courier", &secret.hash().code().to_string()).await;
    journey("membership", size, async |browser| {
        for (query, profile, name) in [
            ("lang=zh-CN", "补充会员信息", "zh"),
            ("lang=en", "Complete my details", "en"),
            ("lang=en&large=1", "Complete my details", "en-large"),
            ("lang=zh-CN&large=1", "补充会员信息", "zh-large"),
        ] {
            let page = open(browser, &stage, &secret, query).await;
            browser.picture(&format!("status-{name}")).await;
            browser.check_accessibility(&format!("status {name}")).await;
            let link = page.find("[data-card] a").await.attr("href").await.unwrap().unwrap();
            page.press(profile).await;
            page.find("[name='a.education']").await;
            browser.picture(&format!("profile-{name}")).await;
            browser.check_accessibility(&format!("profile {name}")).await;
            browser.open_page(&link).await;
            page.find(".tag").await;
            browser.picture(&format!("verified-{name}")).await;
            browser.check_accessibility(&format!("verified {name}")).await;
        }
        browser.dark(true).await;
        open(browser, &stage, &secret, "lang=zh-CN").await;
        browser.picture("status-dark").await;
        browser.dark(false).await;
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_page_with_a_strict_policy_takes_applications(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    journey("join-strict", size, async |browser| {
        browser.open_page(&format!("{}/strict?view=join&lang=en", stage.site)).await;
        let widget = browser.widget();
        widget.sees("Apply to join the union").await;
        widget.choose("worker_group", "courier").await;
        widget.choose("division", "130302").await;
        widget.choose("id_type", "resident_id").await;
        fill_in(&widget, &worker(13)).await;
        browser.picture("form").await;
        browser.check_accessibility("application form under a strict policy").await;
        widget.press("Submit my application").await;
        widget.sees("Your application has been submitted").await;
        browser.picture("receipt").await;
        let row = application(&stage, &code(&widget).await).await;
        assert_eq!(row["state"], "submitted");
        widget.press("See how it stands").await;
        widget.sees("waits for the union").await;
        // The policy keeps the program out, and that is all that it keeps out.
        browser.check_complaints(&["favicon.ico", "wasm", "WebAssembly"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_asked_to_signs_by_finger_or_later(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let link = format!("{}/j/{}", stage.server, drive(&stage, true).await);
    journey("join-signed", size, async |browser| {
        browser.open_page(&link).await;
        let page = browser.page();
        live(&page).await;
        let canvas = page.find("[data-sign=on] canvas").await;
        fill_in(&page, &worker(14)).await;
        page.press("提交入会申请").await;
        page.sees("请签名").await;
        browser.picture("unsigned").await;
        browser.check_accessibility("application form with a pad").await;
        browser.draw(&canvas, &[(40, 10), (-60, 15), (30, -30)]).await;
        let signed = "/^M\\d+ \\d+l/.test(document.querySelector('[name=signature]').value)";
        page.until("a signature", signed, &[]).await;
        browser.picture("signed").await;
        page.press("提交入会申请").await;
        page.sees("入会申请已提交").await;
        let signed = code(&page).await;

        // Where the pad does not come, one signs later.
        browser.block(&["*/embed/signature.js"]).await;
        browser.open_page(&link).await;
        live(&page).await;
        page.sees("请之后到工会补签").await;
        fill_in(&page, &worker(15)).await;
        page.press("提交入会申请").await;
        page.sees("入会申请已提交").await;
        let unsigned = code(&page).await;
        browser.block(&[]).await;

        let desk = log_in(browser, &stage, "officer-courier").await;
        for (code, said) in [(&unsigned, "请本人到工会补签"), (&signed, "本人已签名")] {
            let row = application(&stage, code).await;
            browser
                .open_page(&format!("{}/console/#/application/{}", stage.server, row["id"].as_str().unwrap()))
                .await;
            browser.reload().await;
            desk.sees(said).await;
        }
        desk.press("查看完整信息").await;
        desk.fill("ask-text", "核对申请").await;
        confirm(&desk).await;
        desk.find("svg.signature").await;
        browser.picture("shown").await;
        browser.check_complaints(&["favicon.ico", "ERR_BLOCKED_BY_CLIENT", "401"]).await;
    })
    .await;
}
