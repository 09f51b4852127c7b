//! A submission survives a dropped connection, a lost answer and a reload.

use super::entrant::{code, courier, fill_in, live, open_form, open_kept};
use rstest::rstest;
use serde_json::json;
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn submitted_without_a_network_it_arrives_once_after_a_reload(
    #[values(Size::Phone, Size::Desk)] size: Size,
) {
    let stage = Stage::set().await;
    let person = courier(6);
    journey("offline", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        browser.offline(true).await;
        stage.line.cut(true);
        widget.press("提交报名").await;
        widget.sees("等待网络").await;
        browser.picture("pending").await;
        browser.check_accessibility("pending receipt").await;
        let promised = code(&widget).await;
        assert_eq!(widget.count("svg[role=img]").await, 1, "a QR code");
        browser.reload().await;
        assert_eq!(stage.entries_of(&person.name).await.len(), 0);

        browser.offline(false).await;
        stage.line.cut(false);
        browser.open_page(&stage.site).await;
        let arrived =
            async || Ok(Some(stage.entries_of(&person.name).await).filter(|entries| !entries.is_empty()));
        let entries = browser.wait("the entry to arrive", arrived).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(promised)]);
        open_kept(&widget).await;
        widget.sees(&promised).await;
        widget.sees("正在等待工会审核").await;
        browser.picture("sent").await;
        browser.check_complaints(&["ERR_INTERNET_DISCONNECTED", "favicon.ico"]).await;
    })
    .await;
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_asked_for_again(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    let person = courier(7);
    journey("offline-lost", size, async |browser| {
        browser.open_page(&stage.site).await;
        let widget = browser.widget();
        open_form(&widget).await;
        live(&widget).await;
        fill_in(&widget, &person).await;
        stage.line.lose_answers(true);
        widget.press("提交报名").await;
        widget.sees("等待网络").await;
        let promised = code(&widget).await;
        assert_eq!(
            stage.entries_of(&person.name).await.len(),
            1,
            "the server has it, the device does not know"
        );

        stage.line.lose_answers(false);
        browser.reload().await;
        widget.press("我的回执").await;
        let first = stage.line.submissions();
        assert!(first >= 1);
        let again = async || Ok((stage.line.submissions() > 1).then_some(()));
        browser.wait("the same operation to be sent again", again).await;
        let entries = stage.entries_of(&person.name).await;
        assert_eq!(entries.iter().map(|entry| &entry["code"]).collect::<Vec<_>>(), [&json!(promised)]);
        browser.check_complaints(&["ERR_", "favicon.ico"]).await;
    })
    .await;
}
