//! A worker signs up.

use super::entrant::{code, courier, fill_in, live, open_form, open_kept};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mistakes_are_named_where_they_are_and_the_receipt_stays(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(4);
    journey("sign-up", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        browser.picture("form").await;
        browser.check_accessibility("form").await;

        // While typing: the check character is wrong, and the field says so as it is left.
        let wrong = wrong_document(&person.document);
        widget.choose("id_type", "resident_id").await;
        widget.fill("id_number", &wrong).await;
        widget.click("[name='a.mobile']").await;
        widget.sees("校验不通过").await;
        let tied = "(() => { const field = root(which).querySelector('[name=\"a.id_number\"]');
            const said = field.getAttribute('aria-describedby').split(' ').map((id) => root(which).getElementById(id)?.innerText);
            return field.getAttribute('aria-invalid') === 'true' && said.some((text) => text?.includes('校验不通过')); })()";
        widget.until("the message to be tied to its field", tied, &[]).await;

        // Submitted with mistakes: a summary that leads to each of them, and nothing is lost.
        widget.press("提交报名").await;
        widget.sees("项需要修改").await;
        browser.picture("errors").await;
        browser.check_accessibility("form with errors").await;
        widget.until("the summary to have the focus", "focused()?.closest('[role=alert]') != null", &[]).await;
        assert_eq!(widget.typed().await["id_number"], wrong);
        widget.press_one("[role=alert] a", "证件号码").await;
        widget.until("the field to have the focus", "focused()?.name === 'a.id_number'", &[]).await;
        assert_eq!(stage.line.submissions(), 0, "what the device knows to be wrong is not sent");

        // Asked only if a certificate is held.
        assert_eq!(widget.count("[name='a.certificate_number']").await, 0);
        widget.choose("certificate_held", "yes").await;
        widget.find("[name='a.certificate_number']").await;
        browser.picture("conditional").await;
        widget.choose("certificate_held", "no").await;
        widget.until("the question to go", "visible(which, '[name=\"a.certificate_number\"]').length === 0", &[]).await;

        fill_in(&widget, &person).await;
        browser.picture("filled-in").await;
        widget.press("提交报名").await;
        widget.sees("报名已提交").await;
        browser.picture("receipt").await;
        browser.check_accessibility("receipt").await;
        let receipt = code(&widget).await;
        assert_eq!(widget.count("svg[role=img]").await, 1, "a QR code");

        // After a reload the receipt is still on the device.
        browser.reload().await;
        open_kept(&widget).await;
        widget.sees(&receipt).await;
        widget.sees("正在等待工会审核").await;
        browser.picture("kept").await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(receipt)]);
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_double_tap_gives_one_entry(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(5);
    journey("sign-up-double", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        browser
            .run(
                "window.heard = 0; addEventListener('rollcall:submitted', () => { window.heard += 1; })",
                &[],
            )
            .await;
        browser.double_click(&widget.find("button[type=submit]").await).await;
        widget.sees("报名已提交").await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0]["code"], json!(code(&widget).await));
        assert_eq!(browser.run("return window.heard", &[]).await, json!(1), "the page around is told once");
        browser.check_complaints(&["favicon.ico"]).await;
    })
    .await;
}

/// The number with another check character.
fn wrong_document(document: &str) -> String {
    let (stem, check) = document.split_at(17);
    format!("{stem}{}", if check == "1" { "2" } else { "1" })
}
