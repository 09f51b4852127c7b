//! An administrator looks after partners.

use super::desk;
use rstest::rstest;
use tests::Stage;
use tests::browser::{Size, journey};

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_message_that_was_given_up_is_sent_again(#[values(Size::Phone, Size::Desk)] size: Size) {
    let stage = Stage::set().await;
    stage.partner_away().await;
    journey("partners", size, async |browser| {
        let page = desk::log_in(browser, &stage, "admin").await;
        page.visit("数据对接").await;
        page.sees("多次发送失败").await;
        browser.picture("given-up").await;
        browser.check_accessibility("partners").await;
        page.press("重新发送").await;
        page.sees("待发送").await;
        assert!(!page.offers("重新发送").await);
        browser.check_complaints(&["favicon.ico", "401"]).await;
    })
    .await;
}
